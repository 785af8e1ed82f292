package com.adiuva.application.accounts;

import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.accounts.PasswordHasher;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.accounts.Users;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.RandomUuid;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All accounts, as the operator sees them. Who may ask is whoever has the database.
public final class Directory {
  private static final int PAGE = 200;

  private final Users users;
  private final PasswordHasher hasher;
  private final Accounts.Fresh fresh;

  public Directory(Users users, PasswordHasher hasher, Accounts.Fresh fresh) {
    this.users = users;
    this.hasher = hasher;
    this.fresh = fresh;
  }

  /// Everybody, some at a time, by id.
  public void forEachPage(Consumer<List<User>> action) {
    @Nullable UserId last = null;
    List<User> page;
    do {
      page = users.all(last, PAGE);
      if (!page.isEmpty()) {
        action.accept(page);
      }
      last = page.isEmpty() ? null : page.get(page.size() - 1).id();
    } while (page.size() == PAGE);
  }

  public Optional<User> find(EmailAddress email) {
    return users.byEmail(email);
  }

  /// Makes an account that nobody is signed in to.
  ///
  /// @throws ProblemException `EmailTaken`, `Overloaded`
  /// @throws InvalidValueException for a password anybody would guess
  public User create(EmailAddress email, Password password, Role role) {
    GuessablePasswords.refuse(password, email);
    User user =
        new User(
            new UserId(RandomUuid.from(fresh.random())),
            email,
            role,
            hasher.hash(password),
            fresh.clock().instant());
    if (!users.add(user)) {
      throw new ProblemException(new Problem.EmailTaken());
    }
    return user;
  }

  /// @return whether there is such a user
  public boolean setRole(User user, Role role) {
    return users.setRole(user.id(), role, fresh.clock().instant());
  }
}
