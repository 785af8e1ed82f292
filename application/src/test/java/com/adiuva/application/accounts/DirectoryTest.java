package com.adiuva.application.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.FastPasswordHasher;
import com.adiuva.domain.accounts.InMemoryAccounts;
import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.accounts.PasswordHasher;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.MovableClock;
import com.adiuva.domain.shared.ProblemException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  private static final EmailAddress ANN = new EmailAddress("ann@example.org");

  private final InMemoryAccounts accounts = new InMemoryAccounts();
  private final FastPasswordHasher hasher = new FastPasswordHasher();
  private final Directory directory =
      new Directory(
          accounts, hasher, new Accounts.Fresh(new MovableClock(People.NOON), new SecureRandom()));

  @Test
  void whoIsCreatedCanSignIn() {
    Password password = Password.chosen("correct horse battery");
    User ann = directory.create(ANN, password, Role.REVIEWER);
    assertThat(directory.find(ANN)).contains(ann);
    assertThat(ann.role()).isEqualTo(Role.REVIEWER);
    assertThat(hasher.verify(password, ann.passwordHash())).isEqualTo(PasswordHasher.Check.MATCHES);
    assertThatThrownBy(() -> directory.create(ANN, password, Role.USER))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("email_taken");
    assertThatThrownBy(() ->
            directory.create(
                new EmailAddress("bob@example.org"), Password.chosen("password1"), Role.USER))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void everybodyIsListedAndRolesChange() {
    for (int i = 0; i < 450; i++) {
      accounts.add(People.somebody());
    }
    List<User> all = new ArrayList<>();
    directory.forEachPage(all::addAll);
    assertThat(all).hasSize(450).doesNotHaveDuplicates();
    assertThat(directory.setRole(all.get(3), Role.ADMIN)).isTrue();
    assertThat(accounts.byId(all.get(3).id())).get().extracting(User::role).isEqualTo(Role.ADMIN);
  }
}
