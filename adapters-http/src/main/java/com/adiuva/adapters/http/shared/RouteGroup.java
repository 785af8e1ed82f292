package com.adiuva.adapters.http.shared;

/// The routes of one feature.
public interface RouteGroup {
  void addTo(Routes routes);

  /// The server is about to stop: end what would otherwise go on for ever, such as sockets. Called
  /// once, before requests in flight are waited for; must not block.
  default void stopping() {}
}
