package io.ticketsense;

/**
 * How far a bulk run has come.
 *
 * @param total tickets that the run set out to look at; stored meanwhile ones may come on top
 * @param triaged tickets labelled and kept
 * @param skipped tickets that were triaged already
 * @param failed tickets that no model labelled, or that are not stored
 */
public record BulkProgress(long total, long triaged, long skipped, long failed) {

  /**
   * Returns how many tickets are dealt with.
   *
   * @return triaged, skipped and failed ones
   */
  public long done() {
    return triaged + skipped + failed;
  }
}
