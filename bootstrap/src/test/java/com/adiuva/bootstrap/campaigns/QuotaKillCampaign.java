package com.adiuva.bootstrap.campaigns;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The quota campaign through two servers that share database and blobs, of which one is killed
/// halfway. What it had reserved is given up when the other one starts anew.
public record QuotaKillCampaign(QuotaCampaign campaign) {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "JWT_SECRET", "two servers of one campaign have the same secret",
          "DEFAULT_TIER", "pro",
          "BCRYPT_COST", "4");

  /// Runs the campaign.
  ///
  /// @param folder empty
  /// @return what was done, in a line
  /// @throws AssertionError when the limit was exceeded, or rows, ledger and blobs disagree
  public String run(Path folder) throws IOException, InterruptedException {
    Path dataDir = Files.createDirectory(folder.resolve("survivor"));
    String done;
    String token;
    long reserved;
    UUID user;
    try (ServerProcess survivor = ServerProcess.serve(dataDir, SETTINGS);
        ServerProcess victim = ServerProcess.serve(beside(folder, dataDir), sharing(dataDir));
        ApiClient one = new ApiClient(survivor.url());
        ApiClient other = new ApiClient(victim.url());
        Books books = Books.besideServer(dataDir)) {
      token =
          StorageClient.expect(201, one.register("quota@example.org", "under 5 GB", "10.0.0.1"))
              .text("access_token");
      user = UUID.fromString(one.get("/auth/me", token).text("id"));
      done =
          campaign.run(new QuotaCampaign.Ground(List.of(one, other), books, token), victim::kill);
      reserved = books.snapshot(user).reserved();
    }
    try (ServerProcess next = ServerProcess.serve(dataDir, SETTINGS);
        ApiClient api = new ApiClient(next.url());
        Books books = Books.besideServer(dataDir)) {
      Books.Snapshot end = books.snapshot(user);
      long used =
          new StorageClient(api, token).usage().body().path("storage").path("used_bytes").asLong();
      if (end.reserved() != 0 || end.ledger() != end.rows() || used != end.rows()) {
        throw new AssertionError("after the restart there is " + end + ", used " + used);
      }
    }
    StorageKillsCampaign.checkStore(dataDir, SETTINGS);
    return done + "; %d bytes reserved by the killed one were given up".formatted(reserved);
  }

  /// Its blobs are those of the other one.
  private static Path beside(Path folder, Path dataDir) throws IOException {
    Path second = Files.createDirectory(folder.resolve("victim"));
    Files.createSymbolicLink(second.resolve("blobs"), dataDir.resolve("blobs"));
    return second;
  }

  private static Map<String, String> sharing(Path dataDir) {
    Map<String, String> all = new HashMap<>(SETTINGS);
    all.put("DATABASE_URL", Books.databaseUrlOf(dataDir));
    return all;
  }
}
