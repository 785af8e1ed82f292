package com.adiuva.adapters.persistence.limits;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a Redis or Valkey is and how to log in there.
///
/// @param tls whether to speak TLS, and to believe no other host's certificate
/// @param user null for the server's default user
/// @param password null for none
public record RedisUrl(
    String host,
    int port,
    boolean tls,
    @Nullable String user,
    @Nullable String password,
    int database) {
  private static final int USUAL_PORT = 6379;
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile(
          "(?:redis|valkey)(?<tls>s?)://(?:(?<user>[^:@/?#]*):(?<password>[^@/?#]*)@)?"
              + "(?<host>[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?"
              + "(?:/(?<database>[0-9]{0,4}))?");

  /// Reads `redis://user:password@host:6379/0`, `rediss://` for TLS, and the same with `valkey://`
  /// and `valkeys://`. All but the host may be missing; the user and the password are
  /// percent-decoded.
  ///
  /// @throws IllegalArgumentException saying what is wrong without repeating any of the text
  public static RedisUrl parse(String text) {
    Matcher url = FORM.matcher(text.strip());
    if (!url.matches()) {
      throw new IllegalArgumentException(
          "must be an address such as redis://:password@localhost:6379/0 (rediss:// for TLS; special"
              + " characters are written %40 for @ and so on)");
    }
    String port = url.group("port");
    int number = port == null ? USUAL_PORT : Integer.parseInt(port);
    if (number < 1 || number > HIGHEST_PORT) {
      throw new IllegalArgumentException("names a port that does not exist");
    }
    String database = url.group("database");
    return new RedisUrl(
        url.group("host").replaceAll("[\\[\\]]", ""),
        number,
        !url.group("tls").isEmpty(),
        decoded(url.group("user")),
        decoded(url.group("password")),
        database == null || database.isEmpty() ? 0 : Integer.parseInt(database));
  }

  private static @Nullable String decoded(@Nullable String part) {
    if (part == null || part.isEmpty()) {
      return null;
    }
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "has a user or password in which a % is not written %25", e);
    }
  }

  @Override
  public String toString() {
    return "RedisUrl[" + host + ":" + port + (tls ? ", TLS" : "") + "]";
  }
}
