package com.adiuva.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What code may not do outside bootstrap, where the process meets its surroundings.
final class CodeRules {
  private static final Set<String> CLOCKS = Set.of("java.time.Clock", "java.time.InstantSource");
  private static final Map<String, Set<String>> OLD_CLOCKS =
      Map.of(
          "java.lang.System", Set.of("currentTimeMillis"),
          "java.util.Calendar", Set.of("getInstance"));
  private static final Map<String, Set<String>> ENVIRONMENT =
      Map.of("java.lang.System", Set.of("getenv", "setProperty", "setProperties", "clearProperty"));
  private static final Map<String, Set<String>> PROPERTIES =
      Map.of(
          "java.lang.System", Set.of("getProperty", "getProperties"),
          "java.lang.Integer", Set.of("getInteger"),
          "java.lang.Long", Set.of("getLong"),
          "java.lang.Boolean", Set.of("getBoolean"));
  private static final Map<String, Set<String>> RANDOMNESS =
      Map.of(
          "java.lang.Math", Set.of("random"),
          "java.util.UUID", Set.of("randomUUID"),
          "java.util.concurrent.ThreadLocalRandom", Set.of("current"),
          "java.util.random.RandomGenerator", Set.of("getDefault", "of"),
          "java.util.Random", Set.of("<init>"),
          "java.security.SecureRandom", Set.of("<init>", "getInstance", "getInstanceStrong"));

  private final Hexagon hexagon;
  private final Rooms rooms;

  CodeRules(Hexagon hexagon) {
    this.hexagon = hexagon;
    this.rooms = new Rooms(hexagon);
  }

  ArchRule clock() {
    return outsideBootstrap(access("read the clock", CodeRules::readsTheClock))
        .because("a Clock that is passed in can be turned by a test")
        .allowEmptyShould(false);
  }

  private static boolean readsTheClock(AccessTarget target) {
    String owner = target.getOwner().getName();
    return switch (target.getName()) {
      case "now" -> owner.startsWith("java.time.") && takesNo("java.time.Clock", target);
      case "<init>" -> owner.equals("java.util.Date") && parameters(target).isEmpty();
      default -> isOneOf(OLD_CLOCKS, target) || (CLOCKS.contains(owner) && startsClock(target));
    };
  }

  private static boolean startsClock(AccessTarget target) {
    return target.getName().startsWith("system")
        || (target.getName().startsWith("tick") && takesNo("java.time.Clock", target));
  }

  ArchRule environment() {
    DescribedPredicate<JavaAccess<?>> reading =
        describe(
            "read the environment or system properties",
            access ->
                isOneOf(ENVIRONMENT, access.getTarget())
                    || (isOneOf(PROPERTIES, access.getTarget())
                        && !hexagon.machineReaders().contains(access.getOriginOwner().getName())));
    return outsideBootstrap(accessTargetWhere(reading).as(reading.getDescription()))
        .because("settings are read once, checked together and passed in")
        .allowEmptyShould(false);
  }

  ArchRule standardStreams() {
    return outsideBootstrap(
            GeneralCodingRules.ACCESS_STANDARD_STREAMS
                .or(access("read System.in", CodeRules::isStandardInput))
                .as("access standard streams"))
        .because("a server speaks through its log, and a host that embeds us owns the console")
        .allowEmptyShould(false);
  }

  private static boolean isStandardInput(AccessTarget target) {
    return target.getFullName().equals("java.lang.System.in");
  }

  ArchRule exceptions() {
    return outsideBootstrap(GeneralCodingRules.THROW_GENERIC_EXCEPTIONS)
        .because("nobody can tell a generic exception from a bug")
        .allowEmptyShould(false);
  }

  /// What assembles the core, at a room's own level, may choose where randomness comes from.
  ArchRule randomness() {
    DescribedPredicate<JavaClass> features =
        rooms
            .main(Set.of(hexagon.domain(), hexagon.application()))
            .and(describe("belong to a feature", type -> !rooms.featureOf(type).isEmpty()));
    return noClasses()
        .that(features)
        .should(access("make their own randomness", target -> isOneOf(RANDOMNESS, target)))
        .because("a RandomGenerator that is passed in can be repeated by a test")
        .allowEmptyShould(false);
  }

  private ArchRule outsideBootstrap(ArchCondition<JavaClass> condition) {
    DescribedPredicate<JavaClass> outside =
        describe(
            "are outside " + hexagon.bootstrap(),
            type -> rooms.mainAnywhere().test(type) && !rooms.of(type).equals(hexagon.bootstrap()));
    return noClasses().that(outside).should(condition);
  }

  /// Calls, method references and field accesses alike.
  private static ArchCondition<JavaClass> access(
      String description, Predicate<AccessTarget> forbidden) {
    DescribedPredicate<JavaAccess<?>> access =
        describe(description, candidate -> forbidden.test(candidate.getTarget()));
    return accessTargetWhere(access).as(description);
  }

  private static boolean isOneOf(Map<String, Set<String>> members, AccessTarget target) {
    return members.getOrDefault(target.getOwner().getName(), Set.of()).contains(target.getName());
  }

  private static boolean takesNo(String type, AccessTarget target) {
    return parameters(target).stream().noneMatch(parameter -> parameter.getName().equals(type));
  }

  private static List<JavaClass> parameters(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget codeUnit
        ? codeUnit.getRawParameterTypes()
        : List.of();
  }
}
