package com.adiuva.benchmarks.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Where one account's requests go.
///
/// @param token the bearer token
public record Api(int port, String token) {

  /// @param url of a server on this machine
  public static Api at(String url, String token) {
    return new Api(URI.create(url).getPort(), token);
  }

  /// What comes before the body of a request.
  ///
  /// @param path below the base path
  /// @param headers names and values by turns
  public byte[] head(String method, String path, String... headers) {
    StringBuilder head = new StringBuilder(512);
    head.append(method).append(" /api/v1").append(path).append(" HTTP/1.1\r\nHost: bench\r\n");
    head.append("Authorization: Bearer ").append(token).append("\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /// A request with a body of JSON, whole.
  public byte[] json(String method, String path, byte[] body) {
    byte[] head =
        head(
            method,
            path,
            "Content-Type",
            "application/json",
            "Content-Length",
            String.valueOf(body.length));
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }
}
