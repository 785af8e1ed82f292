package com.adiuva.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class CiphertextTest {
  private static final byte[] BYTES = {1, 2, 3};

  @Test
  void isWhatWasSent() throws IOException {
    Ciphertext sent = Ciphertext.verified(BYTES, Checksum.of(BYTES));
    assertThat(sent.size()).isEqualTo(3);
    assertThat(sent.open().readAllBytes()).isEqualTo(BYTES);
    assertThat(sent.checksum()).isEqualTo(Checksum.of(BYTES));
    sent.bytes()[0] = 9;
    assertThat(sent.bytes()).isEqualTo(BYTES);
  }

  @Test
  void otherBytesAreRefused() {
    Checksum other = Checksum.of(new byte[0]);
    assertThatThrownBy(() -> Ciphertext.verified(BYTES, other))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(StorageProblem.ChecksumMismatch.class));
  }

  @Test
  void saysNothingOfItsBytes() {
    byte[] bytes = "a secret".getBytes(StandardCharsets.UTF_8);
    assertThat(Ciphertext.stored(bytes, Checksum.of(bytes))).hasToString("Ciphertext[8 bytes]");
  }
}
