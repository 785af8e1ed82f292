package com.adiuva.adapters.http.server;

import com.adiuva.adapters.http.shared.AllowedOrigins;
import com.adiuva.adapters.http.shared.TrustedProxies;
import java.time.Duration;

/// How the server listens.
///
/// @param port 0 takes any free one
/// @param version what `/health` answers
/// @param dev whether `ENV` is `dev`
/// @param stopTimeout how long requests in flight may go on after a stop was asked for
public record HttpSettings(
    String host,
    int port,
    AllowedOrigins corsOrigins,
    TrustedProxies trustedProxies,
    String version,
    boolean dev,
    Duration stopTimeout) {}
