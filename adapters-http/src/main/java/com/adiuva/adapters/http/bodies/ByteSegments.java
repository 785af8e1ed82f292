package com.adiuva.adapters.http.bodies;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/// Bytes that came piece by piece, kept in pieces: however many they become, none is copied twice
/// and no array is large.
public final class ByteSegments {
  private static final int BITS = 16;
  private static final int SEGMENT = 1 << BITS;
  private static final int SMALLEST = 1024;

  private byte[][] segments = {new byte[0]};
  private int size;

  /// @param bytes copied
  public static ByteSegments of(byte[] bytes) {
    ByteSegments all = new ByteSegments();
    all.append(bytes, bytes.length);
    return all;
  }

  public int size() {
    return size;
  }

  /// @param index from 0, below [#size]
  public byte at(int index) {
    return segments[index >>> BITS][index & (SEGMENT - 1)];
  }

  /// Adds the first `length` of `bytes`.
  void append(byte[] bytes, int length) {
    int done = 0;
    while (done < length) {
      int offset = size & (SEGMENT - 1);
      int n = Math.min(length - done, SEGMENT - offset);
      System.arraycopy(bytes, done, room(offset + n), offset, n);
      done += n;
      size += n;
    }
  }

  /// The last segment, with room for that many.
  private byte[] room(int needed) {
    int index = size >>> BITS;
    if (index == segments.length) {
      segments = Arrays.copyOf(segments, 2 * index);
      Arrays.fill(segments, index, segments.length, new byte[0]);
    }
    byte[] segment = segments[index];
    if (segment.length < needed) {
      int length = Math.max(Math.max(needed, SMALLEST), 2 * segment.length);
      segment = Arrays.copyOf(segment, index > 0 ? SEGMENT : Math.min(SEGMENT, length));
      segments[index] = segment;
    }
    return segment;
  }

  public void digest(MessageDigest digest) {
    for (int at = 0; at < size; at += SEGMENT) {
      digest.update(segments[at >>> BITS], 0, Math.min(SEGMENT, size - at));
    }
  }

  public byte[] toByteArray() {
    byte[] all = new byte[size];
    for (int at = 0; at < size; at += SEGMENT) {
      System.arraycopy(segments[at >>> BITS], 0, all, at, Math.min(SEGMENT, size - at));
    }
    return all;
  }

  public InputStream open() {
    return new InputStream() {
      private int at;

      @Override
      public int read() {
        return at == size ? -1 : at(at++) & 0xFF;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        if (length == 0) {
          return 0;
        }
        if (at == size) {
          return -1;
        }
        int from = at & (SEGMENT - 1);
        int n = Math.min(Math.min(length, SEGMENT - from), size - at);
        System.arraycopy(segments[at >>> BITS], from, buffer, offset, n);
        at += n;
        return n;
      }
    };
  }
}
