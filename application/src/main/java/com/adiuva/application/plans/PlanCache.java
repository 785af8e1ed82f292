package com.adiuva.application.plans;

import com.adiuva.domain.accounts.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Which agent each user's latest plans are for: nothing that anybody wrote. A user's plans make
/// room for his own; over the bound for all, the plans of whoever has made none for longest go.
/// Thread-safe.
final class PlanCache {
  private final int perUser;
  private final int inAll;
  private final Map<UserId, Map<UUID, String>> agents = latestLast();
  private int size;

  PlanCache(int perUser, int inAll) {
    this.perUser = perUser;
    this.inAll = inAll;
  }

  synchronized Optional<String> agentOf(UserId user, UUID plan) {
    Map<UUID, String> own = agents.get(user);
    return own == null ? Optional.empty() : Optional.ofNullable(own.get(plan));
  }

  synchronized void put(UserId user, UUID plan, String agent) {
    Map<UUID, String> own = agents.computeIfAbsent(user, key -> latestLast());
    if (own.put(plan, agent) == null) {
      size++;
    }
    if (own.size() > perUser) {
      own.remove(own.keySet().iterator().next());
      size--;
    }
    while (size > inAll && agents.size() > 1) {
      UserId longestAgo = agents.keySet().iterator().next();
      size -= agents.getOrDefault(longestAgo, Map.of()).size();
      agents.remove(longestAgo);
    }
  }

  synchronized int size() {
    return size;
  }

  private static <K, V> Map<K, V> latestLast() {
    return new LinkedHashMap<>(16, 0.75f, true);
  }
}
