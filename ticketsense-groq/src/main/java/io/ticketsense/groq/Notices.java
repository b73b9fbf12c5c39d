package io.ticketsense.groq;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once what would be the same for every ticket. Safe for all threads. */
final class Notices {

  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private final AtomicBoolean deadModelTold = new AtomicBoolean();
  private final AtomicBoolean otherModelTold = new AtomicBoolean();

  /** The model does not exist, or not any more. */
  void modelNotFound(String detail) {
    if (deadModelTold.compareAndSet(false, true)) {
      LOG.warn("{}; configure another model", detail);
    }
  }

  /** Servers may pass requests for one model on to another. */
  void answeredBy(String model, String asked) {
    // A dated version of the model that was asked for is that model.
    if (!model.startsWith(asked) && otherModelTold.compareAndSet(false, true)) {
      LOG.info("{} was asked for, and {} answered", asked, model);
    }
  }
}
