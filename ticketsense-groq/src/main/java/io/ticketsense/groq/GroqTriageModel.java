package io.ticketsense.groq;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.spi.Scheduler;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.groq.Outcome.Answer;
import io.ticketsense.memory.InMemoryQuotaGate;
import io.ticketsense.port.QuotaGate;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labels tickets with a language model behind Groq or another OpenAI-compatible API:
 *
 * <pre>{@code
 * try (GroqTriageModel primary = GroqTriageModel.builder(key).build();
 *     GroqTriageModel fallback =
 *         GroqTriageModel.builder(key).model(GroqTriageModel.DEFAULT_FALLBACK_MODEL).build()) {
 *   TriageService triage =
 *       TriageService.builder(FallbackTriageModel.of(primary, fallback)).build();
 *   ...
 * }
 * }</pre>
 *
 * <p>After rate limits, outages and timeouts a triage waits 1, 2 and 4 seconds, or as long as the
 * server asks for, and asks again. An invalid answer is asked for again once, at once, and so is
 * one that a changed request may get. A wait that would last until the deadline is not begun: the
 * triage fails and says how long it would have been.
 *
 * <p>Safe for all threads. Each request under way takes a thread besides the one that waits.
 */
public final class GroqTriageModel implements TriageModel, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroqTriageModel.class);

  /** The model asked by default. */
  public static final String DEFAULT_MODEL = "openai/gpt-oss-120b";

  /** A smaller and faster model with limits of its own, to ask when the first one fails. */
  public static final String DEFAULT_FALLBACK_MODEL = "openai/gpt-oss-20b";

  private static final Duration DEFAULT_ATTEMPT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** As many as a bulk run may have under way: a connection that is closed costs a handshake. */
  private static final int MAX_IDLE_CONNECTIONS = 1_024;

  /** Shorter than what load balancers allow, so that they do not close one that is being used. */
  private static final int KEEP_ALIVE_SECONDS = 55;

  /** Asks again as each failure's plan says; how often is up to the plan. */
  private static final RetryPolicy<Answer> RETRIES =
      RetryPolicy.<Answer>builder()
          .handleIf(e -> e instanceof AttemptException failed && failed.pause().isPresent())
          .withDelayFnOn(
              context -> context.<AttemptException>getLastException().pause().orElseThrow(),
              AttemptException.class)
          .withMaxRetries(-1)
          .onRetryScheduled(
              event ->
                  LOG.debug(
                      "{}; asking again after {}",
                      event.getLastException().getMessage(),
                      event.getDelay()))
          .build();

  /** Whose variant of the API a server speaks, which decides what may be sent to it. */
  public enum Dialect {
    /** Groq's own API. */
    GROQ,
    /** OpenAI's own API. */
    OPENAI,
    /** Ollama. */
    OLLAMA,
    /** vLLM. */
    VLLM,
    /** The server of llama.cpp. */
    LLAMA_CPP,
    /** Any other; only what all servers know is sent. */
    OTHER
  }

  private final String model;
  private final BaseUrl baseUrl;
  private final Optional<Supplier<ApiKey>> key;
  private final Server server;
  private final Scheduler scheduler;
  private final List<Runnable> onClose = new ArrayList<>();

  private final Map<TriageCall, Future<?>> underWay = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private GroqTriageModel(Builder builder) {
    this.model = builder.model;
    this.baseUrl = builder.baseUrl;
    this.key = builder.key;
    Dialect dialect = builder.dialect.orElseGet(baseUrl::dialect);
    Profile profile = Profile.of(dialect, model);
    this.server =
        new Server(
            model,
            dialect == Dialect.GROQ,
            profile,
            new RequestTemplates(model, profile),
            new Ladder(model, profile.bestFormat()),
            new Notices(),
            builder.gate.orElseGet(
                () -> InMemoryQuotaGate.builder().ticker(builder.ticker).build()),
            new ChatApi(builder.client.orElseGet(this::openClient), baseUrl),
            builder.attemptTimeout,
            builder.clock,
            builder.ticker,
            builder.random);
    this.scheduler = builder.scheduler.orElseGet(this::openThreads);
  }

  /**
   * Starts a model with a key.
   *
   * @param apiKey sent as a bearer token
   * @return a builder for {@value #DEFAULT_MODEL} at Groq
   * @throws IllegalArgumentException if the key is blank or does not fit into a header
   */
  public static Builder builder(String apiKey) {
    ApiKey key = ApiKey.of(apiKey);
    return new Builder(Optional.of(() -> key));
  }

  /**
   * Starts a model with a key that may change.
   *
   * @param apiKey asked once per triage, on the thread that triages; what it throws, and a key that
   *     is blank or does not fit into a header, fails that triage as unauthenticated
   * @return a builder for {@value #DEFAULT_MODEL} at Groq
   */
  public static Builder builder(Supplier<String> apiKey) {
    return new Builder(Optional.of(() -> ApiKey.of(apiKey.get())));
  }

  /**
   * Starts a model without a key, for a server of your own.
   *
   * @return a builder that needs a base URL
   */
  public static Builder builder() {
    return new Builder(Optional.empty());
  }

  /** Returns the model id. */
  @Override
  public String name() {
    return model;
  }

  @Override
  public TriageResult triage(TriageRequest request) {
    TriageCall call = newCall(request);
    CompletableFuture<Answer> future =
        Failsafe.with(RETRIES).with(scheduler).getAsync(call::attempt);
    underWay.put(call, future);
    try {
      if (closed) {
        future.cancel(true);
      }
      Answer answer = call.await(future);
      return TriageResult.of(answer.output(), model, call.attempts(), answer.adjustments());
    } finally {
      underWay.remove(call);
    }
  }

  /**
   * Gives up what is under way, with reason {@link FailureReason#CANCELLED CANCELLED}, and closes
   * what was opened here: the threads, and the client unless it was passed in. May be called twice.
   */
  @Override
  public void close() {
    closed = true;
    underWay.values().forEach(future -> future.cancel(true));
    onClose.forEach(Runnable::run);
  }

  @Override
  public String toString() {
    return "GroqTriageModel[" + model + " at " + baseUrl + "]";
  }

  private TriageCall newCall(TriageRequest request) {
    if (request.deadline().hasPassed()) {
      throw refused(FailureReason.TIMEOUT, "was not asked: no time was left");
    }
    if (closed) {
      throw refused(FailureReason.CANCELLED, "is closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw refused(FailureReason.CANCELLED, "was not asked: the thread is interrupted");
    }
    return new TriageCall(server, request, currentKey());
  }

  private Optional<ApiKey> currentKey() {
    try {
      return key.map(Supplier::get);
    } catch (RuntimeException e) {
      // Its message may hold the key.
      throw refused(
          FailureReason.UNAUTHENTICATED,
          "was not asked: there is no usable key, " + e.getClass().getName());
    }
  }

  private TriageFailedException refused(FailureReason reason, String detail) {
    return new TriageFailedException(reason, model + " " + detail, List.of());
  }

  private OkHttpClient openClient() {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT_TIMEOUT)
            .connectionPool(
                new ConnectionPool(MAX_IDLE_CONNECTIONS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
            .build();
    onClose.add(client.connectionPool()::evictAll);
    return client;
  }

  private Scheduler openThreads() {
    RequestThreads threads = new RequestThreads();
    onClose.add(threads::close);
    return threads;
  }

  /** Wires a {@link GroqTriageModel}. Not safe for use by several threads. */
  public static final class Builder {

    private final Optional<Supplier<ApiKey>> key;
    private String model = DEFAULT_MODEL;
    private BaseUrl baseUrl = BaseUrl.GROQ;
    private Optional<Dialect> dialect = Optional.empty();
    private Optional<OkHttpClient> client = Optional.empty();
    private Optional<QuotaGate> gate = Optional.empty();
    private Duration attemptTimeout = DEFAULT_ATTEMPT_TIMEOUT;
    private Optional<Scheduler> scheduler = Optional.empty();
    private Clock clock = Clock.systemUTC();
    private Ticker ticker = Ticker.system();
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    private Builder(Optional<Supplier<ApiKey>> key) {
      this.key = key;
    }

    /**
     * Chooses the model.
     *
     * @param model its id on the server, by default {@value GroqTriageModel#DEFAULT_MODEL}
     * @return this builder
     * @throws IllegalArgumentException if the id is blank
     */
    public Builder model(String model) {
      if (model.isBlank()) {
        throw new IllegalArgumentException("A model id must not be blank");
      }
      this.model = model.strip();
      return this;
    }

    /**
     * Chooses the server.
     *
     * @param baseUrl what comes before {@code /chat/completions}, by default {@code
     *     https://api.groq.com/openai/v1}; on Groq's own host the path may be left out
     * @return this builder
     * @throws IllegalArgumentException if it is not an http or https URL, or holds credentials, a
     *     query or a fragment
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = BaseUrl.of(baseUrl);
      return this;
    }

    /**
     * Says whose variant of the API the server speaks, where its address does not tell.
     *
     * @param dialect by default told by the address: Groq's and OpenAI's own, Ollama by its port
     *     11434, and {@link Dialect#OTHER} for all others
     * @return this builder
     */
    public Builder dialect(Dialect dialect) {
      this.dialect = Optional.of(dialect);
      return this;
    }

    /**
     * Chooses what keeps the quota of this model, such as an {@link InMemoryQuotaGate} with the
     * limits of the account; models that share a quota share the gate.
     *
     * @param gate by default one of the model's own that knows only the limits that Groq and OpenAI
     *     tell in their answers, and makes all callers pause when the server says for how long
     * @return this builder
     */
    public Builder quotaGate(QuotaGate gate) {
      this.gate = Optional.of(gate);
      return this;
    }

    /**
     * Chooses the HTTP client; several models may share one. Its connections, proxy, interceptors
     * and connect timeout are used. Its other timeouts, retries, redirects and limits on requests
     * at a time are not.
     *
     * @param client by default one of the model's own; the model does not close this one
     * @return this builder
     */
    public Builder client(OkHttpClient client) {
      this.client = Optional.of(client);
      return this;
    }

    /**
     * Chooses how long one request may take.
     *
     * @param attemptTimeout positive, at most a day, by default 30 seconds; cut to what is left
     *     until the deadline
     * @return this builder
     * @throws IllegalArgumentException if the timeout is out of bounds
     */
    public Builder attemptTimeout(Duration attemptTimeout) {
      if (attemptTimeout.isNegative()
          || attemptTimeout.isZero()
          || attemptTimeout.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException("A timeout must be positive and at most a day");
      }
      this.attemptTimeout = attemptTimeout;
      return this;
    }

    /** Chooses what runs attempts and the pauses between them; not closed by the model. */
    Builder scheduler(Scheduler scheduler) {
      this.scheduler = Optional.of(scheduler);
      return this;
    }

    /** Chooses what tells the date, against which a server's date is held. */
    Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Chooses what spreads pauses, from 0 for none to 1. */
    Builder random(DoubleSupplier random) {
      this.random = random;
      return this;
    }

    /** Chooses what measures how long attempts take. */
    Builder ticker(Ticker ticker) {
      this.ticker = ticker;
      return this;
    }

    /**
     * Builds the model; the builder may be used further.
     *
     * @return a model to be closed after use
     * @throws IllegalStateException if there is no key and the server is Groq's, which needs one
     */
    public GroqTriageModel build() {
      if (key.isEmpty() && baseUrl.isGroq()) {
        throw new IllegalStateException("Groq needs an API key");
      }
      return new GroqTriageModel(this);
    }
  }
}
