package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.testkit.RawSocket;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.Tier;
import java.time.Duration;
import java.util.List;
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

  @Test
  void c4EachRequestReadsTheTierAnew() throws Exception {
    Caller caller = server.signIn();
    try (RawSocket byToken = server.open(caller);
        RawSocket byTicket =
            new RawSocket(server.port(), ChatServer.PATH + "?ticket=" + server.ticket(caller))) {
      for (RawSocket socket : List.of(byToken, byTicket)) {
        for (Tier tier : List.of(Tier.TEAM, Tier.FREE, Tier.PRO)) {
          int before = server.callers.seen().size();
          server.accounts.setTier(caller.id(), tier);
          answer(socket);
          List<Caller> seen = server.callers.seen();
          assertThat(seen.subList(before, seen.size())).extracting(Caller::tier).containsOnly(tier);
        }
      }
    }
  }

  @Test
  void c7AFullServerRefusesEverybodyUntilASocketCloses() throws Exception {
    try (ChatServer small = new ChatServer(3);
        RawSocket first = small.open();
        RawSocket second = small.open();
        RawSocket third = small.open()) {
      small.awaitSockets(3);
      Caller somebodyElse = small.signIn();
      String token = "Authorization: Bearer " + small.token(somebodyElse);
      try (RawSocket refused = new RawSocket(small.port(), ChatServer.PATH, token)) {
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.head()).contains("Retry-After: ", "application/problem+json");
        assertThat(refused.body()).contains("service_unavailable");
      }
      for (RawSocket open : List.of(second, third)) {
        open.text(ChatServer.HELLO);
        small.model.nextCall().finishes();
        assertThat(open.nextMessage().opcode()).isEqualTo(RawSocket.TEXT);
      }
      first.reset();
      small.awaitSockets(2);
      try (RawSocket next = small.open(somebodyElse)) {
        assertThat(next.status()).isEqualTo(101);
      }
    }
  }
}
