package com.adiuva.adapters.http.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void h11_healthSaysNoMoreThanItMust() {
    server.components.put("llm", Readiness.State.DOWN);
    for (String base : List.of("", "/api/v1")) {
      Answer health = server.callAtRoot("GET", base + "/health", "");
      assertThat(health.status()).isEqualTo(200);
      assertThat(health.body()).isEqualTo("{\"status\":\"ok\",\"version\":\"1.2.3\"}");
      assertThat(server.callAtRoot("GET", base + "/health/live", "").status()).isEqualTo(200);
    }
  }

  @Test
  void readyWhenEverythingIs() {
    server.components.put("billing", Readiness.State.UNCONFIGURED);
    Answer ready = server.callAtRoot("GET", "/health/ready", "");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.json().get("status").textValue()).isEqualTo("ready");
    assertThat(ready.json().get("components").get("billing").textValue()).isEqualTo("unconfigured");
    assertThat(ready.json().get("components").get("database").textValue()).isEqualTo("up");
    assertThat(ready.json().get("components"))
        .as("database, blobs, vectors, llm, billing")
        .hasSize(5);
  }

  @Test
  void degradedWhenSomethingButTheDatabaseIsAway() {
    server.components.put("llm", Readiness.State.DOWN);
    Answer ready = server.get("/health/ready");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.json().get("status").textValue()).isEqualTo("degraded");
    assertThat(ready.json().get("components").get("llm").textValue()).isEqualTo("down");
  }

  @Test
  void unavailableWithoutTheDatabase() {
    server.components.put("database", Readiness.State.DOWN);
    Answer ready = server.get("/health/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.header("Retry-After")).isEqualTo("1");
    assertThat(server.get("/health").status()).isEqualTo(200);
    assertThat(server.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void h10_nothingElseIsServed() {
    for (String path :
        List.of("/", "/docs", "/metrics", "/actuator", "/swagger", "/.env", "/webjars/x")) {
      assertThat(server.callAtRoot("GET", path, "").status()).as(path).isEqualTo(404);
    }
  }
}
