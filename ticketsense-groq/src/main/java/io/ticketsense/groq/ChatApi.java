package io.ticketsense.groq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Sends chat completion requests, each exactly once, and reads answers of bounded size. */
final class ChatApi {

  static final int MAX_REPLY_BYTES = 1024 * 1024;

  private static final MediaType JSON = MediaType.get("application/json");
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

  private final OkHttpClient client;
  private final HttpUrl url;

  ChatApi(OkHttpClient client, BaseUrl baseUrl) {
    this.client =
        client
            .newBuilder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .addNetworkInterceptor(ChatApi::withoutInvitationToRetry)
            .build();
    this.url = baseUrl.chatCompletions();
  }

  /** Returns the name of the server. */
  String host() {
    return url.host();
  }

  /** Prepares a call, to be executed once; cancelling it ends it from any thread. */
  Call newCall(byte[] body, Optional<ApiKey> key, Duration timeout) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", UserAgent.VALUE)
            .post(RequestBody.create(body, JSON));
    key.ifPresent(k -> request.header("Authorization", k.authorization()));
    Call call = client.newCall(request.build());
    Duration limit = timeout.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : timeout;
    call.timeout().timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    return call;
  }

  /** Executes a call and closes what it opened. */
  Reply execute(Call call) throws IOException {
    try (Response response = call.execute()) {
      return new Reply(response.code(), response.headers(), read(response));
    }
  }

  private static JsonNode read(Response response) throws IOException {
    ResponseBody body = response.body();
    try {
      // The length is known as a rule, and saves copies then.
      byte[] bytes =
          body.contentLength() >= 0 && body.contentLength() <= MAX_REPLY_BYTES
              ? body.bytes()
              : body.byteStream().readNBytes(MAX_REPLY_BYTES + 1);
      return bytes.length > MAX_REPLY_BYTES ? MissingNode.getInstance() : MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      if (response.isSuccessful()) {
        throw e;
      }
      return MissingNode.getInstance(); // The status says enough.
    }
  }

  /**
   * OkHttp itself repeats a request that is answered 503 with Retry-After: 0, and throws where the
   * number is too long for an int; not so here.
   */
  private static Response withoutInvitationToRetry(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    return response.code() == 503 && response.header("Retry-After", "").matches("0+|[0-9]{10,}")
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }
}
