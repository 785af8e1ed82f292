package com.adiuva.benchmarks.backups;

import com.adiuva.benchmarks.load.Api;
import com.adiuva.benchmarks.load.Connection;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Uploads, downloads and deletes whole backups, each over a connection of its own.
record BackupClient(Api api) {

  /// @return the backup's id
  String upload(long timestamp, long size, String checksum, InputStream content)
      throws IOException {
    byte[] head =
        api.head(
            "PUT",
            "/backup",
            "Content-Length",
            String.valueOf(size),
            "X-Backup-Version",
            "1",
            "X-Backup-Timestamp",
            String.valueOf(timestamp),
            "X-Backup-Checksum",
            checksum);
    try (Connection connection = new Connection(api.port())) {
      byte[] answer = connection.exchange(head, content, 200);
      return new ObjectMapper().readTree(answer).path("id").asText();
    }
  }

  /// @return the SHA-256 in hex
  String download(String id) throws IOException {
    MessageDigest digest = PlainCopy.digest();
    try (Connection connection = new Connection(api.port())) {
      int status =
          connection.exchange(
              api.head("GET", "/backup/" + id), (bytes, length) -> digest.update(bytes, 0, length));
      if (status != 200) {
        throw new IllegalStateException("downloading answered " + status);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  void delete(String id) throws IOException {
    try (Connection connection = new Connection(api.port())) {
      connection.exchange(api.head("DELETE", "/backup/" + id), InputStream.nullInputStream(), 200);
    }
  }
}
