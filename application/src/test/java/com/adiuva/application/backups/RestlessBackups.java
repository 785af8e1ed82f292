package com.adiuva.application.backups;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.backups.Backup;
import com.adiuva.domain.backups.BackupId;
import com.adiuva.domain.backups.Backups;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// One user's backups in a database that comes and goes as a test says.
final class RestlessBackups implements Backups {
  private final List<Backup> stored = new ArrayList<>();
  private final Deque<Commit> next = new ArrayDeque<>();

  /// What becomes of a commit: it takes effect or not, and that is heard or not.
  enum Commit {
    LOST,
    DONE_BUT_ANSWER_LOST
  }

  /// @param commits what becomes of the next ones; later ones take effect and are heard
  RestlessBackups(Commit... commits) {
    next.addAll(List.of(commits));
  }

  @Override
  public boolean commit(UserId user, Backup backup) {
    Commit fate = next.poll();
    if (fate == Commit.LOST) {
      throw new ProblemException(new Problem.DatabaseUnavailable());
    }
    boolean reserved = !stored.contains(backup);
    if (reserved) {
      stored.add(backup);
    }
    if (fate == Commit.DONE_BUT_ANSWER_LOST) {
      throw new ProblemException(new Problem.DatabaseUnavailable());
    }
    return reserved;
  }

  @Override
  public Optional<Backup> latest(UserId user) {
    return stored.stream().findFirst();
  }

  @Override
  public Optional<Backup> find(UserId user, BackupId id) {
    return stored.stream().filter(backup -> backup.id().equals(id)).findFirst();
  }

  @Override
  public List<Backup> history(UserId user) {
    return List.copyOf(stored);
  }

  @Override
  public boolean delete(UserId user, BackupId id, Instant removeAt) {
    return stored.removeIf(backup -> backup.id().equals(id));
  }
}
