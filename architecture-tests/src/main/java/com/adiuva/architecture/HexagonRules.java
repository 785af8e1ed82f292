package com.adiuva.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The rules of a hexagon. Each is given main and test code together ([Hexagon#importClasses()]),
/// tells them apart itself, says why it is there, and fails when it finds nothing to look at.
public final class HexagonRules {
  private final Map<String, ArchRule> rules;

  private HexagonRules(Map<String, ArchRule> rules) {
    this.rules = Collections.unmodifiableMap(rules);
  }

  public static HexagonRules of(Hexagon hexagon) {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    LayerRules layers = new LayerRules(hexagon);
    rules.put("domain-knows-nothing", layers.domain());
    rules.put("application-knows-domain-only", layers.application());
    rules.put("core-stays-inside", layers.coreStaysInside());
    rules.put("adapters-ignore-each-other", layers.adapters());
    rules.put("bootstrap-is-on-top", layers.bootstrap());
    rules.put("features-without-cycles", layers.features());

    RoomRules rooms = new RoomRules(hexagon);
    rules.put("rooms-are-inhabited", rooms.inhabited());
    rules.put("classes-have-rooms", rooms.everyClassHasARoom());
    rules.put("technologies-stay-home", rooms.technologies());

    CodeRules code = new CodeRules(hexagon);
    rules.put("clock-is-passed-in", code.clock());
    rules.put("randomness-is-passed-in", code.randomness());
    rules.put("environment-is-read-once", code.environment());
    rules.put("no-standard-streams", code.standardStreams());
    rules.put("no-generic-exceptions", code.exceptions());

    StyleRules style = new StyleRules(hexagon);
    rules.put("classes-are-final", style.finalClasses());
    rules.put("adapters-hide", style.hiddenAdapters());
    rules.put("packages-are-shallow", style.shallowPackages());
    rules.put("packages-are-small", style.smallPackages());
    rules.put("packages-are-null-marked", style.nullMarkedPackages());
    rules.put("names-say-what", style.names());

    PortRules ports = new PortRules(hexagon);
    rules.put("ports-have-contracts", ports.contracts());
    rules.put("implementations-run-contracts", ports.implementations());
    rules.put("ports-are-marked", ports.portsAreMarked());
    rules.put("tests-run", ports.testsRun());
    return new HexagonRules(rules);
  }

  /// Every rule by its name, in reading order.
  public Map<String, ArchRule> all() {
    return rules;
  }

  /// One rule.
  ///
  /// @throws IllegalArgumentException when no rule has the name
  public ArchRule rule(String name) {
    ArchRule rule = rules.get(name);
    if (rule == null) {
      throw new IllegalArgumentException("no rule " + name + "; there are " + rules.keySet());
    }
    return rule;
  }

  /// These rules but the named ones, for a team that builds its walls one by one.
  ///
  /// @throws IllegalArgumentException when no rule has one of the names
  public HexagonRules without(String... names) {
    Map<String, ArchRule> kept = new LinkedHashMap<>(rules);
    for (String name : names) {
      rule(name);
      kept.remove(name);
    }
    return new HexagonRules(kept);
  }

  /// Checks every rule.
  ///
  /// @throws AssertionError naming every broken rule, its reason and each place
  public void check(JavaClasses classes) {
    String broken =
        rules.values().stream()
            .flatMap(rule -> complaint(rule, classes).stream())
            .collect(Collectors.joining("\n\n"));
    if (!broken.isEmpty()) {
      throw new AssertionError(broken);
    }
  }

  private static Optional<String> complaint(ArchRule rule, JavaClasses classes) {
    try {
      rule.check(classes);
      return Optional.empty();
    } catch (AssertionError broken) {
      return Optional.ofNullable(broken.getMessage());
    }
  }
}
