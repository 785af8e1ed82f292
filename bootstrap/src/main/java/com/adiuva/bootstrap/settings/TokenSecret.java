package com.adiuva.bootstrap.settings;

import com.adiuva.domain.shared.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/// The secret that access tokens are signed with.
public final class TokenSecret {
  private static final int MIN_BYTES = 32;
  private static final String FILE = "jwt.secret";
  private static final Set<String> PLACEHOLDERS =
      Set.of("changeme", "secret", "placeholder", "yoursecretkey", "yoursecret", "jwtsecret");

  private TokenSecret() {}

  static Secret checked(String text, boolean dev) {
    if (!dev) {
      String letters = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
      if (letters.contains("changeme") || PLACEHOLDERS.contains(letters)) {
        throw new InvalidValueException(
            "value_error", "is a placeholder; set a random one or leave it unset to have one made");
      }
      if (text.getBytes(StandardCharsets.UTF_8).length < MIN_BYTES) {
        throw new InvalidValueException(
            "value_error",
            "must be at least 32 bytes when ENV=prod; or leave it unset to have one made");
      }
    }
    return new Secret(text);
  }

  /// The secret kept in the folder, made on first use and readable by its owner alone.
  ///
  /// @throws IOException when the folder cannot be read or written
  public static Secret keptIn(Path dataDir) throws IOException {
    Path file = dataDir.resolve(FILE);
    Files.createDirectories(dataDir);
    if (!Files.exists(file)) {
      make(file);
    }
    String text = Files.readString(file).strip();
    if (text.length() < MIN_BYTES) {
      throw new IOException(FILE + " in DATA_DIR is damaged; delete it to have a new one made");
    }
    return new Secret(text);
  }

  private static void make(Path file) throws IOException {
    byte[] bytes = new byte[64];
    new SecureRandom().nextBytes(bytes);
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(draft, HexFormat.of().formatHex(bytes), StandardOpenOption.SYNC);
      // A link, not a rename: of two servers that start at once, both use the one that was first.
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // another server was faster
    } finally {
      Files.delete(draft);
    }
  }
}
