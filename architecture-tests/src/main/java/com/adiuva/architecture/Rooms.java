package com.adiuva.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the room of a class.
final class Rooms {
  private final Hexagon hexagon;

  Rooms(Hexagon hexagon) {
    this.hexagon = hexagon;
  }

  /// Every room where rules apply.
  Set<String> walled() {
    return Stream.concat(
            Stream.of(hexagon.domain(), hexagon.application(), hexagon.bootstrap()),
            hexagon.adapters().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  boolean isBelowRoot(JavaClass type) {
    return isIn(packageOf(type), hexagon.root());
  }

  /// The room's name; empty for a class that is in none, or outside the root.
  String of(JavaClass type) {
    return Stream.concat(walled().stream(), hexagon.exempt().stream())
        .filter(room -> isIn(packageOf(type), hexagon.root() + "." + room))
        .findAny()
        .orElse("");
  }

  /// The first package below the room; empty for a class at the room's own level.
  String featureOf(JavaClass type) {
    String path = packageOf(type).substring((hexagon.root() + "." + of(type)).length());
    return path.isEmpty() ? "" : path.substring(1).split("\\.", 2)[0];
  }

  /// Main code of the named rooms.
  DescribedPredicate<JavaClass> main(Collection<String> rooms) {
    return describe(
        "are in " + rooms.stream().sorted().collect(Collectors.joining(", ")),
        type -> isMain(type) && rooms.contains(of(type)));
  }

  DescribedPredicate<JavaClass> main(String room) {
    return main(Set.of(room));
  }

  /// Main code wherever rules apply, also in no room at all.
  DescribedPredicate<JavaClass> mainAnywhere() {
    return describe(
        "are below " + hexagon.root(),
        type -> isMain(type) && isBelowRoot(type) && !hexagon.exempt().contains(of(type)));
  }

  boolean isMain(JavaClass type) {
    return !hexagon.testCode().test(type);
  }

  static boolean isPackageInfo(JavaClass type) {
    return type.getSimpleName().equals("package-info");
  }

  /// Whether `path` is the package or inside it.
  static boolean isIn(String path, String packageName) {
    return path.equals(packageName) || path.startsWith(packageName + ".");
  }

  static String packageOf(JavaClass type) {
    return type.getBaseComponentType().getPackageName();
  }
}
