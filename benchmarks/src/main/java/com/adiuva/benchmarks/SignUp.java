package com.adiuva.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Makes one account over the wire.
public final class SignUp {
  private SignUp() {}

  /// @return its access token
  public static String at(String url, String email) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create(url + "/api/v1/auth/register"))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"email\":\"" + email + "\",\"password\":\"as fast as it goes\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode body = new ObjectMapper().readTree(response.body());
      if (response.statusCode() != 201) {
        throw new IllegalStateException("registering answered " + response.statusCode());
      }
      return body.path("access_token").asText();
    }
  }
}
