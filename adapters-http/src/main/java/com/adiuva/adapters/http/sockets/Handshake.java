package com.adiuva.adapters.http.sockets;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.adapters.http.shared.Exchange;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Checks that a request is a WebSocket handshake (RFC 6455, 4.2.1) before the engine does, whose
/// own refusals are not problem details.
public final class Handshake {
  private static final int NONCE_BYTES = 16;

  private Handshake() {}

  /// @throws EdgeException `UPGRADE_REQUIRED` for a request that asks for no socket, or another
  ///   version of it; `BAD_REQUEST` for one that asks wrongly
  public static void check(Exchange exchange) {
    boolean asks =
        exchange.engine().req().getMethod().equals("GET")
            && "HTTP/1.1".equals(exchange.engine().req().getProtocol())
            && tokens(exchange, "Upgrade").contains("websocket")
            && tokens(exchange, "Connection").contains("upgrade");
    if (!asks || !exchange.headers("Sec-WebSocket-Version").equals(List.of("13"))) {
      exchange.setHeader("Sec-WebSocket-Version", "13");
      exchange.setHeader("Upgrade", "websocket");
      exchange.setHeader("Connection", "Upgrade");
      throw new EdgeException(EdgeProblem.UPGRADE_REQUIRED);
    }
    List<String> keys = exchange.headers("Sec-WebSocket-Key");
    if (keys.size() != 1
        || !isNonce(keys.getFirst())
        || !isUri(exchange.engine().req().getQueryString())) {
      throw new EdgeException(EdgeProblem.BAD_REQUEST);
    }
  }

  private static List<String> tokens(Exchange exchange, String header) {
    return exchange.headers(header).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(token -> token.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static boolean isNonce(String key) {
    try {
      return Base64.getDecoder().decode(key.strip()).length == NONCE_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// The engine fails on an address that [URI] cannot say, such as one with a bare `|`.
  private static boolean isUri(@Nullable String query) {
    try {
      new URI("/?" + (query == null ? "" : query));
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
