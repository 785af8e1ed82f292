package com.adiuva.application.chat.protection;

import java.util.Arrays;

/// Takes out markers and the reasoning between them, unless they stand in Markdown code. Holds text
/// back while its end could be the beginning of a marker; and code within a line that has such a
/// beginning until it is closed, as code that is never closed is none.
final class MarkerFilter {
  private static final int MOST_CODE = 80;

  private final FragmentFilter out;
  private final CodeSpans spans = new CodeSpans();
  private final int[] held = new int[Marker.LONGEST];
  private final int[] code = new int[MOST_CODE];
  private final StringBuilder folded = new StringBuilder();
  private int heldCount;
  private int codeCount;
  private boolean reasoning;

  MarkerFilter(FragmentFilter out) {
    this.out = out;
  }

  void accept(int codePoint) {
    if (reasoning) {
      prose(codePoint);
      return;
    }
    CodeSpans.Place place = spans.next(codePoint);
    if (codeCount > 0 && !waitsForEndOfCode(place)) {
      endCode(spans.closedInline());
    }
    if (reasoning || place == CodeSpans.Place.PROSE) {
      prose(codePoint);
    } else if (codeCount > 0
        || (place == CodeSpans.Place.INLINE && Marker.canBeginWith(codePoint))) {
      releaseHeld();
      code[codeCount++] = codePoint;
    } else {
      releaseHeld();
      out.accept(codePoint);
    }
  }

  /// The text has ended: lets go of what never became a marker.
  void finish() {
    spans.finish();
    endCode(spans.closedInline());
    releaseHeld();
  }

  private boolean waitsForEndOfCode(CodeSpans.Place place) {
    return place == CodeSpans.Place.INLINE && !spans.closedInline() && codeCount < MOST_CODE;
  }

  private void endCode(boolean closed) {
    int[] codePoints = Arrays.copyOf(code, codeCount);
    codeCount = 0;
    for (int codePoint : codePoints) {
      if (closed) {
        out.accept(codePoint);
      } else {
        prose(codePoint);
      }
    }
  }

  private void prose(int codePoint) {
    if (heldCount > 0) {
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
      clear();
      redact(marker);
    } else if (heldCount == held.length || !Marker.canBegin(folded)) {
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

  private void redact(Marker marker) {
    switch (marker.kind()) {
      case OPENS -> reasoning = true;
      case CLOSES -> reasoning = false;
      case STANDS_ALONE -> {}
    }
    out.leaveOut();
  }

  private void releaseHeld() {
    for (int i = 0; i < heldCount; i++) {
      write(held[i]);
    }
    clear();
  }

  private void write(int codePoint) {
    if (!reasoning) {
      out.accept(codePoint);
    }
  }

  private void hold(int codePoint) {
    held[heldCount++] = codePoint;
    Marker.fold(codePoint, folded);
  }

  private void clear() {
    heldCount = 0;
    folded.setLength(0);
  }
}
