package com.adiuva.adapters.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.accounts.PasswordHasher;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.RefreshOutcome;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.Sessions;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.Users;
import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.billing.TierPolicy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What somebody finds who gets a dump of the database.
final class SecretsAtRestTest {
  @AutoClose private static final TestDatabase database = TestDatabase.create();

  @Test
  void aDumpHoldsNoPasswordAndNoToken() {
    SecureRandom random = new SecureRandom();
    Users users = new PostgresUsers(database.database());
    TierPolicy tiers =
        new TierPolicy(Tier.FREE, Duration.ZERO, Clock.fixed(People.NOON, ZoneOffset.UTC));
    Sessions sessions = new PostgresSessions(database.database(), tiers, random);
    PasswordHasher hasher = new BcryptPasswordHasher(4, random);
    String password = "canary-password-1";
    String newPassword = "canary-password-2";
    User somebody = People.somebody();
    String hash = hasher.hash(Password.chosen(password));
    User user = new User(somebody.id(), somebody.email(), Role.USER, hash, somebody.createdAt());
    users.add(user);
    OpaqueToken first = People.token();
    Caller caller =
        sessions
            .start(People.session(user), first, People.NOON.plus(People.MONTH), hash)
            .orElseThrow();
    OpaqueToken second =
        ((RefreshOutcome.Refreshed) sessions.refresh(first, People.NOON, People.MONTH)).token();
    OpaqueToken ticket = People.token();
    new PostgresSocketTickets(database.database(), tiers)
        .add(ticket, caller, People.NOON, People.NOON.plusSeconds(30));
    users.changePassword(
        user.id(), hash, hasher.hash(Password.chosen(newPassword)), caller.session(), People.NOON);

    String dump = dump();
    assertThat(dump).contains(user.email().value()); // it is a dump of this
    assertThat(dump).contains(HexFormat.of().formatHex(second.hash()));
    for (String secret :
        new String[] {password, newPassword, first.reveal(), second.reveal(), ticket.reveal()}) {
      assertThat(dump)
          .doesNotContain(secret)
          .doesNotContain(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
    }
    for (OpaqueToken token : new OpaqueToken[] {first, second, ticket}) {
      byte[] raw = Base64.getUrlDecoder().decode(token.reveal());
      assertThat(dump).doesNotContain(HexFormat.of().formatHex(raw));
    }
  }

  /// Every row of every table of ours as text, bytes in hexadecimal.
  private static String dump() {
    return database
        .database()
        .with(handle -> {
          List<String> tables =
              handle
                  .createQuery(
                      """
                      SELECT quote_ident(table_name) FROM information_schema.tables
                       WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
                      """)
                  .mapTo(String.class)
                  .list();
          assertThat(tables).contains("users", "refresh_tokens", "socket_tickets");
          List<String> rows = new ArrayList<>();
          for (String table : tables) {
            rows.addAll(
                handle
                    .createQuery("SELECT t::text FROM " + table + " t")
                    .mapTo(String.class)
                    .list());
          }
          return String.join("\n", rows);
        });
  }
}
