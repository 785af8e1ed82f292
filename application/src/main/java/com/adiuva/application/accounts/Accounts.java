package com.adiuva.application.accounts;

import com.adiuva.domain.accounts.Caller;
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
import com.adiuva.domain.shared.Violation;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Accounts and the ways into them.
public final class Accounts {
  private final Users users;
  private final PasswordHasher hasher;
  private final Authentication authentication;
  private final LoginLimits limits;
  private final Fresh fresh;
  private final Set<EmailAddress> admins;

  /// Where new ids and times come from.
  ///
  /// @param random must be cryptographically strong
  public record Fresh(Clock clock, RandomGenerator random) {}

  /// @param admins whoever registers one of these addresses becomes admin
  public Accounts(
      Users users,
      PasswordHasher hasher,
      Authentication authentication,
      LoginLimits limits,
      Fresh fresh,
      Set<EmailAddress> admins) {
    this.users = users;
    this.hasher = hasher;
    this.authentication = authentication;
    this.limits = limits;
    this.fresh = fresh;
    this.admins = Set.copyOf(admins);
  }

  /// Counts one call of an open door by the client's address. Each handler asks this before it
  /// looks at anything, so that what is malformed counts as well.
  ///
  /// @throws ProblemException `RateLimited`
  public void admit(LoginLimits.Door door, ClientInfo client) {
    limits.admit(door, client);
  }

  /// Makes an account and signs in to it.
  ///
  /// @throws ProblemException `ValidationFailed` for a password anybody would guess, `EmailTaken`,
  ///   `Overloaded`
  public SignedIn register(EmailAddress email, Password password, ClientInfo client) {
    requireStrong("password", password, email);
    User user =
        new User(
            new UserId(RandomUuid.from(fresh.random())),
            email,
            admins.contains(email) ? Role.ADMIN : Role.USER,
            // Hashed before the address is looked at, so that a taken one takes as long as a free
            // one.
            hasher.hash(password),
            fresh.clock().instant());
    if (!users.add(user)) {
      throw new ProblemException(new Problem.EmailTaken());
    }
    return authentication.open(user, client);
  }

  /// Signs in. A wrong address and a wrong password look and last the same.
  ///
  /// @throws ProblemException `RateLimited`, `InvalidCredentials`, `Overloaded`
  public SignedIn login(EmailAddress email, Password password, ClientInfo client) {
    return limits.countingFailures(
        email.value(),
        client,
        () -> {
          Optional<User> user = users.byEmail(email);
          if (user.isEmpty()) {
            hasher.verifyNothing(password);
            throw new ProblemException(new Problem.InvalidCredentials());
          }
          return authentication.open(verify(password, user.get()), client);
        });
  }

  /// Exchanges a refresh token for new tokens of the same session.
  ///
  /// @throws ProblemException `InvalidRefreshToken`, `RefreshTokenReused`
  public SignedIn refresh(String refreshToken) {
    return authentication.refresh(refreshToken);
  }

  /// Changes the caller's password and ends all their other sessions.
  ///
  /// @throws ProblemException `InvalidCredentials` when `current` is wrong or was changed at the
  ///   same moment, `RateLimited` after many wrong ones, `ValidationFailed` for a password anybody
  ///   would guess
  public void changePassword(Caller caller, Password current, Password next, ClientInfo client) {
    requireStrong("new_password", next, caller.email());
    User user = confirm(caller, current, client);
    if (!users.changePassword(
        user.id(),
        user.passwordHash(),
        hasher.hash(next),
        caller.session(),
        fresh.clock().instant())) {
      throw new ProblemException(new Problem.InvalidCredentials());
    }
  }

  /// Erases the caller's account and everything it owns, for ever.
  ///
  /// @throws ProblemException `InvalidCredentials` when the password is wrong, `RateLimited` after
  ///   many wrong ones
  public void erase(Caller caller, Password password, ClientInfo client) {
    users.erase(confirm(caller, password, client).id());
  }

  private User confirm(Caller caller, Password password, ClientInfo client) {
    return limits.countingFailures(
        caller.email().value(),
        client,
        () ->
            verify(
                password,
                users
                    .byId(caller.id())
                    .orElseThrow(() -> new ProblemException(new Problem.TokenExpired()))));
  }

  /// Checks the password and brings an outdated hash up to date.
  ///
  /// @return the user with the hash that is stored now
  private User verify(Password password, User user) {
    return switch (hasher.verify(password, user.passwordHash())) {
      case MATCHES -> user;
      case MATCHES_OUTDATED -> {
        String upgraded = hasher.hash(password);
        yield users.upgradePasswordHash(user.id(), user.passwordHash(), upgraded)
            ? new User(user.id(), user.email(), user.role(), upgraded, user.createdAt())
            : verifyAnew(password, user.id());
      }
      case DIFFERS -> throw new ProblemException(new Problem.InvalidCredentials());
    };
  }

  /// The stored hash was replaced while this one was being checked: by another login, which
  /// upgraded it, or by a new password.
  private User verifyAnew(Password password, UserId id) {
    return users
        .byId(id)
        .filter(now -> hasher.verify(password, now.passwordHash()) != PasswordHasher.Check.DIFFERS)
        .orElseThrow(() -> new ProblemException(new Problem.InvalidCredentials()));
  }

  private static void requireStrong(String field, Password password, EmailAddress email) {
    try {
      GuessablePasswords.refuse(password, email);
    } catch (InvalidValueException e) {
      throw new ProblemException(
          new Problem.ValidationFailed(List.of(Violation.inBody(field, e))), e);
    }
  }
}
