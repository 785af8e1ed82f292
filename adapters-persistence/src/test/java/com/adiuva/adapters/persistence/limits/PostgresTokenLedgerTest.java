package com.adiuva.adapters.persistence.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.persistence.accounts.PostgresUsers;
import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.limits.TokenLedger;
import com.adiuva.domain.limits.TokenLedger.Grant;
import com.adiuva.domain.limits.TokenLedger.Reservation;
import com.adiuva.domain.limits.TokenLedger.Spent;
import com.adiuva.domain.limits.TokenLedgerContract;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PostgresTokenLedgerTest implements TokenLedgerContract {
  @AutoClose private static final TestDatabase database = TestDatabase.patient();

  private final PostgresUsers users = new PostgresUsers(database.database());
  private final TokenLedger ledger = new PostgresTokenLedger(database.database());

  @Override
  public TokenLedger tokens() {
    return ledger;
  }

  @Override
  public UserId newUser() {
    User user = People.somebody();
    users.add(user);
    return user.id();
  }

  @Test
  void allOfItGoesWithTheUser() {
    UserId user = newUser();
    UUID call = UUID.randomUUID();
    Reservation reservation = new Reservation(call, user, TODAY, 1, 10, LATER);
    assertThat(ledger.reserve(reservation, LIMIT, NOW).isGranted()).isTrue();
    ledger.settle(new Spent(user, TODAY, MODEL, new Usage(1, 1)), null);

    users.erase(user);

    assertThat(ledger.usage(user, TODAY)).isEmpty();
    assertThat(ledger.reserve(reservation, LIMIT, NOW)).isEqualTo(new Grant(0, 0));
    ledger.settle(new Spent(user, TODAY, MODEL, new Usage(1, 1)), call);
    assertThat(ledger.usage(user, TODAY)).isEmpty();
  }
}
