package com.adiuva.adapters.storage.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Folders below a root that come when they are needed, survive a power cut with what is in them,
/// and go when they are empty.
///
/// A folder we know to be on the disk is not flushed again. What makes that knowledge true: none
/// goes while one of the same owner's is being prepared or filled.
final class Folders {
  private static final int STRIPES = 64;
  private static final int MOST_KNOWN = 16_384;
  private static final int ATTEMPTS = 10;

  private final Path root;
  private final Set<Path> known = ConcurrentHashMap.newKeySet();
  private final ReadWriteLock[] locks = new ReadWriteLock[STRIPES];

  Folders(Path root) {
    this.root = root;
    for (int i = 0; i < STRIPES; i++) {
      locks[i] = new ReentrantReadWriteLock();
    }
  }

  /// Creates a folder that nobody else on the machine may enter (mode 0700), and its parents.
  static void create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      makeOne(folder);
      if (parent != null) {
        sync(parent);
      }
    }
  }

  /// Moves a file to where it belongs, in one step that survives a power cut once this returns.
  void move(Path file, Path target) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        moveOnce(file, target);
        return;
      } catch (NoSuchFileException e) {
        // another process found the folder empty and took it away
        if (attempt == ATTEMPTS || !Files.exists(file)) {
          throw e;
        }
      }
    }
  }

  private void moveOnce(Path file, Path target) throws IOException {
    ReadWriteLock lock = lockOf(target);
    lock.readLock().lock();
    try {
      Path folder = parent(target);
      prepare(folder);
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(folder);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the folder of blobs is spread over several filesystems", e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void prepare(Path folder) throws IOException {
    if (folder.equals(root)) {
      return;
    }
    prepare(parent(folder));
    if (makeOne(folder) || !known.contains(folder)) {
      sync(parent(folder));
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      known.add(folder);
    }
  }

  /// Deletes a file, for good once this returns, and the folders it leaves empty.
  void delete(Path file) throws IOException {
    if (!Files.deleteIfExists(file)) {
      return;
    }
    ReadWriteLock lock = lockOf(file);
    Path left = parent(file);
    lock.writeLock().lock();
    try {
      while (!left.equals(root) && removeIfEmpty(left)) {
        known.remove(left);
        left = parent(left);
      }
    } finally {
      lock.writeLock().unlock();
    }
    try {
      sync(left);
    } catch (NoSuchFileException e) {
      // somebody else removed it, and flushes what it lay in
    }
  }

  private static boolean removeIfEmpty(Path folder) throws IOException {
    try {
      Files.delete(folder);
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private static boolean makeOne(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return false;
    }
    try {
      FileAttribute<?> ownersOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      Files.createDirectory(folder, ownersOnly);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /// By the first folder below the root: it is the highest that comes and goes.
  private ReadWriteLock lockOf(Path file) {
    return locks[Math.floorMod(root.relativize(file).getName(0).hashCode(), STRIPES)];
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalStateException("a path below the root has a parent");
    }
    return parent;
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
