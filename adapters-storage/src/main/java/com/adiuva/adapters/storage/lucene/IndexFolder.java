package com.adiuva.adapters.storage.lucene;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the index lies. What is damaged there is thrown away: the rows tell it again.
final class IndexFolder {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);

  private final Path path;

  IndexFolder(Path path) {
    this.path = path;
  }

  /// Opens what is there, or an empty index where there is none or a damaged one.
  ///
  /// @throws org.apache.lucene.store.LockObtainFailedException when it is open already, in whatever
  ///   process
  OpenIndex open() throws IOException {
    Files.createDirectories(path);
    try {
      return OpenIndex.open(FSDirectory.open(path));
    } catch (IOException | IllegalArgumentException e) {
      if (!isDamage(e)) {
        throw e;
      }
      empty(e);
      return OpenIndex.open(FSDirectory.open(path));
    }
  }

  /// Whether a failure says that files are wrong, rather than that they could not be read just now.
  static boolean isDamage(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CorruptIndexException
          || cause instanceof IndexFormatTooOldException
          || cause instanceof IndexFormatTooNewException
          || cause instanceof EOFException
          || cause instanceof FileNotFoundException
          || cause instanceof NoSuchFileException
          || namesUnknownFormat(cause)) {
        return true;
      }
    }
    return false;
  }

  /// Lucene has no type of its own for files of a version it does not know.
  private static boolean namesUnknownFormat(Throwable failure) {
    return failure instanceof IllegalArgumentException
        && String.valueOf(failure.getMessage()).contains("SPI class");
  }

  /// Throws the index away, which nobody may have open.
  void empty(Throwable reason) throws IOException {
    LOG.warn("The vector index is damaged and is begun anew from the stored vectors", reason);
    try (FSDirectory directory = FSDirectory.open(path)) {
      for (String file : directory.listAll()) {
        if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
          directory.deleteFile(file);
        }
      }
    }
  }
}
