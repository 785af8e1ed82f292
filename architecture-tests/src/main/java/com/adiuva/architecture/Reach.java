package com.adiuva.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Whether a test gets at a class: it names the class itself, or does so through other test code (a
/// kit, a base class, the class around it) or through main code of the class's own package (its
/// factory). A path through the whole program does not count: every test of the program would then
/// reach every class.
final class Reach {
  private static final Pattern TEST_NAMES =
      Pattern.compile("Test.*|.*Tests?|.*TestCase|IT.*|.*IT|.*ITCase");

  private final JavaClass goal;
  private final Predicate<JavaClass> testCode;

  Reach(JavaClass goal, Predicate<JavaClass> testCode) {
    this.goal = goal;
    this.testCode = testCode;
  }

  boolean isFrom(JavaClass test) {
    Set<JavaClass> seen = new HashSet<>();
    Deque<JavaClass> open = new ArrayDeque<>();
    open.add(test);
    test.getEnclosingClass().ifPresent(open::add);
    while (!open.isEmpty()) {
      JavaClass type = open.remove();
      if (type.equals(goal)) {
        return true;
      }
      if (seen.add(type) && isOpenTo(type)) {
        type.getDirectDependenciesFromSelf()
            .forEach(dependency -> open.add(dependency.getTargetClass().getBaseComponentType()));
      }
    }
    return false;
  }

  private boolean isOpenTo(JavaClass type) {
    return testCode.test(type) || type.getPackageName().equals(goal.getPackageName());
  }

  /// Whether Surefire or Failsafe, as they come, would run the class.
  static boolean isRunByBuild(JavaClass test) {
    JavaClass outermost = test;
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    return TEST_NAMES.matcher(outermost.getSimpleName()).matches();
  }
}
