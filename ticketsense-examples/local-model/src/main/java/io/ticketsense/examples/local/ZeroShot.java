package io.ticketsense.examples.local;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Labels by similarity to what each label means, without any training. */
final class ZeroShot {

  /** As its authors trained it, without what was learnt of tickets. */
  private final Encoder encoder = new Encoder(new EncoderAdapter("", List.of()));

  private final Map<Priority, Embedding> priorities =
      embedded(
          Map.of(
              Priority.CRITICAL,
              "production outage, security incident, or churn threat from a paying customer",
              Priority.HIGH,
              "blocked workflow, time-sensitive, formal escalation",
              Priority.MEDIUM,
              "non-urgent issue affecting daily work",
              Priority.LOW,
              "question, onboarding, feature request"));

  private final Map<Category, Embedding> categories =
      embedded(
          Map.of(
              Category.BILLING,
              "payments, invoices, plan changes, refunds",
              Category.TECHNICAL,
              "errors, bugs, login, API, integrations",
              Category.FEATURE_REQUEST,
              "new functionality or improvements",
              Category.COMPLAINT,
              "frustration, dissatisfaction, churn risk",
              Category.GENERAL,
              "questions, onboarding, how-to, anything else"));

  private final Map<Sentiment, Embedding> sentiments =
      embedded(
          Map.of(
              Sentiment.POSITIVE,
              "grateful, excited, happy",
              Sentiment.NEUTRAL,
              "businesslike, calm",
              Sentiment.NEGATIVE,
              "frustrated, disappointed",
              Sentiment.ANGRY,
              "furious, threatening, escalating to executives or legal"));

  /**
   * Loads the encoder.
   *
   * @throws LocalModelException if it is missing, or cannot run on this machine
   */
  ZeroShot() {}

  Labels label(Message message) {
    Embedding text = encoder.encode(message);
    return new Labels(
        nearest(priorities, text), nearest(categories, text), nearest(sentiments, text));
  }

  private <L> Map<L, Embedding> embedded(Map<L, String> meanings) {
    Map<L, Embedding> embedded = new LinkedHashMap<>();
    meanings.forEach(
        (label, meaning) -> embedded.put(label, encoder.encode(Message.of("", meaning))));
    return embedded;
  }

  private static <L> L nearest(Map<L, Embedding> labels, Embedding text) {
    return labels.entrySet().stream()
        .max(Comparator.comparingDouble(label -> dot(label.getValue().values(), text.values())))
        .orElseThrow()
        .getKey();
  }

  private static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
