package com.adiuva.application.chat.agents;

import java.util.HashSet;
import java.util.Set;

/// Which notes' contents one agent's model has before it.
final class NoteKnowledge {
  private final Set<String> toBeShown = new HashSet<>();
  private final Set<String> justRead = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> justWritten = new HashSet<>();
  private final Set<String> everWritten = new HashSet<>();

  void read(String id) {
    toBeShown.add(id);
  }

  /// What was read counts if the model is given it.
  void resultGiven(boolean whole) {
    if (whole) {
      justRead.addAll(toBeShown);
    }
    toBeShown.clear();
  }

  void written(String id) {
    justWritten.add(id);
    everWritten.add(id);
  }

  void roundEnded() {
    seen.addAll(justRead);
    justRead.clear();
    justWritten.clear();
  }

  /// Takes note of what another agent has written meanwhile.
  void writtenByAnother(NoteKnowledge other) {
    justRead.removeAll(other.everWritten);
    seen.removeAll(other.everWritten);
    justWritten.addAll(other.everWritten);
    everWritten.addAll(other.everWritten);
  }

  boolean hasSeen(String id) {
    return seen.contains(id);
  }

  boolean hasJustWritten(String id) {
    return justWritten.contains(id);
  }
}
