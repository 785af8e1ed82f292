package com.adiuva.adapters.http.sockets;

import com.adiuva.domain.accounts.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The sockets that are open on this instance, and how many there may be.
public final class OpenSockets {
  private final int perUser;
  private final int total;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SocketSession, UserId> owners = new HashMap<>();
  private final Map<UserId, Integer> counts = new HashMap<>();
  private final Condition arrived = lock.newCondition();
  private int expected;

  public OpenSockets(int perUser, int total) {
    this.perUser = perUser;
    this.total = total;
  }

  /// Whether nobody may open another.
  public boolean isFull() {
    return size() >= total;
  }

  /// Whether one more of this user's may be opened.
  public boolean hasRoomFor(UserId user) {
    lock.lock();
    try {
      return counts.getOrDefault(user, 0) < perUser;
    } finally {
      lock.unlock();
    }
  }

  /// A handshake is about to be answered: its socket comes, or [#notComing()] is called.
  public void expect() {
    lock.lock();
    try {
      expected++;
    } finally {
      lock.unlock();
    }
  }

  /// A handshake came to nothing.
  public void notComing() {
    lock.lock();
    try {
      expected--;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until every socket that was promised to a client is here.
  ///
  /// @param atMost how long
  public void awaitExpected(Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (expected > 0 && left > 0) {
        left = arrived.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// Counts in a socket that was expected.
  ///
  /// @return whether there was room; it is counted, and to be removed, either way
  public boolean add(SocketSession session, UserId user) {
    lock.lock();
    try {
      boolean room = !isFull() && hasRoomFor(user);
      owners.put(session, user);
      counts.merge(user, 1, Integer::sum);
      expected--;
      arrived.signalAll();
      return room;
    } finally {
      lock.unlock();
    }
  }

  public void remove(SocketSession session) {
    lock.lock();
    try {
      UserId user = owners.remove(session);
      if (user != null) {
        counts.computeIfPresent(user, (id, count) -> count == 1 ? null : count - 1);
      }
    } finally {
      lock.unlock();
    }
  }

  public List<SocketSession> all() {
    lock.lock();
    try {
      return List.copyOf(owners.keySet());
    } finally {
      lock.unlock();
    }
  }

  public int size() {
    lock.lock();
    try {
      return owners.size();
    } finally {
      lock.unlock();
    }
  }
}
