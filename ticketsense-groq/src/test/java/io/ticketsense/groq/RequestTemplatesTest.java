package io.ticketsense.groq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketsense.contract.Samples;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.groq.GroqTriageModel.Dialect;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestTemplatesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final RequestTemplates templates =
      new RequestTemplates("m", Profile.of(Dialect.OTHER, "m"));

  @Test
  @DisplayName("Equal taxonomies share one template, others and other formats get their own")
  void of_equalTaxonomy_isMadeOnce() {
    RequestTemplate standard = templates.of(Taxonomy.standard(), AnswerFormat.SCHEMA);

    assertThat(templates.of(Taxonomy.standard().toBuilder().build(), AnswerFormat.SCHEMA))
        .isSameAs(standard);
    assertThat(templates.of(Taxonomy.standard(), AnswerFormat.TEXT)).isNotSameAs(standard);
    assertThat(
            templates.of(
                Taxonomy.standard().toBuilder().without("general").build(), AnswerFormat.SCHEMA))
        .isNotSameAs(standard);
  }

  @Test
  @DisplayName("A host that keeps making up taxonomies does not fill the memory")
  void of_manyTaxonomies_areForgotten() {
    RequestTemplate first = templates.of(Taxonomy.standard(), AnswerFormat.SCHEMA);
    for (int i = 0; i < 64; i++) {
      var unused =
          templates.of(
              Taxonomy.builder().category("c" + i, "number " + i).build(), AnswerFormat.SCHEMA);
    }

    assertThat(templates.of(Taxonomy.standard(), AnswerFormat.SCHEMA)).isNotSameAs(first);
  }

  @ParameterizedTest
  @EnumSource(AnswerFormat.class)
  @DisplayName("A body is JSON that holds ticket, dialogue and limit, whatever they say")
  void body_oddTexts_areQuoted(AnswerFormat format) throws IOException {
    RequestTemplate template = templates.of(Taxonomy.standard(), format);
    Repair repair = new Repair(Samples.ODD_TEXT + "\"}]", "tags: \"odd\"");

    byte[] body = template.body(Samples.ODD_TEXT, Optional.of(repair), 1_234);

    JsonNode json = MAPPER.readTree(body);
    assertThat(json.path("messages")).hasSize(4);
    assertThat(json.at("/messages/1/content").asText()).isEqualTo(Samples.ODD_TEXT);
    assertThat(json.at("/messages/2/role").asText()).isEqualTo("assistant");
    assertThat(json.at("/messages/2/content").asText()).isEqualTo(repair.answer());
    assertThat(json.at("/messages/3/role").asText()).isEqualTo("user");
    assertThat(json.at("/messages/3/content").asText()).contains("tags: \"odd\"");
    assertThat(json.path("max_tokens").asInt()).isEqualTo(1_234);
    assertThat(new String(body, UTF_8))
        .startsWith("{\"model\":\"m\",\"messages\":[{\"role\":\"system\"");
  }
}
