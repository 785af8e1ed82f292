package com.adiuva.application.accounts;

import com.adiuva.domain.accounts.tokens.OpaqueToken;
import java.time.Instant;

/// A single-use secret that opens one socket.
public record SocketTicket(OpaqueToken token, Instant expiresAt) {}
