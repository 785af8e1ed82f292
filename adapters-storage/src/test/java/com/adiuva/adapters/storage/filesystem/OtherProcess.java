package com.adiuva.adapters.storage.filesystem;

import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.ByteRange;
import com.adiuva.domain.blobs.Bytes;
import com.adiuva.domain.blobs.Downloads;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A program that uses a store, started by tests as a process of its own.
final class OtherProcess {
  private static final PrintStream OUT = System.out;

  private OtherProcess() {}

  /// `fill <folder>`: stores blobs of 100 kB until the disk is full and says how that went; `hold
  /// <folder> <key>`: puts and never comes to an end.
  public static void main(String[] arguments) throws IOException {
    try (BlobStore store = new FilesystemBlobStore(Path.of(arguments[1]), Downloads.signed())) {
      if (arguments[0].equals("fill")) {
        fill(store, Path.of(arguments[1]));
      } else {
        hold(store, new BlobKey(arguments[2]));
      }
    }
  }

  private static void fill(BlobStore store, Path folder) throws IOException {
    byte[] bytes = Bytes.random(100_000, 1);
    String code = "";
    int stored = 0;
    while (code.isEmpty()) {
      try {
        put(store, new BlobKey("user/fill/" + stored), bytes);
        stored++;
      } catch (ProblemException e) {
        code = e.problem().code();
      }
    }
    int listed = 0;
    int whole = 0;
    for (var blob : store.list("user/").toList()) {
      listed++;
      try (InputStream stream = store.open(blob.key(), ByteRange.all(100_000)).orElseThrow()) {
        whole += Checksum.of(stream.readAllBytes()).equals(Checksum.of(bytes)) ? 1 : 0;
      }
    }
    String[] left = folder.resolve("unfinished").toFile().list();
    store.delete(new BlobKey("user/fill/0"));
    put(store, new BlobKey("user/fill/again"), bytes);
    OUT.printf(
        "%s stored=%s listed=%s unfinished=%d%n",
        code, stored > 5, listed == stored && whole == stored, left == null ? -1 : left.length);
  }

  private static void put(BlobStore store, BlobKey key, byte[] bytes) {
    store.put(
        key, new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length), Checksum.of(bytes));
  }

  private static void hold(BlobStore store, BlobKey key) {
    Bytes.Held content = new Bytes.Held(Bytes.random(200_000, 1));
    Thread.ofVirtual()
        .start(() -> {
          try {
            content.awaitReached();
            OUT.println("holding");
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    store.put(key, content, OptionalLong.empty(), Checksum.of(new byte[0]));
  }

  /// Starts this program with some words before its command line.
  static Process start(List<String> before, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
    command.add(OtherProcess.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /// What the process says until its end.
  static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
