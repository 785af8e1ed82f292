package com.adiuva.adapters.storage.filesystem;

import com.adiuva.adapters.storage.shared.SeldomLogged;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says of a failure whether the disk is full, and logs each kind now and then.
final class FilesystemFailures {
  private static final Logger LOG = LoggerFactory.getLogger(FilesystemFailures.class);
  private static final long ALMOST_NOTHING = 64 * 1024;

  private final Path root;
  private final SeldomLogged logged = new SeldomLogged();

  FilesystemFailures(Path root) {
    this.root = root;
  }

  /// The problem of a call that could not write.
  ProblemException writing(IOException failure) {
    return isFull(failure)
        ? log(new ProblemException(new StorageProblem.StorageFull(), failure))
        : reading(failure);
  }

  /// The problem of a call that only reads or deletes.
  ProblemException reading(IOException failure) {
    return log(new ProblemException(new StorageProblem.StorageUnavailable(), failure));
  }

  /// The system's own words when it speaks English, otherwise what it says about its room.
  private boolean isFull(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("No space left") || message.contains("quota exceeded")) {
      return true;
    }
    try {
      return Files.getFileStore(root).getUsableSpace() < ALMOST_NOTHING;
    } catch (IOException e) {
      return false;
    }
  }

  private ProblemException log(ProblemException failure) {
    String code = failure.problem().code();
    if (logged.isDue(code)) {
      Throwable cause = failure.getCause();
      LOG.error(
          "the folder of blobs cannot be used ({}): {}",
          code,
          cause == null ? "" : cause.getClass().getSimpleName());
    }
    return failure;
  }
}
