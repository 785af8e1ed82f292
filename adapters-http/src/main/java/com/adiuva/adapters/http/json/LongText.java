package com.adiuva.adapters.http.json;

import com.adiuva.adapters.http.bodies.ByteSegments;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;

/// A long text of printable ASCII that was left where it came, in the bytes of the body. Made into
/// characters only when somebody asks for them; base64 is read straight from the bytes.
final class LongText extends TextNode {
  private static final long serialVersionUID = 1L;

  private final transient ByteSegments bytes;
  private final int start;
  private final int length;

  LongText(ByteSegments bytes, int start, int length) {
    super("");
    this.bytes = bytes;
    this.start = start;
    this.length = length;
  }

  int length() {
    return length;
  }

  byte at(int index) {
    return bytes.at(start + index);
  }

  @Override
  public String textValue() {
    byte[] ascii = new byte[length];
    for (int i = 0; i < length; i++) {
      ascii[i] = at(i);
    }
    return new String(ascii, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String asText() {
    return textValue();
  }

  @Override
  public String asText(String defaultValue) {
    return textValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextNode text && text.textValue().equals(textValue());
  }

  @Override
  public int hashCode() {
    return textValue().hashCode();
  }
}
