package io.ticketsense.error;

/**
 * A store or a cache could not carry out an operation. Thrown by {@code TicketStore}, {@code
 * TriageCache} and {@code OverviewStore} in place of their drivers' exceptions, whose messages may
 * quote ticket text and which are therefore not kept as causes.
 */
public final class StorageException extends TicketSenseException {

  /** What kind of trouble it is, which decides what the caller can do. */
  public enum Reason {
    /** No connection, or the connection broke. Worth trying again later. */
    UNAVAILABLE,
    /** No answer in time; a write may or may not have happened. Worth trying again later. */
    TIMEOUT,
    /** Credentials are wrong or rights are missing. Needs another configuration. */
    PERMISSION,
    /** The table, key or type found is not the one expected. Needs a migration or a look. */
    SCHEMA,
    /** The server refused the value or the command. Trying again gives the same answer. */
    REJECTED
  }

  private final String operation;
  private final Reason reason;

  /**
   * Creates an exception.
   *
   * @param operation what was attempted, a verb phrase such as {@code "insert a ticket"}
   * @param reason the kind of trouble
   * @param detail what the server or driver said, free of ticket text and secrets
   */
  public StorageException(String operation, Reason reason, String detail) {
    super("Could not " + operation + ": " + detail);
    this.operation = operation;
    this.reason = reason;
  }

  /**
   * Returns what was attempted.
   *
   * @return a verb phrase
   */
  public String operation() {
    return operation;
  }

  /**
   * Returns the kind of trouble.
   *
   * @return never null
   */
  public Reason reason() {
    return reason;
  }
}
