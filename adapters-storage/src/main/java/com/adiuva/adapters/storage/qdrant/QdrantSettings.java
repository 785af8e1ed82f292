package com.adiuva.adapters.storage.qdrant;

import com.adiuva.domain.shared.InvalidValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where the server is and how to be let in.
///
/// @param port of its gRPC interface
/// @param tls whether to encrypt, which an `https` address asks for
record QdrantSettings(String host, int port, boolean tls, @Nullable String apiKey) {
  private static final int HTTP_PORT = 6333;
  private static final int LAST_PORT = 65_535;

  /// @throws InvalidValueException naming the variable that is missing or wrong
  static QdrantSettings read(Function<String, @Nullable String> settings) {
    URI url = url(settings.apply("QDRANT_URL"));
    int port = url.getPort() == -1 ? HTTP_PORT : url.getPort();
    String ownPort = settings.apply("QDRANT_GRPC_PORT");
    return new QdrantSettings(
        url.getHost(),
        ownPort == null ? port(port + 1, "QDRANT_URL") : port(number(ownPort), "QDRANT_GRPC_PORT"),
        "https".equalsIgnoreCase(url.getScheme()),
        apiKey(settings.apply("QDRANT_API_KEY")));
  }

  private static URI url(@Nullable String text) {
    if (text != null) {
      try {
        URI url = new URI(text.strip());
        boolean http =
            "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        boolean bare = url.getUserInfo() == null && url.getQuery() == null;
        String path = url.getPath();
        if (http && bare && url.getHost() != null && (path.isEmpty() || path.equals("/"))) {
          return url;
        }
      } catch (URISyntaxException e) {
        // falls through to the one answer
      }
    }
    throw new InvalidValueException(
        "value_error",
        "QDRANT_URL must be the address of a Qdrant server, such as http://localhost:6333");
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static int port(int port, String variable) {
    if (port < 1 || port > LAST_PORT) {
      throw new InvalidValueException(
          "value_error", variable + " must lead to a gRPC port from 1 to 65535");
    }
    return port;
  }

  private static @Nullable String apiKey(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String key = text.strip();
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new InvalidValueException("value_error", "QDRANT_API_KEY must be printable ASCII");
    }
    return key;
  }

  /// Without the key.
  @Override
  public String toString() {
    return (tls ? "https://" : "http://") + host + " (gRPC port " + port + ")";
  }
}
