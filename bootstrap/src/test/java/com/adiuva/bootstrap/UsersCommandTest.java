package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class UsersCommandTest {

  @ParameterizedTest
  @CsvSource({
    "set-tier ann pro,                 EMAIL",
    "set-tier ann@example.org gold,    TIER",
    "set-tier ann@example.org,         TIER",
    "set-role ann@example.org king,    ROLE",
    "create ann@@example.org,          EMAIL",
    "create ann@example.org --role x,  --role"
  })
  void aWrongArgumentIsNamed(String line, String argument) {
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(new UsersCommand());
    int code = command.setErr(new PrintWriter(err)).execute(line.split(" ", -1));
    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString().lines().findFirst()).get().asString().contains(argument);
  }
}
