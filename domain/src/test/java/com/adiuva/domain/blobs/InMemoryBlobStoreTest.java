package com.adiuva.domain.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import java.io.IOException;
import java.net.URI;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class InMemoryBlobStoreTest implements ConcurrentBlobStoreContract {
  private final SignedDownloads downloads = Downloads.signed();
  private final InMemoryBlobStore store = new InMemoryBlobStore(downloads);

  @Override
  public BlobStore store() {
    return store;
  }

  @Override
  public int unfinished() {
    return 0;
  }

  @Override
  public byte[] download(URI link) throws IOException {
    return Downloads.follow(link, downloads, store);
  }

  @Test
  void isAwayWhenATestWantsItToBe() {
    BlobKey key = BlobStoreContract.freshKey();
    put(key, new byte[1]);
    store.setAnswering(false);
    assertThat(store.isAnswering()).isFalse();
    assertFails(StorageProblem.StorageUnavailable.class, () -> store.open(key, ByteRange.all(1)));
    assertFails(StorageProblem.StorageUnavailable.class, () -> store.delete(key));
    store.setAnswering(true);
    assertThat(store.open(key, ByteRange.all(1))).isPresent();
  }

  @Test
  void isFullWhenATestWantsItToBe() {
    store.setCapacity(10);
    put(BlobStoreContract.freshKey(), new byte[6]);
    assertFails(
        StorageProblem.StorageFull.class, () -> put(BlobStoreContract.freshKey(), new byte[5]));
  }

  @Test
  void damagesABit() throws IOException {
    BlobKey key = BlobStoreContract.freshKey();
    put(key, new byte[9]);
    store.damage(key);
    byte[] damaged = read(key, ByteRange.all(9));
    assertThat(Checksum.of(damaged)).isNotEqualTo(Checksum.of(new byte[9]));
  }

  private static void assertFails(Class<? extends Problem> problem, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
  }
}
