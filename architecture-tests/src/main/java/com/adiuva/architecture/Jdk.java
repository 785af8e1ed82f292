package com.adiuva.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.util.Set;
import java.util.stream.Collectors;

/// Knows which packages are Java itself: those that its `java.*` modules export to everybody.
final class Jdk {
  private static final Set<String> PACKAGES =
      ModuleFinder.ofSystem().findAll().stream()
          .map(module -> module.descriptor())
          .filter(module -> module.name().startsWith("java."))
          .flatMap(module -> module.exports().stream())
          .filter(exported -> !exported.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toUnmodifiableSet());

  private Jdk() {}

  static boolean has(JavaClass type) {
    JavaClass element = type.getBaseComponentType();
    return element.isPrimitive() || PACKAGES.contains(element.getPackageName());
  }
}
