package com.adiuva.adapters.http.blobs;

import com.adiuva.adapters.http.problems.Violations;
import com.adiuva.adapters.http.shared.Exchange;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A field of entity tags (RFC 9110, 8.8.3 and 13.1): `*`, or a list of them.
public final class EntityTags {
  private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

  private final boolean any;
  private final Set<String> strong;
  private final Set<String> all;

  private EntityTags(boolean any, Set<String> strong, Set<String> all) {
    this.any = any;
    this.strong = Set.copyOf(strong);
    this.all = Set.copyOf(all);
  }

  /// @param values every field of that name, in order; together they are one list
  /// @return empty for what is no such list
  static Optional<EntityTags> parse(List<String> values) {
    String list = String.join(",", values).strip();
    if (list.equals("*")) {
      return Optional.of(new EntityTags(true, Set.of(), Set.of()));
    }
    Set<String> strong = new HashSet<>();
    Set<String> all = new HashSet<>();
    Matcher tag = TAG.matcher(list);
    int at = 0;
    while (at < list.length()) {
      char c = list.charAt(at);
      if (c == ',' || c == ' ' || c == '\t') {
        at++;
        continue;
      }
      boolean separate = at == 0 || ", \t".indexOf(list.charAt(at - 1)) >= 0;
      if (!separate || !tag.region(at, list.length()).lookingAt()) {
        return Optional.empty();
      }
      all.add(tag.group(2));
      if (tag.group(1) == null) {
        strong.add(tag.group(2));
      }
      at = tag.end();
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(new EntityTags(false, strong, all));
  }

  /// Weak comparison, as `If-None-Match` needs it.
  ///
  /// @param opaque without quotes
  boolean matchesWeakly(String opaque) {
    return any || all.contains(opaque);
  }

  /// Strong comparison, as `If-Range` needs it.
  boolean matchesStrongly(String opaque) {
    return strong.contains(opaque);
  }

  /// The versions that `If-Match` allows, from tags that are versions. A tag that is none, or weak,
  /// is no version of anything.
  ///
  /// @return null when the request does not ask, or allows any
  /// @throws com.adiuva.domain.shared.ProblemException `ValidationFailed` for what is no list of
  ///   tags: ignoring it would overwrite what the client wanted to protect
  public static @Nullable Set<Long> ifMatch(Exchange exchange) {
    List<String> sent = exchange.headers("If-Match");
    if (sent.isEmpty()) {
      return null;
    }
    Violations violations = new Violations();
    Optional<EntityTags> tags = parse(sent);
    if (tags.isEmpty()) {
      violations.add(
          List.of("header", "If-Match"), "entity_tag", "must be * or entity tags such as \"3\"");
      violations.check();
    }
    return tags.map(EntityTags::versions).orElse(null);
  }

  private @Nullable Set<Long> versions() {
    if (any) {
      return null;
    }
    Set<Long> versions = new HashSet<>();
    for (String tag : strong) {
      if (VERSION.matcher(tag).matches()) {
        versions.add(Long.valueOf(tag));
      }
    }
    return versions;
  }
}
