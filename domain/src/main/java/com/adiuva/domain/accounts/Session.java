package com.adiuva.domain.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A login that lives until it is ended or its newest refresh token expires.
///
/// @param lastUsedAt when it was started or last refreshed
/// @param userAgent as the client named itself at login, at most 256 characters, or null
public record Session(
    SessionId id, UserId user, Instant createdAt, Instant lastUsedAt, @Nullable String userAgent) {}
