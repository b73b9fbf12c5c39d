package io.ticketsense.examples.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;

/** JSON as a response. */
final class Json {

  static final String CONTENT_TYPE = "application/json";

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static void send(Context ctx, int status, JsonNode json) {
    ctx.status(status).contentType(CONTENT_TYPE).result(json.toString().getBytes(UTF_8));
  }
}
