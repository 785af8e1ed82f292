package com.adiuva.adapters.storage.pinecone;

import static com.adiuva.domain.vectors.Places.axis;
import static com.adiuva.domain.vectors.Places.opaque;
import static com.adiuva.domain.vectors.Places.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import com.adiuva.domain.vectors.VectorChange;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorSpace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PineconeOutageTest {
  private static final VectorSpace E8 = VectorSpace.ofEmbeddings(8);
  private static final List<VectorChange> ONE = List.of(put("a", axis(8, 0, 1)));

  @AutoClose private final PineconeServer server;
  @AutoClose private final VectorIndex index;
  private final UserId user = People.somebody().id();

  PineconeOutageTest() throws IOException {
    server = new PineconeServer();
    index = server.open();
  }

  private static void assertUnavailable(ThrowingCallable call) {
    long start = System.nanoTime();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(call)
        .extracting(ProblemException::problem)
        .isEqualTo(new StorageProblem.VectorsUnavailable());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  private void assertAllUnavailable() {
    assertUnavailable(() -> index.followedTo(user));
    assertUnavailable(() -> index.follow(user, ONE, 2));
    assertUnavailable(() -> index.search(user, E8, axis(8, 0, 1), 10));
    assertUnavailable(() -> index.forget(user));
    assertUnavailable(index::clear);
    assertThat(index.isAnswering()).isFalse();
  }

  private void assertWorks() {
    assertThat(index.followedTo(user)).isEqualTo(1);
    assertThat(index.search(user, E8, axis(8, 0, 1), 10)).hasSize(1);
    index.follow(user, ONE, 2);
    assertThat(index.followedTo(user)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 429, 500, 503})
  void isUnavailableWhileTheServiceRefuses(int status) {
    followAtLast();
    server.fail(status);
    assertAllUnavailable();
    server.fail(null);
    assertWorks();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>busy</html>", "{\"indexes\": [", "[]]"})
  void isUnavailableWhileSomethingElseAnswers(String garbage) {
    followAtLast();
    server.babble(garbage);
    assertUnavailable(() -> index.followedTo(user));
    assertUnavailable(() -> index.search(user, E8, axis(8, 0, 1), 10));
    server.babble(null);
    assertWorks();
  }

  /// The first call makes indexes; on a busy machine that may take more than its two seconds once.
  private void followAtLast() {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try {
        index.follow(user, ONE, 1);
        return;
      } catch (ProblemException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  @Test
  void waitsForAMuteServiceNoLongerThanPromised() {
    followAtLast();
    server.hush();
    assertAllUnavailable();
    server.speak();
    assertWorks();
  }

  @Test
  void isUnavailableWhenNobodyIsThere() throws IOException {
    PineconeServer gone = new PineconeServer();
    try (VectorIndex orphan = gone.open()) {
      gone.close();
      assertUnavailable(() -> orphan.followedTo(user));
      assertUnavailable(() -> orphan.follow(user, ONE, 1));
      assertThat(orphan.isAnswering()).isFalse();
    }
  }

  @Test
  void isUnavailableUntilANewIndexIsReady() {
    server.withListingsUntilReady(3);
    assertUnavailable(() -> index.follow(user, ONE, 1));
    assertThat(server.indexNames()).containsExactly("adiuva-e8");
    assertUnavailable(() -> index.follow(user, ONE, 1));
    server.withListingsUntilReady(0);
    assertUnavailable(() -> index.search(user, E8, axis(8, 0, 1), 10));
    followAtLast();
    assertWorks();
  }

  @Test
  void whatIsNotFoundInTimeDoesNotCountAsFollowed() {
    followAtLast();
    server.withLag(Duration.ofMinutes(1));
    assertUnavailable(() -> index.follow(user, List.of(put("b", axis(8, 1, 1))), 2));
    assertThat(index.followedTo(user)).isEqualTo(1);
  }

  @Test
  void comesBackAfterSomebodyDeletedAnIndex() {
    followAtLast();
    server.remove("adiuva-e8");
    assertUnavailable(() -> index.search(user, E8, axis(8, 0, 1), 10));
    assertThat(index.search(user, E8, axis(8, 0, 1), 10)).isEmpty();
    followAtLast();
    assertWorks();
  }

  @Test
  void leavesWhatIsNotOursAlone() {
    server.add("adiuva-images", 8, "cosine");
    server.add("adiuva-e0", 8, "cosine");
    server.add("other-e8", 8, "cosine");
    server.add("adiuva-e9", 8, "cosine");
    server.add("adiuva-e16", 16, "dotproduct");
    followAtLast();
    assertUnavailable(() -> index.follow(user, List.of(put("a", axis(16, 0, 1))), 2));
    index.clear();
    assertThat(server.indexNames())
        .containsExactly("adiuva-e0", "adiuva-e16", "adiuva-e9", "adiuva-images", "other-e8");
  }

  @Test
  void forgettingLeavesNoRecord() {
    index.follow(user, List.of(put("a", axis(8, 0, 1)), put("o", opaque("o"))), 2);
    assertThat(server.count("adiuva-e8", user.toString())).isEqualTo(1);
    assertThat(server.count("adiuva-o32", "cursors")).isEqualTo(1);
    index.forget(user);
    for (String name : server.indexNames()) {
      assertThat(server.count(name, user.toString())).isZero();
    }
    assertThat(server.count("adiuva-o32", "cursors")).isZero();
  }

  @Test
  void asksAtMostOnceASecondWhetherItIsThere() {
    assertThat(index.isAnswering()).isTrue();
    server.fail(503);
    assertThat(index.isAnswering()).isTrue();
  }
}
