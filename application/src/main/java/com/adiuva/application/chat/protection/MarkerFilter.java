package com.adiuva.application.chat.protection;

import java.util.Arrays;

/// Takes out markers and the reasoning between them, unless they stand in Markdown code. Holds text
/// back only while its end could be the beginning of a marker.
final class MarkerFilter {
  private final FragmentFilter out;
  private final CodeSpans spans = new CodeSpans();
  private final int[] held = new int[Marker.LONGEST];
  private final StringBuilder folded = new StringBuilder();
  private int heldCount;
  private boolean reasoning;

  MarkerFilter(FragmentFilter out) {
    this.out = out;
  }

  void accept(int codePoint) {
    CodeSpans.Place place = reasoning ? CodeSpans.Place.PROSE : spans.next(codePoint);
    if (place != CodeSpans.Place.PROSE) {
      finish();
      out.accept(codePoint);
    } else if (heldCount > 0) {
      extend(codePoint);
    } else if (Marker.canBeginWith(codePoint)) {
      hold(codePoint);
    } else {
      write(codePoint);
    }
  }

  /// Lets go of the beginning of a marker that never came.
  void finish() {
    for (int i = 0; i < heldCount; i++) {
      write(held[i]);
    }
    clear();
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
      if (heldCount > 0) {
        extend(codePoints[i]);
      } else if (Marker.canBeginWith(codePoints[i])) {
        hold(codePoints[i]);
      } else {
        write(codePoints[i]);
      }
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
