package com.adiuva.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmailAddressTest {
  @Test
  void u04_isOneAddressHoweverItIsWritten() {
    EmailAddress plain = new EmailAddress("ann@example.org");
    assertThat(new EmailAddress(" ANN@Example.ORG\n")).isEqualTo(plain);
    assertThat(new EmailAddress("ａnn@example.org")).isEqualTo(plain);
  }

  /// The small letter exists as one character, the capital does not.
  @Test
  void u04_composesWhatLowerCaseMadeComposable() {
    EmailAddress composed = new EmailAddress("\u1e96@example.org");
    assertThat(new EmailAddress("H\u0331@example.org")).isEqualTo(composed);
    assertThat(new EmailAddress(new EmailAddress("H\u0331@example.org").value()))
        .isEqualTo(composed);
  }

  @Test
  void u04_lowersCaseWithoutAskingTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      assertThat(new EmailAddress("IAN@EXAMPLE.ORG").value()).isEqualTo("ian@example.org");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ann", "@example.org", "ann@", "a@b@c", "a b@c", "a\u0000@b", "a\u200b@b"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> new EmailAddress(text)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void holdsUpTo254Characters() {
    assertThat(new EmailAddress("a".repeat(252) + "@b").value()).hasSize(254);
    assertThatThrownBy(() -> new EmailAddress("a".repeat(253) + "@b"))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new EmailAddress("a".repeat(1_000_000) + "@b"))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void doesNotPrintItself() {
    assertThat(new EmailAddress("ann@example.org").toString()).doesNotContain("ann");
  }
}
