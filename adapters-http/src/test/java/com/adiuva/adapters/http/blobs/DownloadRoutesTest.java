package com.adiuva.adapters.http.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.Blobs;
import com.adiuva.adapters.http.testkit.LogCapture;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.shared.Checksum;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownloadRoutesTest {
  private final TestServer server = new TestServer();
  private final BlobKey key = new BlobKey("someone/plugins/package.zip");
  private final String path;

  DownloadRoutesTest() {
    byte[] bytes = Blobs.bytes("0123456789");
    server.storage.blobs.put(
        key, new ByteArrayInputStream(bytes), OptionalLong.empty(), Checksum.of(bytes));
    path = link(key);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String link(BlobKey blob) {
    String link =
        server.storage.blobs.presign(blob, Duration.ofMinutes(15), "package.zip").toString();
    return link.substring(link.indexOf("/downloads/"));
  }

  @Test
  void w18_whoHasTheLinkMayRead() {
    Answer answer = server.get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"package.zip\"");
    assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(server.get(path, "Range", "bytes=3-").body()).isEqualTo("3456789");
    assertThat(server.get(path, "If-None-Match", answer.header("ETag")).status()).isEqualTo(304);
    assertThat(server.call("HEAD", path, "").header("Content-Length")).isEqualTo("10");
    assertThat(server.call("DELETE", path, "").status()).isEqualTo(405);
  }

  @Test
  void w18_anythingElseIsNotFound() {
    String gone = link(new BlobKey("someone/plugins/gone.zip"));
    for (String wrong :
        List.of(
            gone,
            "/downloads/x",
            "/downloads/x.y",
            "/downloads/.",
            path + "x",
            path.substring(0, path.length() - 2),
            path.replace("/downloads/", "/downloads/A"))) {
      Answer answer = server.get(wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(404);
    }
    try (TestServer later = new TestServer()) {
      later.clock.advance(Duration.ofMinutes(15));
      assertThat(later.get(path).status()).isEqualTo(404);
    }
  }

  @Test
  void theTokenIsNotLogged() {
    try (LogCapture log = new LogCapture("http.access")) {
      server.get(path);
      log.await(line -> line.getFormattedMessage().contains("/downloads/{token}"));
      assertThat(log.text()).doesNotContain(path.substring(path.lastIndexOf('/') + 1));
    }
  }
}
