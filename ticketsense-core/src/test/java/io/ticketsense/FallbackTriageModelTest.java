package io.ticketsense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.ticketsense.contract.Samples;
import io.ticketsense.contract.Threads;
import io.ticketsense.domain.Attempt;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TokenUsage;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.error.FailureReason;
import io.ticketsense.port.TriageFailedException;
import io.ticketsense.port.TriageModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class FallbackTriageModelTest {

  private static final TriageOutput OUTPUT = Samples.output(1);
  private static final Duration MOMENT = Duration.ofNanos(1);

  private final ManualTicker ticker = new ManualTicker();

  private FallbackTriageModel chain(TriageModel... models) {
    return new FallbackTriageModel(List.of(models), ticker);
  }

  private TriageResult ask(TriageModel model) {
    return model.triage(
        new TriageRequest(
            Samples.ticket(1),
            Taxonomy.standard(),
            Deadline.after(Duration.ofSeconds(60), ticker)));
  }

  private TriageFailedException askInVain(TriageModel model) {
    return catchThrowableOfType(TriageFailedException.class, () -> ask(model));
  }

  private static ScriptedModel good(String name) {
    return ScriptedModel.answering(name, OUTPUT);
  }

  @Test
  @DisplayName("The first model that answers is the last one asked")
  void triage_firstAnswers_asksNoOther() {
    ScriptedModel second = good("second");

    TriageResult result = ask(chain(good("first"), second));

    assertThat(result).isEqualTo(ScriptedModel.result("first", OUTPUT));
    assertThat(second.calls()).isZero();
  }

  @Test
  @DisplayName("Three models are asked in order; a success carries the attempts of all")
  void triage_thirdAnswers_keepsAllAttempts() {
    TriageResult result =
        ask(
            chain(
                ScriptedModel.failing("first", FailureReason.INVALID_OUTPUT),
                ScriptedModel.failing("second", FailureReason.RATE_LIMITED),
                good("third")));

    assertThat(result.model()).contains("third");
    assertThat(result.output()).isEqualTo(OUTPUT);
    assertThat(result.attempts())
        .extracting(Attempt::model, Attempt::failure)
        .containsExactly(
            tuple("first", Optional.of(FailureReason.INVALID_OUTPUT)),
            tuple("second", Optional.of(FailureReason.RATE_LIMITED)),
            tuple("third", Optional.empty()));
    assertThat(result.usage()).isEqualTo(new TokenUsage(30, 15));
  }

  @Test
  @DisplayName("A failure carries the attempts of all models and the reason of the last")
  void triage_allFail_keepsAllAttempts() {
    TriageFailedException failure =
        askInVain(
            chain(
                ScriptedModel.failing("first", FailureReason.UNAVAILABLE),
                ScriptedModel.failing("second", FailureReason.INVALID_OUTPUT),
                ScriptedModel.failing("third", FailureReason.FORBIDDEN)));

    assertThat(failure.reason()).isEqualTo(FailureReason.FORBIDDEN);
    assertThat(failure).hasMessage("third failed");
    assertThat(failure.attempts())
        .extracting(Attempt::model)
        .containsExactly("first", "second", "third");
    assertThat(failure.usage()).isEqualTo(new TokenUsage(30, 15));
    assertThat(failure.retryAfter()).as("nobody rests, so trying again is not pointless").isEmpty();
  }

  @Test
  @DisplayName("A chain needs a model, and is named after all of them")
  void of_models_isNamedAfterThem() {
    assertThatIllegalArgumentException().isThrownBy(FallbackTriageModel::of);
    assertThat(FallbackTriageModel.of(good("a"), good("b"), good("c")).name())
        .isEqualTo("a > b > c");
  }

  @Test
  @DisplayName("Each model gets an equal share of the time that is left to it and those after it")
  void triage_slowModels_shareDeadline() {
    List<Duration> shares = new ArrayList<>();

    ask(
        chain(
            slow("first", Duration.ofSeconds(20), shares),
            slow("second", Duration.ofSeconds(5), shares),
            new ScriptedModel(
                "third",
                request -> {
                  shares.add(request.deadline().remaining());
                  return ScriptedModel.result("third", OUTPUT);
                })));

    assertThat(shares)
        .containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(35));
  }

  @Test
  @DisplayName("A model that rests takes no share of the time from those that are asked")
  void triage_nextModelRests_leavesItsShareToOthers() {
    List<Duration> shares = new ArrayList<>();
    TriageModel chain =
        chain(
            new ScriptedModel(
                "first",
                request -> {
                  shares.add(request.deadline().remaining());
                  throw ScriptedModel.failure("first", FailureReason.INVALID_OUTPUT);
                }),
            new ScriptedModel(
                "second",
                request -> {
                  throw ScriptedModel.failure(
                      "second", FailureReason.RATE_LIMITED, Optional.of(Duration.ofHours(1)));
                }),
            good("third"));

    ask(chain);
    ask(chain);

    assertThat(shares).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  @Test
  @DisplayName("A model that was not asked, since its quota has no room, needs no rest")
  void triage_outOfQuota_doesNotRest() {
    AtomicBoolean room = new AtomicBoolean();
    ScriptedModel first =
        new ScriptedModel(
            "first",
            request -> {
              if (room.get()) {
                return ScriptedModel.result("first", OUTPUT);
              }
              throw new TriageFailedException(
                  FailureReason.OUT_OF_QUOTA,
                  "No room",
                  List.of(),
                  Optional.of(Duration.ofSeconds(90)));
            });
    TriageModel alone = chain(first);
    for (int i = 0; i < 5; i++) {
      TriageFailedException failure = askInVain(alone);
      assertThat(failure.reason()).isEqualTo(FailureReason.OUT_OF_QUOTA);
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(90));
    }
    assertThat(ask(chain(first, good("second"))).model()).contains("second");
    assertThat(
            askInVain(chain(first, ScriptedModel.failing("x", FailureReason.REJECTED)))
                .retryAfter())
        .as("the other one may be asked at any time")
        .isEmpty();

    room.set(true);

    assertThat(ask(alone).model()).contains("first");
  }

  private ScriptedModel slow(String name, Duration takes, List<Duration> shares) {
    return new ScriptedModel(
        name,
        request -> {
          shares.add(request.deadline().remaining());
          ticker.advance(takes);
          throw ScriptedModel.failure(name, FailureReason.INVALID_OUTPUT);
        });
  }

  @Test
  @DisplayName("A model for which no time is left is not asked, and not taken for broken either")
  void triage_noTimeLeft_leavesNextAlone() {
    AtomicReference<Duration> takes = new AtomicReference<>(Duration.ofSeconds(61));
    ScriptedModel greedy =
        new ScriptedModel(
            "greedy",
            request -> {
              ticker.advance(takes.get());
              throw ScriptedModel.failure("greedy", FailureReason.INVALID_OUTPUT);
            });
    ScriptedModel healthy = good("healthy");
    FallbackTriageModel chain = chain(greedy, healthy);

    for (int i = 0; i < 5; i++) {
      TriageFailedException failure = askInVain(chain);
      assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
      assertThat(failure).hasMessage("No time was left to ask healthy");
      assertThat(failure.attempts()).extracting(Attempt::model).containsExactly("greedy");
      assertThat(failure.retryAfter()).isEmpty();
    }
    assertThat(healthy.calls()).isZero();

    takes.set(Duration.ofSeconds(1));
    assertThat(ask(chain).model()).contains("healthy");

    TriageRequest late =
        new TriageRequest(
            Samples.ticket(1), Taxonomy.standard(), Deadline.after(Duration.ofSeconds(1), ticker));
    ticker.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> chain.triage(late)).hasMessage("No time was left to ask greedy");
    assertThat(greedy.calls()).isEqualTo(6);
  }

  /** Fails its first calls, then answers. */
  private static ScriptedModel recovering(String name, int failures, FailureReason reason) {
    int[] left = {failures};
    return new ScriptedModel(
        name,
        request -> {
          if (left[0]-- > 0) {
            throw ScriptedModel.failure(name, reason);
          }
          return ScriptedModel.result(name, OUTPUT);
        });
  }

  private void askTimes(int times, TriageModel model) {
    for (int i = 0; i < times; i++) {
      ask(model);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureReason.class,
      names = {
        "RATE_LIMITED",
        "TIMEOUT",
        "UNAVAILABLE",
        "MODEL_NOT_FOUND",
        "FORBIDDEN",
        "INTERNAL"
      })
  @DisplayName("After three failures 100 triages leave the model alone; a failed probe renews that")
  void triage_threeFailures_coolsDown(FailureReason reason) {
    ScriptedModel broken = recovering("broken", 4, reason);
    ScriptedModel spare = good("spare");
    FallbackTriageModel chain = chain(broken, spare);

    askTimes(3, chain);
    assertThat(broken.calls()).isEqualTo(3);
    ticker.advance(FallbackTriageModel.COOLDOWN.minus(MOMENT));
    askTimes(100, chain);
    assertThat(broken.calls()).as("resting").isEqualTo(3);

    ticker.advance(MOMENT);
    askTimes(100, chain);
    assertThat(broken.calls()).as("probed in vain").isEqualTo(4);

    ticker.advance(FallbackTriageModel.COOLDOWN);
    askTimes(100, chain);
    assertThat(broken.calls()).as("probed and back").isEqualTo(104);
    assertThat(spare.calls()).isEqualTo(203);
  }

  @Test
  @DisplayName("Of 50 callers at the end of a rest one probes, and 49 go to the next model")
  void triage_fiftyCallersAfterRest_oneProbes() throws Exception {
    CountDownLatch othersDone = new CountDownLatch(49);
    ScriptedModel broken =
        new ScriptedModel(
            "broken",
            request -> {
              if (ticker.nanos() < 0) { // Past the overflow, that is after the rest.
                Patience.await(othersDone);
              }
              throw ScriptedModel.failure("broken", FailureReason.UNAVAILABLE);
            });
    ScriptedModel spare =
        new ScriptedModel(
            "spare",
            request -> {
              if (ticker.nanos() < 0) {
                othersDone.countDown();
              }
              return ScriptedModel.result("spare", OUTPUT);
            });
    FallbackTriageModel chain = chain(broken, spare);
    askTimes(3, chain);
    ticker.advance(FallbackTriageModel.COOLDOWN);

    List<Integer> attempts = Threads.together(50, i -> ask(chain).attempts().size());

    assertThat(broken.calls()).isEqualTo(4);
    assertThat(spare.calls()).isEqualTo(53);
    assertThat(attempts).filteredOn(n -> n == 2).as("made by the one that probed").hasSize(1);
    assertThat(attempts).filteredOn(n -> n == 1).hasSize(49);
  }

  @Test
  @DisplayName("Two failures with a success in between are not a row")
  void triage_successBetween_keepsAsking() {
    int[] call = {0};
    ScriptedModel moody =
        new ScriptedModel(
            "moody",
            request -> {
              if (++call[0] % 3 != 0) {
                throw ScriptedModel.failure("moody", FailureReason.UNAVAILABLE);
              }
              return ScriptedModel.result("moody", OUTPUT);
            });

    askTimes(99, chain(moody, good("spare")));

    assertThat(moody.calls()).isEqualTo(99);
  }

  @Test
  @DisplayName("A model that says when to come back is left alone until then")
  void triage_retryAfter_isHonoured() {
    Duration minute = Duration.ofSeconds(60);
    ScriptedModel limited =
        ScriptedModel.throwing(
            "limited",
            ScriptedModel.failure("limited", FailureReason.RATE_LIMITED, Optional.of(minute)));
    FallbackTriageModel chain = chain(limited, good("spare"));

    ask(chain);
    ticker.advance(minute.minus(MOMENT));
    askTimes(100, chain);
    assertThat(limited.calls()).isEqualTo(1);

    ticker.advance(MOMENT);
    askTimes(100, chain);
    assertThat(limited.calls()).isEqualTo(2);
  }

  @Test
  @DisplayName("An absurd time to come back stops neither the chain nor the model for good")
  void triage_absurdRetryAfter_goesOn() {
    ScriptedModel absurd =
        ScriptedModel.throwing(
            "absurd",
            ScriptedModel.failure(
                "absurd",
                FailureReason.RATE_LIMITED,
                Optional.of(Duration.ofSeconds(Long.MAX_VALUE))));
    FallbackTriageModel chain = chain(absurd, good("spare"));

    assertThat(ask(chain).model()).contains("spare");
    ticker.advance(Duration.ofDays(1));
    assertThat(ask(chain).model()).contains("spare");
    assertThat(absurd.calls()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureReason.class,
      names = {"INVALID_OUTPUT", "REJECTED"})
  @DisplayName("Answers that concern one ticket only do not make a model rest")
  void triage_failureOfOneTicket_doesNotCool(FailureReason reason) {
    ScriptedModel answering = ScriptedModel.failing("answering", reason);

    askTimes(50, chain(answering, good("spare")));

    assertThat(answering.calls()).isEqualTo(50);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureReason.class,
      names = {"UNAUTHENTICATED", "CANCELLED"})
  @DisplayName("A wrong key and a caller who left end the chain, every time")
  void triage_noOtherModelMayHelp_endsChain(FailureReason reason) {
    ScriptedModel first = ScriptedModel.failing("first", reason);
    ScriptedModel second = good("second");
    FallbackTriageModel chain = chain(first, second);

    for (int i = 0; i < 10; i++) {
      TriageFailedException failure = askInVain(chain);
      assertThat(failure.reason()).isEqualTo(reason);
      assertThat(failure.attempts()).extracting(Attempt::model).containsExactly("first");
      assertThat(failure.retryAfter()).isEmpty();
    }
    assertThat(first.calls()).isEqualTo(10);
    assertThat(second.calls()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureReason.class,
      mode = Mode.EXCLUDE,
      names = {"UNAUTHENTICATED", "CANCELLED"})
  @DisplayName("After every other failure the next model is asked")
  void triage_otherModelMayHelp_asksNext(FailureReason reason) {
    assertThat(ask(chain(ScriptedModel.failing("first", reason), good("second"))).model())
        .contains("second");
  }

  @Test
  @DisplayName("When every model rests, the chain fails at once and says when to come back")
  void triage_allResting_failsAtOnce() {
    ScriptedModel first = ScriptedModel.failing("first", FailureReason.UNAVAILABLE);
    ScriptedModel second =
        ScriptedModel.throwing(
            "second",
            ScriptedModel.failure(
                "second", FailureReason.RATE_LIMITED, Optional.of(Duration.ofMinutes(5))));
    FallbackTriageModel chain = chain(first, second);
    for (int i = 0; i < 2; i++) {
      assertThat(askInVain(chain).retryAfter()).as("the first does not rest yet").isEmpty();
    }
    assertThat(askInVain(chain).retryAfter()).contains(FallbackTriageModel.COOLDOWN);
    ticker.advance(Duration.ofSeconds(10));

    TriageFailedException failure = askInVain(chain);

    assertThat(failure.reason()).isEqualTo(FailureReason.UNAVAILABLE);
    assertThat(failure)
        .hasMessage("Every model is cooling down after failures: first failed; second failed");
    assertThat(failure.attempts()).isEmpty();
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(20));
    assertThat(first.calls()).isEqualTo(3);
    assertThat(second.calls()).isEqualTo(1);
  }

  @Test
  @DisplayName("While another caller probes, when to come back is not known")
  void triage_whileProbed_doesNotKnowWhen() {
    AtomicReference<FallbackTriageModel> chain = new AtomicReference<>();
    List<TriageFailedException> inner = new ArrayList<>();
    int[] call = {0};
    chain.set(
        chain(
            new ScriptedModel(
                "only",
                request -> {
                  if (++call[0] > 3) {
                    inner.add(askInVain(chain.get()));
                    return ScriptedModel.result("only", OUTPUT);
                  }
                  throw ScriptedModel.failure("only", FailureReason.UNAVAILABLE);
                })));
    for (int i = 0; i < 3; i++) {
      askInVain(chain.get());
    }
    ticker.advance(FallbackTriageModel.COOLDOWN);

    ask(chain.get());

    assertThat(inner)
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure).hasMessageStartingWith("Every model is cooling down");
              assertThat(failure.retryAfter()).isEmpty();
            });
  }

  @Test
  @DisplayName("A link that throws is a failed attempt, and the next one is asked")
  void triage_linkThrows_asksNext() {
    TriageResult result =
        ask(
            chain(
                ScriptedModel.throwing("broken", new IllegalStateException("Body of ticket_001")),
                good("good")));

    assertThat(result.model()).contains("good");
    assertThat(result.attempts().get(0))
        .isEqualTo(
            Attempt.failed("broken", FailureReason.INTERNAL, Duration.ZERO, TokenUsage.NONE));
  }

  @Test
  @DisplayName("A link whose category is outside the taxonomy has failed, at the price it charged")
  void triage_linkOutsideTaxonomy_asksNext() {
    TriageOutput outside =
        new TriageOutput(
            Priority.LOW, Category.of("other"), Sentiment.NEUTRAL, "S", List.of("a", "b"));

    TriageResult result = ask(chain(ScriptedModel.answering("creative", outside), good("good")));

    assertThat(result.model()).contains("good");
    assertThat(result.attempts())
        .containsExactly(
            Attempt.failed(
                "creative",
                FailureReason.INVALID_OUTPUT,
                Duration.ofMillis(1),
                ScriptedModel.USAGE),
            Attempt.succeeded("good", Duration.ofMillis(1), ScriptedModel.USAGE));
  }

  @Test
  @DisplayName("An Error passes through, and a probe that ends in one leaves its place to the next")
  void triage_linkThrowsError_freesProbe() {
    AssertionError error = new AssertionError("boom");
    int[] call = {0};
    ScriptedModel model =
        new ScriptedModel(
            "m",
            request -> {
              if (++call[0] == 4) {
                throw error;
              } else if (call[0] > 4) {
                return ScriptedModel.result("m", OUTPUT);
              }
              throw ScriptedModel.failure("m", FailureReason.UNAVAILABLE);
            });
    FallbackTriageModel chain = chain(model);
    for (int i = 0; i < 3; i++) {
      askInVain(chain);
    }
    ticker.advance(FallbackTriageModel.COOLDOWN);

    assertThatThrownBy(() -> ask(chain)).isSameAs(error);
    assertThat(ask(chain).model()).contains("m");
  }

  @Test
  @DisplayName("Chains may be links of chains")
  void triage_nestedChains_asksAllInOrder() {
    TriageResult result =
        ask(
            chain(
                chain(
                    ScriptedModel.failing("a", FailureReason.TIMEOUT),
                    ScriptedModel.failing("b", FailureReason.REJECTED)),
                good("c")));

    assertThat(result.attempts()).extracting(Attempt::model).containsExactly("a", "b", "c");
  }

  @Test
  @DisplayName("What a last resort answers is degraded, with the attempts of all asked before it")
  void triage_lastResortAnswers_isDegraded() {
    FallbackTriageModel chain =
        chain(
                ScriptedModel.failing("first", FailureReason.OUT_OF_QUOTA),
                ScriptedModel.failing("second", FailureReason.TIMEOUT))
            .withLastResort(good("local"));

    TriageResult result = ask(chain);

    assertThat(result.degraded()).isTrue();
    assertThat(result.model()).contains("local");
    assertThat(result.attempts())
        .extracting(Attempt::model)
        .containsExactly("first", "second", "local");
    assertThat(chain.name()).isEqualTo("first > second > local");
  }

  @Test
  @DisplayName("What another link answers is not degraded, and a last resort is then not asked")
  void triage_otherLinkAnswers_isNotDegraded() {
    ScriptedModel local = good("local");

    TriageResult result =
        ask(
            chain(ScriptedModel.failing("first", FailureReason.UNAVAILABLE), good("second"))
                .withLastResort(local));

    assertThat(result.degraded()).isFalse();
    assertThat(result.model()).contains("second");
    assertThat(local.calls()).isZero();
  }

  @Test
  @DisplayName("Adding a last resort leaves the chain as it is; both know which models rest")
  void withLastResort_chain_staysAsItIs() {
    ScriptedModel broken = ScriptedModel.failing("broken", FailureReason.UNAVAILABLE);
    FallbackTriageModel chain = chain(broken);
    FallbackTriageModel longer =
        chain
            .withLastResort(ScriptedModel.failing("a", FailureReason.REJECTED))
            .withLastResort(good("b"));

    askTimes(FallbackTriageModel.FAILURES_BEFORE_COOLDOWN, longer);

    assertThat(ask(longer).model()).contains("b");
    assertThat(ask(longer).degraded()).as("all last resorts give degraded answers").isTrue();
    assertThat(chain.name()).isEqualTo("broken");
    assertThat(askInVain(chain)).hasMessageStartingWith("Every model is cooling down");
    assertThat(broken.calls()).isEqualTo(FallbackTriageModel.FAILURES_BEFORE_COOLDOWN);
  }

  @Test
  @DisplayName("Models that hang until their deadline leave a last resort its share of the time")
  void triage_allHang_lastResortHasItsShare() {
    List<Duration> shares = new ArrayList<>();
    TriageModel local =
        new ScriptedModel(
            "local",
            request -> {
              shares.add(request.deadline().remaining());
              return ScriptedModel.result("local", OUTPUT);
            });

    TriageResult result =
        ask(
            chain(
                    slow("first", Duration.ofSeconds(20), shares),
                    slow("second", Duration.ofSeconds(20), shares))
                .withLastResort(local));

    assertThat(result.degraded()).isTrue();
    assertThat(shares).hasSize(3).containsOnly(Duration.ofSeconds(20));
  }

  @Test
  @DisplayName("When a model ignores its deadline until all time has passed, nothing more is asked")
  void triage_noTimeLeft_leavesLastResortAlone() {
    ScriptedModel local = good("local");

    TriageFailedException failure =
        askInVain(
            chain(slow("greedy", Duration.ofSeconds(60), new ArrayList<>())).withLastResort(local));

    assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
    assertThat(failure).hasMessage("No time was left to ask local");
    assertThat(failure.attempts()).extracting(Attempt::model).containsExactly("greedy");
    assertThat(local.calls()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureReason.class,
      names = {"UNAUTHENTICATED", "CANCELLED"})
  @DisplayName("A wrong key is not papered over by a last resort, nor one asked for who has left")
  void triage_noOtherModelMayHelp_leavesLastResortAlone(FailureReason reason) {
    ScriptedModel local = good("local");

    TriageFailedException failure =
        askInVain(chain(ScriptedModel.failing("first", reason)).withLastResort(local));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(local.calls()).isZero();
  }

  @Test
  @DisplayName("A last resort that fails too is one more attempt, and rests when it keeps failing")
  void triage_lastResortFails_keepsAttempts() {
    ScriptedModel local = ScriptedModel.failing("local", FailureReason.INTERNAL);
    FallbackTriageModel chain =
        chain(ScriptedModel.failing("first", FailureReason.REJECTED)).withLastResort(local);

    for (int i = 0; i < 5; i++) {
      TriageFailedException failure = askInVain(chain);
      assertThat(failure.attempts().get(0).model()).isEqualTo("first");
    }

    assertThat(local.calls()).isEqualTo(FallbackTriageModel.FAILURES_BEFORE_COOLDOWN);
  }

  @Test
  @DisplayName("A degraded answer stays so through chains of chains")
  void triage_nestedLastResort_staysDegraded() {
    FallbackTriageModel inner =
        chain(ScriptedModel.failing("a", FailureReason.TIMEOUT)).withLastResort(good("b"));

    assertThat(ask(chain(inner, good("c"))).degraded()).isTrue();
  }
}
