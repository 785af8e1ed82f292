package com.adiuva.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The library can be used on any hexagon, so it must not know ours.
final class LibraryTest {
  @Test
  void knowsArchUnitOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are Java's, JSpecify's, ArchUnit's or the library's",
                type ->
                    Jdk.has(type)
                        || Rooms.isIn(Rooms.packageOf(type), "org.jspecify")
                        || Rooms.isIn(Rooms.packageOf(type), "com.tngtech.archunit")
                        || Rooms.isIn(Rooms.packageOf(type), "com.adiuva.architecture")))
        .because("whoever checks a hexagon of their own does not want ours on the class path")
        .allowEmptyShould(false)
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("com.adiuva.architecture"));
  }
}
