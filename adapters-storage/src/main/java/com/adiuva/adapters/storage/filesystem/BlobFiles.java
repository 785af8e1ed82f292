package com.adiuva.adapters.storage.filesystem;

import com.adiuva.domain.blobs.StoredBlob;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Walks the files of blobs, a folder at a time; what comes or goes meanwhile is no error.
final class BlobFiles {
  private final Path root;
  private final Layout layout;
  private final FilesystemFailures failures;

  BlobFiles(Path root, Layout layout, FilesystemFailures failures) {
    this.root = root;
    this.layout = layout;
    this.failures = failures;
  }

  Stream<StoredBlob> list(String prefix) {
    int slash = prefix.indexOf('/');
    Stream<Path> owners =
        slash < 0
            ? entries(root).stream().filter(Layout::holdsBlobs)
            : Stream.of(layout.owner(prefix.substring(0, slash)));
    return owners.flatMap(this::below).filter(blob -> blob.key().value().startsWith(prefix));
  }

  private Stream<StoredBlob> below(Path folder) {
    return entries(folder).stream().flatMap(this::atOrBelow);
  }

  private Stream<StoredBlob> atOrBelow(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return attributes.isDirectory()
          ? below(path)
          : layout.key(path).map(key -> new StoredBlob(key, attributes.size())).stream();
    } catch (NoSuchFileException e) {
      return Stream.empty();
    } catch (IOException e) {
      throw failures.reading(e);
    }
  }

  private List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw failures.reading(new IOException(e));
    } catch (IOException e) {
      throw failures.reading(e);
    }
    return entries;
  }
}
