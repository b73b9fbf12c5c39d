package io.ticketsense.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with files, so that all of it can be told at once. */
final class DataProblems {

  static final String BYTE_ORDER_MARK = "\ufeff";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int ENOUGH = 100;

  private final List<String> problems = new ArrayList<>();

  /** Adds a problem: "file: place: field message", with what is known of it. */
  void add(Path file, String place, String problem) {
    problems.add(file + ": " + (place.isEmpty() ? "" : place + ": ") + problem);
  }

  /** Tells whether so much is wrong that looking for more helps nobody. */
  boolean areEnough() {
    return problems.size() >= ENOUGH;
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new LabelledDataException(problems);
    }
  }

  /**
   * Reads a file.
   *
   * @throws LabelledDataException if it cannot be read
   */
  static String text(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static LabelledDataException unreadable(Path file, IOException e) {
    String problem = "could not be read";
    if (e instanceof NoSuchFileException) {
      problem = "does not exist";
    } else if (e instanceof CharacterCodingException) {
      problem = "must be UTF-8, and is not";
    }
    return new LabelledDataException(List.of(file + ": " + problem));
  }

  /**
   * Reads a JSON object.
   *
   * @return empty, and a problem noted, if it is none
   */
  Optional<JsonNode> object(String json, Path file, String place) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node.isObject()) {
        return Optional.of(node);
      }
      add(file, place, "must be a JSON object");
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : (place.isEmpty() ? " at line " + e.getLocation().getLineNr() + "," : " at")
                  + " column "
                  + e.getLocation().getColumnNr();
      add(file, place, "must be well-formed JSON, and is not" + where);
    }
    return Optional.empty();
  }
}
