package com.adiuva.adapters.persistence.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The official image of PostgreSQL as an external server, where there is a Docker engine. All that
/// is proven here is proven without one too, on the embedded server.
@Tag("docker")
final class ContainerTest {
  private static final String IMAGE = "postgres:18-alpine";

  @Test
  void migratesAndServes() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "No Docker engine answers, so PostgreSQL's official image is not tried here");
    try (PostgreSQLContainer container = new PostgreSQLContainer(IMAGE)) {
      container.start();
      DatabaseUrl url =
          DatabaseUrl.parse(
              container.getJdbcUrl()
                  + "&user="
                  + container.getUsername()
                  + "&password="
                  + container.getPassword());
      try (Database database = Database.open(url, DatabaseSettings.defaults())) {
        int users =
            database.with(handle ->
                handle.createQuery("SELECT count(*) FROM users").mapTo(Integer.class).one());
        assertThat(users).isZero();
      }
    }
  }
}
