package com.adiuva.adapters.http.shared;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The origins whose pages may call us: compared exactly, as browsers send them, except that an
/// entry with the port `:*` allows every port of its host.
public final class AllowedOrigins {
  private static final String ANY_PORT = ":*";
  private static final Pattern FORM =
      Pattern.compile(
          "(?<origin>[a-z][a-z0-9+.-]*://(?:[a-z0-9._~-]+|\\[[0-9a-f:.]+]))(?<port>:[0-9]{1,5}|:\\*)?");
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}");

  private final Set<String> exact;
  private final List<String> anyPort;

  private AllowedOrigins(Set<String> exact, List<String> anyPort) {
    this.exact = Set.copyOf(exact);
    this.anyPort = List.copyOf(anyPort);
  }

  /// @param entries such as `https://app.example.org`, `http://localhost:*`, or `app://`, which
  ///   means the origin `app://.` of a packaged Electron client
  /// @throws InvalidValueException for an entry that no browser could send
  public static AllowedOrigins parse(List<String> entries) {
    Set<String> exact = new HashSet<>();
    List<String> anyPort = new ArrayList<>();
    for (String entry : entries) {
      String origin = entry.strip();
      Matcher form = FORM.matcher(origin.endsWith("://") ? origin + "." : origin);
      if (!form.matches()) {
        throw new InvalidValueException(
            "value_error",
            "every origin must be a lower-case scheme and host with an optional port and no path,"
                + " such as https://app.example.org");
      }
      if (ANY_PORT.equals(form.group("port"))) {
        anyPort.add(form.group("origin"));
      } else {
        exact.add(form.group());
      }
    }
    return new AllowedOrigins(exact, anyPort);
  }

  /// Whether pages of this origin, as the `Origin` header names it, are allowed.
  public boolean allows(String origin) {
    if (exact.contains(origin)) {
      return true;
    }
    return anyPort.stream()
        .anyMatch(base ->
            origin.startsWith(base)
                && (origin.length() == base.length()
                    || PORT.matcher(origin.substring(base.length())).matches()));
  }
}
