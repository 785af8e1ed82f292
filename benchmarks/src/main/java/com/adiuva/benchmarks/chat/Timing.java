package com.adiuva.benchmarks.chat;

/// How long one answer took, in nanoseconds from the first byte of the request.
///
/// @param first until the first piece of text
/// @param whole until the end
record Timing(long first, long whole) {}
