package com.adiuva.adapters.storage.lucene;

import static com.adiuva.domain.vectors.Places.anywhere;
import static com.adiuva.domain.vectors.Places.axis;
import static com.adiuva.domain.vectors.Places.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left of an index after the process ended well, ended badly, or somebody touched the
/// folder.
final class IndexFolderTest {
  private static final VectorSpace E8 = VectorSpace.ofEmbeddings(8);

  @TempDir private Path dataDir;
  private final UserId user = People.somebody().id();

  private VectorIndex open() {
    return new EmbeddedVectorIndexFactory().create(name -> null, dataDir.toString());
  }

  private Path folder() {
    return dataDir.resolve("vectors");
  }

  @Test
  void hasEverythingAfterItWasClosed() {
    try (VectorIndex index = open()) {
      index.follow(user, List.of(put("a", axis(8, 0, 1))), 1);
    }
    try (VectorIndex index = open()) {
      assertThat(index.followedTo(user)).isEqualTo(1);
      assertThat(ids(index)).containsExactly("a");
    }
  }

  @Test
  void afterACrashItKnowsWhatItLost() throws IOException {
    IndexFolder folder = new IndexFolder(folder());
    OpenIndex crashing = folder.open();
    crashing.follow(user, List.of(put("a", axis(8, 0, 1))), 1);
    crashing.commit();
    crashing.follow(user, List.of(put("b", axis(8, 0, 1))), 2);
    crashing.refresh();
    crashing.abandon();
    try (VectorIndex index = open()) {
      assertThat(index.followedTo(user)).isEqualTo(1);
      assertThat(ids(index)).containsExactly("a");
    }
  }

  @Test
  void whatIsForgottenStaysSoAfterACrash() throws IOException {
    IndexFolder folder = new IndexFolder(folder());
    OpenIndex crashing = folder.open();
    crashing.follow(user, List.of(put("a", axis(8, 0, 1))), 1);
    crashing.commit();
    crashing.forget(user);
    crashing.abandon();
    try (VectorIndex index = open()) {
      assertThat(index.followedTo(user)).isZero();
      assertThat(ids(index)).isEmpty();
    }
  }

  @Test
  void onlyOneHasItOpen() {
    try (VectorIndex index = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("DATA_DIR")
          .hasMessageContaining("another process");
      index.follow(user, List.of(put("a", axis(8, 0, 1))), 1);
      assertThat(ids(index)).containsExactly("a");
    }
    open().close();
  }

  @Test
  void aDamagedOneIsBegunAnew() throws IOException {
    for (Damage damage : Damage.values()) {
      try (VectorIndex index = open()) {
        index.follow(user, List.of(put("a", axis(8, 0, 1))), 1);
      }
      for (Path file : files()) {
        damage.doTo(file);
      }
      try (VectorIndex index = open()) {
        assertThat(index.followedTo(user)).as(damage.name()).isZero();
        assertThat(ids(index)).isEmpty();
        index.follow(user, List.of(put("b", axis(8, 0, 1))), 1);
        assertThat(ids(index)).containsExactly("b");
        index.clear();
      }
    }
  }

  private enum Damage {
    EMPTIED,
    CUT,
    OVERWRITTEN,
    FLIPPED;

    void doTo(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      switch (this) {
        case EMPTIED -> bytes = new byte[0];
        case CUT -> bytes = Arrays.copyOf(bytes, bytes.length / 2);
        case OVERWRITTEN -> new Random(1).nextBytes(bytes);
        case FLIPPED -> bytes[bytes.length / 2] ^= 0x10;
      }
      Files.write(file, bytes);
    }
  }

  @Test
  void oneThatLacksAFileIsBegunAnew() throws IOException {
    for (String missing : List.of("segments_", ".cfs", ".cfe", ".si")) {
      try (VectorIndex index = open()) {
        index.follow(user, List.of(put("a", axis(8, 0, 1))), 1);
      }
      for (Path file : files()) {
        if (file.getFileName().toString().contains(missing)) {
          Files.delete(file);
        }
      }
      try (VectorIndex index = open()) {
        assertThat(index.followedTo(user)).as("without " + missing).isZero();
        assertThat(ids(index)).isEmpty();
      }
    }
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    try (VectorIndex index = open()) {
      index.follow(user, List.of(put("a", axis(8, 0, 1))), 1);
    }
    for (Path file : files()) {
      if (file.toString().endsWith(".cfs")) {
        Damage.FLIPPED.doTo(file);
      }
    }
    try (VectorIndex index = open()) {
      assertThat(index.followedTo(user)).isZero();
    }
  }

  @Test
  void goesOnFromTheLastCommitAfterAFailure() throws IOException {
    IndexFolder folder = new IndexFolder(folder());
    IndexThread thread = new IndexThread(folder, folder.open());
    thread.start();
    thread.write(index -> index.follow(user, List.of(put("a", axis(8, 0, 1))), 1));
    thread.write(OpenIndex::commit);
    thread.write(index -> index.follow(user, List.of(put("b", axis(8, 0, 1))), 2));
    assertThatThrownBy(() -> thread.write(index -> fail())).isInstanceOf(ProblemException.class);
    thread.write(index -> index.follow(People.somebody().id(), List.of(), 1));
    assertThat(thread.index().<Long>read(index -> OpenIndex.followedTo(index, user))).isEqualTo(1);
    thread.close();
    try (VectorIndex index = open()) {
      assertThat(ids(index)).containsExactly("a");
    }
  }

  private static void fail() throws IOException {
    throw new IOException("no space left");
  }

  @Test
  void goesOnWhenItsFilesVanish() throws IOException {
    try (VectorIndex index = open()) {
      index.follow(user, List.of(put("a", axis(8, 0, 1))), 1);
      index.forget(People.somebody().id()); // commits
      try (FSDirectory directory = FSDirectory.open(folder())) {
        for (String file : directory.listAll()) {
          directory.deleteFile(file);
        }
      }
      assertThatThrownBy(() -> index.forget(user)).isInstanceOf(ProblemException.class);
      index.follow(user, List.of(put("b", axis(8, 0, 1))), 2);
      assertThat(ids(index)).containsExactly("b");
      assertThat(index.isAnswering()).isTrue();
    }
  }

  @Test
  void findsWhatHasManyInBothPlaces() {
    Random random = new Random(3);
    try (VectorIndex index = open()) {
      for (int page = 0; page < 20; page++) {
        int first = page * 500;
        index.follow(
            user,
            IntStream.range(first, first + 500)
                .mapToObj(i -> put("v" + i, anywhere(8, random)))
                .toList(),
            first + 500L);
      }
      index.follow(user, List.of(put("early", axis(8, 0, 1)), put("v1", axis(8, 0, 1))), 10_002);
      assertThat(index.search(user, E8, axis(8, 0, 1), 100))
          .hasSize(100)
          .extracting(hit -> hit.id().value())
          .doesNotHaveDuplicates()
          .contains("early", "v1");
      index.forget(user);
      assertThat(ids(index)).isEmpty();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
    }
  }

  private List<String> ids(VectorIndex index) {
    return index.search(user, E8, axis(8, 0, 1), 10).stream().map(hit -> hit.id().value()).toList();
  }
}
