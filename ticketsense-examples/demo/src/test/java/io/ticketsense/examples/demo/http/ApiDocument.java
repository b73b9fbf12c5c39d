package io.ticketsense.examples.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The OpenAPI document, and whether a reply is one that it promises. */
final class ApiDocument {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "https://ticketsense.example/openapi.json";
  private static final String PROBLEM = "/components/schemas/Problem";

  static final ApiDocument SHIPPED =
      new ApiDocument(new String(ClassPath.read(ClassPath.WEB + "/openapi.json"), UTF_8));

  /** Headers that say something about the answer; those of every answer are tested elsewhere. */
  private static final Set<String> TELLING =
      Set.of("Link", "Location", "Retry-After", "Triage-Status", "WWW-Authenticate", "Accept");

  private final JsonNode root;
  private final SchemaRegistry schemas;

  ApiDocument(String json) {
    try {
      root = JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    schemas =
        SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(),
            builder ->
                builder
                    .schemas(Map.of(NAME, json))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  JsonNode at(String pointer) {
    JsonNode node = root.at(pointer);
    return node.has("$ref") ? at(followed(pointer)) : node;
  }

  /** Returns where a reference at this place leads, or the place itself if there is none. */
  private String followed(String pointer) {
    JsonNode node = root.at(pointer);
    return node.has("$ref") ? node.get("$ref").textValue().substring(1) : pointer;
  }

  /** Returns the methods of each path, as in {@code get}. */
  Map<String, Set<String>> methods() {
    Map<String, Set<String>> methods = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      Set<String> names = new TreeSet<>();
      path.getValue().fieldNames().forEachRemaining(names::add);
      names.remove("parameters");
      methods.put(path.getKey(), names);
    }
    return methods;
  }

  /** Fails unless the value is valid by the schema at this place. */
  void check(String pointer, JsonNode value) {
    assertThat(violations(pointer, value)).as("%s by %s", value, pointer).isEmpty();
  }

  List<String> violations(String pointer, JsonNode value) {
    return schemas.getSchema(SchemaLocation.of(NAME + "#" + pointer)).validate(value).stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }

  /** Fails unless the document promises such a reply to such a request. */
  void check(String method, String path, Reply reply) {
    Optional<String> template = template(path);
    String verb = (method.equals("HEAD") ? "GET" : method).toLowerCase(Locale.ROOT);
    String operation = template.map(t -> "/paths/" + escape(t) + "/" + verb).orElse("");
    if (template.isEmpty() || at(operation).isMissingNode()) {
      assertThat(reply.status())
          .as("%s %s", method, path)
          .isEqualTo(template.isEmpty() ? 404 : 405);
      checkProblem(method, reply);
      return;
    }
    String response = operation + "/responses/" + reply.status();
    assertThat(at(response).isMissingNode())
        .as("%s %s gave an undocumented %s", method, path, reply)
        .isFalse();
    response = followed(response);
    checkHeaders(response + "/headers", reply);
    String content = response + "/content/" + escape(reply.mediaType()) + "/schema";
    assertThat(at(content).isMissingNode())
        .as("%s %s gave an undocumented %s", method, path, reply.mediaType())
        .isFalse();
    if (!method.equals("HEAD")) {
      check(content, reply.json());
      if (reply.mediaType().equals(Problem.CONTENT_TYPE)) {
        checkProblem(method, reply);
      }
    }
  }

  private void checkProblem(String method, Reply reply) {
    assertThat(reply.mediaType()).isEqualTo(Problem.CONTENT_TYPE);
    if (method.equals("HEAD")) {
      return;
    }
    JsonNode problem = reply.json();
    check(PROBLEM, problem);
    assertThat(problem.path("status").intValue()).isEqualTo(reply.status());
    assertThat(problem.has("errors")).as("%s", problem).isEqualTo(reply.status() == 422);
    assertThat(problem.has("cause")).as("%s", problem).isEqualTo(reply.status() == 503);
    assertThat(Optional.ofNullable(problem.path("request_id").textValue()))
        .isEqualTo(reply.header(RequestIds.HEADER));
  }

  private void checkHeaders(String pointer, Reply reply) {
    JsonNode documented = at(pointer);
    for (Map.Entry<String, JsonNode> entry : documented.properties()) {
      String place = pointer + "/" + entry.getKey();
      JsonNode header = at(place);
      Optional<String> value = reply.header(entry.getKey());
      assertThat(value.isPresent() || !header.path("required").booleanValue())
          .as("%s of %s", entry.getKey(), reply)
          .isTrue();
      String schema = followed(place) + "/schema";
      value.ifPresent(text -> check(schema, TextNode.valueOf(text)));
    }
    for (String name : TELLING) {
      assertThat(reply.header(name).isPresent() && !documented.has(name))
          .as("undocumented %s of %s", name, reply)
          .isFalse();
    }
  }

  private Optional<String> template(String path) {
    String plain = path.replaceFirst("\\?.*", "");
    return methods().keySet().stream()
        .filter(template -> plain.matches(template.replaceAll("\\{\\w+}", "[^/]+")))
        .findFirst();
  }

  static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
