package com.adiuva.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a port promises is written as a contract suite, and whoever implements the port runs it.
final class PortRules {
  private static final String TESTABLE = "org.junit.platform.commons.annotation.Testable";
  private static final String DISABLED = "org.junit.jupiter.api.Disabled";

  private final Hexagon hexagon;
  private final Rooms rooms;

  PortRules(Hexagon hexagon) {
    this.hexagon = hexagon;
    this.rooms = new Rooms(hexagon);
  }

  ArchRule contracts() {
    return classes()
        .that(rooms.main(hexagon.domain()).and(describe("are ports", this::isPort)))
        .should(
            Conditions.each(
                "have a contract suite beside them",
                port ->
                    contractOf(port).filter(PortRules::hasTests).isPresent()
                        ? List.of()
                        : List.of(
                            "Port <%s> has no interface %sContract with tests in its package"
                                .formatted(port.getName(), port.getSimpleName()))))
        .because("a promise that no test states is kept by nobody")
        .allowEmptyShould(false);
  }

  ArchRule implementations() {
    return classes()
        .that(
            rooms
                .mainAnywhere()
                .and(
                    describe(
                        "implement a port",
                        type -> isConcrete(type) && portsOf(type).findAny().isPresent())))
        .should(
            Conditions.each(
                "be run through the contract of their port",
                type ->
                    portsOf(type)
                        .filter(port -> !isProven(type, port))
                        .map(port ->
                            "Class <%s> implements %s and no test class that implements %sContract makes one"
                                .formatted(
                                    type.getName(), port.getSimpleName(), port.getSimpleName()))
                        .toList()))
        .because(
            "what stands behind a port may be exchanged only if all of it keeps the same promise")
        .allowEmptyShould(false);
  }

  private boolean isProven(JavaClass type, JavaClass port) {
    Reach reach = new Reach(type, hexagon.testCode());
    return contractOf(port).stream()
        .flatMap(contract -> contract.getAllSubclasses().stream())
        .filter(test -> isConcrete(test) && Reach.isRunByBuild(test))
        .anyMatch(reach::isFrom);
  }

  ArchRule portsAreMarked() {
    return classes()
        .that(
            rooms
                .main(hexagon.adapters())
                .and(
                    describe(
                        "implement a domain interface",
                        type -> promisesOf(type).findAny().isPresent())))
        .should(
            Conditions.each(
                "implement ports",
                type ->
                    promisesOf(type)
                        .filter(promise -> !isPort(promise))
                        .map(promise ->
                            "Class <%s> implements <%s>, which is not marked as a port"
                                .formatted(type.getName(), promise.getName()))
                        .toList()))
        .because("only a marked port is asked for its contract")
        .allowEmptyShould(false);
  }

  ArchRule testsRun() {
    return classes()
        .that(
            describe("are tests", type -> hexagon.testCode().test(type) && rooms.isBelowRoot(type)))
        .should(Conditions.each("not be switched off", PortRules::switchedOff))
        .because("a test that is switched off looks like one that passes")
        .allowEmptyShould(false);
  }

  private static List<String> switchedOff(JavaClass type) {
    return Stream.concat(
            Stream.of(type).filter(test -> test.isAnnotatedWith(DISABLED)).map(JavaClass::getName),
            type.getMethods().stream()
                .filter(test -> test.isAnnotatedWith(DISABLED))
                .map(test -> test.getFullName()))
        .map(test -> "Test <" + test + "> is switched off")
        .toList();
  }

  private boolean isPort(JavaClass type) {
    return type.isInterface() && type.isAnnotatedWith(hexagon.portAnnotation());
  }

  private Stream<JavaClass> portsOf(JavaClass type) {
    return type.getAllRawInterfaces().stream().filter(this::isPort);
  }

  /// Open interfaces of the domain. A factory is found by a service loader and makes the port.
  private Stream<JavaClass> promisesOf(JavaClass type) {
    return type.getAllRawInterfaces().stream()
        .filter(rooms.main(hexagon.domain()))
        .filter(promise -> !promise.isSealed() && !promise.getSimpleName().endsWith("Factory"));
  }

  private static Optional<JavaClass> contractOf(JavaClass port) {
    String name = port.getSimpleName() + "Contract";
    return port.getPackage().getClasses().stream()
        .filter(type -> type.getSimpleName().equals(name) && type.isInterface())
        .findAny();
  }

  private static boolean hasTests(JavaClass contract) {
    return contract.getAllMethods().stream()
        .anyMatch(method -> method.isMetaAnnotatedWith(TESTABLE));
  }

  private static boolean isConcrete(JavaClass type) {
    return !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT);
  }
}
