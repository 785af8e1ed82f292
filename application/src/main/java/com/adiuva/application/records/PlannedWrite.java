package com.adiuva.application.records;

import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.RecordWrite;
import com.adiuva.domain.records.WriteOutcome;
import com.adiuva.domain.shared.Ciphertext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A write on its way, with the bytes it brings and what is expected to become of it.
final class PlannedWrite {
  private final RecordWrite write;
  private final @Nullable Ciphertext bytes;
  private WriteOutcome outcome;

  private PlannedWrite(RecordWrite write, @Nullable Ciphertext bytes, WriteOutcome outcome) {
    this.write = write;
    this.bytes = bytes;
    this.outcome = outcome;
  }

  /// A write as it was asked for.
  record Wish(RecordWrite write, @Nullable Ciphertext bytes) {}

  /// What would become of the writes one after the other.
  static List<PlannedWrite> plan(List<Wish> wishes, Map<RecordId, RecordMeta> found, Instant now) {
    Map<RecordId, RecordMeta> state = new HashMap<>(found);
    return wishes.stream()
        .map(wish -> {
          WriteOutcome outcome = wish.write().decide(state.get(wish.write().id()), now);
          switch (outcome) {
            case WriteOutcome.Created o -> state.put(o.record().id(), o.record());
            case WriteOutcome.Updated o -> state.put(o.record().id(), o.record());
            case WriteOutcome.Deleted o -> state.put(o.record().id(), o.record());
            case WriteOutcome.Unchanged o -> {}
            case WriteOutcome.Refused o -> {}
          }
          return new PlannedWrite(wish.write(), wish.bytes(), outcome);
        })
        .toList();
  }

  RecordWrite write() {
    return write;
  }

  WriteOutcome outcome() {
    return outcome;
  }

  void become(WriteOutcome other) {
    outcome = other;
  }

  boolean isRefused() {
    return outcome instanceof WriteOutcome.Refused;
  }

  /// Whether it is still to be carried out.
  boolean isToDo() {
    return !isRefused() && !(outcome instanceof WriteOutcome.Unchanged);
  }

  /// The bytes to store for it; null when there are none.
  @Nullable Ciphertext bytes() {
    return bytes;
  }

  /// Where they go.
  BlobKey key() {
    RecordMeta.Content content = write.content();
    if (content == null) {
      throw new IllegalStateException("a write without bytes has no key");
    }
    return content.key();
  }
}
