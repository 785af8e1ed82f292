package com.adiuva.adapters.http.shared;

/// The routes of one feature.
public interface RouteGroup {
  void addTo(Routes routes);
}
