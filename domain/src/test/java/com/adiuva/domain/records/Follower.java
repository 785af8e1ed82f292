package com.adiuva.domain.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Reads a feed on and on, as a second device does.
final class Follower {
  private Follower() {}

  /// Reads until nothing more comes after `over`.
  ///
  /// @return all changes it was given
  static Set<Change> follow(Shelf shelf, BooleanSupplier over) {
    Set<Change> seen = new HashSet<>();
    long cursor = 0;
    while (true) {
      boolean last = over.getAsBoolean();
      Records.Feed feed = shelf.records().changes(shelf.user(), cursor, 7);
      for (Change change : feed.changes()) {
        assertThat(change.sequence()).isGreaterThan(cursor);
        cursor = change.sequence();
        seen.add(change);
      }
      assertThat(feed.newest()).isGreaterThanOrEqualTo(cursor);
      if (last && feed.changes().isEmpty()) {
        return seen;
      }
    }
  }
}
