package com.adiuva.adapters.http.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Row J19 over the wire: an answer tells nothing of how much of a signature was right.
class ForgedSignaturesTest {
  @Test
  void j19_eachWrongSignatureGetsTheSameAnswer() {
    try (TestServer server = new TestServer()) {
      String token = server.signUp().accessToken().value();
      String signed = token.substring(0, token.lastIndexOf('.') + 1);
      byte[] signature = Base64.getUrlDecoder().decode(token.substring(signed.length()));
      List<String> answers = new ArrayList<>();
      for (int right = 0; right < signature.length; right++) {
        byte[] wrong = signature.clone();
        for (int i = right; i < wrong.length; i++) {
          wrong[i] ^= 0x55;
        }
        String forged = signed + Base64.getUrlEncoder().withoutPadding().encodeToString(wrong);
        Answer answer =
            server.get("/auth/me", "Authorization", "Bearer " + forged, "X-Request-Id", "same");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        answers.add(answer.body());
      }
      assertThat(answers).hasSize(32).containsOnly(answers.getFirst());
      assertThat(server.get("/auth/me", "Authorization", "Bearer " + token).status())
          .isEqualTo(200);
    }
  }
}
