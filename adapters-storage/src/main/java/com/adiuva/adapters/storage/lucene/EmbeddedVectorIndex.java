package com.adiuva.adapters.storage.lucene;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorChange;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An index in a folder of this machine.
final class EmbeddedVectorIndex implements VectorIndex {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedVectorIndex.class);

  private final IndexThread thread;

  private EmbeddedVectorIndex(IndexThread thread) {
    this.thread = thread;
  }

  /// Opens the index there. One that cannot be opened now, as on a full disk, is tried again.
  ///
  /// @throws InvalidValueException when another process has it open
  static EmbeddedVectorIndex open(Path path) {
    IndexFolder folder = new IndexFolder(path);
    IndexThread thread = new IndexThread(folder, openNow(folder));
    thread.start();
    return new EmbeddedVectorIndex(thread);
  }

  private static @Nullable OpenIndex openNow(IndexFolder folder) {
    try {
      return folder.open();
    } catch (LockObtainFailedException e) {
      throw new InvalidValueException(
          "value_error",
          "DATA_DIR: its vector index is open in another process, most likely the server; stop"
              + " that first");
    } catch (IOException e) {
      LOG.warn("The vector index cannot be opened; trying again every second", e);
      return null;
    }
  }

  @Override
  public long followedTo(UserId user) {
    return read(index -> OpenIndex.followedTo(index, user));
  }

  @Override
  public void follow(UserId user, List<VectorChange> changes, long to) {
    thread.write(index -> index.follow(user, changes, to));
  }

  @Override
  public List<Hit> search(UserId user, VectorSpace space, Embedding query, int limit) {
    return read(index -> new Neighbours(index, user, space, query).nearest(limit));
  }

  private <T> T read(OpenIndex.Reading<T> reading) {
    try {
      return thread.index().read(reading);
    } catch (IOException | AlreadyClosedException e) {
      throw thread.unreadable(e);
    }
  }

  @Override
  public void forget(UserId user) {
    thread.write(index -> index.forget(user));
  }

  @Override
  public void clear() {
    thread.write(OpenIndex::clear);
  }

  @Override
  public boolean isAnswering() {
    return thread.isOpen();
  }

  @Override
  public void close() {
    thread.close();
  }
}
