package com.adiuva.domain.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SignedDownloadsTest {
  private static final BlobKey KEY = new BlobKey("user/tasks/1/a");
  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final SignedDownloads downloads = Downloads.signed(clock);

  private String token() {
    String link = downloads.link(KEY, Duration.ofMinutes(5), "a-1.0.zip").toString();
    assertThat(link).startsWith("https://adiuva.test/api/v1/downloads/");
    return link.substring(link.lastIndexOf('/') + 1);
  }

  @Test
  void allowsWhatItWasMadeFor() {
    assertThat(downloads.verify(token())).contains(new SignedDownloads.Download(KEY, "a-1.0.zip"));
  }

  @Test
  void expiresToTheMillisecond() {
    String token = token();
    clock.advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(downloads.verify(token)).isPresent();
    clock.advance(Duration.ofMillis(1));
    assertThat(downloads.verify(token)).isEmpty();
  }

  @Test
  void refusesEveryAlteredCharacter() {
    String token = token();
    for (int i = 0; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String altered = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(downloads.verify(altered)).as(altered).isEmpty();
    }
  }

  @Test
  void refusesWhatIsNoToken() {
    String token = token();
    for (String text :
        new String[] {
          "", ".", "a", "a.b", "...", token + "A", token + ".", "x" + token, "\u0000", "ä.ö", "=.="
        }) {
      assertThat(downloads.verify(text)).as(text).isEmpty();
    }
    assertThat(downloads.verify("A".repeat(1_000_000) + ".A")).isEmpty();
  }

  @Test
  void refusesAnotherServersLinks() {
    SignedDownloads other = new SignedDownloads(() -> "/", new byte[32], clock);
    assertThat(other.verify(token())).isEmpty();
  }

  @Test
  void aFileNameBringsNothingElse() {
    for (String name : new String[] {"", "a/b", "a\"b", "a\r\nX: y", "a\nb", "x".repeat(129)}) {
      assertThatThrownBy(() -> downloads.link(KEY, Duration.ofSeconds(1), name))
          .isInstanceOf(InvalidValueException.class);
    }
  }

  @Test
  void aSecretIsLong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignedDownloads(() -> "/", new byte[31], clock));
  }
}
