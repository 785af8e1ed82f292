package com.adiuva.bootstrap;

import static java.util.stream.Collectors.toMap;

import com.adiuva.adapters.persistence.accounts.BcryptPasswordHasher;
import com.adiuva.adapters.persistence.accounts.PostgresUsers;
import com.adiuva.adapters.persistence.billing.PostgresSubscriptions;
import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.application.accounts.Accounts;
import com.adiuva.application.accounts.Directory;
import com.adiuva.application.billing.Grants;
import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.bootstrap.wiring.BillingAdapters;
import com.adiuva.bootstrap.wiring.StartException;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.billing.BillingAccount;
import com.adiuva.domain.billing.Subscriptions;
import com.adiuva.domain.billing.TierPolicy;
import com.adiuva.domain.shared.InvalidValueException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What an operator may do with accounts.
@Command(name = "users", description = "Look after accounts. Works beside a running server.")
final class UsersCommand implements Runnable {
  private final SecureRandom random = new SecureRandom();

  @Spec private CommandSpec spec = CommandSpec.create();

  UsersCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(name = "list", description = "Print everybody: id, address, role, tier, since when.")
  int list() {
    return attached((settings, database, opened) -> {
      Subscriptions subscriptions = new PostgresSubscriptions(database);
      TierPolicy tiers = BillingAdapters.tiers(settings, Clock.systemUTC());
      directory(settings, database)
          .forEachPage(users -> {
            Map<UserId, BillingAccount> accounts =
                subscriptions.ofAll(users.stream().map(User::id).toList()).stream()
                    .collect(toMap(BillingAccount::user, Function.identity()));
            for (User user : users) {
              BillingAccount account = accounts.get(user.id());
              Tier tier = tiers.tier(account == null ? null : account.subscription());
              out().println(line(user, tier));
            }
          });
      return CommandLine.ExitCode.OK;
    });
  }

  @Command(
      name = "create",
      description = "Make an account. Its password is generated and printed, once.")
  int create(
      @Parameters(paramLabel = "EMAIL", converter = Words.Email.class) EmailAddress email,
      @Option(
              names = "--password-stdin",
              description = "Take the password from the first line of the standard input.")
          boolean fromInput,
      @Option(
              names = "--role",
              converter = Words.RoleName.class,
              description = "user, reviewer or admin (default: user)")
          @Nullable Role role) {
    return attached((settings, database, opened) -> {
      String password = fromInput ? firstLine() : OpaqueToken.random(random).reveal();
      User user;
      try {
        user =
            directory(settings, database)
                .create(email, Password.chosen(password), role == null ? Role.USER : role);
      } catch (InvalidValueException e) {
        throw new StartException("The password " + e.getMessage() + ".", e);
      }
      out().println("Created " + user.id() + ".");
      if (!fromInput) {
        out().println("Password: " + password);
      }
      return CommandLine.ExitCode.OK;
    });
  }

  @Command(name = "set-role", description = "Give somebody a role, from his next request on.")
  int setRole(
      @Parameters(paramLabel = "EMAIL", converter = Words.Email.class) EmailAddress email,
      @Parameters(
              paramLabel = "ROLE",
              converter = Words.RoleName.class,
              description = "user, reviewer or admin")
          Role role) {
    return attached((settings, database, opened) -> {
      Directory directory = directory(settings, database);
      if (!directory.setRole(user(directory, email), role)) {
        throw nobody();
      }
      out().println("The role is " + role.wireName() + " now.");
      return CommandLine.ExitCode.OK;
    });
  }

  @Command(
      name = "set-tier",
      description = {
        "Give somebody a tier for nothing, from his next request on.",
        "Who pays at Stripe has what he pays for."
      })
  int setTier(
      @Parameters(paramLabel = "EMAIL", converter = Words.Email.class) EmailAddress email,
      @Parameters(
              paramLabel = "TIER",
              converter = Words.TierName.class,
              description = "free, pro, power or team")
          Tier tier) {
    return attached((settings, database, opened) -> {
      User user = user(directory(settings, database), email);
      Grants grants = new Grants(new PostgresSubscriptions(database), Clock.systemUTC());
      switch (grants.grant(user.id(), tier)) {
        case Grants.Outcome.Granted _ -> out().println("The tier is " + tier.wireName() + " now.");
        case Grants.Outcome.NoUser _ -> throw nobody();
        case Grants.Outcome.Paying paying ->
            throw new StartException(
                "Pays for a subscription ("
                    + paying.subscriptionId()
                    + "): change or cancel it at Stripe.");
        case Grants.Outcome.Contended _ ->
            throw new StartException("The subscription is changing at this moment; try again.");
      }
      return CommandLine.ExitCode.OK;
    });
  }

  private int attached(Attached.Work work) {
    int code = Attached.run(spec.commandLine().getErr(), work);
    out().flush();
    return code;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private Directory directory(Settings settings, Database database) {
    return new Directory(
        new PostgresUsers(database),
        new BcryptPasswordHasher(settings.accounts().bcryptCost(), random),
        new Accounts.Fresh(Clock.systemUTC(), random));
  }

  private static String line(User user, Tier tier) {
    return "%s  %s  %s  %s  %s"
        .formatted(
            user.id(),
            user.email().value(),
            user.role().wireName(),
            tier.wireName(),
            user.createdAt());
  }

  private static User user(Directory directory, EmailAddress email) throws StartException {
    return directory.find(email).orElseThrow(UsersCommand::nobody);
  }

  private static StartException nobody() {
    return new StartException("EMAIL: nobody has an account under this address.");
  }

  private static String firstLine() throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    return line == null ? "" : line;
  }
}
