package com.adiuva.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.shared.IdempotencyKeys.Answer;
import com.adiuva.domain.shared.IdempotencyKeys.Start;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [IdempotencyKeys] does.
public interface IdempotencyKeysContract {
  Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /// When a request that began at noon counts as dead.
  Instant LEASE = NOON.plusSeconds(60);

  Instant TOMORROW = NOON.plus(Duration.ofDays(1));
  Answer ANSWER = new Answer(201, "{\"id\":\"ä€\uD83D\uDE80\"}");

  IdempotencyKeys keys();

  /// The id of a user who exists, another one each time.
  UUID newOwner();

  private static Checksum request(String what) {
    return Checksum.of(what.getBytes(StandardCharsets.UTF_8));
  }

  private Start startAt(Instant now, UUID owner, String key) {
    return keys().start(owner, key, request("one"), now, now.plus(Duration.between(NOON, LEASE)));
  }

  private Start start(UUID owner, String key) {
    return startAt(NOON, owner, key);
  }

  @Test
  default void aKeyIsClaimedOnceAndReplaysItsAnswer() {
    UUID owner = newOwner();
    assertThat(start(owner, "k")).isEqualTo(new Start.Fresh());
    assertThat(start(owner, "k")).isEqualTo(new Start.InProgress());
    keys().finish(owner, "k", ANSWER, TOMORROW);
    assertThat(start(owner, "k")).isEqualTo(new Start.Replay(ANSWER));
    assertThat(startAt(TOMORROW.minusMillis(1), owner, "k")).isEqualTo(new Start.Replay(ANSWER));
  }

  @Test
  default void aKeyIsForOneRequest() {
    UUID owner = newOwner();
    start(owner, "k");
    assertThat(keys().start(owner, "k", request("two"), NOON, LEASE))
        .isEqualTo(new Start.OtherRequest());
    keys().finish(owner, "k", ANSWER, TOMORROW);
    assertThat(keys().start(owner, "k", request("two"), NOON, LEASE))
        .isEqualTo(new Start.OtherRequest());
    assertThat(start(owner, "k")).isEqualTo(new Start.Replay(ANSWER));
  }

  @Test
  default void keysAreTheirOwnersAndTellCaseApart() {
    UUID owner = newOwner();
    start(owner, "k");
    assertThat(start(newOwner(), "k")).isEqualTo(new Start.Fresh());
    assertThat(start(owner, "K")).isEqualTo(new Start.Fresh());
    assertThat(start(owner, "k'\"%_\\ü".repeat(16))).isEqualTo(new Start.Fresh());
  }

  @Test
  default void anAnswerIsForgottenWhenItsTimeIsOver() {
    UUID owner = newOwner();
    start(owner, "k");
    keys().finish(owner, "k", ANSWER, TOMORROW);
    assertThat(keys().start(owner, "k", request("two"), TOMORROW, TOMORROW.plusSeconds(60)))
        .isEqualTo(new Start.Fresh());
    assertThat(keys().start(owner, "k", request("two"), TOMORROW, TOMORROW.plusSeconds(60)))
        .isEqualTo(new Start.InProgress());
  }

  @Test
  default void aRequestThatDiedFreesItsKeyWhenTheLeaseIsOver() {
    UUID owner = newOwner();
    start(owner, "k");
    assertThat(startAt(LEASE.minusMillis(1), owner, "k")).isEqualTo(new Start.InProgress());
    assertThat(startAt(LEASE, owner, "k")).isEqualTo(new Start.Fresh());
  }

  @Test
  default void anAbandonedKeyIsFree() {
    UUID owner = newOwner();
    UUID other = newOwner();
    start(owner, "k");
    start(other, "k");
    keys().abandon(owner, "k");
    assertThat(start(owner, "k")).isEqualTo(new Start.Fresh());
    assertThat(start(other, "k")).isEqualTo(new Start.InProgress());
    keys().abandon(owner, "nobody used this");
  }

  @Test
  default void anAnswerStands() {
    UUID owner = newOwner();
    start(owner, "k");
    keys().finish(owner, "k", ANSWER, TOMORROW);
    keys().abandon(owner, "k");
    keys().finish(owner, "k", new Answer(500, "{}"), TOMORROW);
    assertThat(start(owner, "k")).isEqualTo(new Start.Replay(ANSWER));
  }

  @Test
  default void oneOfManyRacersIsFirst() throws Exception {
    for (int round = 0; round < 20; round++) {
      UUID owner = newOwner();
      List<Start> starts = Racers.race(20, () -> start(owner, "k"));
      assertThat(starts).containsOnlyOnce(new Start.Fresh());
      assertThat(starts.stream().filter(Start.InProgress.class::isInstance)).hasSize(19);
    }
  }

  @Test
  default void oneOfManyRacersTakesAnExpiredKeyOver() throws Exception {
    for (int round = 0; round < 20; round++) {
      UUID owner = newOwner();
      start(owner, "k");
      keys().finish(owner, "k", ANSWER, LEASE);
      List<Start> starts = Racers.race(20, () -> startAt(LEASE, owner, "k"));
      assertThat(starts).containsOnlyOnce(new Start.Fresh());
      assertThat(starts.stream().filter(Start.InProgress.class::isInstance)).hasSize(19);
    }
  }
}
