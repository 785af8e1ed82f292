package com.adiuva.adapters.storage.filesystem;

import com.adiuva.adapters.storage.shared.CheckedContent;
import com.adiuva.adapters.storage.shared.ExactInputStream;
import com.adiuva.adapters.storage.shared.Probe;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.ByteRange;
import com.adiuva.domain.blobs.SignedDownloads;
import com.adiuva.domain.blobs.StoredBlob;
import com.adiuva.domain.shared.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Each blob is a file that was written under another name, flushed, and moved in one step to where
/// it belongs. Several processes may use the folder at once.
final class FilesystemBlobStore implements BlobStore {
  private static final int BUFFER = 64 * 1024;

  private final Path unfinishedFolder;
  private final Layout layout;
  private final Folders folders;
  private final UnfinishedFiles unfinished;
  private final FilesystemFailures failures;
  private final BlobFiles files;
  private final SignedDownloads downloads;
  private final FolderLock lock;
  private final Probe probe;

  /// @param root created if need be
  /// @throws IOException when that cannot be
  FilesystemBlobStore(Path root, SignedDownloads downloads) throws IOException {
    this.unfinishedFolder = root.resolve("unfinished");
    this.downloads = downloads;
    Folders.create(root);
    Folders.create(unfinishedFolder);
    this.layout = new Layout(root);
    this.folders = new Folders(root);
    this.failures = new FilesystemFailures(root);
    this.files = new BlobFiles(root, layout, failures);
    this.unfinished = new UnfinishedFiles(unfinishedFolder);
    this.lock = new FolderLock(root.resolve("lock"), () -> unfinished.sweep(Duration.ZERO));
    this.probe = new Probe(Duration.ofSeconds(1), () -> Files.isWritable(unfinishedFolder));
  }

  @Override
  public long put(BlobKey key, InputStream content, OptionalLong length, Checksum checksum) {
    try {
      Path file = unfinished.create(key);
      try {
        long count = write(file, new CheckedContent(content, length, checksum));
        folders.move(file, layout.file(key));
        return count;
      } finally {
        unfinished.forget(file);
      }
    } catch (IOException e) {
      throw failures.writing(e);
    }
  }

  private long write(Path file, CheckedContent content) throws IOException {
    byte[] bytes = new byte[BUFFER];
    try (FileChannel channel = unfinished.open(file)) {
      while (!content.ended()) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, content.fill(bytes));
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      channel.force(true);
    }
    return content.count();
  }

  @Override
  public Optional<InputStream> open(BlobKey key, ByteRange range) {
    try {
      FileChannel channel = FileChannel.open(layout.file(key), StandardOpenOption.READ);
      try {
        channel.position(range.first());
        return Optional.of(new ExactInputStream(Channels.newInputStream(channel), range.length()));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      requireFolder(e);
      return Optional.empty();
    } catch (IOException e) {
      throw failures.reading(e);
    }
  }

  @Override
  public void delete(BlobKey key) {
    try {
      folders.delete(layout.file(key));
      requireFolder(null);
    } catch (IOException e) {
      throw failures.reading(e);
    }
  }

  @Override
  public void abandon(BlobKey key) {
    try {
      unfinished.abandon(key);
    } catch (IOException e) {
      throw failures.reading(e);
    }
    delete(key);
  }

  @Override
  public Stream<StoredBlob> list(String prefix) {
    requireFolder(null);
    return files.list(prefix);
  }

  @Override
  public URI presign(BlobKey key, Duration lifetime, String fileName) {
    return downloads.link(key, lifetime, fileName);
  }

  @Override
  public void sweepUnfinished(Duration age) {
    try {
      unfinished.sweep(age);
    } catch (IOException e) {
      throw failures.writing(e);
    }
  }

  @Override
  public boolean isAnswering() {
    return probe.answer();
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw failures.reading(e);
    }
  }

  /// Nothing is known about a blob while its whole disk is away.
  private void requireFolder(@Nullable IOException reason) {
    if (!Files.isDirectory(unfinishedFolder)) {
      throw failures.reading(
          reason == null ? new NoSuchFileException(unfinishedFolder.toString()) : reason);
    }
  }
}
