package com.adiuva.application.chat.protection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Takes out markers and the reasoning between them, unless they stand in Markdown code. Holds text
/// back while its end could be the beginning of a marker; and code within a line that has such a
/// beginning until it is closed, as code that is never closed is none. A marker that the user wrote
/// is talk about it where it stands after words on its line: models begin their reasoning with one.
final class MarkerFilter {
  /// In UTF-16, as [Marker#LONGEST]; less than [Echo#MOST_HELD], and never held at the same time.
  private static final int MOST_CODE = 80;

  private final OwnWords ownWords;
  private final FragmentFilter out;
  private final CodeSpans spans = new CodeSpans();
  private final int[] held = new int[Marker.LONGEST];
  private final int[] code = new int[MOST_CODE];
  private final StringBuilder folded = new StringBuilder();
  private int heldCount;
  private int heldSize;
  private int codeCount;
  private int codeSize;
  private boolean reasoning;
  private boolean wordsOnLine;
  private @Nullable Echo echo;

  MarkerFilter(OwnWords ownWords, FragmentFilter out) {
    this.ownWords = ownWords;
    this.out = out;
  }

  void accept(int codePoint) {
    if (reasoning) {
      prose(codePoint);
      return;
    }
    CodeSpans.Place place = spans.next(codePoint);
    if (echo != null) {
      listen(echo, codePoint);
      return;
    }
    if (codeCount > 0 && !waitsForEndOfCode(place)) {
      endCode(spans.closedInline());
    }
    if (reasoning || place == CodeSpans.Place.PROSE) {
      prose(codePoint);
    } else if (codeCount > 0
        || (place == CodeSpans.Place.INLINE && Marker.canBeginWith(codePoint))) {
      releaseHeld();
      code[codeCount++] = codePoint;
      codeSize += Character.charCount(codePoint);
    } else {
      releaseHeld();
      emit(codePoint);
    }
  }

  /// The model call has ended, and with it whatever reasoning it left open.
  void endCall() {
    if (echo != null) {
      endEcho(echo, false);
    }
    reasoning = false;
  }

  /// The text has ended: lets go of what never became a marker.
  void finish() {
    spans.finish();
    endCode(spans.closedInline());
    if (echo != null) {
      endEcho(echo, false);
    }
    releaseHeld();
  }

  private boolean waitsForEndOfCode(CodeSpans.Place place) {
    return place == CodeSpans.Place.INLINE && !spans.closedInline() && codeSize < MOST_CODE;
  }

  private void endCode(boolean closed) {
    int[] codePoints = Arrays.copyOf(code, codeCount);
    codeCount = 0;
    codeSize = 0;
    for (int codePoint : codePoints) {
      if (closed) {
        emit(codePoint);
      } else {
        prose(codePoint);
      }
    }
  }

  private void prose(int codePoint) {
    if (echo != null) {
      listen(echo, codePoint);
    } else if (heldCount > 0) {
      extend(codePoint);
    } else if (Marker.canBeginWith(codePoint)) {
      hold(codePoint);
    } else {
      write(codePoint);
    }
  }

  private void extend(int codePoint) {
    hold(codePoint);
    Marker marker = Marker.found(folded);
    if (marker != null) {
      found(marker);
    } else if (heldSize >= Marker.LONGEST || !Marker.canBegin(folded)) {
      again();
    }
  }

  /// What is held is no marker, but one may begin later in it.
  private void again() {
    int[] codePoints = Arrays.copyOf(held, heldCount);
    clear();
    write(codePoints[0]);
    for (int i = 1; i < codePoints.length; i++) {
      prose(codePoints[i]);
    }
  }

  private void found(Marker marker) {
    int[] written = Arrays.copyOf(held, heldCount);
    clear();
    boolean theirs = !reasoning && ownWords.contain(marker, "");
    if (theirs && marker.kind() == Marker.Kind.OPENS && !wordsOnLine) {
      echo = new Echo(ownWords, marker, written);
    } else if (theirs) {
      pass(written);
    } else {
      reasoning =
          marker.kind() == Marker.Kind.OPENS
              || (reasoning && marker.kind() == Marker.Kind.STANDS_ALONE);
      out.leaveOut();
    }
  }

  private void listen(Echo heard, int codePoint) {
    switch (heard.next(codePoint)) {
      case OPEN -> {}
      case OWN_WORDS -> endEcho(heard, true);
      case REASONING -> endEcho(heard, false);
    }
  }

  private void endEcho(Echo heard, boolean theirs) {
    echo = null;
    if (theirs) {
      pass(heard.held());
    } else {
      reasoning = true;
      out.leaveOut();
      for (int codePoint : heard.after()) {
        prose(codePoint);
      }
    }
  }

  private void pass(int[] codePoints) {
    for (int codePoint : codePoints) {
      emit(codePoint);
    }
  }

  private void releaseHeld() {
    for (int i = 0; i < heldCount; i++) {
      write(held[i]);
    }
    clear();
  }

  private void write(int codePoint) {
    if (!reasoning) {
      emit(codePoint);
    }
  }

  private void emit(int codePoint) {
    wordsOnLine = codePoint != '\n' && (wordsOnLine || Character.isLetterOrDigit(codePoint));
    out.accept(codePoint);
  }

  private void hold(int codePoint) {
    held[heldCount++] = codePoint;
    heldSize += Character.charCount(codePoint);
    Marker.fold(codePoint, folded);
  }

  private void clear() {
    heldCount = 0;
    heldSize = 0;
    folded.setLength(0);
  }
}
