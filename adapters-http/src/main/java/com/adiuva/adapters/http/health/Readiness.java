package com.adiuva.adapters.http.health;

import java.util.Map;

/// Tells what the server depends on and how that is. Asked on every probe: answer from memory or
/// within a second.
public interface Readiness {

  /// The state of every component: `database`, `blobs`, `vectors`, `llm`, `billing`.
  Map<String, State> components();

  /// How a component is. On the wire the lower-case name.
  enum State {
    UP,
    DOWN,
    /// It is not configured, or answers with a stand-in; this is no failure.
    UNCONFIGURED
  }
}
