package com.adiuva.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.Source;
import java.util.regex.Pattern;

/// Tells test classes by where they were read from: the test output of Maven, Gradle or an IDE, or
/// a jar of tests.
final class TestCode {
  private static final Pattern PLACES =
      Pattern.compile("/test-classes/|/classes/[^/]+/test/|/out/test/|-tests?\\.jar!");

  private TestCode() {}

  static boolean comesFromTests(JavaClass type) {
    return type.getSource()
        .map(Source::getUri)
        .filter(uri -> PLACES.matcher(uri.toString()).find())
        .isPresent();
  }
}
