package io.ticketsense.examples.local;

/**
 * A simple way to label tickets, to stand beside a model in a table: what it does not beat, it need
 * not have been trained for.
 */
public enum LocalBaseline {
  /** Gives every ticket the most frequent labels of the tickets that it was trained on. */
  MAJORITY("majority class"),
  /** Weighs words, pairs of words and groups of letters of the tickets that it was trained on. */
  TF_IDF("TF-IDF of the tickets"),
  /** Takes the label whose definition is most like the ticket, by sentence embedding. */
  ZERO_SHOT("similarity to the definitions");

  private final String title;

  LocalBaseline(String title) {
    this.title = title;
  }

  /** Returns what to call it in a table. */
  public String title() {
    return title;
  }
}
