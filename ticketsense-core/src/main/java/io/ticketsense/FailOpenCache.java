package io.ticketsense;

import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.Triage;
import io.ticketsense.error.StorageException;
import io.ticketsense.error.TicketSenseException;
import io.ticketsense.port.TriageCache;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache that is never in the way: what cannot be read, or is not part of the taxonomy, is absent;
 * what cannot be written is let go. Failures are counted and told, in the log once a minute at
 * most. Adds no wait of its own. A thread that is interrupted stays so, for the model to give up;
 * an {@link Error} is no fault of the cache and passes.
 */
final class FailOpenCache implements TriageCache {

  private static final Logger LOG = LoggerFactory.getLogger(FailOpenCache.class);
  private static final long WARNING_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

  private final TriageCache cache;
  private final Taxonomy taxonomy;
  private final Ticker ticker;
  private final Consumer<RuntimeException> onFailure;

  private long failuresSinceWarning;
  private long nextWarningNanos;

  FailOpenCache(
      TriageCache cache, Taxonomy taxonomy, Ticker ticker, Consumer<RuntimeException> onFailure) {
    this.cache = cache;
    this.taxonomy = taxonomy;
    this.ticker = ticker;
    this.onFailure = onFailure;
    this.nextWarningNanos = ticker.nanos();
  }

  @Override
  public Optional<Triage> get(String ticketId) {
    return orElse(Optional.empty(), () -> cache.get(ticketId).filter(this::isKnown));
  }

  @Override
  public Map<String, Triage> getAll(Collection<String> ticketIds) {
    return orElse(
        Map.of(),
        () ->
            cache.getAll(ticketIds).entrySet().stream()
                .filter(entry -> isKnown(entry.getValue()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public void put(String ticketId, Triage triage) {
    orElse(
        false,
        () -> {
          cache.put(ticketId, triage);
          return true;
        });
  }

  private boolean isKnown(Triage triage) {
    return taxonomy.contains(triage.output().category());
  }

  private <T> T orElse(T otherwise, Supplier<T> operation) {
    try {
      return operation.get();
    } catch (Exception e) { // Other JVM languages throw checked ones undeclared.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      RuntimeException failure = unchecked(e);
      warn(failure);
      onFailure.accept(failure);
      return otherwise;
    }
  }

  private static RuntimeException unchecked(Exception e) {
    return e instanceof RuntimeException known
        ? known
        : new StorageException(
            "use the cache",
            StorageException.Reason.REJECTED,
            e.getClass().getName() + " was thrown");
  }

  private void warn(RuntimeException e) {
    long failures;
    synchronized (this) {
      failuresSinceWarning++;
      if (ticker.nanos() - nextWarningNanos < 0) {
        return;
      }
      failures = failuresSinceWarning;
      failuresSinceWarning = 0;
      nextWarningNanos = ticker.nanos() + WARNING_INTERVAL_NANOS;
    }
    LOG.warn("Triage cache failed {} time(s), going on without it: {}", failures, describe(e));
  }

  /** Our own messages are safe to log; those of other exceptions may quote what was cached. */
  private static String describe(RuntimeException e) {
    return e instanceof TicketSenseException
        ? String.valueOf(e.getMessage())
        : e.getClass().getName();
  }
}
