package com.adiuva.domain.shared;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keys in this process, for tests of what stands above the port.
public final class InMemoryIdempotencyKeys implements IdempotencyKeys {
  private record Name(UUID owner, String key) {}

  /// @param answer null while the first request runs
  /// @param until when it is forgotten
  private record Entry(Checksum request, @Nullable Answer answer, Instant until) {}

  private final Map<Name, Entry> entries = new HashMap<>();

  @Override
  public synchronized Start start(
      UUID owner, String key, Checksum request, Instant now, Instant lease) {
    Name name = new Name(owner, key);
    Entry entry = entries.get(name);
    if (entry == null || !now.isBefore(entry.until())) {
      entries.put(name, new Entry(request, null, lease));
      return new Start.Fresh();
    }
    if (!entry.request().equals(request)) {
      return new Start.OtherRequest();
    }
    Answer answer = entry.answer();
    return answer == null ? new Start.InProgress() : new Start.Replay(answer);
  }

  @Override
  public synchronized void finish(UUID owner, String key, Answer answer, Instant expires) {
    entries.computeIfPresent(
        new Name(owner, key),
        (name, entry) ->
            entry.answer() == null ? new Entry(entry.request(), answer, expires) : entry);
  }

  @Override
  public synchronized void abandon(UUID owner, String key) {
    entries.computeIfPresent(
        new Name(owner, key), (name, entry) -> entry.answer() == null ? null : entry);
  }
}
