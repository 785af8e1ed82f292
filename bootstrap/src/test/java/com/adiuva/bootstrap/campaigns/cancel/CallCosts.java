package com.adiuva.bootstrap.campaigns.cancel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.adiuva.adapters.llm.testkit.ProviderRequest;
import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.domain.chat.Usage;
import java.util.List;
import java.util.function.Predicate;

/// What runs that were ended at random may be counted as, seen from their provider: a call that was
/// answered to its end costs what the answer says, one that was broken off what was sent, which the
/// server estimates, and what had come back.
final class CallCosts {
  /// The server takes a token for four bytes, and the wire's form has more bytes than what is in
  /// it: rarely more than thrice as many.
  private static final int FEWEST_BYTES_PER_TOKEN = 4;

  private static final int MOST_BYTES_PER_TOKEN = 16;

  private final Predicate<ProviderRequest> unanswered;
  private final long mostText;
  private final long largest;

  /// @param all requests of all runs
  /// @param unanswered those that the provider said nothing to
  /// @param mostText how many tokens the longest answer has
  CallCosts(List<ProviderRequest> all, Predicate<ProviderRequest> unanswered, long mostText) {
    this.unanswered = unanswered;
    this.mostText = Math.max(mostText, Reply.OUTPUT_TOKENS);
    this.largest = all.stream().mapToLong(CallCosts::mostSent).max().orElse(0);
  }

  record Bounds(Usage least, Usage most) {
    static final Bounds NOTHING = new Bounds(Usage.NONE, Usage.NONE);

    Bounds plus(Bounds other) {
      return new Bounds(least.plus(other.least), most.plus(other.most));
    }

    boolean include(Usage usage) {
      return least.inputTokens() <= usage.inputTokens()
          && least.outputTokens() <= usage.outputTokens()
          && usage.inputTokens() <= most.inputTokens()
          && usage.outputTokens() <= most.outputTokens();
    }
  }

  /// What a run must be charged as: what was told, if anything was, to the token.
  ///
  /// @param calls those of the run that arrived
  /// @throws AssertionError when what was told cannot be
  Bounds due(EndedRun run, List<ProviderRequest> calls) {
    Bounds possible = of(calls);
    Usage told = run.told();
    if (told == null) {
      boolean unreachable = run.how().equals("unreachable");
      return unreachable ? new Bounds(Usage.NONE, possible.most()) : possible;
    }
    if (!possible.include(told)) {
      throw new AssertionError(
          "run %d was %s and told %s instead of %s"
              .formatted(run.number(), run.how(), told, possible));
    }
    return new Bounds(told, told);
  }

  /// A last call may have been broken off on its way, before anybody saw it.
  private Bounds of(List<ProviderRequest> calls) {
    return calls.stream()
        .map(this::of)
        .reduce(new Bounds(Usage.NONE, new Usage(largest, 0)), Bounds::plus);
  }

  private Bounds of(ProviderRequest call) {
    long least =
        unanswered.test(call)
            ? bytes(call) / MOST_BYTES_PER_TOKEN
            : Math.min(Reply.INPUT_TOKENS, bytes(call) / MOST_BYTES_PER_TOKEN);
    return new Bounds(new Usage(least, 0), new Usage(mostSent(call), mostText));
  }

  private static long mostSent(ProviderRequest call) {
    return bytes(call) / FEWEST_BYTES_PER_TOKEN + Reply.INPUT_TOKENS;
  }

  private static long bytes(ProviderRequest call) {
    return call.body().getBytes(UTF_8).length;
  }
}
