package com.adiuva.adapters.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.BlobStoreContract;
import com.adiuva.domain.blobs.BlobStoreFactory;
import com.adiuva.domain.blobs.ByteRange;
import com.adiuva.domain.blobs.ConcurrentBlobStoreContract;
import com.adiuva.domain.blobs.Downloads;
import com.adiuva.domain.blobs.SignedDownloads;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilesystemBlobStoreTest implements ConcurrentBlobStoreContract {
  private final SignedDownloads downloads = Downloads.signed();
  @TempDir private Path dataDir;
  private BlobStore store;

  @BeforeEach
  void open() {
    store = factory().create(name -> null, dataDir.toString(), downloads);
  }

  private static BlobStoreFactory factory() {
    return new FilesystemBlobStoreFactory();
  }

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(BlobStoreFactory.class))
        .filteredOn(factory -> factory.name().equals("filesystem"))
        .hasExactlyElementsOfTypes(FilesystemBlobStoreFactory.class);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public BlobStore store() {
    return store;
  }

  @Override
  public int unfinished() {
    try (Stream<Path> files = Files.list(dataDir.resolve("blobs/unfinished"))) {
      return (int) files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] download(URI link) throws IOException {
    return Downloads.follow(link, downloads, store);
  }

  @Test
  void nobodyElseMayLook() throws IOException {
    BlobKey key = BlobStoreContract.freshKey();
    put(key, new byte[1]);
    try (Stream<Path> all = Files.walk(dataDir.resolve("blobs"))) {
      for (Path path : all.toList()) {
        if (!path.endsWith("lock")) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
              .endsWith("------");
        }
      }
    }
  }

  @Test
  void emptyFoldersGo() throws IOException {
    BlobKey key = new BlobKey(UUID.randomUUID() + "/x/" + "y".repeat(64) + "/" + "Z".repeat(60));
    BlobKey neighbour = new BlobKey(key.value() + "2");
    put(key, new byte[1]);
    put(neighbour, new byte[1]);
    store.delete(key);
    assertThat(read(neighbour, ByteRange.all(1))).hasSize(1);
    store.delete(neighbour);
    try (Stream<Path> left = Files.list(dataDir.resolve("blobs"))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", "unfinished");
    }
  }

  @Test
  void holdsNoMoreThanABufferInMemory() {
    long size = 64L << 20;
    Checksum checksum = Checksum.parse(ZEROS_64_MIB);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    store.put(BlobStoreContract.freshKey(), zeros(size), OptionalLong.empty(), checksum);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
  }

  private static final String ZEROS_64_MIB =
      "3b6a07d0d404fab4e23b6d34bc6696a6a312dd92821332385e5af7c01c421351";

  private static InputStream zeros(long size) {
    return new InputStream() {
      private long left = size;

      @Override
      public int read() {
        return left-- > 0 ? 0 : -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        int count = (int) Math.min(length, left);
        left -= count;
        java.util.Arrays.fill(target, offset, offset + count, (byte) 0);
        return count == 0 ? -1 : count;
      }
    };
  }

  @Test
  void knowsNothingWhileItsFolderIsAway() throws IOException {
    BlobKey key = BlobStoreContract.freshKey();
    put(key, new byte[1]);
    Files.move(dataDir.resolve("blobs"), dataDir.resolve("elsewhere"));
    for (Runnable call :
        new Runnable[] {
          () -> store.open(key, ByteRange.all(1)),
          () -> store.delete(key),
          () -> store.list("").close(),
          () -> put(BlobStoreContract.freshKey(), new byte[1])
        }) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem()).isInstanceOf(StorageProblem.StorageUnavailable.class));
    }
    assertThat(store.isAnswering()).isFalse();
    Files.move(dataDir.resolve("elsewhere"), dataDir.resolve("blobs"));
    assertThat(read(key, ByteRange.all(1))).hasSize(1);
  }

  @Test
  void saysWhichSettingIsWrong() throws IOException {
    Path file = Files.createFile(dataDir.resolve("file"));
    assertThatThrownBy(() -> factory().create(name -> null, file.toString(), downloads))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("DATA_DIR");
  }
}
