package com.adiuva.adapters.billing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the scripted server refuses, so that a gateway that passes here speaks as Stripe wants.
final class ScriptedStripeTest {
  private static final ScriptedStripe STRIPE = ScriptedStripe.start();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  @AfterAll
  static void close() {
    HTTP.close();
    STRIPE.close();
  }

  private static JsonNode send(String method, String path, String form, Map<String, String> headers)
      throws IOException, InterruptedException {
    Map<String, String> all = new TreeMap<>();
    all.put("Authorization", "Bearer " + ScriptedStripe.SECRET_KEY);
    all.put("Stripe-Version", "2026-05-27.dahlia");
    all.put("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8");
    all.putAll(headers);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(STRIPE.baseUrl().resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(form));
    all.forEach(request::header);
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Request-Id")).isPresent();
    return JSON.readTree(answer.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | /v1/customers | email=a&colour=red | parameter_unknown
          POST | /v1/customers | metadata[a][b]=1 | parameter_unknown
          POST | /v1/checkout/sessions | mode=subscription | parameter_missing
          POST | /v1/checkout/sessions | mode=gift | parameter_invalid
          POST | /v1/checkout/sessions | line_items[0][size]=1 | parameter_unknown
          GET | /v1/subscriptions?limit=101 | '' | parameter_invalid
          GET | /v1/subscriptions?customer=cus_0 | '' | resource_missing
          GET | /v1/subscriptions/sub_0 | '' | resource_missing
          POST | /v1/subscriptions/sub_0 | cancel_at_period_end=yes | parameter_invalid
          DELETE | /v1/subscriptions/sub_0 | '' | resource_missing
          """)
  void refusesWhatStripeRefuses(String method, String path, String form, String code)
      throws Exception {
    assertThat(send(method, path, form, Map.of()).at("/error/code").asText()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer sk_test_other",
    "Authorization, Basic c2tfdGVzdA==",
    "Stripe-Version, 2019-02-19",
    "Content-Type, application/json",
  })
  void refusesHeadersThatAreNotOurs(String name, String value) throws Exception {
    JsonNode answer = send("POST", "/v1/customers", "email=a", Map.of(name, value));
    assertThat(answer.at("/error/type").asText()).isEqualTo("invalid_request_error");
  }

  @Test
  void repeatsAnAnswerUnderItsKey() throws Exception {
    Map<String, String> key = Map.of("Idempotency-Key", "k");
    JsonNode first = send("POST", "/v1/customers", "email=a", key);
    assertThat(send("POST", "/v1/customers", "email=a", key)).isEqualTo(first);
    assertThat(send("POST", "/v1/customers", "email=b", key).at("/error/type").asText())
        .isEqualTo("idempotency_error");
    assertThat(send("POST", "/v1/customers", "email=a", Map.of())).isNotEqualTo(first);
  }
}
