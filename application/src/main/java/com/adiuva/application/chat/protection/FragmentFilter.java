package com.adiuva.application.chat.protection;

import com.adiuva.application.chat.fingerprints.Escapes;
import com.adiuva.application.chat.fingerprints.Folding;
import com.adiuva.application.chat.fingerprints.Trail;

/// Finds fragments of protected texts, whatever stands between their letters. Holds text back from
/// the letter on with which it could become a fragment: nothing as long as fewer than [Trail#START]
/// letters agree, and never more than [#MOST_HELD] characters in UTF-16.
final class FragmentFilter {
  static final int MOST_HELD = 144;
  private static final int LETTER = 1 << 30;

  private final Guard guard;
  private final CleanText out;
  private final Escapes escapes = new Escapes();
  private final Trail trail = new Trail();
  private final int[] held = new int[MOST_HELD];
  private int oldest;
  private int heldCount;
  private int heldSize;
  private int heldLetters;
  private boolean inFragment;
  private boolean reciting;

  FragmentFilter(Guard guard, CleanText out) {
    this.guard = guard;
    this.out = out;
  }

  void accept(int codePoint) {
    if (reciting) {
      return;
    }
    int[] letters = Folding.letters(escapes.next(codePoint));
    if (letters.length == 0) {
      if (inFragment || heldCount > 0) {
        hold(codePoint);
      } else {
        out.write(codePoint);
      }
      return;
    }
    boolean start = false;
    int fragment = 0;
    for (int letter : letters) {
      trail.push(letter);
      start = guard.isStart(trail);
      fragment = start ? Math.max(fragment, guard.fragment(trail)) : fragment;
      reciting |= start && guard.isCanary(trail);
    }
    hold(codePoint | LETTER);
    if (reciting || fragment > 0) {
      keepLetters(reciting ? heldLetters : fragment);
      redact();
    } else if (start) {
      keepLetters(Trail.letters(0) - 1);
    } else {
      release();
    }
  }

  /// Something was left out here. The letters on both sides still count as one text.
  void leaveOut() {
    release();
    out.redact();
  }

  private void redact() {
    heldCount = 0;
    heldSize = 0;
    heldLetters = 0;
    inFragment = true;
    out.redact();
  }

  /// Lets go of all that is held.
  void release() {
    keepLetters(0);
    while (heldCount > 0) {
      releaseOldest();
    }
    inFragment = false;
  }

  private void hold(int entry) {
    int size = Character.charCount(entry & ~LETTER);
    while (heldSize + size > MOST_HELD) {
      releaseOldest();
    }
    heldSize += size;
    held[(oldest + heldCount++) % MOST_HELD] = entry;
    heldLetters += (entry & LETTER) == 0 ? 0 : 1;
  }

  private void keepLetters(int most) {
    while (heldLetters > most) {
      releaseOldest();
    }
  }

  private void releaseOldest() {
    int entry = held[oldest];
    oldest = (oldest + 1) % MOST_HELD;
    heldCount--;
    heldSize -= Character.charCount(entry & ~LETTER);
    heldLetters -= (entry & LETTER) == 0 ? 0 : 1;
    out.write(entry & ~LETTER);
  }
}
