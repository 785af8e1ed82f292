package com.adiuva.adapters.http.sockets;

import com.adiuva.adapters.http.shared.Bearer;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.application.accounts.Authentication;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds out who opens a socket. A browser cannot send a header here, so there are three more
/// places; the first that is used counts, and a bad credential there is not made good elsewhere.
public final class SocketCredentials {
  /// The sub-protocol that is no protocol but announces that a token follows.
  public static final String BEARER = "bearer";

  private final Authentication authentication;

  public SocketCredentials(Authentication authentication) {
    this.authentication = authentication;
  }

  /// Who is calling, to be asked at the handshake and again before each request: of a token, also
  /// its time is looked at again; a ticket is used up here and stands for its session from then on.
  ///
  /// @throws ProblemException a 401, here or when asked
  public Supplier<Caller> identity(Exchange exchange) {
    Optional<String> token =
        Bearer.token(exchange.headers("Authorization")).or(() -> offered(exchange));
    Optional<String> ticket = exchange.queryParam("ticket");
    if (token.isEmpty() && ticket.isPresent()) {
      Caller holder = authentication.redeemTicket(ticket.get());
      return () -> authentication.reread(holder);
    }
    String presented =
        token
            .or(() -> exchange.queryParam("token"))
            .orElseThrow(() -> new ProblemException(new Problem.Unauthenticated()));
    return () -> authentication.authenticate(presented);
  }

  /// The sub-protocols a request offers, in order.
  public static List<String> subProtocols(Exchange exchange) {
    return exchange.headers("Sec-WebSocket-Protocol").stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private static Optional<String> offered(Exchange exchange) {
    List<String> protocols = subProtocols(exchange);
    int bearer = protocols.indexOf(BEARER);
    return bearer >= 0 && bearer + 1 < protocols.size()
        ? Optional.of(protocols.get(bearer + 1))
        : Optional.empty();
  }
}
