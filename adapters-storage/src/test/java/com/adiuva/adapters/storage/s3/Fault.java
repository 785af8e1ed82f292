package com.adiuva.adapters.storage.s3;

import java.time.Duration;

/// What happens to one request on its way through a [FaultProxy].
public sealed interface Fault {
  /// Nothing.
  record None() implements Fault {}

  /// It waits before it goes on.
  record Delay(Duration time) implements Fault {}

  /// The server never sees it; the caller gets this.
  record Answer(int status, String body) implements Fault {}

  /// After so many bytes of its body the line breaks, on both sides.
  record CutRequest(long bytes) implements Fault {}

  /// After so many bytes of the answer, head and body, the line breaks.
  record CutAnswer(long bytes) implements Fault {}

  /// The server carries it out, but the line breaks before the answer.
  record LostAnswer() implements Fault {}

  /// Nobody ever answers, and the line stays open.
  record Silence() implements Fault {}

  /// A bit of its body arrives otherwise than it was sent.
  record FlippedBit(long at) implements Fault {}

  static Fault none() {
    return new None();
  }

  /// What S3 says when it has too much to do.
  static Fault slowDown() {
    return new Answer(
        503,
        "<?xml version=\"1.0\"?><Error><Code>SlowDown</Code>"
            + "<Message>Please reduce your request rate.</Message></Error>");
  }
}
