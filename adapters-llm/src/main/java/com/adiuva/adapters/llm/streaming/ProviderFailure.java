package com.adiuva.adapters.llm.streaming;

import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.NameValuePair;
import org.jspecify.annotations.Nullable;

/// What we know of a failed call besides its problem: the cause of the [ProblemException], for
/// those who may ask again. Its message is in our words.
public final class ProviderFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Too long awaited, too many requests, or an error of the provider's own (529 is Anthropic's).
  private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429, 500, 502, 503, 504, 529);

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");

  private final boolean passing;
  private final boolean aboutOurKey;
  private final transient @Nullable Duration retryAfter;

  private ProviderFailure(
      String message, boolean passing, boolean aboutOurKey, @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.passing = passing;
    this.aboutOurKey = aboutOurKey;
    this.retryAfter = retryAfter;
  }

  /// One that may be over when asked again.
  public static ProviderFailure passing(String message) {
    return new ProviderFailure(message, true, false, null);
  }

  /// One that will be the same however often we ask.
  public static ProviderFailure lasting(String message) {
    return new ProviderFailure(message, false, false, null);
  }

  /// An answer with a status that is not success.
  static ProviderFailure of(int status, MessageHeaders headers) {
    return of(
        status,
        wait(headers, "retry-after-ms", 1)
            .or(() -> wait(headers, "retry-after", 1000))
            .orElse(null));
  }

  /// The form with a date is not read: no provider of language models sends it, and it needs two
  /// clocks that agree.
  private static Optional<Duration> wait(MessageHeaders headers, String name, int milliseconds) {
    return Optional.ofNullable(headers.getFirstHeader(name))
        .map(NameValuePair::getValue)
        .map(String::strip)
        .filter(value -> NUMBER.matcher(value).matches())
        .map(
            value -> Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * milliseconds)));
  }

  /// @param retryAfter how long the provider asks us to wait, or null
  public static ProviderFailure of(int status, @Nullable Duration retryAfter) {
    return new ProviderFailure(
        "status " + status, PASSING.contains(status), status == 401 || status == 403, retryAfter);
  }

  /// What there is to know of the exception; what other adapters throw without a cause of this kind
  /// is judged by its problem.
  public static ProviderFailure in(ProblemException exception) {
    if (exception.getCause() instanceof ProviderFailure known) {
      return known;
    }
    String code = exception.problem().code();
    return exception.problem() instanceof Problem.LlmUnavailable ? passing(code) : lasting(code);
  }

  /// Whether asking again may help.
  public boolean isPassing() {
    return passing;
  }

  /// Whether the provider did not let us in.
  boolean isAboutOurKey() {
    return aboutOurKey;
  }

  /// How long the provider asks us to wait, or null when it does not say.
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
