package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.testkit.RawSocket;
import com.adiuva.domain.accounts.Caller;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may go on (row C4): each request asks anew.
final class SocketSessionTest {
  private ChatServer server;

  @BeforeEach
  void start() {
    server = new ChatServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void answer(RawSocket socket) throws Exception {
    socket.text(ChatServer.HELLO);
    server.model.nextCall().finishes();
    while (!socket.nextMessage().text().startsWith("{\"done\":true")) {}
  }

  private void assertExpired(RawSocket socket) throws Exception {
    socket.text(ChatServer.HELLO);
    assertThat(Json.parse(socket.nextMessage().text()).at("/error/code").textValue())
        .isEqualTo("token_expired");
    assertThat(socket.closeCode()).isEqualTo(4401);
    assertThat(server.model.wasCalled()).isFalse();
  }

  @Test
  void c4AnExpiredTokenClosesWith4401AtTheNextRequest() throws Exception {
    try (RawSocket socket = server.open()) {
      answer(socket);
      server.clock.advance(Duration.ofMinutes(31));
      assertExpired(socket);
    }
  }

  @Test
  void c4AnAnswerThatRunsIsFinishedThough() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      server.clock.advance(Duration.ofMinutes(31));
      call.says("done");
      call.finishes();
      assertThat(socket.nextMessage().text()).isEqualTo("done");
      assertThat(socket.nextMessage().text()).startsWith("{\"done\":true");
      assertExpired(socket);
    }
  }

  @Test
  void c4ASocketOpenedWithATicketLivesAsLongAsItsSession() throws Exception {
    Caller caller = server.signIn();
    try (RawSocket socket =
        new RawSocket(server.port(), ChatServer.PATH + "?ticket=" + server.ticket(caller))) {
      server.clock.advance(Duration.ofMinutes(31));
      answer(socket);
      server.accounts.end(caller.id(), caller.session(), server.clock.instant());
      assertExpired(socket);
    }
  }

  @Test
  void c4ARevokedSessionClosesWith4401() throws Exception {
    Caller caller = server.signIn();
    try (RawSocket socket = server.open(caller)) {
      answer(socket);
      server.authentication.logout(caller);
      assertExpired(socket);
    }
  }

  @Test
  void c4AnErasedUserClosesWith4401() throws Exception {
    Caller caller = server.signIn();
    try (RawSocket socket = server.open(caller)) {
      server.accounts.erase(caller.id());
      assertExpired(socket);
    }
  }
}
