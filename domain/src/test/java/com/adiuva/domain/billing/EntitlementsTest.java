package com.adiuva.domain.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntitlementsTest {

  @Test
  void freeHasThreeAgents() {
    assertThat(Entitlements.of(Tier.FREE).agents())
        .containsExactlyInAnyOrder("task_agent", "project_agent", "note_agent");
    assertThat(Entitlements.of(Tier.FREE).includesAgent("timeline_agent")).isFalse();
    assertThat(Entitlements.cheapestWithAgent("timeline_agent")).isEqualTo(Tier.PRO);
    assertThat(Entitlements.cheapestWithAgent("note_agent")).isEqualTo(Tier.FREE);
  }

  @ParameterizedTest
  @EnumSource(names = "FREE", mode = EnumSource.Mode.EXCLUDE)
  void whoPaysHasAllThereAre(Tier tier) {
    assertThat(Entitlements.of(tier).agents()).isNull();
    assertThat(Entitlements.of(tier).includesAgent("timeline_agent")).isTrue();
    assertThat(Entitlements.of(tier).includesAgent("any_other")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"free", "pro", "power", "team"})
  void tiersHaveNames(String name) {
    assertThat(Tier.ofWireName(name).wireName()).isEqualTo(name);
  }
}
