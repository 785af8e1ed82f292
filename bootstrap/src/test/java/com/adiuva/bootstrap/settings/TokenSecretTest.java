package com.adiuva.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.Racers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenSecretTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void isMadeOnceForItsOwnerAlone() throws IOException {
    Secret made = TokenSecret.keptIn(folder.resolve("new"));
    assertThat(made.bytes()).hasSizeGreaterThanOrEqualTo(32);
    assertThat(TokenSecret.keptIn(folder.resolve("new"))).isEqualTo(made);
    try (var files = Files.list(folder.resolve("new"))) {
      assertThat(files)
          .singleElement()
          .satisfies(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }

  @Test
  void serversThatStartAtOnceAgree() throws Exception {
    List<Secret> secrets = Racers.race(8, () -> TokenSecret.keptIn(folder));
    assertThat(secrets.stream().distinct()).hasSize(1);
  }

  @Test
  void aDamagedFileIsNoSecret() throws IOException {
    Files.writeString(folder.resolve("jwt.secret"), "short");
    assertThatThrownBy(() -> TokenSecret.keptIn(folder)).isInstanceOf(IOException.class);
  }
}
