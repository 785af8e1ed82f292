package com.adiuva.adapters.llm.bedrock;

import com.adiuva.adapters.llm.streaming.ProviderHttp;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/// The AWS SDK's way to the network, through the exchange of the calling thread: a call is over
/// when `execute` returns.
final class ExchangeHttpClient implements SdkAsyncHttpClient {
  /// What the exchange writes itself, with the values that were signed.
  private static final Set<String> OURS = Set.of("host", "content-length", "connection", "expect");

  private static final ServerSentEventListener NO_EVENTS =
      new ServerSentEventListener() {
        @Override
        public void onEvent(ServerSentEvent event) {
          // the SDK decodes the bytes
        }

        @Override
        public void onError(Throwable error) {
          // comes out of the exchange
        }
      };

  private final ProviderHttp http;

  ExchangeHttpClient(ProviderHttp http) {
    this.http = http;
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest call) {
    try {
      HttpRequest request = request(call.request(), body(call.requestContentPublisher()));
      http.execute(
          request,
          (body, listener) -> receive(call.responseHandler(), new ByteSource(body)),
          NO_EVENTS);
      return CompletableFuture.completedFuture(null);
    } catch (RuntimeException | Error e) {
      BedrockChat.note(e);
      call.responseHandler().onError(e);
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void receive(SdkAsyncHttpResponseHandler handler, ByteSource source) {
    handler.onHeaders(
        SdkHttpResponse.builder()
            .statusCode(200)
            .putHeader("content-type", "application/vnd.amazon.eventstream")
            .build());
    handler.onStream(source);
    source.pump();
  }

  private static HttpRequest request(SdkHttpRequest signed, String body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    signed.forEachHeader((name, values) -> {
      if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
        headers.put(name, values);
      }
    });
    return HttpRequest.builder()
        .method(HttpMethod.valueOf(signed.method().name()))
        .url(signed.getUri().toString())
        .headers(headers)
        .body(body)
        .build();
  }

  /// The body is in memory, so it is there as soon as it is asked for.
  private static String body(Publisher<ByteBuffer> publisher) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    publisher.subscribe(
        new Subscriber<>() {
          @Override
          public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(ByteBuffer part) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
          }

          @Override
          public void onError(@Nullable Throwable error) {
            throw new IllegalStateException("no request body", error);
          }

          @Override
          public void onComplete() {
            // subscribe() returns
          }
        });
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String clientName() {
    return "Exchange";
  }

  @Override
  public void close() {
    // nothing is kept open
  }
}
