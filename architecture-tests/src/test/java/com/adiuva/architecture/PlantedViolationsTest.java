package com.adiuva.architecture;

import static com.adiuva.architecture.Fixture.hexagon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every rule bites: it names the culprits planted for it, and nobody else.
final class PlantedViolationsTest {
  private record Planted(String rule, Hexagon hexagon, List<String> culprits) {}

  private static final List<Planted> PLANTED =
      List.of(
          planted("domain-knows-nothing", "domain", "Learned", "Upward"),
          planted("application-knows-domain-only", "application", "Story"),
          planted("core-stays-inside", "core", "Filed"),
          planted("adapters-ignore-each-other", "adapters", "Page"),
          planted("bootstrap-is-on-top", "bootstrap", "Page"),
          planted("features-without-cycles", "cycles", "Chicken", "Egg"),
          new Planted(
              "rooms-are-inhabited",
              hexagon("rooms")
                  .adapters("adapters.web", "adapters.mail", "adapters.post")
                  .reserved("adapters.mail", "adapters.post")
                  .build(),
              List.of(
                  "Room <domain> has no class",
                  "Room <application> has no class",
                  "Room <bootstrap> has no class",
                  "Room <adapters.web> has no class",
                  "Room <adapters.mail> is reserved but has [fixture.rooms.adapters.mail.Letter]",
                  "Room <adapters.post> is reserved and has no package-info")),
          planted("classes-have-rooms", "homeless", "fixture.homeless.cellar.Stray"),
          new Planted(
              "technologies-stay-home",
              hexagon("technologies")
                  .technology("java.util.logging", "adapters.web")
                  .technology("java.util.loging", "adapters")
                  .build(),
              List.of("Shelf", "<java.util.loging>")),
          planted(
              "clock-is-passed-in",
              "clock",
              "Hours.byInstant(",
              "Hours.byZone(",
              "Hours.bySystemClock(",
              "Hours.byTick(",
              "Hours.byReference(",
              "Hours.byDate(",
              "Hours.byMillis("),
          planted(
              "randomness-is-passed-in",
              "randomness",
              "Dice.byUuid(",
              "Dice.byRandom(",
              "Dice.byMath("),
          new Planted(
              "environment-is-read-once",
              hexagon("environment")
                  .machineReaders("fixture.environment.adapters.web.Machine")
                  .build(),
              List.of(
                  "Settings.byEnvironment(",
                  "Settings.byProperty(",
                  "Settings.byInteger(",
                  "Machine.byEnvironment(")),
          planted(
              "no-standard-streams",
              "streams",
              "Chatter.byOut(",
              "Chatter.byTrace(",
              "Chatter.byIn("),
          planted("no-generic-exceptions", "exceptions", "Story.byRuntime(", "Story.byChecked("),
          planted("classes-are-final", "open", "fixture.open.domain.Open>"),
          planted("adapters-hide", "shown", "fixture.shown.adapters.web.Shown>"),
          planted("packages-are-shallow", "deep", "fixture.deep.domain.tasks.lists.items"),
          new Planted(
              "packages-are-small",
              hexagon("crowded").filesPerPackage(1).build(),
              List.of("Package <fixture.crowded.domain> has 2 files")),
          planted("packages-are-null-marked", "unmarked", "fixture.unmarked.domain"),
          planted("names-say-what", "names", "TaskManager", "ITask"),
          planted(
              "ports-have-contracts",
              "contracts",
              "Port <fixture.contracts.domain.Promised>",
              "Vague>"),
          planted(
              "implementations-run-contracts",
              "implementations",
              "adapters.store.UnprovenTasks",
              "adapters.store.ForgottenTasks"),
          planted("ports-are-marked", "unmarkedports", "Revealed"),
          planted("tests-run", "disabled", "SleepingContract.sleeps()"));

  private static Planted planted(String rule, String fixture, String... culprits) {
    return new Planted(rule, hexagon(fixture).build(), List.of(culprits));
  }

  @TestFactory
  Stream<DynamicTest> names() {
    return PLANTED.stream()
        .map(planted -> dynamicTest(planted.rule(), () -> namesTheCulprits(planted)));
  }

  private static void namesTheCulprits(Planted planted) {
    List<String> details =
        Fixture.evaluate(planted.hexagon(), planted.rule()).getFailureReport().getDetails();
    assertThat(planted.culprits())
        .allSatisfy(
            culprit -> assertThat(details).anySatisfy(line -> assertThat(line).contains(culprit)));
    assertThat(details).allSatisfy(line -> assertThat(planted.culprits()).anyMatch(line::contains));
  }

  @TestFactory
  Stream<DynamicTest> saysWhy() {
    return PLANTED.stream()
        .map(planted ->
            dynamicTest(
                planted.rule(),
                () ->
                    assertThat(Fixture.rule(planted.hexagon(), planted.rule()).getDescription())
                        .contains(", because ")));
  }

  @TestFactory
  Stream<DynamicTest> failsOnAnEmptyPackage() {
    Hexagon nothing = hexagon("nothing").build();
    return PLANTED.stream()
        .map(planted ->
            dynamicTest(
                planted.rule(),
                () ->
                    assertThatThrownBy(
                            () -> Fixture.rule(nothing, planted.rule()).check(Fixture.CLASSES))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("failed to check any classes")));
  }

  @Test
  void noRuleIsLeftOut() {
    assertThat(HexagonRules.of(hexagon("clean").build()).all().keySet())
        .containsExactlyElementsOf(PLANTED.stream().map(Planted::rule).toList());
  }
}
