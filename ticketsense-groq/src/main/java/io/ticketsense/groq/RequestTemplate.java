package io.ticketsense.groq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.domain.Taxonomy;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A chat completion request but for the ticket, written once and for all. What is the same for
 * every ticket comes first and holds neither time nor id, so that servers can cache it.
 */
final class RequestTemplate {

  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();
  private static final byte[] END_OF_TICKET = "\"}".getBytes(UTF_8);

  private final byte[] upToTicket;
  private final byte[] upToTokenLimit;
  private final byte[] rest;
  private final long tokens;

  private RequestTemplate(String upToTicket, String upToTokenLimit, String rest, long tokens) {
    this.upToTicket = upToTicket.getBytes(UTF_8);
    this.upToTokenLimit = upToTokenLimit.getBytes(UTF_8);
    this.rest = rest.getBytes(UTF_8);
    this.tokens = tokens;
  }

  static RequestTemplate of(String model, Profile profile, Taxonomy taxonomy, AnswerFormat format) {
    Prompt prompt = Prompt.of(taxonomy);
    String system = format.isSchema() ? prompt.system() : prompt.systemWithSchema();
    String upToTicket =
        "{\"model\":"
            + quoted(model)
            + ",\"messages\":[{\"role\":\"system\",\"content\":"
            + quoted(system)
            + "},{\"role\":\"user\",\"content\":\"";
    String upToTokenLimit =
        "],"
            + (profile.takesTemperature() ? "\"temperature\":0," : "")
            + "\""
            + profile.tokenLimitField()
            + "\":";
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    profile.reasoningEffort().ifPresent(effort -> rest.put("reasoning_effort", effort));
    if (profile.hidesReasoning()) {
      rest.put("include_reasoning", false);
    }
    putResponseFormat(rest, format, prompt);
    String options = rest.toString();
    return new RequestTemplate(
        upToTicket,
        upToTokenLimit,
        rest.isEmpty() ? "}" : "," + options.substring(1),
        Tokens.estimate(system) + Tokens.estimate(options));
  }

  private static void putResponseFormat(ObjectNode rest, AnswerFormat format, Prompt prompt) {
    switch (format) {
      case STRICT_SCHEMA, SCHEMA -> {
        ObjectNode schema =
            rest.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", "ticket_triage");
        if (format == AnswerFormat.STRICT_SCHEMA) {
          schema.put("strict", true);
        }
        schema.set("schema", prompt.schema());
      }
      case JSON_OBJECT -> rest.putObject("response_format").put("type", "json_object");
      case TEXT -> {}
    }
  }

  /**
   * Fills in the body of a request.
   *
   * @param ticket the message that holds it
   * @param repair what was wrong with an earlier answer
   * @param tokenLimit how many tokens the answer may have, hidden reasoning included
   */
  byte[] body(String ticket, Optional<Repair> repair, int tokenLimit) {
    byte[] quotedTicket = ENCODER.quoteAsUTF8(ticket);
    byte[] dialogue = repair.map(RequestTemplate::dialogue).orElse("").getBytes(UTF_8);
    byte[] limit = Integer.toString(tokenLimit).getBytes(UTF_8);
    byte[][] parts = {
      upToTicket, quotedTicket, END_OF_TICKET, dialogue, upToTokenLimit, limit, rest
    };
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer body = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      body.put(part);
    }
    return body.array();
  }

  /** Estimates the tokens of a request without its ticket. */
  long tokens() {
    return tokens;
  }

  private static String dialogue(Repair repair) {
    return ",{\"role\":\"assistant\",\"content\":"
        + quoted(repair.answer())
        + "},{\"role\":\"user\",\"content\":"
        + quoted(repair.message())
        + "}";
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }
}
