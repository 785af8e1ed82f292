package com.adiuva.bootstrap.campaigns;

import com.adiuva.bootstrap.campaigns.LimitsCampaign.Counted;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// What follows for certain from when requests were sent and answered.
///
/// @param answers of all clients, whose clock is one
record Judgement(List<Counted> answers, Duration window) {
  /// How much the clock of the clients and that of the limiter may disagree about a window.
  private static final long DRIFT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /// @param reached in how many of the windows one after the other the limit must have been reached
  /// @return what was found, in a line
  String over(long began, int windows, int reached) {
    int limit = answers.getFirst().limit();
    if (answers.stream().anyMatch(answer -> answer.limit() != limit)) {
      throw new AssertionError("the limit is not the same for all");
    }
    int most = mostWithinAWindow();
    if (most > limit) {
      throw new AssertionError(most + " requests were served within " + window);
    }
    int least = leastBeforeARefusal();
    if (least < limit) {
      throw new AssertionError("refused when " + least + " were served in the last " + window);
    }
    long refusing =
        IntStream.range(0, windows).filter(i -> refusesIn(began + i * window.toNanos())).count();
    if (refusing < reached) {
      throw new AssertionError("the limit was reached in %d windows only".formatted(refusing));
    }
    long served = answers.stream().filter(Counted::served).count();
    return ("%d windows of %d ms, the limit of %d reached in %d: %d served, %d refused; at most %d"
            + " certainly within a window")
        .formatted(
            windows, window.toMillis(), limit, refusing, served, answers.size() - served, most);
  }

  /// Those sent after the first of them and answered less than a window later were all counted
  /// within a window, whenever each of them was.
  private int mostWithinAWindow() {
    List<Counted> served =
        answers.stream()
            .filter(Counted::served)
            .sorted(Comparator.comparingLong(Counted::sent))
            .toList();
    long length = window.toNanos() - DRIFT_NANOS;
    int most = 0;
    for (int first = 0; first < served.size(); first++) {
      long begin = served.get(first).sent();
      int count = 0;
      for (int i = first; i < served.size() && served.get(i).sent() - begin < length; i++) {
        count += served.get(i).received() - begin < length ? 1 : 0;
      }
      most = Math.max(most, count);
    }
    return most;
  }

  /// What was refused met as many as the limit allows, each counted at most a window before it. Not
  /// one of those whose answer was there earlier still, or that were sent after the refusal.
  private int leastBeforeARefusal() {
    List<Counted> served = answers.stream().filter(Counted::served).toList();
    long length = window.toNanos() + DRIFT_NANOS;
    int least = Integer.MAX_VALUE;
    for (Counted refused : answers) {
      if (!refused.served()) {
        int count = 0;
        for (Counted one : served) {
          boolean may =
              refused.sent() - one.received() <= length && one.sent() - refused.received() <= 0;
          count += may ? 1 : 0;
        }
        least = Math.min(least, count);
      }
    }
    return least;
  }

  private boolean refusesIn(long begin) {
    long end = begin + window.toNanos();
    return answers.stream()
        .anyMatch(one -> !one.served() && one.sent() - begin >= 0 && one.received() - end < 0);
  }
}
