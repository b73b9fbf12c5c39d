package io.ticketsense.port;

import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Lane;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the requests to one model within what its provider allows, so that none is refused: callers
 * take turns, interactive ones before bulk ones, within a lane in order of arrival. One gate stands
 * for one quota; models that share a quota share the gate.
 */
public interface QuotaGate {

  /** What providers limit. */
  enum Limit {
    /** Requests in 60 seconds. */
    REQUESTS_PER_MINUTE,
    /** Tokens of prompts and answers in 60 seconds. */
    TOKENS_PER_MINUTE,
    /** Requests in 24 hours. */
    REQUESTS_PER_DAY,
    /** Tokens of prompts and answers in 24 hours. */
    TOKENS_PER_DAY
  }

  /** The right to send one request, to be handed back once with what came of it. */
  interface Permit {

    /**
     * The request was sent.
     *
     * @param tokens how many were charged, zero or more; what was reserved beyond them is free
     *     again
     */
    void used(long tokens);

    /** The request was not sent; all that was reserved is free again. */
    void unused();
  }

  /**
   * Reserves one request and some tokens.
   *
   * @param tokens of the prompt, and as many as the answer may have, zero or more
   * @param lane who waits
   * @param deadline until when waiting makes sense
   * @return completes when it is the caller's turn, possibly at once; fails with a {@link
   *     TriageFailedException} of reason {@link io.ticketsense.error.FailureReason#OUT_OF_QUOTA
   *     OUT_OF_QUOTA} that says when to come back as soon as the turn is not going to come before
   *     the deadline. Cancelling it gives up the place. A dependent action may run on a thread of
   *     the gate and must not block it.
   */
  CompletableFuture<Permit> acquire(long tokens, Lane lane, Deadline deadline);

  /**
   * Takes over what the provider says it allows. A limit that was not kept is kept from now on;
   * what was said last counts, but never more than the host has set.
   *
   * @param limit of which
   * @param amount what is allowed in its time, at least 1
   */
  void allowed(Limit limit, long amount);

  /**
   * Takes over what the provider says is left, where that is less than the gate believes. To be
   * told after the permit of the same request was handed back.
   *
   * @param limit of which
   * @param amount what is left, zero or more; ignored for a limit that the gate does not keep
   */
  void remaining(Limit limit, long amount);

  /**
   * Lets nobody through for a while, since the provider asked for it. Of two pauses the one that
   * ends later counts.
   *
   * @param duration from now, positive
   */
  void pause(Duration duration);
}
