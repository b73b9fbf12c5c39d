package io.ticketsense.groq;

import io.ticketsense.groq.GroqTriageModel.Dialect;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Where the API is, and whether it is Groq's own. */
record BaseUrl(HttpUrl url) {

  static final BaseUrl GROQ = of("https://api.groq.com/openai/v1");

  private static final String GROQ_HOST = "api.groq.com";
  private static final int OLLAMA_PORT = 11_434;

  /**
   * Takes a base URL as people write it. Groq has one path only, and no other scheme than https, so
   * these are filled in.
   *
   * @throws IllegalArgumentException if it is none, without saying how it reads
   */
  static BaseUrl of(String text) {
    HttpUrl url =
        Optional.ofNullable(HttpUrl.parse(text))
            .filter(u -> u.username().isEmpty() && u.password().isEmpty())
            .filter(u -> u.query() == null && u.fragment() == null)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "A base URL must start with http:// or https:// and hold no credentials,"
                            + " query or fragment, such as http://localhost:11434/v1"));
    return new BaseUrl(url.host().equals(GROQ_HOST) ? completed(url) : url);
  }

  private static HttpUrl completed(HttpUrl url) {
    HttpUrl.Builder completed = url.newBuilder().encodedPath("/openai/v1");
    if (url.port() == HttpUrl.defaultPort("http")) {
      completed
          .scheme("https")
          .port(HttpUrl.defaultPort("https")); // The key is not to be overheard.
    }
    return completed.build();
  }

  boolean isGroq() {
    return url.host().equals(GROQ_HOST);
  }

  /** Returns what is known to be spoken at this address. */
  Dialect dialect() {
    if (isGroq()) {
      return Dialect.GROQ;
    }
    if (url.host().equals("api.openai.com")) {
      return Dialect.OPENAI;
    }
    return url.port() == OLLAMA_PORT ? Dialect.OLLAMA : Dialect.OTHER;
  }

  HttpUrl chatCompletions() {
    return url.newBuilder().addPathSegments("chat/completions").build();
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
