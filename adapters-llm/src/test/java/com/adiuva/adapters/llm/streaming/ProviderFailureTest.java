package com.adiuva.adapters.llm.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProviderFailureTest {
  @ParameterizedTest
  @CsvSource({
    "retry-after,    3,                              3000",
    "Retry-After,    0,                              0",
    "retry-after,    0.25,                           250",
    "retry-after,    86400,                          86400000",
    "retry-after-ms, 120,                            120",
    "retry-after-ms, 0.4,                            1",
    "retry-after,    'Fri, 31 Dec 2027 23:59:59 GMT',",
    "retry-after,    -1,                             ",
    "retry-after,    1e9,                            ",
    "retry-after,    99999999999999999999,           ",
    "retry-after,    '',                             "
  })
  void readsHowLongToWait(String name, String value, @Nullable Long milliseconds) {
    HeaderGroup headers = new HeaderGroup();
    headers.addHeader(new BasicHeader(name, value));
    assertThat(ProviderFailure.of(429, headers).retryAfter())
        .isEqualTo(milliseconds == null ? null : Duration.ofMillis(milliseconds));
  }

  @Test
  void judgesOtherAdaptersExceptionsByTheirProblem() {
    assertThat(isPassing(new Problem.LlmUnavailable())).isTrue();
    assertThat(isPassing(new Problem.LlmFailed())).isFalse();
    assertThat(isPassing(new Problem.LlmTimeout())).isFalse();
  }

  private static boolean isPassing(Problem problem) {
    return ProviderFailure.in(new ProblemException(problem)).isPassing();
  }
}
