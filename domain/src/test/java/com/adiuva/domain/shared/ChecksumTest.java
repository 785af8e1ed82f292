package com.adiuva.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ChecksumTest {
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void isTheSha256() {
    assertThat(Checksum.of(new byte[0]).hex()).isEqualTo(OF_NOTHING);
    Checksum abc = Checksum.of("abc".getBytes(StandardCharsets.US_ASCII));
    assertThat(abc).hasToString(OF_ABC);
    assertThat(Checksum.ofDigest(abc.bytes())).isEqualTo(abc).hasSameHashCodeAs(abc);
    assertThat(Checksum.ofDigest(Checksum.newDigest().digest()).hex()).isEqualTo(OF_NOTHING);
  }

  @Test
  void readsEitherCaseAndWritesOne() {
    Checksum read = Checksum.parse(OF_ABC.toUpperCase(Locale.ROOT));
    assertThat(read).isEqualTo(Checksum.parse(OF_ABC)).isNotEqualTo(Checksum.parse(OF_NOTHING));
    assertThat(read.hex()).isEqualTo(OF_ABC);
  }

  @Test
  void refusesEverythingElse() {
    for (String text :
        new String[] {
          "",
          OF_ABC.substring(1),
          OF_ABC + "0",
          "g" + OF_ABC.substring(1),
          " " + OF_ABC.substring(1),
          "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        }) {
      assertThatThrownBy(() -> Checksum.parse(text)).isInstanceOf(InvalidValueException.class);
    }
    assertThatThrownBy(() -> Checksum.ofDigest(new byte[31]))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void nobodyChangesItFromOutside() {
    byte[] digest = Checksum.of(new byte[1]).bytes();
    Checksum checksum = Checksum.ofDigest(digest);
    digest[0] ^= 1;
    checksum.bytes()[1] ^= 1;
    assertThat(checksum).isEqualTo(Checksum.of(new byte[1]));
  }
}
