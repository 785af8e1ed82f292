package com.adiuva.adapters.storage.s3;

import com.adiuva.adapters.storage.shared.CheckedContent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;

/// Bytes on their way, kept until S3 has them so that they can be sent again.
final class PartBuffer implements AutoCloseable {
  private final List<byte[]> pieces;
  private final Runnable giveBack;
  private int size;
  private boolean open = true;

  PartBuffer(List<byte[]> pieces, Runnable giveBack) {
    this.pieces = pieces;
    this.giveBack = giveBack;
  }

  /// Replaces what is in it by the next bytes of the content, as many as there is room for.
  void fill(CheckedContent content) {
    size = 0;
    for (byte[] piece : pieces) {
      if (content.ended()) {
        return;
      }
      size += content.fill(piece);
    }
  }

  int size() {
    return size;
  }

  RequestBody body() {
    return RequestBody.fromContentProvider(this::stream, size, "application/octet-stream");
  }

  private InputStream stream() {
    List<InputStream> streams = new ArrayList<>();
    int left = size;
    for (byte[] piece : pieces) {
      int here = Math.min(left, piece.length);
      streams.add(new ByteArrayInputStream(piece, 0, here));
      left -= here;
    }
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  /// The MD5 of what is in it: S3's name for the bytes it took, and no safeguard against anybody.
  byte[] md5() {
    MessageDigest digest = newMd5();
    int left = size;
    for (byte[] piece : pieces) {
      int here = Math.min(left, piece.length);
      digest.update(piece, 0, here);
      left -= here;
    }
    return digest.digest();
  }

  static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has MD5", e);
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      giveBack.run();
    }
  }
}
