package com.adiuva.adapters.http.chat;

/// What is said over one socket. Neither method blocks: they run on the engine's threads.
interface Dialogue {

  /// Takes the client's next message.
  ///
  /// @param next to be called once, as soon as the message after this one may come
  void hear(String message, Runnable next);

  /// The socket has ended: stops whatever runs for it.
  void end();
}
