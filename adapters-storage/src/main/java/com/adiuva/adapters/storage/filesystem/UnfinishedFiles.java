package com.adiuva.adapters.storage.filesystem;

import com.adiuva.domain.blobs.BlobKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The files that puts write to before they are moved to where they belong. Their names begin with
/// the hash of their key. Each is locked while it is written to, by which another process tells
/// that somebody is at it; in our own process a set of them does, for closing a file there gives up
/// all locks on it.
final class UnfinishedFiles {
  private final Path folder;
  private final Set<Path> ours = ConcurrentHashMap.newKeySet();

  /// @param folder private to us, there already
  UnfinishedFiles(Path folder) {
    this.folder = folder;
  }

  /// A new, empty file for the key; [#forget] ends its life.
  Path create(BlobKey key) throws IOException {
    Path file = Files.createTempFile(folder, Layout.hash(key.value()) + ".", "");
    ours.add(file);
    return file;
  }

  /// Removes the file if it has not been moved away.
  void forget(Path file) throws IOException {
    try {
      Files.deleteIfExists(file);
    } finally {
      ours.remove(file);
    }
  }

  /// Opens a file of [#create] for writing, locked as long as it is open.
  FileChannel open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      channel.lock();
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// Removes what is left of puts of the key, at which nobody is any more.
  void abandon(BlobKey key) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, Layout.hash(key.value()) + ".*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// Removes the files that nobody is at and that were last written to so long ago by the
  /// filesystem's own clock.
  void sweep(Duration age) throws IOException {
    Instant begun = now().minus(age);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!ours.contains(file)) {
          sweep(file, begun);
        }
      }
    }
  }

  private static void sweep(Path file, Instant begun) throws IOException {
    try {
      if (!Files.getLastModifiedTime(file).toInstant().isAfter(begun) && isLeft(file)) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // it was just finished
    }
  }

  private static boolean isLeft(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private Instant now() throws IOException {
    Path probe = Files.createTempFile(folder, "now.", "");
    try {
      return Files.getLastModifiedTime(probe).toInstant();
    } finally {
      Files.deleteIfExists(probe);
    }
  }
}
