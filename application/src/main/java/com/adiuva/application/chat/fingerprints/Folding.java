package com.adiuva.application.chat.fingerprints;

import com.adiuva.application.shared.Prompts;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/// Reads a character as a person would: without case, accents and style, and look-alikes of Latin
/// letters as those letters. What is no letter or digit is nothing.
public final class Folding {
  /// Below this, folding is looked up in a table.
  private static final int TABLE_SIZE = 0x250;

  private static final int TAGS = 0xE0000;
  private static final int[] NOTHING = {};
  private static final Map<Integer, Integer> LOOK_ALIKES = lookAlikes();
  private static final int[][] TABLE = table();

  private Folding() {}

  /// The letters that the character is read as: none, one, or several for a ligature. Shared; not
  /// to be changed.
  public static int[] letters(int codePoint) {
    if (codePoint < TABLE_SIZE) {
      return TABLE[codePoint];
    }
    return computed(codePoint);
  }

  /// Whether nothing of it is seen: joiners, marks of direction, selectors, fillers.
  public static boolean isInvisible(int codePoint) {
    if (codePoint < 0xAD) {
      return false;
    }
    return Character.getType(codePoint) == Character.FORMAT
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF)
        || codePoint == 0x34F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x3164
        || codePoint == 0xFFA0;
  }

  private static int[] computed(int codePoint) {
    if (codePoint > TAGS && codePoint <= TAGS + 0x7F) {
      return letters(codePoint - TAGS);
    }
    int boxed = boxedLetter(codePoint);
    if (boxed != 0) {
      return letters(boxed);
    }
    boolean styled =
        (codePoint >= 0x1E00 && codePoint <= 0x24FF)
            || (codePoint >= 0x1D400 && codePoint <= 0x1D7FF)
            || (codePoint >= 0xA720 && codePoint <= 0xABFF)
            || (codePoint >= 0xFB00 && codePoint <= 0xFFFF);
    if (styled) {
      return decomposed(codePoint);
    }
    int lower = Character.toLowerCase(codePoint);
    int letter = LOOK_ALIKES.getOrDefault(lower, lower);
    return Character.isLetterOrDigit(letter) ? new int[] {letter} : NOTHING;
  }

  /// Letters in squares and circles, and the pairs of letters that make flags.
  private static int boxedLetter(int codePoint) {
    for (int first : new int[] {0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6}) {
      if (codePoint >= first && codePoint < first + 26) {
        return 'a' + codePoint - first;
      }
    }
    return 0;
  }

  private static int[] decomposed(int codePoint) {
    return Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
        .codePoints()
        .map(c -> LOOK_ALIKES.getOrDefault(c, c))
        .filter(c -> Character.isLetterOrDigit(c))
        .map(Character::toLowerCase)
        .map(c -> LOOK_ALIKES.getOrDefault(c, c))
        .toArray();
  }

  private static int[][] table() {
    int[][] table = new int[TABLE_SIZE][];
    for (int codePoint = 0; codePoint < TABLE_SIZE; codePoint++) {
      int[] letters = decomposed(codePoint);
      table[codePoint] = letters.length == 0 ? NOTHING : letters;
    }
    return table;
  }

  /// Lines of a letter and what looks like it.
  private static Map<Integer, Integer> lookAlikes() {
    Map<Integer, Integer> found = new HashMap<>();
    Prompts.read(Folding.class, "look-alikes.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line ->
            line.codePoints()
                .skip(1)
                .filter(c -> c != ' ')
                .forEach(c -> found.put(c, line.codePointAt(0))));
    return found;
  }
}
