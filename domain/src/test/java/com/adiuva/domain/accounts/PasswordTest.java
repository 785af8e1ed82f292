package com.adiuva.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.InvalidValueException;
import org.junit.jupiter.api.Test;

final class PasswordTest {
  @Test
  void u02_takesEightTo256CharactersAsTheyAre() {
    assertThat(Password.chosen(" 123456 ").reveal()).isEqualTo(" 123456 ");
    assertThat(Password.chosen("😀".repeat(256)).reveal()).hasSize(512);
    assertThatThrownBy(() -> Password.chosen("1234567")).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> Password.chosen("😀".repeat(7)))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> Password.chosen("x".repeat(257)))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void u02_refusesTextThatIsNoUnicode() {
    assertThatThrownBy(() -> Password.chosen("valid until \ud800"))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void doesNotPrintItself() {
    assertThat(Password.chosen("hunter2hunter2").toString()).isEqualTo("[redacted]");
  }
}
