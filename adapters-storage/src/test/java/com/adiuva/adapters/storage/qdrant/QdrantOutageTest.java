package com.adiuva.adapters.storage.qdrant;

import static com.adiuva.domain.vectors.Places.axis;
import static com.adiuva.domain.vectors.Places.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem.VectorsUnavailable;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorSpace;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of calls while the server is away, busy, silent or unwilling, and afterwards.
final class QdrantOutageTest {
  /// Two seconds, and what a busy machine adds.
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final VectorSpace E8 = VectorSpace.ofEmbeddings(8);
  private static final Embedding EAST = axis(8, 0, 1);

  private final QdrantServer server = QdrantServer.start();
  private final UserId user = People.somebody().id();
  private final VectorIndex index = connect(null);

  private VectorIndex connect(@Nullable String key) {
    return new QdrantVectorIndex(
        new QdrantSettings("127.0.0.1", server.grpcPort(), false, key), "adiuva_");
  }

  @AfterEach
  void close() {
    index.close();
    server.close();
  }

  @Test
  void aServerThatIsAwayIsUnavailableUntilItComesBack() {
    index.follow(user, List.of(put("a", EAST)), 1);
    server.goAway();
    assertUnavailable(() -> index.search(user, E8, EAST, 10));
    assertUnavailable(() -> index.follow(user, List.of(put("b", EAST)), 2));
    assertUnavailable(() -> index.forget(user));
    assertUnavailable(() -> index.clear());
    assertUnavailable(() -> index.followedTo(People.somebody().id()));
    server.comeBack();
    assertThat(index.search(user, E8, EAST, 10)).hasSize(1);
    index.follow(user, List.of(put("b", EAST)), 2);
    assertThat(index.search(user, E8, EAST, 10)).hasSize(2);
  }

  @Test
  void oneThatWasAwayFromTheStartIsReachedWhenItComes() {
    server.goAway();
    try (VectorIndex early = connect(null)) {
      assertUnavailable(() -> early.followedTo(user));
      assertThat(early.isAnswering()).isFalse();
      server.comeBack();
      assertThat(early.followedTo(user)).isZero();
    }
  }

  @Test
  void oneThatHangsIsGivenUpInTime() {
    index.follow(user, List.of(put("a", EAST)), 1);
    server.faults().hang();
    assertUnavailable(() -> index.search(user, E8, EAST, 10));
    assertUnavailable(() -> index.follow(user, List.of(put("b", EAST)), 2));
    assertThat(index.isAnswering()).isFalse();
    server.faults().none();
    assertThat(index.search(user, E8, EAST, 10)).hasSize(1);
  }

  @Test
  void oneFailureToReachItIsNotNoticed() {
    index.follow(user, List.of(put("a", EAST)), 1);
    server.faults().refuse(Status.UNAVAILABLE, 1);
    assertThat(index.search(user, E8, EAST, 10)).hasSize(1);
    server.faults().refuse(Status.UNAVAILABLE, 1);
    index.follow(user, List.of(put("b", EAST)), 2);
    assertThat(index.followedTo(user)).isEqualTo(2);
    server.faults().refuse(Status.UNAVAILABLE, 2);
    assertUnavailable(() -> index.search(user, E8, EAST, 10));
  }

  @Test
  void otherFailuresAreUnavailableAtOnce() {
    for (Status status :
        List.of(
            Status.DEADLINE_EXCEEDED,
            Status.INTERNAL,
            Status.RESOURCE_EXHAUSTED,
            Status.PERMISSION_DENIED,
            Status.INVALID_ARGUMENT)) {
      server.faults().refuse(status, 1);
      assertUnavailable(() -> index.search(user, E8, EAST, 10));
      assertThat(index.search(user, E8, EAST, 10)).isEmpty();
    }
  }

  @Test
  void aFollowThatFailsHalfwayLeavesTheCursor() {
    index.follow(user, List.of(put("a", EAST)), 1);
    int calls = server.faults().calls().size();
    index.follow(user, List.of(put("b", EAST)), 2);
    int each = server.faults().calls().size() - calls;
    for (int answered = 0; answered < each; answered++) {
      server.faults().refuseAfter(answered, Status.INTERNAL);
      assertUnavailable(() -> index.follow(user, List.of(put("c", EAST)), 3));
      server.faults().none();
      assertThat(index.followedTo(user)).isEqualTo(2);
    }
    index.follow(user, List.of(put("c", EAST)), 3);
    assertThat(index.search(user, E8, EAST, 10)).hasSize(3);
    assertThat(index.followedTo(user)).isEqualTo(3);
  }

  @Test
  void needsTheKey() {
    server.faults().requireKey("s3cret");
    assertUnavailable(() -> index.followedTo(user));
    try (VectorIndex admitted = connect("s3cret")) {
      admitted.follow(user, List.of(put("a", EAST)), 1);
      assertThat(admitted.followedTo(user)).isEqualTo(1);
      assertThat(admitted.isAnswering()).isTrue();
    }
  }

  private static void assertUnavailable(ThrowingCallable call) {
    long started = System.nanoTime();
    assertThatThrownBy(call)
        .isInstanceOf(ProblemException.class)
        .extracting(failure -> ((ProblemException) failure).problem())
        .isEqualTo(new VectorsUnavailable());
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(SOON);
  }
}
