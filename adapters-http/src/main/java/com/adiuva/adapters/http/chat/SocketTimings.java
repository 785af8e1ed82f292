package com.adiuva.adapters.http.chat;

import java.time.Duration;

/// How patient the server is with a socket.
///
/// @param ping between two protocol-level pings
/// @param silence after which a peer that sent nothing, not even a pong, is closed
/// @param stall how long nothing may get out to a reader that has something to read
/// @param farewell how long a closing handshake may take before the connection is cut
record SocketTimings(Duration ping, Duration silence, Duration stall, Duration farewell) {
  static final SocketTimings STANDARD =
      new SocketTimings(
          Duration.ofSeconds(30),
          Duration.ofSeconds(75),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5));

  /// Between two looks at a socket: often enough that no limit is missed by more than a tenth.
  Duration tick() {
    Duration shortest = ping.compareTo(stall) < 0 ? ping : stall;
    return shortest.compareTo(silence) < 0 ? shortest.dividedBy(10) : silence.dividedBy(10);
  }
}
