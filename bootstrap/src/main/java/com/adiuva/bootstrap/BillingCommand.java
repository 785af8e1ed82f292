package com.adiuva.bootstrap;

import com.adiuva.adapters.persistence.billing.PostgresEventInbox;
import com.adiuva.application.Adiuva;
import com.adiuva.application.Adiuva.BillingPorts;
import com.adiuva.application.billing.Reconciliation;
import com.adiuva.application.billing.Reconciliation.Repair;
import com.adiuva.bootstrap.wiring.BillingAdapters;
import com.adiuva.domain.billing.EventInbox;
import com.adiuva.domain.billing.Subscription;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What an operator may want to know of subscriptions.
@Command(name = "billing", description = "Look after subscriptions and Stripe's events.")
final class BillingCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  BillingCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "events",
      description = {"Print Stripe's events, the newest first.", "Works beside a running server."})
  int events(
      @Option(names = "--failed", description = "Only those whose effect is still to come.")
          boolean failed,
      @Option(
              names = "--limit",
              defaultValue = "100",
              description = "How many (default: ${DEFAULT-VALUE}).")
          int limit) {
    if (limit < 1) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--limit must be at least 1");
    }
    PrintWriter out = spec.commandLine().getOut();
    return Attached.run(
        spec.commandLine().getErr(),
        (settings, database, opened) -> {
          EventInbox.State state = failed ? EventInbox.State.PENDING : null;
          List<EventInbox.Line> lines = new PostgresEventInbox(database).newest(state, limit);
          lines.forEach(line -> out.println(describe(line)));
          if (lines.isEmpty()) {
            out.println(failed ? "No event waits for its effect." : "No event was received yet.");
          }
          out.flush();
          return CommandLine.ExitCode.OK;
        });
  }

  @Command(
      name = "reconcile",
      description = {
        "Compare all subscriptions with Stripe and repair every difference.",
        "Works beside a running server, which does the same every hour."
      })
  int reconcile() {
    PrintWriter out = spec.commandLine().getOut();
    return Attached.run(
        spec.commandLine().getErr(),
        (settings, database, opened) -> {
          BillingPorts ports =
              BillingAdapters.open(settings, Clock.systemUTC(), new SecureRandom(), opened)
                  .ports(database);
          if (ports.gateway().isEmpty()) {
            out.println("Billing is not configured (STRIPE_SECRET_KEY): nothing to compare.");
            out.flush();
            return CommandLine.ExitCode.OK;
          }
          Reconciliation.Report report =
              new Adiuva(Clock.systemUTC())
                  .billing(ports)
                  .reconciliation()
                  .run(repair -> out.println(describe(repair)));
          out.println(
              "%d living subscriptions compared, %d repaired, %d unclear, %d of nobody here."
                  .formatted(
                      report.compared(), report.repaired(), report.unclear(), report.strangers()));
          out.flush();
          return CommandLine.ExitCode.OK;
        });
  }

  private static String describe(EventInbox.Line line) {
    String state =
        switch (line.state()) {
          case PENDING ->
              "pending, due %s, %d attempt(s)%s"
                  .formatted(
                      line.dueAt(),
                      line.attempts(),
                      line.problem() == null ? "" : ", last: " + line.problem());
          case DONE, IGNORED -> line.state().name().toLowerCase(Locale.ROOT);
        };
    return "%s  %s  %s  %s  %s"
        .formatted(
            line.receivedAt(),
            line.event().id(),
            line.event().type(),
            Objects.requireNonNullElse(line.event().customerId(), "-"),
            state);
  }

  private static String describe(Repair repair) {
    return switch (repair) {
      case Repair.Followed followed ->
          "%s: %s, was %s"
              .formatted(followed.user(), describe(followed.after()), describe(followed.before()));
      case Repair.Stopped stopped ->
          "%s, whose account was erased: %d subscription(s) ended"
              .formatted(stopped.customerId(), stopped.subscriptions());
    };
  }

  private static String describe(@Nullable Subscription subscription) {
    return subscription == null
        ? "nothing"
        : "%s %s (%s)"
            .formatted(
                subscription.tier().wireName(),
                subscription.status().wireName(),
                Objects.requireNonNullElse(subscription.stripeId(), "granted"));
  }
}
