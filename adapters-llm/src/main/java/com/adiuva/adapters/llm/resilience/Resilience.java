package com.adiuva.adapters.llm.resilience;

import com.adiuva.domain.chat.model.LanguageModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Makes models that survive what their providers do. Those made by one of these share what is
/// known of a model: a fallback that fails for one is spared for all.
public final class Resilience {
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final Waiting waiting;
  private final Map<String, CircuitBreaker> breakers = new HashMap<>();

  /// @param random thread-safe, for the jitter
  /// @param nanoTime as [System#nanoTime()]
  public Resilience(RandomGenerator random, LongSupplier nanoTime) {
    this(random, nanoTime, Waiting::really);
  }

  Resilience(RandomGenerator random, LongSupplier nanoTime, Waiting waiting) {
    this.backoff = new Backoff(random);
    this.nanoTime = nanoTime;
    this.waiting = waiting;
  }

  /// The model under its own name, with others to take its place when it fails before its first
  /// piece of text, in order. One that stands there twice counts once.
  public LanguageModel resilient(LanguageModel model, List<LanguageModel> fallbacks) {
    List<GuardedModel> chain = new ArrayList<>();
    Set<String> names = new HashSet<>();
    chain.add(guarded(model));
    names.add(model.name());
    for (LanguageModel fallback : fallbacks) {
      if (names.add(fallback.name())) {
        chain.add(guarded(fallback));
      }
    }
    return new ResilientModel(chain, backoff, nanoTime, waiting);
  }

  private synchronized GuardedModel guarded(LanguageModel model) {
    return new GuardedModel(
        model, breakers.computeIfAbsent(model.name(), name -> new CircuitBreaker(name, nanoTime)));
  }
}
