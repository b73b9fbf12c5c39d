package io.ticketsense.examples.demo.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param status of the answer
 * @param headers of the answer
 * @param text all of the body
 */
record Reply(int status, HttpHeaders headers, String text) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** Returns the content type without its parameters. */
  String mediaType() {
    return header("Content-Type").orElse("none").replaceFirst(";.*", "");
  }

  JsonNode json() {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String problemType() {
    return json().path("type").asText().replace("urn:ticketsense:problem:", "");
  }

  String cause() {
    return json().path("cause").asText();
  }

  @Override
  public String toString() {
    return status + " " + headers.map() + " " + text;
  }
}
