package io.ticketsense.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketsense.contract.Samples;
import io.ticketsense.error.Violation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.constraints.CodePointLength;
import org.hibernate.validator.constraints.CodePointLength.NormalizationStrategy;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ConstraintsTest {

  private static final int ROUNDS = 20_000;

  /** What trips those who check text: each class of letters, of blanks and of lengths. */
  private static final List<String> PIECES =
      List.of(
          "",
          " ",
          "\t",
          "\n",
          "\u0000",
          "\u0001",
          "\u001F",
          "\u007F",
          "\u0085",
          "\u00A0",
          "\u2003",
          "\u2028",
          "\u200B",
          "\u3000",
          "\uFEFF",
          "\uFFFD",
          "\uFFFF",
          "\uD800",
          "\uDBFF",
          "\uDC00",
          "\uDFFF",
          "\uD83D\uDE00",
          "\uDE00\uD83D",
          "\uDBFF\uDFFF",
          "e\u0301",
          "\u0130",
          "\u0131",
          "\u00DF",
          "\u4F60",
          "a",
          "Z",
          "0",
          "-",
          "--",
          ".",
          "_",
          ":",
          "@",
          "'",
          "a-b",
          "x@y.example",
          "a@b",
          "@",
          "ticket_001",
          "a".repeat(128),
          "a".repeat(199),
          "a".repeat(299),
          "a".repeat(300),
          "a".repeat(499),
          "a".repeat(500),
          "\uD83D\uDE00".repeat(200),
          "\uD83D\uDE00".repeat(250),
          "\uD83D\uDE00".repeat(500));

  private final Random random = new Random(20);

  private String text() {
    if (random.nextInt(20) == 0) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(4); pieces >= 0; pieces--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private String orElse(String valid) {
    return random.nextInt(3) == 0 ? text() : valid;
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> T orNull(T value) {
    return random.nextInt(8) == 0 ? null : value;
  }

  private List<String> tags() {
    List<String> tags = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      tags.add(orElse("tag-" + i));
    }
    return orNull(tags);
  }

  /** Counts what is valid, so that a generator that makes only one kind is found out. */
  private static final class Verdicts {

    private int valid;
    private int invalid;

    void compare(Class<? extends Record> type, Object... values) {
      List<Violation> byHibernateValidator = Constraints.violations(type, values);
      assertThat(Constraints.check(type, values))
          .as(() -> Arrays.deepToString(values))
          .isEqualTo(byHibernateValidator);
      if (byHibernateValidator.isEmpty()) {
        valid++;
      } else {
        invalid++;
      }
    }

    void wereBoth() {
      assertThat(valid).isGreaterThan(ROUNDS / 50);
      assertThat(invalid).isGreaterThan(ROUNDS / 50);
    }
  }

  @Test
  @DisplayName("Of thousands of triages the quick checks say what Hibernate Validator says")
  void check_outputs_agrees() {
    Verdicts verdicts = new Verdicts();
    for (int i = 0; i < ROUNDS; i++) {
      verdicts.compare(
          TriageOutput.class,
          orNull(oneOf(List.of(Priority.values()))),
          orNull(Category.BILLING),
          orNull(oneOf(List.of(Sentiment.values()))),
          orElse("A summary"),
          tags());
    }
    verdicts.wereBoth();
  }

  @Test
  @DisplayName("Of thousands of tickets the quick checks say what Hibernate Validator says")
  void check_tickets_agrees() {
    List<Instant> times =
        List.of(
            Samples.START,
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("0001-01-01T00:00:00Z").minusNanos(1),
            Instant.parse("9999-12-31T23:59:59.999999999Z"),
            Instant.parse("+10000-01-01T00:00:00Z"),
            Instant.MIN,
            Instant.MAX);
    Verdicts verdicts = new Verdicts();
    for (int i = 0; i < ROUNDS; i++) {
      verdicts.compare(
          Ticket.class,
          orElse("ticket_001"),
          orElse("A subject"),
          random.nextInt(500) == 0
              ? "\uD83D\uDE00".repeat(49_999 + random.nextInt(3))
              : orElse("B"),
          orElse("Ana"),
          orElse("ana@moonpost.example"),
          random.nextInt(4) == 0 ? orNull(oneOf(times)) : Samples.START);
    }
    verdicts.wereBoth();
  }

  @Test
  @DisplayName("Of thousands of names of models the quick checks say what Hibernate Validator says")
  void check_triages_agrees() {
    Verdicts verdicts = new Verdicts();
    for (int i = 0; i < ROUNDS; i++) {
      verdicts.compare(
          Triage.class,
          Samples.output(1),
          orNull(Optional.ofNullable(orElse("a/model"))),
          random.nextBoolean());
    }
    verdicts.wereBoth();
  }

  /** Uses the annotations in ways that the domain does not. */
  record Odd(
      @NotBlank String blank,
      @Size(min = 1, max = 3) Map<String, String> unknownSize,
      @AssertTrue Boolean unknown,
      @Pattern(regexp = "[a-z]+", flags = Pattern.Flag.CASE_INSENSITIVE) String flags,
      @Pattern(regexp = "[a-z]+") @Pattern(regexp = "[x-z]+") String repeated,
      @CodePointLength(min = 2, max = 3, normalizationStrategy = NormalizationStrategy.NFC)
          String normalized,
      @NotNull(groups = Odd.class) String otherGroup,
      Map<@NotBlank String, @Size(min = 2) String> map,
      List<List<@NotNull String>> nested,
      @Email String email) {}

  @Test
  @DisplayName("The quick checks vouch for nothing that Hibernate Validator refuses")
  void vouchFor_unknownAnnotations_leavesThemAlone() {
    Validator validator =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();
    QuickChecks quickChecks = new QuickChecks(Odd.class);
    Set<Integer> refused = new HashSet<>();
    for (int i = 0; i < ROUNDS; i++) {
      Object[] values = {
        orElse("x"),
        orNull(oneOf(List.of(Map.of(), Map.of("a", "b")))),
        random.nextInt(9) > 0,
        orElse("aB"),
        orElse("xyz"),
        orElse("e\u0301"),
        orNull("x"),
        orNull(oneOf(List.of(Map.of("a", "bb"), Map.of("a", "b"), Map.of("", "bb")))),
        oneOf(List.of(List.of(), List.of(List.of("a")), List.of(Arrays.asList("a", null)))),
        orElse("a@moonpost.example")
      };
      for (int component = 0; component < values.length; component++) {
        String name = Odd.class.getRecordComponents()[component].getName();
        if (!validator.validateValue(Odd.class, name, values[component]).isEmpty()) {
          refused.add(component);
          assertThat(quickChecks.vouchFor(component, values[component]))
              .as("%s of component %s", values[component], component)
              .isFalse();
        }
      }
    }
    assertThat(refused).as("all but the one of another group").hasSize(9);
  }

  @Test
  @DisplayName(
      "What is valid is vouched for without Hibernate Validator, but for odd e-mail addresses")
  void vouchFor_valid_holds() {
    QuickChecks outputs = new QuickChecks(TriageOutput.class);
    Object[] output = {
      Priority.LOW,
      Category.BILLING,
      Sentiment.ANGRY,
      "\uD83D\uDE00".repeat(500),
      List.of("a", "b-1")
    };
    QuickChecks tickets = new QuickChecks(Ticket.class);
    Object[] ticket = {"t", "s", Samples.ODD_TEXT, "n", "a@moonpost.example", Samples.START};

    QuickChecks triages = new QuickChecks(Triage.class);

    assertThat(triages.vouchFor(1, Optional.of("\uD83D\uDE00".repeat(200)))).isTrue();
    assertThat(triages.vouchFor(1, Optional.of(" "))).isFalse();
    for (int i = 0; i < output.length; i++) {
      assertThat(outputs.vouchFor(i, output[i])).as("component " + i).isTrue();
      assertThat(outputs.vouchFor(i, null)).as("component " + i).isFalse();
    }
    for (int i = 0; i < ticket.length; i++) {
      assertThat(tickets.vouchFor(i, ticket[i])).as("component " + i).isTrue();
    }
    for (String odd :
        List.of("a@b.c-d", "\"a b\"@b.example", "ä@b.example", "a@[127.0.0.1]", "x@y")) {
      assertThat(tickets.vouchFor(4, odd)).as(odd).isFalse();
    }
  }
}
