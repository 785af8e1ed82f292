package com.adiuva.application.chat.fingerprints;

import com.adiuva.application.shared.Prompts;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/// Reads a character as a person would: without case, accents and style, and look-alikes of Latin
/// letters as those letters. What is no letter or digit is nothing.
public final class Folding {
  /// Below this, folding is looked up in a table: European scripts and Hebrew.
  private static final int TABLE_SIZE = 0x600;

  /// Where styled letters lie, as pairs of the first and the last one: raised and small ones, in
  /// circles, squares and brackets, of mathematics, of full width, ligatures.
  private static final int[] STYLED = {
    0x1C80, 0x24FF, 0x2C60, 0x2C7F, 0x3200, 0x33FF, 0xA640, 0xABFF, 0xFB00, 0xFFFF, 0x10780,
    0x107BF, 0x1CCD6, 0x1CCF9, 0x1D400, 0x1D7FF, 0x1E030, 0x1E06F, 0x1F100, 0x1F1FF, 0x1FBF0,
    0x1FBF9
  };

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
    if (isStyled(codePoint)) {
      return decomposed(codePoint);
    }
    int letter = letter(codePoint);
    return letter == 0 ? NOTHING : new int[] {letter};
  }

  private static boolean isStyled(int codePoint) {
    for (int i = 0; i < STYLED.length; i += 2) {
      if (codePoint >= STYLED[i] && codePoint <= STYLED[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /// What one character without a style is read as; 0 for what is no letter. Each case is looked up
  /// as it is, as a capital may look like another Latin letter than its small one does.
  private static int letter(int codePoint) {
    int lower = Character.toLowerCase(codePoint);
    Integer alike = LOOK_ALIKES.get(codePoint);
    if (alike == null) {
      alike = LOOK_ALIKES.get(lower);
    }
    if (alike == null && Character.isLetter(codePoint)) {
      alike = LOOK_ALIKES.get(Character.toUpperCase(codePoint));
    }
    if (alike != null) {
      return alike;
    }
    int digit = Character.isDigit(codePoint) ? Character.digit(codePoint, 10) : -1;
    if (digit >= 0) {
      return LOOK_ALIKES.getOrDefault('0' + digit, '0' + digit);
    }
    return Character.isLetterOrDigit(lower) ? lower : 0;
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
    Integer alike = LOOK_ALIKES.get(codePoint);
    if (alike != null) {
      return new int[] {alike};
    }
    return Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
        .codePoints()
        .map(Folding::letter)
        .filter(letter -> letter != 0)
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
