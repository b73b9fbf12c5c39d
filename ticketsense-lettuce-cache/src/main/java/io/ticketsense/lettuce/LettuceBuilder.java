package io.ticketsense.lettuce;

import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.json.TriageJson;
import java.time.Duration;

/**
 * What the builders of both adapters have in common.
 *
 * @param <B> the builder itself
 */
abstract class LettuceBuilder<B extends LettuceBuilder<B>> {

  private final RedisServer server;
  private String keyPrefix = "triage:";
  private Duration timeToLive;
  private Duration timeout;
  private Taxonomy taxonomy = Taxonomy.standard();
  private Ticker ticker = Ticker.system();

  LettuceBuilder(RedisServer server, Duration timeToLive, Duration timeout) {
    this.server = server;
    this.timeToLive = timeToLive;
    this.timeout = timeout;
  }

  abstract B self();

  /**
   * Chooses what all keys start with, so that several hosts can share a database.
   *
   * @param keyPrefix by default {@code "triage:"}
   * @return this builder
   */
  public B keyPrefix(String keyPrefix) {
    this.keyPrefix = keyPrefix;
    return self();
  }

  /**
   * Chooses how long Redis keeps a value after it was written. Triages are kept for up to a
   * thousandth less, at random, so that those of one bulk run do not expire in one moment.
   *
   * @param timeToLive at least a second; fractions of a second are dropped
   * @return this builder
   * @throws IllegalArgumentException if it is shorter than a second
   */
  public B timeToLive(Duration timeToLive) {
    if (timeToLive.toSeconds() < 1) {
      throw new IllegalArgumentException("A time to live must be at least a second");
    }
    this.timeToLive = timeToLive;
    return self();
  }

  /**
   * Chooses how long to wait for the answer to a command about one key.
   *
   * @param timeout positive; by default 250 milliseconds for a triage, which include the wait for a
   *     connection that is being made, and 2 seconds for an overview, or 5 with its connection
   * @return this builder
   * @throws IllegalArgumentException if it is not positive
   */
  public B timeout(Duration timeout) {
    this.timeout = positive(timeout);
    return self();
  }

  /**
   * Chooses the categories that are valid.
   *
   * @param taxonomy by default {@link Taxonomy#standard()}
   * @return this builder
   */
  public B taxonomy(Taxonomy taxonomy) {
    this.taxonomy = taxonomy;
    return self();
  }

  /**
   * Replaces the clock that says when to try again after a failure, for tests.
   *
   * @param ticker by default {@link Ticker#system()}
   * @return this builder
   */
  public B ticker(Ticker ticker) {
    this.ticker = ticker;
    return self();
  }

  static Duration positive(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("A timeout must be positive");
    }
    return timeout;
  }

  final RedisLink link(Duration connectPatience, Duration patience) {
    return new RedisLink(server, connectPatience, patience, ticker);
  }

  final RedisServer server() {
    return server;
  }

  final String keyPrefix() {
    return keyPrefix;
  }

  final Duration timeToLive() {
    return timeToLive;
  }

  final Duration timeout() {
    return timeout;
  }

  final TriageJson json() {
    return new TriageJson(taxonomy);
  }
}
