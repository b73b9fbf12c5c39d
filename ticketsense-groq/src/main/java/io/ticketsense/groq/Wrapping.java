package io.ticketsense.groq;

/** Removes what some models put around the JSON they were asked for. */
final class Wrapping {

  private static final String THINK_END = "</think>";
  private static final String FENCE = "```";

  private Wrapping() {}

  /** Returns the content without thoughts before it and a code fence around it. */
  static String remove(String content) {
    String text = content.strip();
    if (text.startsWith("<think>") && text.contains(THINK_END)) {
      text = text.substring(text.indexOf(THINK_END) + THINK_END.length()).strip();
    }
    if (text.startsWith(FENCE) && text.endsWith(FENCE) && text.indexOf('\n') > 0) {
      text = text.substring(text.indexOf('\n'), text.length() - FENCE.length());
    }
    return text;
  }
}
