package com.adiuva.adapters.http.shared;

/// Who may call a route. Every route says so; there is no default and no list of exempt paths.
public enum Access {
  /// Anybody.
  PUBLIC,
  /// Whoever sends a valid access token of a living session.
  AUTHENTICATED
}
