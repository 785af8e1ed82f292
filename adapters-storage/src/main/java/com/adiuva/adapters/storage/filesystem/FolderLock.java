package com.adiuva.adapters.storage.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Tells whether we are the only process at a folder. Everybody who uses it holds a shared lock to
/// the end of its life; who gets an exclusive one for a moment is alone in that moment.
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  /// Something to do while nobody else is there.
  interface Chore {
    void run() throws IOException;
  }

  /// @param file created if need be
  /// @param alone done before anybody else may come, unless somebody is there already
  FolderLock(Path file, Chore alone) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      try (FileLock exclusive = channel.tryLock()) {
        if (exclusive != null) {
          alone.run();
        }
      }
      channel.lock(0, Long.MAX_VALUE, true);
    } catch (OverlappingFileLockException e) {
      // this very process uses the folder already, and is known by that lock
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
