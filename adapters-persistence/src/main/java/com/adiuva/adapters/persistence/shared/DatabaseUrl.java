package com.adiuva.adapters.persistence.shared;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL database is and how to log in there.
///
/// @param hosts one `host` or `host:port`, or several separated by commas
/// @param database its name
/// @param parameters as the JDBC driver names them
public record DatabaseUrl(
    String hosts, String database, String user, String password, Map<String, String> parameters) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?(?:\\+(?:asyncpg|psycopg2?))?://"
              + "(?:(?<userinfo>[^/?#]*)@)?(?<hosts>[^/?#@]*)(?:/(?<db>[^/?#]*))?(?:\\?(?<query>[^#]*))?");
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?");

  /// What libpq and the Python drivers call things that the JDBC driver calls otherwise.
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "channel_binding", "channelBinding",
          "target_session_attrs", "targetServerType",
          "ssl", "sslmode");

  public DatabaseUrl {
    parameters = Map.copyOf(parameters);
  }

  /// Reads `postgresql://user:password@host:5432/database?sslmode=require`, the same with
  /// `postgres://`, `jdbc:postgresql://`, `postgresql+asyncpg://` or `postgresql+psycopg2://`. User
  /// and password may also be query parameters, as JDBC has it; everything is percent-decoded.
  ///
  /// @throws IllegalArgumentException saying what is wrong without repeating any of the text
  public static DatabaseUrl parse(String text) {
    Matcher url = FORM.matcher(text.strip());
    if (!url.matches()) {
      throw wrong(
          "it does not have that form (special characters are written %40 for @ and so on)");
    }
    Map<String, String> parameters = parameters(url.group("query"));
    String[] userinfo = orEmpty(url.group("userinfo")).split(":", 2);
    String user = decode(userinfo[0]);
    String password = userinfo.length > 1 ? decode(userinfo[1]) : "";
    String namedUser = parameters.remove("user");
    String namedPassword = parameters.remove("password");
    user = user.isEmpty() ? orEmpty(namedUser) : user;
    if (user.isEmpty()) {
      throw wrong("it names no user");
    }
    String database = decode(orEmpty(url.group("db")));
    return new DatabaseUrl(
        hosts(orEmpty(url.group("hosts"))),
        database.isEmpty() ? user : database,
        user,
        password.isEmpty() ? orEmpty(namedPassword) : password,
        parameters);
  }

  /// For the JDBC driver; login and parameters are handed over apart.
  String jdbcUrl() {
    return "jdbc:postgresql://" + hosts + "/" + encode(database);
  }

  /// The one-line form that [#parse] reads, password included.
  String reveal() {
    StringBuilder text = new StringBuilder("postgresql://");
    text.append(encode(user)).append(':').append(encode(password)).append('@').append(hosts);
    text.append('/').append(encode(database));
    char separator = '?';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text.append(separator).append(encode(parameter.getKey()));
      text.append('=').append(encode(parameter.getValue()));
      separator = '&';
    }
    return text.toString();
  }

  /// The same server and login, another database on it.
  DatabaseUrl withDatabase(String other) {
    return new DatabaseUrl(hosts, other, user, password, parameters);
  }

  /// Host and database, never the login.
  @Override
  public String toString() {
    return hosts + "/" + database;
  }

  private static String hosts(String text) {
    if (text.isEmpty()) {
      return "localhost";
    }
    for (String host : text.split(",", -1)) {
      Matcher form = HOST.matcher(host);
      if (!form.matches()) {
        throw wrong("its host is not a host name or address with an optional port");
      }
      String port = form.group("port");
      if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
        throw wrong("its port is not between 1 and 65535");
      }
    }
    return text;
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : orEmpty(query).split("&", -1)) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        String value = parts.length > 1 ? decode(parts[1]) : "";
        parameters.put(driverName(decode(parts[0]), value), driverValue(value));
      }
    }
    return parameters;
  }

  private static String driverName(String name, String value) {
    boolean driversOwn = name.equals("ssl") && (value.equals("true") || value.equals("false"));
    return driversOwn ? name : DRIVER_NAMES.getOrDefault(name, name);
  }

  private static String driverValue(String value) {
    return value.equals("read-write") ? "primary" : value;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /// Percent-decoding alone: a plus sign is a plus sign, unlike in forms.
  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[raw.length];
    int length = 0;
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        decoded[length++] = raw[i];
        continue;
      }
      int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw wrong("a % in it is not followed by two hexadecimal digits (write %25 for a %)");
      }
      decoded[length++] = (byte) (high * 16 + low);
      i += 2;
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b == '-' || b == '_' || b == '.' || (b > 0 && Character.isLetterOrDigit(b));
      encoded.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
    }
    return encoded.toString();
  }

  private static IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException(
        "must look like postgresql://user:password@host:5432/database, but " + reason);
  }
}
