package io.ticketsense.examples.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ApiDocumentTest {

  private static final ApiDocument DOCUMENT = ApiDocument.SHIPPED;
  private static final Set<String> OPERATION_FIELDS =
      Set.of(
          "operationId",
          "tags",
          "summary",
          "description",
          "parameters",
          "requestBody",
          "responses",
          "security");
  private static final Set<String> RESPONSE_FIELDS = Set.of("description", "headers", "content");

  private static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new java.util.TreeMap<>();
    DOCUMENT
        .methods()
        .forEach(
            (path, methods) ->
                methods.forEach(
                    method ->
                        operations.put(
                            method + " " + path,
                            DOCUMENT.at("/paths/" + path.replace("/", "~1") + "/" + method))));
    return operations;
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode followed(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.get("$ref").textValue().substring(1)) : node;
  }

  @Test
  @DisplayName("The document says which version of OpenAPI it follows, and has the required parts")
  void document_always_isOpenApi() {
    assertThat(DOCUMENT.at("/openapi").textValue()).matches("3\\.1\\.\\d");
    assertThat(DOCUMENT.at("/info/title").textValue()).isNotBlank();
    assertThat(DOCUMENT.at("/info/version").textValue()).isNotBlank();
    assertThat(fields(DOCUMENT.at("")))
        .containsExactlyInAnyOrder("openapi", "info", "servers", "tags", "paths", "components");
    assertThat(DOCUMENT.methods()).isNotEmpty();
    assertThat(DOCUMENT.methods().keySet()).allMatch(path -> path.startsWith("/"));
  }

  @Test
  @DisplayName("Each operation has a name of its own, a summary, a known tag and answers")
  void operations_always_areComplete() {
    Set<String> tags = new HashSet<>();
    DOCUMENT.at("/tags").forEach(tag -> tags.add(tag.path("name").textValue()));
    Set<String> ids = new HashSet<>();
    operations()
        .forEach(
            (name, operation) -> {
              assertThat(fields(operation)).as(name).isSubsetOf(OPERATION_FIELDS);
              assertThat(ids.add(operation.path("operationId").textValue())).as(name).isTrue();
              assertThat(operation.path("summary").textValue()).as(name).isNotBlank();
              assertThat(operation.path("tags")).as(name).hasSize(1);
              assertThat(tags).as(name).contains(operation.path("tags").path(0).textValue());
              assertThat(operation.path("responses")).as(name).isNotEmpty();
              operation
                  .path("responses")
                  .properties()
                  .forEach(
                      response -> {
                        JsonNode value = followed(response.getValue());
                        assertThat(response.getKey()).as(name).matches("[2-5]\\d\\d");
                        assertThat(fields(value)).as(name).isSubsetOf(RESPONSE_FIELDS);
                        assertThat(value.path("description").textValue()).as(name).isNotBlank();
                        assertThat(value.path("content")).as(name).isNotEmpty();
                      });
            });
  }

  @Test
  @DisplayName("Writing may need a token, and can be refused for want of it; reading cannot")
  void operations_writing_nameTheToken() {
    operations()
        .forEach(
            (name, operation) -> {
              boolean isRead = name.startsWith("get ");
              assertThat(operation.has("security")).as(name).isNotEqualTo(isRead);
              assertThat(operation.path("responses").has("401")).as(name).isNotEqualTo(isRead);
              assertThat(operation.path("responses").has("403")).as(name).isNotEqualTo(isRead);
            });
  }

  @Test
  @DisplayName("The parameters of a path are those in its braces, and are required")
  void parameters_ofPaths_areDeclared() {
    for (String path : DOCUMENT.methods().keySet()) {
      List<String> braces = new ArrayList<>();
      Matcher matcher = Pattern.compile("\\{(\\w+)}").matcher(path);
      while (matcher.find()) {
        braces.add(matcher.group(1));
      }
      List<String> declared = new ArrayList<>();
      DOCUMENT
          .at("/paths/" + path.replace("/", "~1") + "/parameters")
          .forEach(
              parameter -> {
                assertThat(followed(parameter).path("in").textValue()).isEqualTo("path");
                assertThat(followed(parameter).path("required").booleanValue()).isTrue();
                declared.add(followed(parameter).path("name").textValue());
              });
      assertThat(declared).as(path).isEqualTo(braces);
    }
  }

  @Test
  @DisplayName("Every reference leads somewhere, and every component is referred to")
  void references_always_resolve() {
    Set<String> referred = new HashSet<>();
    DOCUMENT.at("").findValuesAsText("$ref").forEach(ref -> referred.add(ref.substring(1)));

    assertThat(referred).isNotEmpty();
    for (String pointer : referred) {
      assertThat(DOCUMENT.at(pointer).isMissingNode()).as(pointer).isFalse();
    }
    for (String kind : List.of("schemas", "parameters", "headers", "responses")) {
      for (String name : fields(DOCUMENT.at("/components/" + kind))) {
        assertThat(referred).contains("/components/" + kind + "/" + name);
      }
    }
  }

  @Test
  @DisplayName("The schemas are schemas of the version that OpenAPI 3.1 takes")
  void schemas_always_areJsonSchema() {
    var meta =
        SchemaRegistry.withDefaultDialect(Dialects.getDraft202012())
            .getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));
    for (JsonNode schema : DOCUMENT.at("").findValues("schema")) {
      assertThat(meta.validate(schema)).as("%s", schema).isEmpty();
    }
    for (Map.Entry<String, JsonNode> schema : DOCUMENT.at("/components/schemas").properties()) {
      assertThat(meta.validate(schema.getValue())).as(schema.getKey()).isEmpty();
      assertThat(schema.getValue().path("type").textValue()).isEqualTo("object");
    }
  }

  @Test
  @DisplayName("What the server answers holds no field that is not documented")
  void schemas_ofAnswers_areClosed() {
    for (Map.Entry<String, JsonNode> schema : DOCUMENT.at("/components/schemas").properties()) {
      boolean isSent = Set.of("NewTicket", "BulkOptions").contains(schema.getKey());
      assertThat(schema.getValue().path("additionalProperties").isBoolean())
          .as(schema.getKey())
          .isNotEqualTo(isSent);
    }
  }

  @Test
  @DisplayName("Every body is shown by an example, which is valid")
  void examples_always_areValid() {
    List<String> contents = new ArrayList<>();
    collect("", DOCUMENT.at(""), contents);

    assertThat(contents).hasSizeGreaterThan(30);
    for (String pointer : contents) {
      JsonNode media = DOCUMENT.at(pointer);
      List<JsonNode> examples = new ArrayList<>();
      if (media.has("example")) {
        examples.add(media.get("example"));
      }
      media.path("examples").forEach(example -> examples.add(example.path("value")));
      assertThat(examples).as(pointer).isNotEmpty();
      for (JsonNode example : examples) {
        DOCUMENT.check(pointer + "/schema", example);
      }
    }
  }

  private static void collect(String pointer, JsonNode node, List<String> contents) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String place = pointer + "/" + ApiDocument.escape(field.getKey());
      if (field.getKey().equals("content")) {
        field
            .getValue()
            .fieldNames()
            .forEachRemaining(type -> contents.add(place + "/" + ApiDocument.escape(type)));
      } else {
        collect(place, field.getValue(), contents);
      }
    }
  }
}
