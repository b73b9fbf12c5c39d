package io.ticketsense.domain;

/**
 * Tokens that a model charged for.
 *
 * @param inputTokens prompt tokens, zero or more
 * @param outputTokens completion tokens including hidden reasoning, zero or more
 */
public record TokenUsage(long inputTokens, long outputTokens) {

  /** No tokens, or none reported. */
  public static final TokenUsage NONE = new TokenUsage(0, 0);

  /**
   * Creates a count.
   *
   * @throws IllegalArgumentException if a number is negative
   */
  public TokenUsage {
    if (inputTokens < 0 || outputTokens < 0) {
      throw new IllegalArgumentException("Tokens cannot be negative");
    }
  }

  /**
   * Adds another count.
   *
   * @param other what to add
   * @return the sum; what a {@code long} cannot hold stays at its highest value, since no wrong
   *     count of a server is worth a triage
   */
  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        sum(inputTokens, other.inputTokens), sum(outputTokens, other.outputTokens));
  }

  /**
   * Returns input and output together.
   *
   * @return zero or more
   */
  public long totalTokens() {
    return sum(inputTokens, outputTokens);
  }

  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
