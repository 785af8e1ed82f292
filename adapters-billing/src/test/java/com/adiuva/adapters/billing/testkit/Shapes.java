package com.adiuva.adapters.billing.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which parameters Stripe takes where, as published; see `shapes.txt`.
final class Shapes {
  private static final Pattern WORD = Pattern.compile("([a-z_\\[\\]{}]+)(\\*)?(!)?(?:=(.*))?");
  private static final Pattern METADATA = Pattern.compile("(.*metadata\\]?)\\[[^\\]]{1,40}\\]");
  private static final Pattern ID = Pattern.compile("(/v1/(?:checkout/)?[a-z]+/)[a-z]+_\\w+");
  private static final Shapes PUBLISHED = read();

  private record Shape(boolean open, boolean required, @Nullable Pattern value) {}

  private final Map<String, Map<String, Shape>> endpoints = new LinkedHashMap<>();

  static Shapes published() {
    return PUBLISHED;
  }

  private static Shapes read() {
    Shapes shapes = new Shapes();
    try (InputStream in = Objects.requireNonNull(Shapes.class.getResourceAsStream("shapes.txt"))) {
      Map<String, Shape> current = new LinkedHashMap<>();
      for (String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
        if (line.startsWith(" ")) {
          for (String word : line.strip().split(" +")) {
            addWord(current, word);
          }
        } else if (!line.isBlank() && !line.startsWith("#")) {
          current = new LinkedHashMap<>();
          shapes.endpoints.put(line.strip(), current);
        }
      }
      return shapes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addWord(Map<String, Shape> shapes, String word) {
    Matcher matcher = WORD.matcher(word);
    if (!matcher.matches()) {
      throw new IllegalStateException("no shape: " + word);
    }
    String value = matcher.group(4);
    shapes.put(
        matcher.group(1),
        new Shape(
            matcher.group(2) != null,
            matcher.group(3) != null,
            value == null ? null : Pattern.compile(value)));
  }

  /// The endpoint of a request, such as `GET /v1/subscriptions/{id}`; 404 if there is none here.
  String endpoint(StripeRequest request) {
    String line = request.method() + " " + ID.matcher(request.path()).replaceFirst("$1{id}");
    if (!endpoints.containsKey(line)) {
      throw new StripeError(
          404, "invalid_request_error", null, null, "Unrecognized request URL (" + line + ")");
    }
    return line;
  }

  /// Refuses what Stripe would refuse without looking at what is there.
  void check(String endpoint, Map<String, String> parameters) {
    Map<String, Shape> shapes = Objects.requireNonNull(endpoints.get(endpoint));
    Map<String, Integer> seen = new LinkedHashMap<>();
    parameters.forEach((name, value) -> {
      String general = generalised(name);
      Shape shape = shape(shapes, general);
      if (shape == null) {
        throw StripeError.invalid("parameter_unknown", name, "Received unknown parameter: " + name);
      }
      if (shape.value() != null && !shape.value().matcher(value).matches()) {
        throw StripeError.invalid("parameter_invalid", name, "Invalid value for " + name);
      }
      if (general.endsWith("{}") && value.length() > 500) {
        throw StripeError.invalid("parameter_invalid", name, "Metadata values up to 500");
      }
      seen.merge(general, 1, Integer::sum);
    });
    shapes.forEach((name, shape) -> {
      if (shape.required() && !seen.containsKey(name)) {
        throw StripeError.invalid(
            "parameter_missing", name, "Missing required param: " + name + ".");
      }
    });
  }

  private static @Nullable Shape shape(Map<String, Shape> shapes, String general) {
    Shape exact = shapes.get(general);
    if (exact != null) {
      return exact;
    }
    return shapes.entrySet().stream()
        .filter(entry -> entry.getValue().open() && general.startsWith(entry.getKey() + "["))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static String generalised(String name) {
    Matcher metadata = METADATA.matcher(name);
    String keyed = metadata.matches() ? metadata.group(1) + "{}" : name;
    return keyed.replaceAll("\\[\\d+\\]", "[]");
  }
}
