package io.ticketsense.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The different outcomes among some tickets, numbered in the order of their first appearance. */
final class Patterns {

  private final int[] patternOf;
  private final List<int[]> cells = new ArrayList<>();

  /**
   * Sorts tickets by what became of them.
   *
   * @param tickets any number of them
   * @param cellsOf everything about a ticket that its scores depend on, as numbers
   */
  <T> Patterns(List<T> tickets, Function<T, int[]> cellsOf) {
    patternOf = new int[tickets.size()];
    Map<List<Integer>, Integer> known = new HashMap<>();
    for (int i = 0; i < patternOf.length; i++) {
      int[] key = cellsOf.apply(tickets.get(i));
      patternOf[i] = known.computeIfAbsent(boxed(key), k -> add(key));
    }
  }

  private int add(int[] key) {
    cells.add(key);
    return cells.size() - 1;
  }

  private static List<Integer> boxed(int[] key) {
    List<Integer> boxed = new ArrayList<>(key.length);
    for (int cell : key) {
      boxed.add(cell);
    }
    return boxed;
  }

  /** Returns the pattern of each ticket. */
  int[] patternOf() {
    return patternOf;
  }

  int size() {
    return cells.size();
  }

  /** Returns how often each pattern occurs among all tickets. */
  int[] counts() {
    int[] counts = new int[cells.size()];
    for (int pattern : patternOf) {
      counts[pattern]++;
    }
    return counts;
  }

  /** Returns how often each cell of one dimension occurs where patterns occur that often. */
  int[] cells(int dimension, int size, int[] counts) {
    int[] sums = new int[size];
    for (int pattern = 0; pattern < counts.length; pattern++) {
      sums[cells.get(pattern)[dimension]] += counts[pattern];
    }
    return sums;
  }
}
