package io.ticketsense.groq;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the JSON in what a model wrote: bare as asked for, or fenced, after thoughts, in prose. */
final class AnswerText {

  private static final String THINK_END = "</think>";
  private static final JsonFactory JSON = new JsonFactory();

  /** Braces that are tried as the beginning of an object. */
  private static final int MAX_BEGINNINGS = 8;

  private AnswerText() {}

  /**
   * Returns what may be the answer, the likeliest first.
   *
   * @param content as received
   * @return the whole content if nothing in it looks like an object
   */
  static List<String> candidates(String content) {
    String text = content.strip();
    int thoughtsEnd = text.startsWith("{") ? -1 : text.indexOf(THINK_END);
    String answer = thoughtsEnd < 0 ? text : text.substring(thoughtsEnd + THINK_END.length());
    List<String> objects = objects(answer);
    return objects.isEmpty() ? List.of(text) : objects;
  }

  private static List<String> objects(String text) {
    List<String> objects = new ArrayList<>();
    int begin = text.indexOf('{');
    for (int i = 0; i < MAX_BEGINNINGS && begin >= 0; i++) {
      int end = endOfObject(text, begin);
      if (end > 0) {
        objects.add(text.substring(begin, end));
      }
      begin = text.indexOf('{', Math.max(begin + 1, end));
    }
    return objects;
  }

  /** Returns where an object ends, -1 if there is none. */
  private static int endOfObject(String text, int begin) {
    try (JsonParser parser = JSON.createParser(text.substring(begin))) {
      parser.nextToken();
      parser.skipChildren();
      return begin + (int) parser.currentLocation().getCharOffset();
    } catch (IOException e) {
      return -1;
    }
  }
}
