package com.adiuva.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How classes and packages are cut and named.
final class StyleRules {
  private static final Pattern INTERFACE_PREFIX = Pattern.compile("I[A-Z][a-z].*");

  private final Hexagon hexagon;
  private final Rooms rooms;

  StyleRules(Hexagon hexagon) {
    this.hexagon = hexagon;
    this.rooms = new Rooms(hexagon);
  }

  ArchRule finalClasses() {
    return classes()
        .that(
            rooms
                .mainAnywhere()
                .and(describe("are concrete and not sealed", StyleRules::isConcrete)))
        .should()
        .haveModifier(JavaModifier.FINAL)
        .because("a class is extended because it was made for it, not because nobody forbade it")
        .allowEmptyShould(false);
  }

  private static boolean isConcrete(JavaClass type) {
    return !type.isInterface()
        && !type.isEnum()
        && !type.isAnonymousClass()
        && !type.isSealed()
        && !type.getModifiers().contains(JavaModifier.ABSTRACT);
  }

  ArchRule hiddenAdapters() {
    return classes()
        .that(
            rooms
                .main(hexagon.adapters())
                .and(describe("are public and no interfaces", StyleRules::isPublic))
                .and(describe("are found by nobody else", type -> !isFoundByOthers(type))))
        .should(
            Conditions.each(
                "be used from another package",
                type ->
                    isUsedElsewhere(type)
                        ? List.of()
                        : List.of(
                            "Class <"
                                + type.getName()
                                + "> is public and used in its package only")))
        .because("what nobody else needs is nobody else's to see")
        .allowEmptyShould(false);
  }

  /// Interfaces may be used as lambdas, which leave no trace.
  private static boolean isPublic(JavaClass type) {
    return type.isTopLevelClass()
        && !type.isInterface()
        && type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  /// Service loaders, and libraries that call a listener of theirs by reflection, need public
  /// classes that no code names.
  private boolean isFoundByOthers(JavaClass type) {
    return type.getAllRawInterfaces().stream()
        .anyMatch(service -> service.getSimpleName().endsWith("Factory") || isOfALibrary(service));
  }

  private boolean isOfALibrary(JavaClass type) {
    String name = type.getName();
    return !name.startsWith(hexagon.root() + '.')
        && !name.startsWith("java.")
        && !name.startsWith("javax.");
  }

  private static boolean isUsedElsewhere(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
  }

  ArchRule shallowPackages() {
    int most = hexagon.root().split("\\.", -1).length + hexagon.depth();
    return classes()
        .that(rooms.mainAnywhere())
        .should(
            Conditions.eachPackage(
                "be at most " + most + " packages deep",
                types -> {
                  String name = types.getFirst().getPackageName();
                  return name.split("\\.", -1).length > most
                      ? Optional.of("Package <" + name + "> is too deep")
                      : Optional.empty();
                }))
        .because("room and feature say where a class belongs; what needs more is another feature")
        .allowEmptyShould(false);
  }

  ArchRule smallPackages() {
    int most = hexagon.filesPerPackage();
    return classes()
        .that(rooms.mainAnywhere())
        .should(
            Conditions.eachPackage(
                "share their package with fewer than " + most + " others",
                types -> {
                  long files =
                      types.stream()
                          .filter(type -> type.isTopLevelClass() && !Rooms.isPackageInfo(type))
                          .count();
                  return files > most
                      ? Optional.of(
                          "Package <%s> has %d files"
                              .formatted(types.getFirst().getPackageName(), files))
                      : Optional.empty();
                }))
        .because("a package is read as a whole")
        .allowEmptyShould(false);
  }

  ArchRule nullMarkedPackages() {
    return classes()
        .that(rooms.mainAnywhere())
        .should(
            Conditions.eachPackage(
                "be in a package that is @NullMarked",
                types ->
                    types.getFirst().getPackage().getClasses().stream()
                            .anyMatch(StyleRules::isNullMarked)
                        ? Optional.empty()
                        : Optional.of(
                            "Package <%s> has no package-info that is @NullMarked"
                                .formatted(types.getFirst().getPackageName()))))
        .because("null is checked by the compiler only where it is told to")
        .allowEmptyShould(false);
  }

  private static boolean isNullMarked(JavaClass type) {
    return Rooms.isPackageInfo(type) && type.isAnnotatedWith("org.jspecify.annotations.NullMarked");
  }

  ArchRule names() {
    return classes()
        .that(rooms.mainAnywhere())
        .should(
            Conditions.each(
                "be named for what they are, not end with " + hexagon.forbiddenSuffixes(),
                type ->
                    isBadName(type)
                        ? List.of("Class <" + type.getName() + "> has a name that says nothing")
                        : List.of()))
        .because(
            "a name says what the thing is to the business, not which role it plays in a pattern")
        .allowEmptyShould(false);
  }

  private boolean isBadName(JavaClass type) {
    String name = type.getSimpleName();
    return (type.isInterface() && INTERFACE_PREFIX.matcher(name).matches())
        || hexagon.forbiddenSuffixes().stream()
            .anyMatch(suffix -> name.endsWith(suffix) && !name.equals(suffix));
  }
}
