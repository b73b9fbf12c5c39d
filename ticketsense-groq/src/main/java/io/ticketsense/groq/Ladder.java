package io.ticketsense.groq;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the strictest answer format that a model on a server takes, so that only the first
 * tickets pay for finding out. Safe for all threads.
 */
final class Ladder {

  private static final Logger LOG = LoggerFactory.getLogger(Ladder.class);

  private final String model;
  private volatile AnswerFormat current;

  Ladder(String model, AnswerFormat best) {
    this.model = model;
    this.current = best;
  }

  AnswerFormat current() {
    return current;
  }

  /**
   * The server has taken a request in this format. A format that was only tried, and then refused
   * like the one before it, is not remembered: something else was wrong with that request.
   */
  synchronized void accepted(AnswerFormat format) {
    if (format.compareTo(current) > 0) {
      LOG.info("{} refuses answers as {}; asking for {} from now on", model, current, format);
      current = format;
    }
  }
}
