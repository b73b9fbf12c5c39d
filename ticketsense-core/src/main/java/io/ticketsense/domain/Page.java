package io.ticketsense.domain;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run of items and where the next one starts.
 *
 * @param <T> kind of item
 * @param items in order, unmodifiable; may be empty
 * @param next start of the next page; empty when there is none
 */
public record Page<T>(List<T> items, Optional<Cursor> next) {

  /** Creates a page. */
  public Page {
    items = List.copyOf(items);
  }

  /**
   * Cuts a page from a list read one item too long, the usual way to learn whether there is more.
   *
   * @param <T> kind of item
   * @param items up to {@code limit + 1} items
   * @param limit how many the page may hold, at least 1
   * @param position of an item
   * @return a page of at most {@code limit} items
   */
  public static <T> Page<T> of(List<T> items, int limit, Function<T, Cursor> position) {
    if (items.size() <= limit) {
      return new Page<>(items, Optional.empty());
    }
    List<T> kept = items.subList(0, limit);
    return new Page<>(kept, Optional.of(position.apply(kept.get(limit - 1))));
  }

  /**
   * Replaces the items, one for one or fewer.
   *
   * @param <R> kind of new item
   * @param change from the old items to the new
   * @return a page with the same continuation
   */
  public <R> Page<R> map(Function<List<T>, List<R>> change) {
    return new Page<>(change.apply(items), next);
  }
}
