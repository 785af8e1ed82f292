package com.adiuva.adapters.http.blobs;

import com.adiuva.domain.blobs.ByteRange;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which part of the bytes a `Range` header asks for. Several ranges at once, other units and what
/// is no range are ignored, as RFC 9110 allows: then all bytes are sent.
final class RangeHeader {
  private static final Pattern SINGLE =
      Pattern.compile("bytes=[ \t]*([0-9]*)-([0-9]*)[ \t]*", Pattern.CASE_INSENSITIVE);
  private static final int DIGITS = 18;

  private RangeHeader() {}

  /// @param values every `Range` field
  /// @param size of the whole
  /// @return empty when all is to be sent; a range of length 0 when there is nothing in it
  static Optional<ByteRange> parse(List<String> values, long size) {
    if (values.size() != 1) {
      return Optional.empty();
    }
    Matcher range = SINGLE.matcher(values.getFirst());
    if (!range.matches()) {
      return Optional.empty();
    }
    String first = range.group(1);
    String last = range.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? Optional.empty() : Optional.of(lastBytes(number(last), size));
    }
    long from = number(first);
    long to = last.isEmpty() ? Long.MAX_VALUE - 1 : number(last);
    if (to < from) {
      return Optional.empty();
    }
    return Optional.of(
        from >= size
            ? new ByteRange(0, 0)
            : new ByteRange(from, Math.min(to, size - 1) - from + 1));
  }

  private static ByteRange lastBytes(long count, long size) {
    long length = Math.min(count, size);
    return new ByteRange(size - length, length);
  }

  /// More than anything has, when there are too many digits.
  private static long number(String digits) {
    String significant = digits.replaceFirst("^0+", "");
    if (significant.length() > DIGITS) {
      return Long.MAX_VALUE - 1;
    }
    return significant.isEmpty() ? 0 : Long.parseLong(significant);
  }
}
