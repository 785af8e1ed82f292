package com.adiuva.bootstrap.campaigns;

import com.adiuva.adapters.persistence.limits.TestRedis;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The campaign against server processes that share a database and a Redis.
public record LimitsProcesses(LimitsCampaign campaign, int servers) {

  /// Runs the campaign.
  ///
  /// @param folder empty
  /// @return what was done, in a line
  /// @throws AssertionError when more was served than allowed, or less
  public String run(Path folder) throws Exception {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try (TestRedis redis = TestRedis.start()) {
      Map<String, String> settings = settings(redis);
      List<ApiClient> clients = new ArrayList<>();
      for (int i = 0; i < servers; i++) {
        ServerProcess server =
            ServerProcess.serve(Files.createDirectory(folder.resolve("server-" + i)), settings);
        opened.push(server);
        ApiClient client = new ApiClient(server.url());
        opened.push(client);
        clients.add(client);
        settings.put("DATABASE_URL", Books.databaseUrlOf(folder.resolve("server-0")));
      }
      String token =
          StorageClient.expect(
                  201, clients.getFirst().register("limits@example.org", "asks a lot", "10.0.0.1"))
              .text("access_token");
      return campaign.run(clients, token);
    } finally {
      while (!opened.isEmpty()) {
        opened.pop().close();
      }
    }
  }

  private Map<String, String> settings(TestRedis redis) {
    Map<String, String> settings = new HashMap<>();
    settings.put("JWT_SECRET", "the servers of one campaign have the same secret");
    settings.put("BCRYPT_COST", "4");
    settings.put("REDIS_URL", redis.url());
    settings.put("RATE_LIMIT_WINDOW_MILLIS", Long.toString(campaign.window().toMillis()));
    return settings;
  }
}
