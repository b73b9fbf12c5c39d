package io.ticketsense.error;

/**
 * Why a model gave no valid triage. Derived from status and code, never from words in a message.
 */
public enum FailureReason {
  /** Too many requests or tokens right now. */
  RATE_LIMITED(true, true),
  /** Our own quota has no room before the deadline; the model was not asked. */
  OUT_OF_QUOTA(true, true),
  /** No answer in time, or the deadline of the whole triage has passed. */
  TIMEOUT(true, true),
  /** No connection, or the server failed. */
  UNAVAILABLE(true, true),
  /** The answer breaks the constraints of a triage. */
  INVALID_OUTPUT(false, true),
  /** The model does not exist, or was shut down. */
  MODEL_NOT_FOUND(false, true),
  /** This account may not use this model. */
  FORBIDDEN(false, true),
  /** The server does not accept the request. */
  REJECTED(false, true),
  /** The model threw something it should not have thrown. */
  INTERNAL(false, true),
  /** The key is missing or wrong. */
  UNAUTHENTICATED(false, false),
  /** The caller cancelled, or its thread was interrupted. */
  CANCELLED(false, false);

  private final boolean transientFailure;
  private final boolean otherModelMayHelp;

  FailureReason(boolean transientFailure, boolean otherModelMayHelp) {
    this.transientFailure = transientFailure;
    this.otherModelMayHelp = otherModelMayHelp;
  }

  /**
   * Tells whether the same call may well succeed later, with nothing changed.
   *
   * @return true for rate limits, timeouts and outages
   */
  public boolean isTransient() {
    return transientFailure;
  }

  /**
   * Tells whether another model may succeed where this one failed.
   *
   * @return false where the key is wrong or the caller has gone
   */
  public boolean otherModelMayHelp() {
    return otherModelMayHelp;
  }
}
