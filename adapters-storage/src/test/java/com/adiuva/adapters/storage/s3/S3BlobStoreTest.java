package com.adiuva.adapters.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.BlobStoreContract;
import com.adiuva.domain.blobs.BlobStoreFactory;
import com.adiuva.domain.blobs.ByteRange;
import com.adiuva.domain.blobs.Bytes;
import com.adiuva.domain.blobs.ConcurrentBlobStoreContract;
import com.adiuva.domain.blobs.Downloads;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.InvalidValueException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class S3BlobStoreTest implements ConcurrentBlobStoreContract {
  private static final int PARTED = PartSizes.FIRST + 1_000_000;

  @TempDir private static Path folder;
  private static S3Server server;
  private static BlobStore store;

  @BeforeAll
  static void start() {
    server = S3Server.start(folder);
    store = open(server.settings());
  }

  static BlobStore open(Map<String, String> settings) {
    BlobStoreFactory factory =
        ServiceLoader.load(BlobStoreFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(one -> one.name().equals("s3"))
            .findAny()
            .orElseThrow();
    assertThat(factory.check(settings::get)).isEmpty();
    return factory.create(settings::get, "nowhere", Downloads.signed());
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @Override
  public BlobStore store() {
    return store;
  }

  @Override
  public int unfinished() {
    return server.unfinishedUploads();
  }

  @Override
  public int largeSize() {
    return PARTED;
  }

  @Override
  public byte[] download(URI link) throws IOException, InterruptedException {
    return follow(link).body();
  }

  private static HttpResponse<byte[]> follow(URI link) throws IOException, InterruptedException {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      return browser.send(
          HttpRequest.newBuilder(link).timeout(Duration.ofSeconds(20)).build(),
          HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  @Test
  void streamsInPartsWhateverIsKnownOfTheLength() throws IOException {
    byte[] bytes = Bytes.random(2 * PartSizes.FIRST + 77, 5);
    for (OptionalLong length :
        new OptionalLong[] {OptionalLong.of(bytes.length), OptionalLong.empty()}) {
      BlobKey key = BlobStoreContract.freshKey();
      InputStream content = new BufferedInputStream(new ByteArrayInputStream(bytes));
      assertThat(store.put(key, content, length, Checksum.of(bytes))).isEqualTo(bytes.length);
      assertThat(Checksum.of(read(key, ByteRange.all(bytes.length)))).isEqualTo(Checksum.of(bytes));
      store.delete(key);
    }
    assertThat(((S3BlobStore) store).freeBufferBytes()).isEqualTo(64L << 20);
  }

  @Test
  void aWholePartIsSentInOneGo() throws IOException {
    byte[] bytes = Bytes.random(PartSizes.FIRST, 6);
    BlobKey key = BlobStoreContract.freshKey();
    InputStream content = new BufferedInputStream(new ByteArrayInputStream(bytes));
    store.put(key, content, OptionalLong.empty(), Checksum.of(bytes));
    assertThat(read(key, new ByteRange(bytes.length - 5L, 5))).hasSize(5);
    store.delete(key);
  }

  @Test
  void aLinkDownloadsAndEnds() throws IOException, InterruptedException {
    BlobKey key = BlobStoreContract.freshKey();
    put(key, new byte[100]);
    URI link = store.presign(key, Duration.ofSeconds(2), "my-plugin.zip");
    HttpResponse<byte[]> answer = follow(link);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"my-plugin.zip\"");
    URI other =
        URI.create(link.toString().replace(key.value(), BlobStoreContract.freshKey().value()));
    assertThat(follow(other).statusCode()).isEqualTo(403);
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (follow(link).statusCode() == 200) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
    assertThatThrownBy(() -> store.presign(key, Duration.ofSeconds(2), "a\"b"))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void linksNameThePublicEndpoint() {
    Map<String, String> settings = server.settings();
    settings.put("S3_PUBLIC_ENDPOINT_URL", "https://files.example.org");
    try (BlobStore other = open(settings)) {
      BlobKey key = BlobStoreContract.freshKey();
      assertThat(other.presign(key, Duration.ofDays(7), "a.zip").toString())
          .startsWith("https://files.example.org/" + S3Server.BUCKET + "/" + key);
    }
  }
}
