package com.adiuva.adapters.storage.pinecone;

import com.adiuva.domain.vectors.VectorSpace;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How to reach the service, and what is ours there.
///
/// @param prefix what the names of our indexes begin with
/// @param control where indexes are listed and made; without TLS, the indexes are reached so too
/// @param cloud where new indexes are put, such as `aws`
/// @param region where in that cloud
record PineconeSettings(String apiKey, String prefix, URI control, String cloud, String region) {
  private static final Pattern SPACE = Pattern.compile("([oe])([1-9][0-9]{0,3})");

  /// The name of the index of a space, such as `adiuva-e384`.
  String indexName(VectorSpace space) {
    return prefix + "-" + space.shortName();
  }

  /// The space of the index of that name; empty when the index is none of ours.
  Optional<VectorSpace> spaceOf(String indexName) {
    if (!indexName.startsWith(prefix + "-")) {
      return Optional.empty();
    }
    Matcher matcher = SPACE.matcher(indexName.substring(prefix.length() + 1));
    return matcher.matches()
        ? Optional.of(
            new VectorSpace(matcher.group(1).equals("o"), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /// The address of an index whose host the service told. The key never goes over a plain
  /// connection unless the operator asked for one.
  URI addressOf(String host) {
    return URI.create(control.getScheme() + "://" + host.replaceFirst("^https?://", ""));
  }

  /// Without the key.
  @Override
  public String toString() {
    return "PineconeSettings[" + prefix + " at " + control + "]";
  }
}
