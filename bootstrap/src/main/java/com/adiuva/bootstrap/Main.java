package com.adiuva.bootstrap;

import ch.qos.logback.classic.Level;
import com.adiuva.bootstrap.logging.Logging;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program: `serve`, `demo`, and what else an operator needs.
@Command(
    name = "adiuva",
    description = "The server behind the Adiuva desktop app.",
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      StorageCommand.class,
      VectorsCommand.class,
      UsersCommand.class,
      BillingCommand.class,
      CommandLine.HelpCommand.class
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
public final class Main implements Runnable {
  static final int WRONG_SETTINGS = 2;

  private final CommandLine commandLine = new CommandLine(this);

  private Main() {}

  public static void main(String[] args) {
    // First of all: libraries format numbers and change case in the default locale.
    Locale.setDefault(Locale.ROOT);
    // Until the settings say otherwise; unconfigured it would write out all that libraries say.
    Logging.configure(Logging.Form.TEXT, Level.WARN);
    System.exit(new Main().commandLine.execute(args));
  }

  @Override
  public void run() {
    commandLine.usage(commandLine.getOut());
  }
}
