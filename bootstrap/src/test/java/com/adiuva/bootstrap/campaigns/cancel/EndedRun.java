package com.adiuva.bootstrap.campaigns.cancel;

import com.adiuva.domain.chat.Usage;
import org.jspecify.annotations.Nullable;

/// A request of the cancel campaign that is over.
///
/// @param token of its user
/// @param how it came to its end
/// @param at when, as [System#nanoTime] tells it
/// @param told what its last frame says that it cost; null where none came or it was an error
record EndedRun(int number, String token, String how, long at, @Nullable Usage told) {}
