package com.adiuva.bootstrap.demo;

import java.io.PrintStream;

/// Prints what happens, readable for a person; coloured only on a terminal.
final class Transcript {
  private final PrintStream out;
  private final boolean colour;

  Transcript(PrintStream out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  void title(String text) {
    out.println(styled("1", text));
  }

  void passed(String text) {
    out.println(styled("32", "✓ ") + text);
  }

  void failed(String text) {
    out.println(styled("31", "✗ ") + text);
  }

  void said(String who, String text) {
    out.println(styled("36", "  " + who + " ") + text.replace("\n", "\n     "));
  }

  void action(String text) {
    out.println(styled("33", "  → ") + text);
  }

  private String styled(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
