package com.adiuva.domain.accounts.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.People;
import org.junit.jupiter.api.Test;

final class OpaqueTokenTest {
  @Test
  void parsesWhatItRevealsAndNothingElse() {
    OpaqueToken token = People.token();
    assertThat(OpaqueToken.parse(token.reveal()))
        .get()
        .extracting(OpaqueToken::reveal)
        .isEqualTo(token.reveal());
    assertThat(OpaqueToken.parse("")).isEmpty();
    assertThat(OpaqueToken.parse(token.reveal() + "=")).isEmpty();
    assertThat(OpaqueToken.parse("x'; DROP TABLE users; --")).isEmpty();
    assertThat(OpaqueToken.parse("a".repeat(1_000_000))).isEmpty();
  }

  @Test
  void hasOneChildPerSalt() {
    OpaqueToken token = People.token();
    byte[] salt = {1, 2, 3};
    assertThat(token.child(salt).reveal()).isEqualTo(token.child(salt).reveal());
    assertThat(token.child(salt).reveal()).isNotEqualTo(token.child(new byte[] {4}).reveal());
    assertThat(token.child(salt).reveal()).isNotEqualTo(People.token().child(salt).reveal());
    assertThat(OpaqueToken.parse(token.child(salt).reveal())).isPresent();
  }

  @Test
  void doesNotPrintItself() {
    assertThat(People.token().toString()).isEqualTo("[redacted]");
  }
}
