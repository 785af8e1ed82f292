package com.adiuva.adapters.http.blobs;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.domain.blobs.ByteRange;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Bytes somebody may have: whole, in part, or not again when the client has them already.
///
/// @param size how many there are
/// @param tag the entity tag without its quotes
/// @param lastModified null when it is not said
/// @param headers more to say about them, also when they are not sent
public record Download(
    long size, String tag, @Nullable Instant lastModified, Map<String, String> headers) {
  private static final String MEDIA_TYPE = "application/octet-stream";

  public Download {
    lastModified = lastModified == null ? null : lastModified.truncatedTo(ChronoUnit.SECONDS);
    headers = Map.copyOf(headers);
  }

  /// Answers with what the request's conditions and range leave of them.
  ///
  /// @param open opens a part of the bytes
  public void answer(Exchange exchange, Function<ByteRange, InputStream> open) {
    if (isKnown(exchange)) {
      headers().forEach(exchange::setHeader);
      validators().forEach(exchange::setHeader);
      exchange.respond(304);
      return;
    }
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(validators());
    all.put("Content-Type", MEDIA_TYPE);
    all.putIfAbsent("Content-Disposition", "attachment");
    all.put("Accept-Ranges", "bytes");
    Optional<ByteRange> range = range(exchange);
    if (range.isEmpty()) {
      exchange.stream(200, all, size, () -> open.apply(ByteRange.all(size)));
      return;
    }
    ByteRange part = range.get();
    if (part.length() == 0) {
      exchange.setHeader("Content-Range", "bytes */" + size);
      throw new EdgeException(EdgeProblem.RANGE_NOT_SATISFIABLE);
    }
    all.put("Content-Range", "bytes " + part.first() + "-" + (part.end() - 1) + "/" + size);
    exchange.stream(206, all, part.length(), () -> open.apply(part));
  }

  private Map<String, String> validators() {
    Map<String, String> validators = new LinkedHashMap<>(Map.of("ETag", '"' + tag + '"'));
    if (lastModified != null) {
      validators.put("Last-Modified", HttpDates.format(lastModified));
    }
    return validators;
  }

  /// Whether the client has them. Tags say it better than dates; what is neither says nothing.
  private boolean isKnown(Exchange exchange) {
    List<String> tags = exchange.headers("If-None-Match");
    if (!tags.isEmpty()) {
      return EntityTags.parse(tags).map(known -> known.matchesWeakly(tag)).orElse(false);
    }
    List<String> since = exchange.headers("If-Modified-Since");
    return lastModified != null
        && since.size() == 1
        && HttpDates.parse(since.getFirst()).map(date -> !lastModified.isAfter(date)).orElse(false);
  }

  private Optional<ByteRange> range(Exchange exchange) {
    return exchange.isHead() || !isRangeWanted(exchange.headers("If-Range"))
        ? Optional.empty()
        : RangeHeader.parse(exchange.headers("Range"), size);
  }

  /// Whether the part that is asked for is one of these bytes, and not of what was before them.
  private boolean isRangeWanted(List<String> condition) {
    if (condition.isEmpty()) {
      return true;
    }
    return EntityTags.parse(condition)
        .map(known -> known.matchesStrongly(tag))
        .orElseGet(() ->
            lastModified != null
                && HttpDates.parse(condition.getFirst()).equals(Optional.of(lastModified)));
  }
}
