package com.adiuva.adapters.llm.streaming;

import com.adiuva.adapters.llm.http.Connection;
import com.adiuva.adapters.llm.http.Connections;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// The HTTP client that langchain4j's providers get from us. Theirs cannot be stopped before the
/// first token; here each call runs on its caller's thread inside an [Exchange] that can.
///
/// Streamed calls only. Follows no redirect, so a key goes nowhere but where it was meant to.
public final class ProviderHttp implements HttpClient {
  static final ScopedValue<Exchange> EXCHANGE = ScopedValue.newInstance();
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final Connections connections = new Connections();

  private final UnaryOperator<String> bodyEdit;

  /// Opens the connections of one provider.
  @FunctionalInterface
  public interface Source {
    ProviderHttp open();
  }

  public ProviderHttp() {
    this(body -> body);
  }

  private ProviderHttp(UnaryOperator<String> bodyEdit) {
    this.bodyEdit = bodyEdit;
  }

  /// Connections to a provider that refuses requests with this field.
  public static ProviderHttp leavingOut(String field) {
    return new ProviderHttp(body -> ModelJson.without(field, body));
  }

  /// For a langchain4j model's builder.
  public HttpClientBuilder builder() {
    return new Builder();
  }

  /// The connection of one call.
  Connection connection() {
    return connections.open();
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    HttpRequest edited =
        HttpRequest.builder()
            .method(request.method())
            .url(request.url())
            .headers(request.headers())
            .body(bodyEdit.apply(request.body()))
            .build();
    EXCHANGE.get().run(edited, parser, listener);
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    throw new UnsupportedOperationException("streamed calls only");
  }

  /// Timeouts are the exchange's affair.
  private final class Builder implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
      return CONNECT;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return CONNECT;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public HttpClient build() {
      return ProviderHttp.this;
    }
  }
}
