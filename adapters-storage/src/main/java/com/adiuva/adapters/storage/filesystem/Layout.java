package com.adiuva.adapters.storage.filesystem;

import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.shared.Checksum;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a key's file lies: `ab/<owner>/cd/<rest>`, with two digits of the hash of the owner and of
/// the whole key, so that no folder grows without bounds and one owner's blobs lie together.
///
/// A name says `~` for `/` and `=x` for `X`, for not every filesystem tells `x` from `X`. A name
/// longer than those take goes on in a folder that ends with `+`, and there begins with one.
final class Layout {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{2}");
  private static final int LONGEST_NAME = 200;

  private final Path root;

  Layout(Path root) {
    this.root = root;
  }

  /// The file of the key.
  Path file(BlobKey key) {
    String value = key.value();
    int slash = value.indexOf('/');
    Path folder = owner(value.substring(0, slash)).resolve(hash(value).substring(0, 2));
    String name = encode(value.substring(slash + 1));
    while (name.length() > LONGEST_NAME) {
      folder = folder.resolve(name.substring(0, LONGEST_NAME) + "+");
      name = "+" + name.substring(LONGEST_NAME); // never `..`
    }
    return folder.resolve(name);
  }

  /// The folder with all of an owner's files.
  Path owner(String owner) {
    return root.resolve(hash(owner).substring(0, 2)).resolve(encode(owner));
  }

  /// Whether a folder in the root holds blobs.
  static boolean holdsBlobs(Path folder) {
    return HASH.matcher(String.valueOf(folder.getFileName())).matches();
  }

  /// The key whose file this is; empty for one that we did not put there.
  Optional<BlobKey> key(Path file) {
    Path path = root.relativize(file);
    if (path.getNameCount() < 4) {
      return Optional.empty();
    }
    StringBuilder name = new StringBuilder();
    for (Path part : path.subpath(3, path.getNameCount())) {
      name.append(part.toString().replace("+", ""));
    }
    try {
      BlobKey key = new BlobKey(decode(path.getName(1).toString()) + "/" + decode(name.toString()));
      return file.equals(file(key)) ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// 32 hexadecimal digits that hardly any other text has.
  static String hash(String text) {
    return Checksum.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
  }

  private static String encode(String text) {
    StringBuilder name = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/') {
        name.append('~');
      } else if (c >= 'A' && c <= 'Z') {
        name.append('=').append(Character.toLowerCase(c));
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }

  private static String decode(String name) {
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '=' && i + 1 < name.length()) {
        i++;
        text.append(name.substring(i, i + 1).toUpperCase(Locale.ROOT));
      } else {
        text.append(c == '~' ? '/' : c);
      }
    }
    return text.toString();
  }
}
