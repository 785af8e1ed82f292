package com.adiuva.domain.blobs;

import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Port;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Keeps bytes under keys. A blob is visible whole or not at all, survives a crash once [#put] has
/// returned, and never changes: callers give every blob a fresh key.
///
/// Unless said otherwise a method throws a [com.adiuva.domain.shared.ProblemException] with
/// `StorageUnavailable` when the store does not answer within its deadline. No method holds more
/// than a fixed amount of a blob in memory.
@Port
public interface BlobStore extends AutoCloseable {

  /// Stores the bytes of `content` to its end; the caller closes it. Nothing is visible, nor left
  /// behind as far as the store can still be reached, when this throws, whatever it throws;
  /// [#abandon] removes the rest.
  ///
  /// What `content` throws is rethrown as it is, an [java.io.IOException] within an
  /// [java.io.UncheckedIOException].
  ///
  /// @param key fresh; if there is a blob under it, it is replaced as a whole
  /// @param length how many bytes will come, when that is known; another number is an
  ///   [java.io.UncheckedIOException]
  /// @param checksum what the bytes must have
  /// @return how many bytes were stored
  /// @throws com.adiuva.domain.shared.ProblemException `ChecksumMismatch` when they do not,
  ///   `StorageFull` when there is no room
  long put(BlobKey key, InputStream content, OptionalLong length, Checksum checksum);

  /// Opens the bytes of a blob, or a part of them; the caller closes the stream. It throws an
  /// [java.io.IOException] when the store fails midway or has fewer bytes than `range`, and never
  /// just ends early.
  ///
  /// @param range within the blob
  /// @return empty when there is no such blob
  Optional<InputStream> open(BlobKey key, ByteRange range);

  /// Deletes the blob. One that is not there is no error.
  void delete(BlobKey key);

  /// Removes what an unfinished [#put] under this key left, and the blob if it was finished after
  /// all. Nobody may be putting under the key any more.
  void abandon(BlobKey key);

  /// The blobs whose keys begin with `prefix`, in no particular order; the caller closes the
  /// stream. One that is stored or deleted meanwhile may be in it or not.
  ///
  /// @param prefix whole segments each followed by `/`, such as `3f…/tasks/`, or empty for all
  Stream<StoredBlob> list(String prefix);

  /// A link with which whoever has it can read the blob until it expires, and nothing else. That
  /// the blob exists is not checked.
  ///
  /// @param lifetime at least a second, at most 7 days
  /// @param fileName what a browser is to call the download: 1 to 128 characters of
  ///   `[A-Za-z0-9._-]`
  URI presign(BlobKey key, Duration lifetime, String fileName);

  /// Removes what puts left that were begun longer ago than `age` and never finished, by whatever
  /// process. Those that go on are left alone as far as the store can tell them.
  void sweepUnfinished(Duration age);

  /// Whether the store can be used right now; asks it at most once a second and never throws.
  boolean isAnswering();

  @Override
  void close();
}
