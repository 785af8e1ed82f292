package com.adiuva.adapters.http.server;

/// The address the server was told to listen on cannot be had; the message is one sentence for the
/// operator.
public final class PortUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PortUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
