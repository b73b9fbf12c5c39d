package io.ticketsense.lettuce;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.StorageException.Reason;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Says what is wrong with a server in our words: those of Lettuce may quote values. */
final class RedisFailures {

  private final String address;

  RedisFailures(String address) {
    this.address = address;
  }

  /** A command failed. */
  StorageException ofCommand(String operation, Throwable failure) {
    return find(RedisCommandExecutionException.class, failure)
        .map(answer -> refusal(operation, code(answer)))
        .orElseGet(() -> ofConnection(operation, failure));
  }

  /** No connection could be made, or it broke. */
  StorageException ofConnection(String operation, Throwable failure) {
    Optional<String> refused =
        find(RedisCommandExecutionException.class, failure).map(RedisFailures::code);
    if (refused.isPresent()) {
      StorageException refusal = refusal(operation, refused.get());
      return refusal.reason() == Reason.PERMISSION
          ? refusal
          : unavailable(operation, address + " refused the connection: " + refused.get());
    }
    if (find(CertificateException.class, failure).isPresent()) {
      return new StorageException(
          operation, Reason.PERMISSION, "the certificate of " + address + " is not trusted");
    }
    if (isTimeout(failure)) {
      return new StorageException(operation, Reason.TIMEOUT, "no answer from " + address);
    }
    return unavailable(operation, "no connection to " + address);
  }

  StorageException unavailable(String operation, String detail) {
    return new StorageException(operation, Reason.UNAVAILABLE, detail);
  }

  /** Whether the host's client gave up waiting before we did. */
  static boolean isTimeout(Throwable failure) {
    return find(RedisCommandTimeoutException.class, failure).isPresent()
        || find(TimeoutException.class, failure).isPresent();
  }

  /** Whether a server said so, rather than a connection that broke. */
  static boolean isAnswer(Throwable failure) {
    return find(RedisCommandExecutionException.class, failure).isPresent();
  }

  private static StorageException refusal(String operation, String code) {
    Reason reason =
        switch (code) {
          case "NOAUTH", "WRONGPASS", "NOPERM" -> Reason.PERMISSION;
          case "LOADING",
              "READONLY",
              "MASTERDOWN",
              "CLUSTERDOWN",
              "TRYAGAIN",
              "BUSY",
              "MISCONF",
              "NOREPLICAS" ->
              Reason.UNAVAILABLE;
          case "WRONGTYPE" -> Reason.SCHEMA;
          default -> Reason.REJECTED;
        };
    return new StorageException(operation, reason, "Redis answered " + code);
  }

  /** Redis starts an error with its code; what follows may quote the command and is left out. */
  private static String code(RedisCommandExecutionException answer) {
    return String.valueOf(answer.getMessage()).split(" ", 2)[0];
  }

  private static <E extends Throwable> Optional<E> find(Class<E> type, Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }
}
