package com.adiuva.application.chat.protection;

import com.adiuva.application.chat.fingerprints.Fingerprints;
import com.adiuva.application.chat.fingerprints.Trail;
import com.adiuva.domain.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/// What the answer to one request is held against: what is protected everywhere, and the prompts
/// that were made for this request; except for the user's own words, which never excuse the canary.
final class Guard {
  private final Fingerprints known;
  private final Fingerprints canary;
  private final OwnWords ownWords;
  private @Nullable Fingerprints rendered;

  Guard(Fingerprints known, Fingerprints canary, ChatRequest request) {
    this.known = known;
    this.canary = canary;
    this.ownWords = new OwnWords(request, this);
  }

  /// Protects a prompt that was made for this request.
  void add(String prompt) {
    if (rendered == null) {
      rendered = Fingerprints.forCharacters(prompt.length());
    }
    rendered.addPrompt(prompt);
    ownWords.readAgain();
  }

  /// Whether what is protected can go on after the last [Trail#START] letters.
  boolean isStart(Trail trail) {
    return known.isStart(trail)
        || canary.isStart(trail)
        || (rendered != null && rendered.isStart(trail));
  }

  /// How many of the last letters are a fragment that must not be seen; 0 when they are none.
  int fragment(Trail trail) {
    for (int window = 0; window < Trail.WINDOWS; window++) {
      if (isWindow(trail, window) && !ownWords.excuse(trail, window)) {
        return Trail.letters(window);
      }
    }
    return 0;
  }

  OwnWords ownWords() {
    return ownWords;
  }

  /// Whether the last letters are protected from whoever does not know them.
  boolean isWindow(Trail trail, int window) {
    return known.isWindow(trail, window) || (rendered != null && rendered.isWindow(trail, window));
  }

  /// Whether the last letters are of the mark that only our instructions bear.
  boolean isCanary(Trail trail) {
    return canary.isWindow(trail, Trail.USUAL);
  }

  /// Without any of it.
  @Override
  public String toString() {
    return "Guard[not shown]";
  }
}
