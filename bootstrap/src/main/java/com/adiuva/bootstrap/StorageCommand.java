package com.adiuva.bootstrap;

import com.adiuva.adapters.persistence.limits.PostgresStorageAudit;
import com.adiuva.application.blobs.StorageCheck;
import com.adiuva.application.blobs.StorageCheck.Difference;
import com.adiuva.bootstrap.wiring.StorageAdapters;
import com.adiuva.domain.blobs.BlobStore;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What an operator may want to know of what is stored.
@Command(name = "storage", description = "Look after what is stored.")
final class StorageCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  StorageCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "check",
      description = {
        "Compare rows, ledger and blobs and print every difference.",
        "Works beside a running server. Exit code 1 when there is a difference."
      })
  int check(
      @Option(
              names = "--repair",
              description =
                  "Set the ledger right; bytes that nothing knows of go with the next sweep.")
          boolean repair) {
    PrintWriter out = spec.commandLine().getOut();
    return Attached.run(
        spec.commandLine().getErr(),
        (settings, database, opened) -> {
          BlobStore blobs = StorageAdapters.openBlobs(settings, Clock.systemUTC(), opened);
          StorageCheck check =
              new StorageCheck(new PostgresStorageAudit(database), blobs, Clock.systemUTC());
          int differences = check.run(repair, difference -> out.println(describe(difference)));
          out.println(
              differences == 0
                  ? "Rows, ledger and blobs agree."
                  : differences
                      + (differences == 1 ? " difference" : " differences")
                      + (repair ? ", repaired where that is possible." : "."));
          out.flush();
          return differences == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        });
  }

  private static String describe(Difference difference) {
    return switch (difference) {
      case Difference.WrongLedger wrong ->
          "ledger of %s, %s: %d bytes, rows and reservations: %d"
              .formatted(
                  wrong.user(),
                  wrong.area().name().toLowerCase(Locale.ROOT),
                  wrong.ledgerBytes(),
                  wrong.countedBytes());
      case Difference.WrongCount wrong ->
          "ledger of %s: %d records, there are %d"
              .formatted(wrong.user(), wrong.ledgerRecords(), wrong.countedRecords());
      case Difference.MissingBlob missing -> "bytes missing: " + missing.key();
      case Difference.WrongSize wrong ->
          "wrong size: %s has %d bytes, its row says %d"
              .formatted(wrong.key(), wrong.storedBytes(), wrong.rowBytes());
      case Difference.UnknownBlob unknown ->
          "unknown bytes: %s, %d bytes".formatted(unknown.key(), unknown.storedBytes());
    };
  }
}
