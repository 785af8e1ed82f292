package com.adiuva.benchmarks.load;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A number of bytes as on Java's own command line: `1g`, `64m`, `1k`, `100`.
public record ByteSize(long bytes) {

  /// For options.
  public static final class Converter implements ITypeConverter<ByteSize> {
    /// For picocli.
    public Converter() {}

    @Override
    public ByteSize convert(String text) {
      if (!text.matches("[1-9]\\d{0,9}[kmg]?")) {
        throw new TypeConversionException("must be a size such as 1g or 64m");
      }
      int shift =
          switch (text.charAt(text.length() - 1)) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
          };
      return new ByteSize(
          Long.parseLong(shift == 0 ? text : text.substring(0, text.length() - 1)) << shift);
    }
  }
}
