package io.ticketsense.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.json.TriageJson;
import java.time.Duration;

/**
 * What the builders of both adapters have in common.
 *
 * @param <B> the builder itself
 */
abstract class LettuceBuilder<B extends LettuceBuilder<B>> {

  private final RedisClient client;
  private final RedisURI uri;
  private String keyPrefix = "triage:";
  private Duration timeToLive;
  private Duration timeout = Duration.ofSeconds(2);
  private Taxonomy taxonomy = Taxonomy.standard();

  LettuceBuilder(RedisClient client, RedisURI uri, Duration timeToLive) {
    this.client = client;
    this.uri = uri;
    this.timeToLive = timeToLive;
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
   * Chooses how long Redis keeps a value after it was written.
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
   * Chooses how long to wait for the answer to a command.
   *
   * @param timeout positive, by default 2 seconds
   * @return this builder
   * @throws IllegalArgumentException if it is not positive
   */
  public B timeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("A timeout must be positive");
    }
    this.timeout = timeout;
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

  final RedisLink link() {
    return new RedisLink(client, uri, timeout);
  }

  final String keyPrefix() {
    return keyPrefix;
  }

  final Duration timeToLive() {
    return timeToLive;
  }

  final TriageJson json() {
    return new TriageJson(taxonomy);
  }
}
