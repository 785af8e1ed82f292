package com.adiuva.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.shared.Racers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [SocketTickets] does.
public interface SocketTicketsContract {
  SocketTickets tickets();

  /// Over the same store.
  Sessions sessions();

  /// Over the same store.
  Users users();

  private Caller caller() {
    User user = People.somebody();
    users().add(user);
    return sessions()
        .start(People.session(user), People.token(), People.NOON.plus(People.MONTH), People.HASH)
        .orElseThrow();
  }

  private static Instant soon() {
    return People.NOON.plusSeconds(30);
  }

  @Test
  default void isTakenOnce() {
    Caller caller = caller();
    OpaqueToken ticket = People.token();
    tickets().add(ticket, caller, People.NOON, soon());
    assertThat(tickets().redeem(ticket, People.NOON)).contains(caller);
    assertThat(tickets().redeem(ticket, People.NOON)).isEmpty();
  }

  @Test
  default void isTakenByOneOfManyRacers() throws Exception {
    OpaqueToken ticket = People.token();
    tickets().add(ticket, caller(), People.NOON, soon());
    List<Optional<Caller>> taken = Racers.race(8, () -> tickets().redeem(ticket, People.NOON));
    assertThat(taken.stream().filter(Optional::isPresent)).hasSize(1);
  }

  @Test
  default void isWorthNothingWhenExpiredOrUnknown() {
    OpaqueToken ticket = People.token();
    tickets().add(ticket, caller(), People.NOON, soon());
    assertThat(tickets().redeem(People.token(), People.NOON)).isEmpty();
    assertThat(tickets().redeem(ticket, soon())).isEmpty();
  }

  @Test
  default void diesWithItsSession() {
    Caller caller = caller();
    OpaqueToken ticket = People.token();
    tickets().add(ticket, caller, People.NOON, soon());
    sessions().end(caller.id(), caller.session(), People.NOON);
    assertThat(tickets().redeem(ticket, People.NOON)).isEmpty();
  }
}
