package com.adiuva.adapters.storage.pinecone;

import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorIndexFactory;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes an index in Pinecone from `PINECONE_API_KEY`, `PINECONE_INDEX` (what our indexes' names
/// begin with), `PINECONE_CLOUD` and `PINECONE_REGION` (where new ones are put) and `PINECONE_HOST`
/// (another address of the service's control plane, such as an emulator's).
public final class PineconeVectorIndexFactory implements VectorIndexFactory {
  /// The service takes 45 characters; `-e4096` is ours.
  private static final Pattern PREFIX = Pattern.compile("[a-z0-9]([a-z0-9-]{0,37}[a-z0-9])?");

  private static final Pattern WORD = Pattern.compile("[a-z0-9-]{1,40}");

  @Override
  public String name() {
    return "pinecone";
  }

  @Override
  public Map<String, String> check(Function<String, @Nullable String> settings) {
    Map<String, String> wrong = new TreeMap<>();
    String key = settings.apply("PINECONE_API_KEY");
    if (key == null || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
      wrong.put("PINECONE_API_KEY", "must be the key of a Pinecone project");
    }
    if (!PREFIX.matcher(or(settings, "PINECONE_INDEX", "adiuva")).matches()) {
      wrong.put("PINECONE_INDEX", "must be at most 39 of a-z, 0-9 and '-', not with '-' at an end");
    }
    for (String place : new String[] {"PINECONE_CLOUD", "PINECONE_REGION"}) {
      if (!WORD.matcher(or(settings, place, "x")).matches()) {
        wrong.put(place, "must be a name as Pinecone uses it, such as aws or us-east-1");
      }
    }
    if (!isAddress(or(settings, "PINECONE_HOST", "https://x"))) {
      wrong.put("PINECONE_HOST", "must be an address such as https://api.pinecone.io");
    }
    return wrong;
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = URI.create(text);
      boolean known = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return known && uri.getHost() != null && uri.getUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public VectorIndex create(Function<String, @Nullable String> settings, String dataDir) {
    String host = or(settings, "PINECONE_HOST", "https://api.pinecone.io");
    return new PineconeVectorIndex(
        new PineconeSettings(
            or(settings, "PINECONE_API_KEY", ""),
            or(settings, "PINECONE_INDEX", "adiuva"),
            URI.create(host.replaceFirst("/+$", "")),
            or(settings, "PINECONE_CLOUD", "aws"),
            or(settings, "PINECONE_REGION", "us-east-1")));
  }

  private static String or(
      Function<String, @Nullable String> settings, String name, String fallback) {
    String value = settings.apply(name);
    return value == null ? fallback : value;
  }
}
