package io.ticketsense;

import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Ticker;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks models in order until one gives a valid triage. Each model gets an equal share of the time
 * left, so that one that hangs leaves room for the next.
 *
 * <p>A model that fails {@value #FAILURES_BEFORE_COOLDOWN} times in a row is left alone for 30
 * seconds, and one that says when to come back until then, a day at most; then it is probed by one
 * call. Invalid answers, refused requests and wrong keys do not count: a server that answers is up,
 * and a rest mends none of them. A wrong key ends the chain at once, since a person has to mend it.
 *
 * <p>Where makeshift labels are better than none, such as those of a model in process, add a last
 * resort, whose answers are marked as degraded:
 *
 * <pre>{@code
 * TriageModel chain = FallbackTriageModel.of(primary, fallback).withLastResort(local);
 * }</pre>
 *
 * <p>Safe for all threads. Owns nothing; close the models yourself.
 */
public final class FallbackTriageModel implements TriageModel {

  /** Failures in a row after which a model is left alone for a while. */
  static final int FAILURES_BEFORE_COOLDOWN = 3;

  /** How long it is left alone unless it says for how long. */
  static final Duration COOLDOWN = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(FallbackTriageModel.class);

  private record Link(
      TriageModel model,
      boolean isLastResort,
      Cooldown cooldown,
      AtomicReference<String> lastFailure) {

    static Link to(TriageModel model, boolean isLastResort, Ticker ticker) {
      return new Link(
          new CheckedModel(model, ticker),
          isLastResort,
          new Cooldown(FAILURES_BEFORE_COOLDOWN, COOLDOWN, ticker),
          new AtomicReference<>(""));
    }

    TriageResult triage(TriageRequest request) {
      TriageResult result = model.triage(request);
      return isLastResort ? result.asDegraded() : result;
    }
  }

  private final List<Link> links;
  private final Ticker ticker;

  /**
   * Creates a chain.
   *
   * @param models in the order in which to ask them, at least one
   * @return a model that stands for all of them
   * @throws IllegalArgumentException if no model is given
   */
  public static FallbackTriageModel of(TriageModel... models) {
    return new FallbackTriageModel(Arrays.asList(models), Ticker.system());
  }

  FallbackTriageModel(List<? extends TriageModel> models, Ticker ticker) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("A chain needs at least one model");
    }
    this.links = models.stream().map(model -> Link.to(model, false, ticker)).toList();
    this.ticker = ticker;
  }

  private FallbackTriageModel(FallbackTriageModel chain, Link last) {
    this.links = Stream.concat(chain.links.stream(), Stream.of(last)).toList();
    this.ticker = chain.ticker;
  }

  /**
   * Adds a model to ask after all others, whose answers are {@linkplain TriageResult#degraded
   * degraded}. It is a link like any other: it is not asked when the caller has left or a key is
   * wrong, it rests when it keeps failing, and a share of the time is set aside for it, so that it
   * is asked although all others hang until theirs has passed. Only when one of them ignores its
   * deadline, and the whole time passes, is it not.
   *
   * @param model needs next to no time and no server, at best
   * @return a longer chain; this one stays as it is, and both leave alone the same resting models
   */
  public FallbackTriageModel withLastResort(TriageModel model) {
    return new FallbackTriageModel(this, Link.to(model, true, ticker));
  }

  @Override
  public String name() {
    return links.stream().map(link -> link.model().name()).collect(Collectors.joining(" > "));
  }

  /**
   * {@inheritDoc}
   *
   * @throws TriageFailedException if no model gave a valid triage: with the attempts of all and the
   *     reason of the last one asked, or {@link FailureReason#TIMEOUT TIMEOUT} when no time was
   *     left to ask the next one
   */
  @Override
  public TriageResult triage(TriageRequest request) {
    List<Attempt> attempts = new ArrayList<>();
    Map<Link, Duration> outOfQuota = new HashMap<>();
    Optional<TriageFailedException> lastFailure = Optional.empty();
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      if (request.deadline().hasPassed()) {
        lastFailure = Optional.of(outOfTime(link));
        break;
      }
      OptionalLong permit = link.cooldown().tryEnter();
      if (permit.isEmpty()) {
        continue;
      }
      try {
        TriageResult result = ask(link, permit.getAsLong(), request, 1 + awakeAfter(i));
        attempts.addAll(result.attempts());
        return result.withAttempts(attempts);
      } catch (TriageFailedException e) {
        attempts.addAll(e.attempts());
        lastFailure = Optional.of(e);
        link.lastFailure().set(String.valueOf(e.getMessage()));
        if (e.reason() == FailureReason.OUT_OF_QUOTA) {
          outOfQuota.put(link, e.retryAfter().orElse(Duration.ZERO));
        }
        if (!e.reason().otherModelMayHelp()) {
          break;
        }
        LOG.debug("{}; trying the next model", e.getMessage());
      }
    }
    throw failure(lastFailure, attempts, outOfQuota);
  }

  /** A model that rests is not going to need its share of the time. */
  private int awakeAfter(int index) {
    return (int)
        links.stream()
            .skip(index + 1L)
            .filter(link -> link.cooldown().remaining().isZero())
            .count();
  }

  private static TriageFailedException outOfTime(Link link) {
    return new TriageFailedException(
        FailureReason.TIMEOUT, "No time was left to ask " + link.model().name(), List.of());
  }

  private static TriageResult ask(Link link, long permit, TriageRequest request, int modelsLeft) {
    Cooldown cooldown = link.cooldown();
    boolean reported = false;
    try {
      TriageResult result = link.triage(request.withDeadline(request.deadline().share(modelsLeft)));
      cooldown.succeeded(permit);
      reported = true;
      return result;
    } catch (TriageFailedException e) {
      switch (e.reason()) {
        case INVALID_OUTPUT, REJECTED, UNAUTHENTICATED -> cooldown.succeeded(permit);
        case CANCELLED, OUT_OF_QUOTA -> cooldown.abandoned(permit); // It was not asked.
        default -> cooldown.failed(permit, e.retryAfter());
      }
      reported = true;
      throw e;
    } finally {
      if (!reported) {
        cooldown.abandoned(permit);
      }
    }
  }

  private TriageFailedException failure(
      Optional<TriageFailedException> lastFailure,
      List<Attempt> attempts,
      Map<Link, Duration> outOfQuota) {
    Optional<Duration> earliest =
        links.stream()
            .map(link -> longer(link.cooldown().remaining(), outOfQuota.get(link)))
            .min(Comparator.naturalOrder())
            .filter(rest -> !rest.isZero());
    return lastFailure
        .map(e -> new TriageFailedException(e.reason(), e.getMessage(), attempts, earliest))
        .orElseGet(
            () ->
                new TriageFailedException(
                    FailureReason.UNAVAILABLE,
                    "Every model is cooling down after failures: "
                        + links.stream()
                            .map(link -> String.valueOf(link.lastFailure().get()))
                            .collect(Collectors.joining("; ")),
                    attempts,
                    earliest));
  }

  private static Duration longer(Duration rest, @Nullable Duration quotaWait) {
    return quotaWait == null || quotaWait.compareTo(rest) < 0 ? rest : quotaWait;
  }
}
