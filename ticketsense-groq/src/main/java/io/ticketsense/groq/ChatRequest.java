package io.ticketsense.groq;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.domain.Ticket;

/** Writes the body of a chat completion request. */
final class ChatRequest {

  /** Reserved against the token limit in advance; reasoning counts too, so 1,000 is too few. */
  static final int MAX_ANSWER_TOKENS = 1_500;

  private ChatRequest() {}

  static String body(String model, Capabilities capabilities, Prompt prompt, Ticket ticket) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("model", model);
    ArrayNode messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", prompt.system());
    messages.addObject().put("role", "user").put("content", TicketMessage.of(ticket));
    body.put("temperature", 0);
    body.put(capabilities.tokenLimitField(), MAX_ANSWER_TOKENS);
    if (capabilities.reasoning()) {
      body.put("reasoning_effort", "low");
      body.put("include_reasoning", false);
    }
    ObjectNode format = body.putObject("response_format");
    format.put("type", "json_schema");
    format
        .putObject("json_schema")
        .put("name", "ticket_triage")
        .put("strict", true)
        .set("schema", prompt.schema());
    return body.toString();
  }
}
