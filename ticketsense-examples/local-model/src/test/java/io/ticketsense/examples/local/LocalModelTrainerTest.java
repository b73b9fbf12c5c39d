package io.ticketsense.examples.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Ticket;
import io.ticketsense.evaluation.LabelledTicket;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LocalModelTrainerTest {

  private static final Ticket TICKET = Requests.of("Refund", "Please refund me.").ticket();

  @Test
  @DisplayName("Training on the seed tickets gives the model that ships, by name")
  void train_seedTickets_isTheShippedModel() throws IOException {
    List<LabelledTicket> tickets = TrainLocalModel.read(SeedFolder.REAL).labelled();

    LocalTriageModel model = TestTraining.TRAINER.train(tickets);

    assertThat(tickets).hasSize(300);
    assertThat(model.name()).isEqualTo(LocalTriageModel.load().name());
  }

  @Test
  @DisplayName("Without any tickets, the invented messages are enough to label by")
  void train_noTickets_stillLabels() {
    LocalTriageModel model = TestTraining.TRAINER.train(List.of());

    assertThat(model.predict(TICKET).category().label()).isEqualTo(Category.BILLING);
    assertThat(model.name()).isNotEqualTo(LocalTriageModel.load().name());
  }

  @Test
  @DisplayName("A ticket that is in no group can be learnt from")
  void train_noGroup_isLearnt() {
    LabelledTicket labelled =
        LabelledTicket.of(TICKET, Priority.LOW, Category.BILLING, Sentiment.NEUTRAL);

    String name = TestTraining.TRAINER.train(List.of(labelled)).name();

    assertThat(Example.of(labelled).isTicket()).isTrue();
    assertThat(Example.of(labelled.withGroup("")).isTicket()).isTrue();
    assertThat(name).isNotEqualTo(TestTraining.TRAINER.train(List.of()).name());
  }

  @Test
  @DisplayName("Another ticket or another tuning of the encoder gives another name")
  void name_otherInput_isOther() {
    LabelledTicket labelled =
        LabelledTicket.of(TICKET, Priority.LOW, Category.BILLING, Sentiment.NEUTRAL);
    List<Example> one = List.of(Example.of(labelled));
    byte[] tuning = {1, 2, 3};

    String name = LocalModelTrainer.name(one, tuning);

    assertThat(name).isEqualTo(LocalModelTrainer.name(one, tuning.clone()));
    assertThat(name).isNotEqualTo(LocalModelTrainer.name(List.of(), tuning));
    assertThat(name).isNotEqualTo(LocalModelTrainer.name(one, new byte[] {1, 2, 4}));
  }

  @Test
  @DisplayName("A thread that is interrupted trains nothing and stays interrupted")
  void train_interrupted_isCancelled() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new LocalModelTrainer().train(List.of()))
        .isInstanceOf(CancellationException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  @DisplayName("A category that is not a standard one cannot be learnt")
  void train_otherCategory_throws() {
    LabelledTicket labelled =
        LabelledTicket.of(TICKET, Priority.LOW, Category.of("hardware"), Sentiment.NEUTRAL);

    assertThatThrownBy(() -> TestTraining.TRAINER.train(List.of(labelled)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Ticket t-1: the local model learns the standard categories only");
  }
}
