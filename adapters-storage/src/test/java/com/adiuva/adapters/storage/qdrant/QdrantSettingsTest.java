package com.adiuva.adapters.storage.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.vectors.VectorId;
import com.adiuva.domain.vectors.VectorIndexFactory;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Settings and ids.
final class QdrantSettingsTest {

  @Test
  void readsAddressKeyAndPorts() {
    assertThat(read(Map.of("QDRANT_URL", "http://localhost:6333")))
        .isEqualTo(new QdrantSettings("localhost", 6334, false, null));
    assertThat(read(Map.of("QDRANT_URL", " https://x.cloud.qdrant.io/ ", "QDRANT_API_KEY", "k ")))
        .isEqualTo(new QdrantSettings("x.cloud.qdrant.io", 6334, true, "k"));
    assertThat(read(Map.of("QDRANT_URL", "HTTP://[::1]:80", "QDRANT_GRPC_PORT", "65535")))
        .isEqualTo(new QdrantSettings("[::1]", 65_535, false, null));
    assertThat(read(Map.of("QDRANT_URL", "http://q", "QDRANT_API_KEY", " ")).apiKey()).isNull();
  }

  @Test
  void namesTheVariableThatIsWrong() {
    assertWrong("QDRANT_URL", Map.of());
    for (String url :
        List.of("", "localhost:6333", "grpc://q", "http://", "http://u:p@q", "http://q/x", "a b")) {
      assertWrong("QDRANT_URL", Map.of("QDRANT_URL", url));
    }
    assertWrong("QDRANT_URL", Map.of("QDRANT_URL", "http://q:65535"));
    for (String port : List.of("", "x", "0", "-1", "65536")) {
      assertWrong("QDRANT_GRPC_PORT", Map.of("QDRANT_URL", "http://q", "QDRANT_GRPC_PORT", port));
    }
    assertWrong(
        "QDRANT_API_KEY", Map.of("QDRANT_URL", "http://q", "QDRANT_API_KEY", "line\nbreak"));
  }

  @Test
  void itsTextHasNoKey() {
    assertThat(read(Map.of("QDRANT_URL", "http://q", "QDRANT_API_KEY", "s3cret")).toString())
        .doesNotContain("s3cret")
        .contains("q");
  }

  @Test
  void idsAreVersion5UuidsInTheUsersNameSpace() {
    UserId dns = new UserId(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"));
    assertThat(PointIds.of(dns, new VectorId("www.example.com")))
        .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  }

  @Test
  void bothEnginesAreFoundByTheirNames() {
    assertThat(ServiceLoader.load(VectorIndexFactory.class))
        .extracting(VectorIndexFactory::name)
        .contains("embedded", "qdrant");
  }

  private static QdrantSettings read(Map<String, String> settings) {
    return QdrantSettings.read(settings::get);
  }

  private static void assertWrong(String variable, Map<String, String> settings) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(variable);
  }
}
