package com.adiuva.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;

/// Who may know whom.
final class LayerRules {
  private static final Set<String> WORLD =
      Set.of("java.sql", "javax.sql", "java.net.http", "javax.net", "java.nio.file", "java.rmi");
  private static final Set<String> WORLDLY =
      Set.of(
          "java.io.File", "java.net.Socket", "java.net.ServerSocket", "java.lang.ProcessBuilder");

  private final Hexagon hexagon;
  private final Rooms rooms;

  LayerRules(Hexagon hexagon) {
    this.hexagon = hexagon;
    this.rooms = new Rooms(hexagon);
  }

  ArchRule domain() {
    return onlyKnows(hexagon.domain(), Set.of(hexagon.domain()))
        .because("the domain knows nothing: rules outlive the libraries around them");
  }

  ArchRule application() {
    return onlyKnows(hexagon.application(), Set.of(hexagon.domain(), hexagon.application()))
        .because("use cases are told in the words of the domain, whatever is plugged in");
  }

  private ArchRule onlyKnows(String room, Set<String> allowed) {
    return classes()
        .that(rooms.main(room))
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are Java's, JSpecify's or in "
                    + String.join(", ", allowed.stream().sorted().toList()),
                type ->
                    Jdk.has(type)
                        || Rooms.isIn(Rooms.packageOf(type), "org.jspecify")
                        || allowed.contains(rooms.of(type))))
        .allowEmptyShould(false);
  }

  ArchRule coreStaysInside() {
    return noClasses()
        .that(rooms.main(Set.of(hexagon.domain(), hexagon.application())))
        .should()
        .dependOnClassesThat(
            describe("touch files, processes, databases or the network", this::isWorld))
        .because("only adapters touch the world; the core asks for it through a port")
        .allowEmptyShould(false);
  }

  private boolean isWorld(JavaClass type) {
    return WORLDLY.contains(type.getBaseComponentType().getName())
        || WORLD.stream().anyMatch(world -> Rooms.isIn(Rooms.packageOf(type), world));
  }

  ArchRule adapters() {
    return classes()
        .that(rooms.main(hexagon.adapters()))
        .should(
            Conditions.dependOnlyWhere(
                "know the domain, the application and their own adapter only",
                (from, to) ->
                    !rooms.isBelowRoot(to)
                        || Set.of(hexagon.domain(), hexagon.application(), rooms.of(from))
                            .contains(rooms.of(to))))
        .because("an adapter that knows another cannot be replaced or left out alone")
        .allowEmptyShould(false);
  }

  ArchRule bootstrap() {
    DescribedPredicate<JavaClass> others =
        describe(
            "are outside " + hexagon.bootstrap(),
            type -> rooms.mainAnywhere().test(type) && !rooms.of(type).equals(hexagon.bootstrap()));
    return noClasses()
        .that(others)
        .should()
        .dependOnClassesThat(
            describe(
                "are in " + hexagon.bootstrap(),
                type -> rooms.of(type).equals(hexagon.bootstrap())))
        .because(
            "bootstrap plugs everything together; what depends on it cannot be embedded without it")
        .allowEmptyShould(false);
  }

  ArchRule features() {
    return SlicesRuleDefinition.slices()
        .assignedFrom(new Features())
        .should()
        .beFreeOfCycles()
        .because("a feature that needs another which needs it back is one feature with two names")
        .allowEmptyShould(false);
  }

  /// One slice per feature of each room; what lies at a room's own level is a slice as well.
  private final class Features implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return rooms.main(rooms.walled()).test(type)
          ? SliceIdentifier.of(rooms.of(type), rooms.featureOf(type))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "features";
    }
  }
}
