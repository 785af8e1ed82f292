package com.adiuva.application.chat.protection;

import java.util.Collection;

/// What is known of protected texts: hashes of their fragments ([Trail#WINDOWS]), and of the
/// [Trail#START] letters with which any of them can go on.
///
/// @param windows hashes of fragments
record Fingerprints(Grams starts, Grams windows) {
  /// No more of a prompt than this many characters in a row may be seen, as it is written.
  static final int LONGEST_LEAK = 24;

  /// @param prompts protected so that no [#LONGEST_LEAK] characters and one more can be seen
  /// @param others protected by the longest windows alone
  /// @param open phrases that may be said: what lies wholly inside one is not protected
  static Fingerprints of(
      Collection<String> prompts, Collection<String> others, Collection<String> open) {
    int size = Math.addExact(length(prompts), length(others));
    Grams starts = new Grams(size);
    Grams windows = new Grams(size);
    prompts.forEach(prompt -> add(Letters.of(prompt), true, starts, windows));
    others.forEach(other -> add(Letters.of(other), false, starts, windows));
    Grams said = new Grams(1024);
    open.forEach(phrase -> addAll(Letters.of(phrase), said));
    return new Fingerprints(starts, windows.without(said));
  }

  boolean isStart(Trail trail) {
    return trail.count() >= Trail.START && starts.contains(trail.start());
  }

  /// Whether the last letters are a fragment: as many as the window of that index has.
  boolean isWindow(Trail trail, int index) {
    return trail.count() >= Trail.WINDOWS[index] && windows.contains(trail.window(index));
  }

  private static int length(Collection<String> texts) {
    return texts.stream().mapToInt(String::length).sum();
  }

  private static void add(Letters letters, boolean dense, Grams starts, Grams windows) {
    Trail trail = new Trail();
    for (int i = 0; i < letters.count(); i++) {
      trail.push(letters.letter(i));
      if (i + 1 >= Trail.START) {
        starts.add(trail.start());
      }
      if (i + 1 >= Trail.LONGEST) {
        windows.add(trail.window(0));
      }
      for (int window = 1; dense && window < Trail.WINDOWS.length; window++) {
        if (isNeeded(letters, i, window)) {
          windows.add(trail.window(window));
        }
      }
    }
  }

  /// Whether the window that ends with this letter is the first in some stretch of one character
  /// more than may leak that has too few letters for a longer window.
  private static boolean isNeeded(Letters letters, int last, int window) {
    int first = last + 1 - Trail.WINDOWS[window];
    if (first < 0) {
      return false;
    }
    int afterLonger = first + Trail.WINDOWS[window - 1] - 1;
    // A stretch that begins after the letter before, or as early as it must to reach the last one.
    int earliest =
        Math.max(first == 0 ? 0 : letters.place(first - 1) + 1, letters.place(last) - LONGEST_LEAK);
    int latest = Math.min(letters.place(first), letters.length() - 1 - LONGEST_LEAK);
    int longerAt = afterLonger < letters.count() ? letters.place(afterLonger) : Integer.MAX_VALUE;
    return earliest <= latest && earliest + LONGEST_LEAK < longerAt;
  }

  private static void addAll(Letters letters, Grams grams) {
    Trail trail = new Trail();
    for (int i = 0; i < letters.count(); i++) {
      trail.push(letters.letter(i));
      for (int window = 0; window < Trail.WINDOWS.length; window++) {
        if (i + 1 >= Trail.WINDOWS[window]) {
          grams.add(trail.window(window));
        }
      }
    }
  }
}
