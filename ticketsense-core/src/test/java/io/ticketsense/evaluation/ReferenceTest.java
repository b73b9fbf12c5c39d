package io.ticketsense.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketsense.error.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares with what scikit-learn, SciPy and NumPy computed. {@code make_reference.py}, beside the
 * values, says how they were made.
 */
final class ReferenceTest {

  private static final Offset<Double> EXACT = within(1e-9);
  private static final JsonNode REFERENCE = read();

  private static JsonNode read() {
    try (InputStream json = ReferenceTest.class.getResourceAsStream("reference.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A fixture, named in test reports. */
  record Fixture(JsonNode node) {

    Evaluation evaluation(int model) {
      List<EvaluatedTicket> tickets = new ArrayList<>();
      for (JsonNode ticket : node.path("tickets")) {
        Map<LabelField, LabelOutcome> outcomes = new EnumMap<>(LabelField.class);
        boolean failed = false;
        for (LabelField field : LabelField.values()) {
          JsonNode of = ticket.path(field.label());
          String told = of.path("told").get(model).textValue();
          failed = told.equals("(failed)");
          List<String> also = new ArrayList<>();
          of.path("also").forEach(label -> also.add(label.textValue()));
          outcomes.put(
              field,
              new LabelOutcome(
                  of.path("expected").textValue(),
                  also,
                  failed ? Optional.empty() : Optional.of(told)));
        }
        tickets.add(
            Labelled.evaluated(
                ticket.path("id").textValue(),
                outcomes,
                failed ? Optional.of(FailureReason.TIMEOUT) : Optional.empty()));
      }
      return new Evaluation(
          "model " + model,
          Labelled.standardLabels(),
          tickets,
          new Bootstrap(node.path("seed").longValue(), REFERENCE.path("resamples").intValue()));
    }

    JsonNode expected(LabelField field) {
      return node.path("expected").path(field.label());
    }

    @Override
    public String toString() {
      return node.path("name").textValue();
    }
  }

  static Stream<Fixture> fixtures() {
    return StreamSupport.stream(REFERENCE.path("fixtures").spliterator(), false).map(Fixture::new);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  @DisplayName("Scores and their bootstrap intervals are those of scikit-learn and NumPy")
  void scores_fixture_areThoseOfReference(Fixture fixture) {
    Scores scores = fixture.evaluation(0).overall();

    for (LabelField field : LabelField.values()) {
      JsonNode expected = fixture.expected(field);
      assertThat(scores.field(field).metrics()).hasSize(expected.path("metrics").size());
      scores
          .field(field)
          .metrics()
          .forEach(
              (metric, estimate) -> {
                String what = field.label() + " " + metric.label();
                JsonNode interval = expected.path("intervals").path(metric.label());
                assertThat(estimate.value())
                    .as(what)
                    .isCloseTo(expected.path("metrics").path(metric.label()).doubleValue(), EXACT);
                assertThat(estimate.low()).as(what).isCloseTo(interval.get(0).doubleValue(), EXACT);
                assertThat(estimate.high())
                    .as(what)
                    .isCloseTo(interval.get(1).doubleValue(), EXACT);
              });
    }
    assertThat(scores.severeErrors().ids())
        .hasSize(fixture.node().path("expected").path("severe").get(0).intValue());
    assertThat(scores.severeErrors().critical())
        .isEqualTo(fixture.node().path("expected").path("severe").get(1).intValue());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  @DisplayName("Precision, recall and F1 of each label, and confusions, are those of scikit-learn")
  void classes_fixture_areThoseOfReference(Fixture fixture) {
    Scores scores = fixture.evaluation(0).overall();

    for (LabelField field : LabelField.values()) {
      ConfusionMatrix confusion = scores.field(field).confusion();
      JsonNode matrix = fixture.expected(field).path("confusion");
      for (ClassScores of : scores.field(field).classes()) {
        JsonNode expected = fixture.expected(field).path("classes").path(of.label());
        assertThat(of.support()).isEqualTo(expected.path("support").intValue());
        assertThat(of.precision().value())
            .isCloseTo(expected.path("precision").doubleValue(), EXACT);
        assertThat(of.recall().value()).isCloseTo(expected.path("recall").doubleValue(), EXACT);
        assertThat(of.f1().value()).isCloseTo(expected.path("f1").doubleValue(), EXACT);

        JsonNode row = matrix.get(confusion.labels().indexOf(of.label()));
        for (String told : confusion.labels()) {
          assertThat(confusion.count(of.label(), told))
              .isEqualTo(row.get(confusion.labels().indexOf(told)).intValue());
        }
        assertThat(confusion.failed(of.label())).isEqualTo(row.get(row.size() - 1).intValue());
        assertThat(confusion.support(of.label())).isEqualTo(of.support());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  @DisplayName("Paired differences and McNemar's test are those of NumPy and SciPy")
  void comparison_fixture_isThatOfReference(Fixture fixture) {
    Comparison comparison = Comparison.of(fixture.evaluation(0), fixture.evaluation(1));

    for (LabelField field : LabelField.values()) {
      JsonNode expected = fixture.expected(field);
      FieldComparison of = comparison.fields().get(field);
      assertThat(of.onlyFirst()).isEqualTo(expected.path("only").get(0).intValue());
      assertThat(of.onlySecond()).isEqualTo(expected.path("only").get(1).intValue());
      assertThat(of.pValue()).isCloseTo(expected.path("mcnemar").doubleValue(), EXACT);
      assertThat(of.differences()).hasSize(expected.path("differences").size());
      of.differences()
          .forEach(
              (metric, difference) -> {
                JsonNode by = expected.path("differences").path(metric.label());
                String what = field.label() + " " + metric.label();
                assertThat(difference.low())
                    .as(what)
                    .isCloseTo(by.path("low").doubleValue(), EXACT);
                assertThat(difference.high())
                    .as(what)
                    .isCloseTo(by.path("high").doubleValue(), EXACT);
                assertThat(difference.pValue())
                    .as(what)
                    .isCloseTo(by.path("p").doubleValue(), EXACT);
              });
    }
  }

  @Test
  @DisplayName("McNemar's exact test is SciPy's binomial test, also far from even")
  void mcNemar_reference_isExact() {
    for (JsonNode of : REFERENCE.path("mcnemar")) {
      double expected = of.path("p").doubleValue();
      assertThat(McNemar.pValue(of.path("first").intValue(), of.path("second").intValue()))
          .as(of.toString())
          .isCloseTo(expected, within(Math.max(1e-300, 1e-9 * expected)));
    }
  }

  @Test
  @DisplayName("Percentiles are NumPy's: on the line between neighbours")
  void percentile_reference_isExact() {
    for (JsonNode of : REFERENCE.path("percentiles")) {
      double[] values =
          StreamSupport.stream(of.path("values").spliterator(), false)
              .mapToDouble(JsonNode::doubleValue)
              .toArray();
      Estimate estimate = Bootstrap.estimate(0, values);
      Arrays.sort(values);
      assertThat(estimate.low()).isCloseTo(of.path("low").doubleValue(), EXACT);
      assertThat(estimate.high()).isCloseTo(of.path("high").doubleValue(), EXACT);
      assertThat(Bootstrap.percentile(values, 0.5))
          .isCloseTo(of.path("median").doubleValue(), EXACT);
    }
  }
}
