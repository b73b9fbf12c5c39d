package io.ticketsense.examples.demo.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketsense.error.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Why a request was not served, as RFC 9457 writes it.
 *
 * @param status of the response
 * @param kind of problem, such as {@code invalid-ticket}: the end of its URN
 * @param detail one sentence for people, free of ticket text
 * @param cause what is down or overloaded, by a word for programs; empty unless something is
 * @param errors fields that are wrong
 * @param headers that go with it
 */
record Problem(
    int status,
    String kind,
    String detail,
    Optional<String> cause,
    List<Violation> errors,
    Map<String, String> headers) {

  static final String CONTENT_TYPE = "application/problem+json";

  static Problem of(int status, String kind, String detail) {
    return new Problem(status, kind, detail, Optional.empty(), List.of(), Map.of());
  }

  /** Something that is needed is down or overloaded. */
  static Problem unavailable(String kind, String detail, String cause) {
    return new Problem(503, kind, detail, Optional.of(cause), List.of(), Map.of());
  }

  static Problem invalid(String kind, List<Violation> errors) {
    String detail =
        errors.size() == 1 ? errors.get(0) + "." : errors.size() + " fields are invalid.";
    return new Problem(422, kind, detail, Optional.empty(), errors, Map.of());
  }

  Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, kind, detail, cause, errors, more);
  }

  ObjectNode json(Optional<String> requestId) {
    ObjectNode json = Json.object();
    json.put("type", "urn:ticketsense:problem:" + kind);
    json.put("title", HttpStatus.getMessage(status));
    json.put("status", status);
    json.put("detail", detail);
    requestId.ifPresent(id -> json.put("request_id", id));
    cause.ifPresent(word -> json.put("cause", word));
    if (!errors.isEmpty()) {
      ArrayNode list = json.putArray("errors");
      errors.forEach(e -> list.addObject().put("field", e.field()).put("message", e.message()));
    }
    return json;
  }
}
