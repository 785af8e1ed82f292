package com.adiuva.adapters.http.shared;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads a body that must be JSON, never more of it than the route allows.
final class RequestBody {
  private static final Pattern JSON_UTF8 =
      Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?");
  private static final int CHUNK = 16 * 1024;

  private RequestBody() {}

  /// @throws EdgeException `UNSUPPORTED_MEDIA_TYPE`, `PAYLOAD_TOO_LARGE`, `REQUEST_TIMEOUT`
  static byte[] readJson(Context ctx, long limit) {
    String type = ctx.header("Content-Type");
    boolean json = type != null && JSON_UTF8.matcher(type.toLowerCase(Locale.ROOT)).matches();
    if (!json || ctx.header("Content-Encoding") != null) {
      throw new EdgeException(EdgeProblem.UNSUPPORTED_MEDIA_TYPE);
    }
    long declared = ctx.req().getContentLengthLong();
    if (declared > limit) {
      throw new EdgeException(EdgeProblem.PAYLOAD_TOO_LARGE);
    }
    try (InputStream in = ctx.req().getInputStream()) {
      return read(in, limit, (int) Math.max(0, declared));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(InputStream in, long limit, int expected) throws IOException {
    // A declared length is a promise, not a reason to allocate: at most one chunk is taken on it.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.min(expected, CHUNK));
    byte[] chunk = new byte[CHUNK];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      bytes.write(chunk, 0, n);
      if (bytes.size() > limit) {
        throw new EdgeException(EdgeProblem.PAYLOAD_TOO_LARGE);
      }
    }
    return bytes.toByteArray();
  }
}
