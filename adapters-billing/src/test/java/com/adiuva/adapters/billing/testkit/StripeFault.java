package com.adiuva.adapters.billing.testkit;

/// What a [ScriptedStripe] does to a request instead of answering it well.
public enum StripeFault {
  /// 429, before acting.
  RATE_LIMITED,
  /// 503, before acting.
  UNAVAILABLE,
  /// 409, before acting: somebody else works on the same object.
  LOCKED,
  /// 409, before acting: the first request with this key is still under way.
  KEY_IN_USE,
  /// The connection breaks before acting.
  BROKEN,
  /// The connection breaks after acting.
  BROKEN_AFTER_ACTING,
  /// It acts, and the answer never comes.
  LOST_REPLY,
  /// It acts, and the answer begins and never ends.
  STALLED_ANSWER,
  /// It acts, answers 500, and answers so to every repetition.
  ERROR_AFTER_ACTING,
  /// It acts, and what it answers is no JSON.
  GIBBERISH_AFTER_ACTING,
  /// It acts, and what it answers is JSON, of nothing.
  NOTHING_AFTER_ACTING
}
