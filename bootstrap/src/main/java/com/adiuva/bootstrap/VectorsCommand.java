package com.adiuva.bootstrap;

import com.adiuva.adapters.persistence.vectors.PostgresVectors;
import com.adiuva.application.vectors.IndexFollower;
import com.adiuva.domain.vectors.VectorIndex;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What an operator may want to do with the vector index.
@Command(name = "vectors", description = "Look after the vector index.")
final class VectorsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  VectorsCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "rebuild",
      description = {
        "Make the vector index anew from the stored vectors.",
        "Stop the server first when VECTOR_STORE is embedded."
      })
  int rebuild() {
    PrintWriter out = spec.commandLine().getOut();
    return Attached.run(
        spec.commandLine().getErr(),
        (settings, database, opened) -> {
          VectorIndex index = opened.open(() -> settings.storage().openVectors(settings.dataDir()));
          int users = new IndexFollower(new PostgresVectors(database), index).rebuild();
          out.println("The vector index was rebuilt for %d user(s).".formatted(users));
          out.flush();
          return CommandLine.ExitCode.OK;
        });
  }
}
