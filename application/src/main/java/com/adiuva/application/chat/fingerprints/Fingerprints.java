package com.adiuva.application.chat.fingerprints;

/// What is known of protected texts: hashes of their fragments ([Trail#letters]), and of the
/// [Trail#START] letters with which any of them can go on.
///
/// @param windows hashes of fragments
public record Fingerprints(Grams starts, Grams windows) {
  /// No more of a prompt than this many characters in a row may be seen, as it is written.
  public static final int LONGEST_LEAK = 24;

  /// A fragment has at least so many letters that are in no open phrase, so that what happens to
  /// stand beside such a phrase does not make it one.
  private static final int LEAST_TELLING = 5;

  /// For so many characters of protected texts.
  public static Fingerprints forCharacters(int expected) {
    return new Fingerprints(new Grams(expected), new Grams(expected));
  }

  /// Protects a prompt: no [#LONGEST_LEAK] characters and one more can be seen.
  public void addPrompt(String prompt) {
    addPrompt(prompt, OpenPhrases.NONE);
  }

  /// The same, open phrases aside.
  void addPrompt(String prompt, OpenPhrases open) {
    add(prompt, Trail.USUAL, true, open);
  }

  /// Protects a prompt in disguise, where there are no phrases.
  public void addDisguised(String text) {
    add(text, Trail.USUAL, false, OpenPhrases.NONE);
  }

  /// Protects what consists of everyday words: by the longest windows alone. Where it is too short
  /// for them and too long to be seen, by the one usual window with which it begins, as sentences
  /// that only go on like it are many.
  void addDefinition(String definition, OpenPhrases open) {
    Letters letters = Letters.of(definition);
    if (letters.count() >= Trail.letters(0)) {
      add(definition, 0, false, open);
    } else if (letters.length() > LONGEST_LEAK && letters.count() >= Trail.letters(Trail.USUAL)) {
      int last = letters.place(Trail.letters(Trail.USUAL) - 1);
      String beginning = definition.substring(0, definition.offsetByCodePoints(0, last + 1));
      add(beginning, Trail.USUAL, false, open);
    }
  }

  public boolean isStart(Trail trail) {
    return trail.count() >= Trail.START && starts.contains(trail.start());
  }

  /// Whether the last letters are a fragment: as many as the window of that index has.
  public boolean isWindow(Trail trail, int index) {
    return trail.count() >= Trail.letters(index) && windows.contains(trail.window(index));
  }

  private void add(String text, int longest, boolean dense, OpenPhrases open) {
    Letters letters = Letters.of(text);
    int[] telling = open.lettersOutside(letters);
    Trail trail = new Trail();
    for (int i = 0; i < letters.count(); i++) {
      trail.push(letters.letter(i));
      if (i + 1 >= Trail.START) {
        starts.add(trail.start());
      }
      for (int window = longest; window < (dense ? Trail.WINDOWS : longest + 1); window++) {
        int first = i + 1 - Trail.letters(window);
        if (first >= 0
            && telling[i + 1] - telling[first] >= LEAST_TELLING
            && (window == longest || isNeeded(letters, first, i, window))) {
          windows.add(trail.window(window));
        }
      }
    }
  }

  /// Whether the window that ends with this letter is the first in some stretch of one character
  /// more than may leak that has too few letters for a longer window.
  private static boolean isNeeded(Letters letters, int first, int last, int window) {
    int afterOthers = first == 0 ? 0 : letters.place(first - 1) + 1;
    int earliest = Math.max(afterOthers, letters.place(last) - LONGEST_LEAK);
    int latest = Math.min(letters.place(first), letters.length() - 1 - LONGEST_LEAK);
    int longerEnds = first + Trail.letters(window - 1) - 1;
    return earliest <= latest
        && (longerEnds >= letters.count() || letters.place(longerEnds) > earliest + LONGEST_LEAK);
  }
}
