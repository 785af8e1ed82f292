package com.adiuva.adapters.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.BlobStoreContract;
import com.adiuva.domain.blobs.ByteRange;
import com.adiuva.domain.blobs.Downloads;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The filesystem store with a full disk, beside another process, and after one that was killed.
final class FilesystemProcessesTest {
  @TempDir private Path folder;

  @Test
  void aFullDiskHasNothingHalfWritten() throws IOException, InterruptedException {
    List<String> onSmallDisk =
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=4m adiuva \"$0\" && exec \"$@\"",
            folder.toString());
    assumeTrue(
        isPossible(onSmallDisk), "a small disk can be mounted here (needs root and unshare)");
    Process filling = OtherProcess.start(onSmallDisk, "fill", folder.resolve("blobs").toString());
    String said = OtherProcess.output(filling);
    assertThat(filling.waitFor()).as(said).isZero();
    assertThat(said).contains("storage_full stored=true listed=true unfinished=0");
  }

  private static boolean isPossible(List<String> before) throws InterruptedException {
    try {
      return new ProcessBuilder(Stream.concat(before.stream(), Stream.of("true")).toList())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whatADeadProcessLeftIsRemovedOnceNobodyElseIsThere() throws Exception {
    BlobKey key = BlobStoreContract.freshKey();
    Process other = OtherProcess.start(List.of(), "hold", folder.toString(), key.value());
    try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("holding");
      try (BlobStore store = new FilesystemBlobStore(folder, Downloads.signed())) {
        store.sweepUnfinished(Duration.ZERO);
        assertThat(unfinished()).isEqualTo(1);
        other.destroyForcibly();
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        store.sweepUnfinished(Duration.ofHours(1));
        assertThat(unfinished()).isEqualTo(1);
        assertThat(store.open(key, ByteRange.all(1))).isEmpty();
      }
      new FilesystemBlobStore(folder, Downloads.signed()).close();
      assertThat(unfinished()).isZero();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void whatADeadProcessLeftIsAbandonedOrSwept() throws Exception {
    BlobKey key = BlobStoreContract.freshKey();
    try (BlobStore store = new FilesystemBlobStore(folder, Downloads.signed())) {
      for (boolean sweep : new boolean[] {true, false}) {
        Process other = OtherProcess.start(List.of(), "hold", folder.toString(), key.value());
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
          assertThat(said.readLine()).isEqualTo("holding");
        } finally {
          other.destroyForcibly();
        }
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(unfinished()).isEqualTo(1);
        if (sweep) {
          store.sweepUnfinished(Duration.ZERO);
        } else {
          store.abandon(key);
        }
        assertThat(unfinished()).isZero();
      }
    }
  }

  private int unfinished() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("unfinished"))) {
      return (int) files.count();
    }
  }
}
