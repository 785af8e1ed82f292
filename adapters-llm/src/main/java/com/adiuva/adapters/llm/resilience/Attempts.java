package com.adiuva.adapters.llm.resilience;

import com.adiuva.adapters.llm.streaming.ProviderFailure;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls that one request may cost: up to three of each model in a row, with others to fall
/// back on a few rounds of that, fifteen calls in all.
final class Attempts {
  static final int MOST_IN_A_ROW = 3;
  static final int MOST_CALLS = 15;
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration LONGEST_SHARE = Duration.ofSeconds(20);
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final List<GuardedModel> chain;
  private final Backoff backoff;
  private final Waiting waiting;
  private final CallContext context;

  /// How often each model of the chain failed, and whether it is any use to ask it once more.
  private final int[] failures;

  private final boolean[] hopeless;

  /// With how much time left a model may be asked again that wants a long wait; zero for never.
  private final Duration[] againAt;

  private int calls;
  private boolean obeyedRetryAfter;

  /// With how much time left the model that is being asked is to be left.
  private Duration leaveAt = Duration.ZERO;

  private @Nullable ProblemException last;

  Attempts(List<GuardedModel> chain, Backoff backoff, Waiting waiting, CallContext context) {
    this.chain = chain;
    this.backoff = backoff;
    this.waiting = waiting;
    this.context = context;
    this.failures = new int[chain.size()];
    this.hopeless = new boolean[chain.size()];
    this.againAt = new Duration[chain.size()];
    Arrays.fill(againAt, Duration.ZERO);
  }

  Completion run() {
    int before;
    do {
      before = calls;
      for (int i = 0; i < chain.size(); i++) {
        Completion completion = hopeless[i] ? null : visit(i);
        if (completion != null) {
          return i == 0 ? completion : byFallback(completion, i);
        }
      }
    } while ((calls > before && chain.size() > 1 && mayCall()) || waitedForTheSoonest());
    ProblemException known = last;
    throw known == null ? new ProblemException(new Problem.LlmUnavailable()) : known;
  }

  /// When nobody is left to ask, waits for the model that is to be left alone the shortest: unless
  /// that takes longer than what is left for its answer then.
  private boolean waitedForTheSoonest() {
    int soonest = 0;
    for (int i = 1; i < againAt.length; i++) {
      soonest = againAt[i].compareTo(againAt[soonest]) > 0 ? i : soonest;
    }
    Duration pause = context.left().minus(againAt[soonest]);
    if (pause.compareTo(againAt[soonest]) > 0 || !mayCall()) {
      return false;
    }
    if (pause.isPositive()) {
      waiting.pause(pause, context.cancellation());
    }
    hopeless[soonest] = false;
    againAt[soonest] = Duration.ZERO;
    return true;
  }

  private Completion byFallback(Completion completion, int i) {
    String name = chain.get(i).model().name();
    LOG.info("{}: answered by {}", chain.get(0).model().name(), name);
    return completion.model().isEmpty() ? completion.answeredBy(name) : completion;
  }

  /// The answer of one model, or null when another may be asked.
  private @Nullable Completion visit(int i) {
    if (failures[i] > 0) {
      waiting.pause(backoff.after(failures[i]), context.cancellation());
    }
    if (!mayCall()) {
      return null;
    }
    CircuitBreaker.Visit visit = chain.get(i).breaker().enter();
    if (visit == null) {
      return null;
    }
    leaveAt = context.left().minus(share(i));
    try {
      for (int inARow = 1; ; inARow++) {
        try {
          calls++;
          Completion completion = context.ask(chain.get(i).model(), patience());
          visit.succeeded();
          return completion;
        } catch (ProblemException e) {
          Duration pause = pauseAfter(e, i, inARow, visit);
          if (pause == null) {
            return null;
          }
          waiting.pause(pause, context.cancellation());
        }
      }
    } finally {
      visit.forgotten(); // unless it has ended already
    }
  }

  /// How long to wait before the same model is asked again; null to leave it.
  ///
  /// @throws ProblemException the same, when nobody may be asked any more
  private @Nullable Duration pauseAfter(
      ProblemException e, int i, int inARow, CircuitBreaker.Visit visit) {
    if (context.listenerThrew() || !isTheModels(e.problem())) {
      throw e;
    }
    ProviderFailure failure = ProviderFailure.in(e);
    boolean timedOut = e.problem() instanceof Problem.LlmTimeout;
    boolean lasting = !failure.isPassing() && !timedOut;
    if (lasting) {
      visit.succeeded(); // it is there, refuses what it was asked, and may well answer others
    }
    if (context.begun()) {
      visit.failed();
      throw e;
    }
    last = e;
    failures[i]++;
    if (lasting) {
      hopeless[i] = true;
      return null;
    }
    Duration pause = pause(failure, i);
    boolean again =
        !timedOut
            && inARow < MOST_IN_A_ROW
            && mayCall()
            && pause != null
            && pause.compareTo(patience()) < 0;
    if (!again) {
      visit.failed();
      // it said when, or is not there at all: what other rounds are for is one that errs now and
      // then
      hopeless[i] = pause == null || !(e.problem() instanceof Problem.LlmFailed);
      return null;
    }
    return pause;
  }

  private @Nullable Duration pause(ProviderFailure failure, int i) {
    Duration wanted = failure.retryAfter();
    if (wanted != null && wanted.compareTo(LONGEST_RETRY_AFTER) > 0) {
      Duration then = context.left().minus(wanted);
      againAt[i] = then.isPositive() ? then : Duration.ZERO;
      return null;
    }
    Duration jittered = backoff.after(failures[i]);
    if (wanted == null || obeyedRetryAfter) {
      return jittered;
    }
    obeyedRetryAfter = true;
    return wanted.compareTo(jittered) > 0 ? wanted : jittered;
  }

  private boolean mayCall() {
    context.cancellation().throwIfCancelled();
    return calls < MOST_CALLS && context.left().isPositive();
  }

  /// Of the time that is left, what a model may use up without beginning to answer.
  private Duration share(int i) {
    int others = chain.size() - i - 1;
    if (others == 0) {
      return context.left();
    }
    Duration share = context.left().dividedBy(others + 1L);
    return share.compareTo(LONGEST_SHARE) < 0 ? share : LONGEST_SHARE;
  }

  private Duration patience() {
    return context.left().minus(leaveAt);
  }

  private static boolean isTheModels(Problem problem) {
    return problem instanceof Problem.LlmUnavailable
        || problem instanceof Problem.LlmFailed
        || problem instanceof Problem.LlmTimeout;
  }
}
