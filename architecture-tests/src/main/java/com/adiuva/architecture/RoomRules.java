package com.adiuva.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which rooms there are, and which library stands in which.
final class RoomRules {
  private final Hexagon hexagon;
  private final Rooms rooms;

  RoomRules(Hexagon hexagon) {
    this.hexagon = hexagon;
    this.rooms = new Rooms(hexagon);
  }

  ArchRule inhabited() {
    return classes()
        .that(rooms.mainAnywhere())
        .should(Conditions.all("fill every room but the reserved ones", this::wrongRooms))
        .because("a rule about an empty package would pass whatever is written")
        .allowEmptyShould(false);
  }

  private List<String> wrongRooms(Collection<JavaClass> types) {
    List<String> wrong = new ArrayList<>();
    for (String room : new TreeSet<>(rooms.walled())) {
      List<JavaClass> inside = types.stream().filter(type -> rooms.of(type).equals(room)).toList();
      List<String> code =
          inside.stream()
              .filter(type -> !Rooms.isPackageInfo(type))
              .map(JavaClass::getName)
              .toList();
      if (hexagon.reserved().contains(room)) {
        if (inside.isEmpty()) {
          wrong.add("Room <" + room + "> is reserved and has no package-info to say for what");
        } else if (!code.isEmpty()) {
          wrong.add(
              "Room <"
                  + room
                  + "> is reserved but has "
                  + code
                  + ": it is a room like any other now");
        }
      } else if (code.isEmpty()) {
        wrong.add("Room <" + room + "> has no class");
      }
    }
    return wrong;
  }

  ArchRule everyClassHasARoom() {
    return classes()
        .that(rooms.mainAnywhere())
        .should(
            Conditions.each(
                "be in a room",
                type ->
                    rooms.of(type).isEmpty()
                        ? List.of("Class <" + type.getName() + "> is in no room")
                        : List.of()))
        .because("no rule sees what is in no room")
        .allowEmptyShould(false);
  }

  ArchRule technologies() {
    return classes()
        .that(rooms.mainAnywhere())
        .should(
            Conditions.dependOnlyWhere("use a library only in its room", this::mayUse)
                .and(Conditions.all("use every library that has a room", this::unused)))
        .because("what only one room knows can be replaced in that room")
        .allowEmptyShould(false);
  }

  private boolean mayUse(JavaClass from, JavaClass to) {
    String room = rooms.of(from);
    return hexagon.technologies().entrySet().stream()
        .filter(technology -> Rooms.isIn(to.getPackageName(), technology.getKey()))
        .allMatch(
            technology -> technology.getValue().stream().anyMatch(home -> Rooms.isIn(room, home)));
  }

  private List<String> unused(Collection<JavaClass> types) {
    Map<String, Set<String>> unused = new TreeMap<>(hexagon.technologies());
    unused.values().removeIf(hexagon.reserved()::containsAll);
    for (JavaClass type : types) {
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> Rooms.packageOf(dependency.getTargetClass()))
          .distinct()
          .forEach(used -> unused.keySet().removeIf(library -> Rooms.isIn(used, library)));
    }
    return unused.keySet().stream()
        .map(library ->
            "Library <" + library + "> is used by no class: misspelt, or to be forgotten")
        .toList();
  }
}
