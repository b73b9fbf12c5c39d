package io.ticketsense.groq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketsense.domain.Taxonomy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Groq's strict mode is told to hold the model to. */
class TriageSchemaTest {

  @Test
  @DisplayName("The schema of the standard taxonomy reads as Groq wants it")
  void of_standardTaxonomy_isExactlyThis() throws Exception {
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {
                  "type": "object",
                  "properties": {
                    "priority": {
                      "type": "string",
                      "enum": ["low", "medium", "high", "critical"]
                    },
                    "category": {
                      "type": "string",
                      "enum": ["billing", "technical", "feature_request", "complaint", "general"]
                    },
                    "sentiment": {
                      "type": "string",
                      "enum": ["positive", "neutral", "negative", "angry"]
                    },
                    "summary": {
                      "type": "string",
                      "description": "must not be blank; must be 1 to 500 characters long; must not \
                contain NUL or unpaired surrogate characters"
                    },
                    "tags": {
                      "description": "must be 2 to 5 tags",
                      "type": "array",
                      "items": {
                        "type": "string",
                        "description": "must be in kebab-case: a-z, 0-9, -"
                      }
                    }
                  },
                  "required": ["priority", "category", "sentiment", "summary", "tags"],
                  "additionalProperties": false
                }
                """);

    assertThat(TriageSchema.of(Taxonomy.standard())).hasToString(expected.toString());
  }
}
