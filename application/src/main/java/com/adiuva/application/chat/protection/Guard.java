package com.adiuva.application.chat.protection;

/// What the answer to one request is held against: what is protected, except for the user's own
/// words; these never excuse the canary.
record Guard(Fingerprints known, Fingerprints canary, OwnWords ownWords) {

  /// Whether what is protected can go on after the last [Trail#START] letters.
  boolean isStart(Trail trail) {
    return known.isStart(trail) || canary.isStart(trail);
  }

  /// How many of the last letters are a fragment that must not be seen; 0 when they are none.
  int fragment(Trail trail) {
    for (int window = 0; window < Trail.WINDOWS.length; window++) {
      if (known.isWindow(trail, window) && !ownWords.contain(trail.window(window))) {
        return Trail.WINDOWS[window];
      }
    }
    return 0;
  }

  /// Whether the last letters are of the mark that only our instructions bear.
  boolean isCanary(Trail trail) {
    return canary.isWindow(trail, 0);
  }
}
