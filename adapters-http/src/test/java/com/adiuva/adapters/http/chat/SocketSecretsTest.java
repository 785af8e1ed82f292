package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.adiuva.adapters.http.testkit.RawSocket;
import com.adiuva.domain.accounts.Caller;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Row C2, and H9 for this package: what came as a credential or as content is in no log line.
final class SocketSecretsTest {
  /// Keeps all that is logged, as text.
  private static final class Everything extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      String stack =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      lines.add(
          event.getFormattedMessage()
              + event.getMDCPropertyMap()
              + event.getKeyValuePairs()
              + stack);
    }
  }

  @Test
  void c2NoCredentialAndNoContentIsLogged() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger ours = (Logger) LoggerFactory.getLogger("com.adiuva");
    Everything logged = new Everything();
    Level before = root.getLevel();
    logged.start();
    root.addAppender(logged);
    root.setLevel(Level.INFO);
    ours.setLevel(Level.DEBUG);
    try (ChatServer server = new ChatServer()) {
      Caller caller = server.signIn();
      String token = server.token(caller);
      String ticket = server.ticket(caller);
      for (String query : List.of("?token=" + token, "?ticket=" + ticket, "?ticket=" + ticket)) {
        try (RawSocket socket = new RawSocket(server.port(), ChatServer.PATH + query)) {
          if (socket.status() == 101) {
            converse(server, socket);
          }
        }
      }
      try (RawSocket socket =
          new RawSocket(
              server.port(),
              ChatServer.PATH + "?token=" + token + "&a=|",
              "Sec-WebSocket-Protocol: bearer, " + token + "x")) {
        assertThat(socket.status()).isIn(400, 401);
      }
      String everything = String.join("\n", logged.lines);
      assertThat(everything)
          .contains("route=\"/api/v1/chat/stream\"")
          .contains("java.lang.IllegalStateException", "java.lang.LinkageError")
          .doesNotContain(token)
          .doesNotContain(token.substring(token.lastIndexOf('.') + 1))
          .doesNotContain(ticket)
          .doesNotContain("canary")
          .doesNotContain("eyJ");
    } finally {
      root.detachAppender(logged);
      root.setLevel(before);
      ours.setLevel(null);
    }
  }

  private static void converse(ChatServer server, RawSocket socket) throws Exception {
    socket.text("{\"message\":\"canary-message\",\"context\":{\"notes\":[{\"id\":\"canary-1\"}]}}");
    GatedModel.Call call = server.model.nextCall();
    call.says("canary-answer");
    call.finishes();
    socket.nextMessage();
    socket.nextMessage();
    socket.text("{\"message\":\"\",\"context\":{\"user_profile\":{\"timezone\":\"canary\"}}}");
    assertThat(socket.nextMessage().text()).contains("validation_failed").doesNotContain("canary");
    for (Throwable failure :
        List.of(new IllegalStateException("canary"), new LinkageError("canary"))) {
      socket.text(ChatServer.HELLO);
      server.model.nextCall().fails(failure);
      assertThat(socket.nextMessage().text()).contains("internal_error").doesNotContain("canary");
    }
    socket.text("canary, no JSON");
    assertThat(socket.nextMessage().text()).contains("malformed_json").doesNotContain("canary");
  }
}
