package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageOutput;
import io.ticketsense.domain.TriageRequest;
import io.ticketsense.error.FailureReason;
import io.ticketsense.evaluation.LabelledTicket;
import io.ticketsense.port.TriageFailedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalTriageModelTest {

  private static final LocalTriageModel MODEL = LocalTriageModel.load();

  private static TriageOutput triage(String subject, String body) {
    return MODEL.triage(Requests.of(subject, body)).output();
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 150);
  }

  static Stream<String> repeated() {
    return HostileText.repeated();
  }

  @Test
  @DisplayName("The name holds the hash of the training set")
  void name_ofShippedModel_hasHash() {
    assertThat(MODEL.name()).matches("local-bge-[0-9a-f]{8}");
    assertThat(MODEL.triage(Requests.of("a", "b")).model()).hasValue(MODEL.name());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("Whatever the text, the labels are valid, and the same each time")
  void triage_hostileText_isValidAndRepeatable(long seed) {
    String subject = HostileText.cut(HostileText.random(seed, 10), 500);
    String body = HostileText.random(-seed, seed % 10 == 0 ? 20_000 : 100);

    TriageOutput output = triage(subject, body);

    Taxonomy.standard().check(output);
    assertThat(output.summary().codePoints()).anyMatch(Character::isLetterOrDigit);
    assertThat(output.tags()).doesNotHaveDuplicates();
    assertThat(triage(subject, body)).isEqualTo(output);
  }

  @ParameterizedTest
  @MethodSource("repeated")
  @DisplayName("The longest body of the worst kind takes far less than a second")
  void triage_longestBody_isFast(String body) {
    TriageOutput output = assertTimeout(Duration.ofSeconds(3), () -> triage("a", body));

    Taxonomy.standard().check(output);
  }

  @Test
  @DisplayName("Loading and labelling all seed tickets takes seconds at most")
  void triage_allSeeds_takesSeconds() throws IOException {
    List<LabelledTicket> seeds = TrainLocalModel.read(SeedFolder.REAL).labelled();

    assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          LocalTriageModel model = LocalTriageModel.load();
          for (LabelledTicket seed : seeds) {
            assertThat(model.triage(Requests.of(seed.ticket(), Taxonomy.standard())).model())
                .isPresent();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "!?", "\uD83D\uDE21", "\u200B", "<br>", "---", "\u0301"})
  @DisplayName("A ticket without a word gets a neutral sentence and tags made of its labels")
  void triage_noWord_saysSo(String text) {
    TriageOutput output = triage(text, text);

    assertThat(output.summary()).isEqualTo("The ticket holds no readable text.");
    assertThat(output.tags())
        .containsExactly(
            output.category().label().replace('_', '-'), output.priority().label() + "-priority");
  }

  @Test
  @DisplayName("Only subject and body count: id, sender and date change nothing")
  void triage_otherIdSenderAndDate_isTheSame() {
    List<TriageOutput> outputs =
        Stream.of(
                new Ticket(
                    "ticket_001",
                    "Invoice of May",
                    "It was charged twice!",
                    "Ana Critical",
                    "refund@moonpost.example",
                    Instant.parse("2026-09-01T08:15:00Z")),
                new Ticket(
                    "z",
                    "Invoice of May",
                    "It was charged twice!",
                    "Outage Bot",
                    "angry@inboxly.example",
                    Instant.parse("1999-01-01T00:00:00Z")))
            .map(ticket -> MODEL.triage(Requests.of(ticket, Taxonomy.standard())).output())
            .toList();

    assertThat(outputs.get(0)).isEqualTo(outputs.get(1));
  }

  @Test
  @DisplayName("The order of calls changes nothing: no ticket leaves a trace")
  void triage_otherOrder_isTheSame() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 60).boxed().toList());
    List<TriageOutput> first = order.stream().map(LocalTriageModelTest::sample).toList();
    Collections.shuffle(order, new Random(1));

    for (int i : order) {
      assertThat(sample(i)).isEqualTo(first.get(i));
    }
  }

  @Test
  @DisplayName("Eight threads at once get what one gets")
  void triage_eightThreads_isTheSame() throws Exception {
    List<TriageOutput> alone =
        IntStream.range(0, 60).mapToObj(LocalTriageModelTest::sample).toList();
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      Callable<List<TriageOutput>> all =
          () -> IntStream.range(0, 60).mapToObj(LocalTriageModelTest::sample).toList();
      for (Future<List<TriageOutput>> together : executor.invokeAll(Collections.nCopies(8, all))) {
        assertThat(together.get()).isEqualTo(alone);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  @DisplayName("Plain cases get plain labels")
  void triage_plainText_isUnderstood() {
    assertThat(triage("Refund", "You charged my card twice, please refund the payment.").category())
        .isEqualTo(Category.BILLING);
    assertThat(triage("Login fails", "The app shows an error 500 when I log in.").category())
        .isEqualTo(Category.TECHNICAL);
    assertThat(triage("An idea", "It would be great if you could add a dark mode.").category())
        .isEqualTo(Category.FEATURE_REQUEST);
    assertThat(triage("Question", "How do I invite a colleague? Is there a guide?").category())
        .isEqualTo(Category.GENERAL);
  }

  @Test
  @DisplayName("A smaller taxonomy gets the best of the categories it has")
  void triage_smallerTaxonomy_staysWithinIt() {
    String body = "You charged my card twice, please refund the payment.";
    Taxonomy withoutBilling =
        Taxonomy.standard().toBuilder()
            .without("billing")
            .category("hardware", "broken devices")
            .build();
    Taxonomy onlyGeneral =
        Taxonomy.builder().category("hardware", "devices").category("general", "rest").build();

    TriageOutput output = MODEL.triage(Requests.of("Refund", body, withoutBilling)).output();

    withoutBilling.check(output);
    assertThat(output.category()).isNotEqualTo(Category.of("hardware"));
    assertThat(MODEL.triage(Requests.of("Refund", body, onlyGeneral)).output().category())
        .isEqualTo(Category.GENERAL);
  }

  @Test
  @DisplayName("A taxonomy of other categories is refused, in words without ticket text")
  void triage_foreignTaxonomy_isRejected() {
    Taxonomy foreign = Taxonomy.builder().category("hardware", "broken devices").build();

    assertThatThrownBy(() -> MODEL.triage(Requests.of("secret", "secret", foreign)))
        .isInstanceOfSatisfying(
            TriageFailedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(FailureReason.REJECTED);
              assertThat(e).hasMessageContaining("standard categories");
              assertThat(e).hasMessageNotContaining("secret");
            });
  }

  @Test
  @DisplayName("After the deadline there is no answer")
  void triage_deadlinePassed_timesOut() {
    AtomicLong nanos = new AtomicLong();
    Deadline deadline = Deadline.after(Duration.ofNanos(1), nanos::get);
    Ticket ticket = Requests.of("a", "b").ticket();
    nanos.set(1);

    assertThatThrownBy(() -> MODEL.triage(new TriageRequest(ticket, Taxonomy.standard(), deadline)))
        .isInstanceOfSatisfying(
            TriageFailedException.class,
            e -> assertThat(e.reason()).isEqualTo(FailureReason.TIMEOUT));
  }

  private static TriageOutput sample(int number) {
    return triage("Subject " + number, HostileText.random(number, 200));
  }

  @Test
  @DisplayName("A thread that is interrupted gets no answer, and stays interrupted")
  void triage_interrupted_isCancelled() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> MODEL.triage(Requests.of("a", "b")))
          .isInstanceOfSatisfying(
              TriageFailedException.class,
              e -> assertThat(e.reason()).isEqualTo(FailureReason.CANCELLED));
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      boolean cleared = Thread.interrupted();
      assertThat(cleared).isTrue();
    }
  }

  @Test
  @DisplayName("A prediction has the labels of a triage, and says how sure it is")
  void predict_plainTicket_isSure() {
    TriageRequest request =
        Requests.of("Charged twice", "You charged my card twice, please refund the payment.");
    TriageOutput output = MODEL.triage(request).output();

    LocalPrediction prediction = MODEL.predict(request.ticket());

    assertThat(prediction.category().label()).isEqualTo(output.category());
    assertThat(prediction.priority().label()).isEqualTo(output.priority());
    assertThat(prediction.sentiment().label()).isEqualTo(output.sentiment());
    assertThat(prediction.category().probability()).isBetween(0.7, 1.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"xq zvrr blorf kwyjibo", "\uD83D\uDE21", "0xDEADBEEF 7f3a 91cc", "発票 再送 願"})
  @DisplayName("Of a text in no language that it knows, the model is not sure")
  void predict_noLanguage_isUnsure(String text) {
    LocalPrediction prediction = MODEL.predict(Requests.of(text, text).ticket());

    assertThat(prediction.priority().probability()).isLessThan(0.5);
    assertThat(prediction.category().probability()).isLessThan(0.5);
    assertThat(prediction.sentiment().probability()).isLessThan(0.5);
  }

  @Test
  @DisplayName("German, Spanish and French tickets are understood where they are plain")
  void triage_otherLanguages_areUnderstood() {
    assertThat(triage("Rechnung", "Die Rechnung wurde doppelt abgebucht.").category())
        .isEqualTo(Category.BILLING);
    assertThat(triage("Error", "No puedo iniciar sesión, sale un error.").category())
        .isEqualTo(Category.TECHNICAL);
    assertThat(triage("Idée", "Serait-il possible d'ajouter un mode sombre ?").category())
        .isEqualTo(Category.FEATURE_REQUEST);
  }
}
