package com.adiuva.bootstrap;

import ch.qos.logback.classic.Level;
import com.adiuva.bootstrap.logging.Logging;
import com.adiuva.bootstrap.settings.Environment;
import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.bootstrap.settings.SettingsException;
import com.adiuva.bootstrap.wiring.StartException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Runs the server until it is told to stop.
@Command(
    name = "serve",
    description = "Run the server. Settings come from the environment or .env.")
final class ServeCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  @Spec private CommandSpec spec = CommandSpec.create();

  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      Settings settings =
          Settings.of(Environment.read(Path.of("").toAbsolutePath(), System.getenv()));
      Logging.configure(settings.dev() ? Logging.Form.TEXT : Logging.Form.JSON, Level.INFO);
      Server server = Server.startWithProcess(settings, ServeCommand::sayGoodbye);
      if (settings.dev()) {
        out.println("Adiuva " + Version.CURRENT + " is ready at " + server.url());
        out.flush();
      } else {
        log.atInfo().addKeyValue("url", server.url()).log("ready");
      }
      Thread.currentThread().join(); // until a signal ends the process
      return CommandLine.ExitCode.OK;
    } catch (SettingsException e) {
      err.println(e.getMessage());
      return Main.WRONG_SETTINGS;
    } catch (StartException e) {
      Logging.flush();
      err.println(e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static void sayGoodbye() {
    log.info("stopped");
    Logging.flush();
  }
}
