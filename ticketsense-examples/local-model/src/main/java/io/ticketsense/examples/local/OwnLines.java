package io.ticketsense.examples.local;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the lines of a mail that its sender wrote for this occasion. Leaves out quotes, headers of
 * forwarded mails, greetings, signatures, disclaimers, tables, logs and stack traces.
 */
final class OwnLines {

  private static final int MAX_NAMES = 6;

  private final List<MailLine> lines;
  private final List<MailLine> own = new ArrayList<>();
  private boolean inSignature;
  private boolean inDisclaimer;
  private boolean hasMessage;

  private OwnLines(List<MailLine> lines) {
    this.lines = lines;
  }

  /**
   * Returns what the sender wrote.
   *
   * @param text plain text
   * @return lines in order, empty ones between paragraphs; all lines of the text if none of them
   *     seems to be the sender's own
   */
  static List<String> of(String text) {
    OwnLines found = new OwnLines(text.lines().map(MailLine::of).toList());
    found.read();
    return found.hasMessage
        ? found.own.stream().map(MailLine::text).toList()
        : found.lines.stream().map(line -> line.text().replaceFirst("^[> ]++", "")).toList();
  }

  private void read() {
    for (int i = 0; i < lines.size(); i++) {
      MailLine line = lines.get(i);
      if (line.isEmpty()) {
        inDisclaimer = false;
        own.add(line);
      } else if (!isForeign(line) && !isForwardedHeader(i)) {
        own.add(line);
        hasMessage |= line.hasLetter();
      }
    }
    dropNamesAtEnd();
  }

  /** Tells whether the sender did not write this line, or writes it in every mail. */
  private boolean isForeign(MailLine line) {
    inDisclaimer |= line.isDisclaimer();
    if (line.text().equals("--") || (hasMessage && line.isClosing())) {
      inSignature = true;
    } else if (line.isLong() || line.isPostscript()) {
      inSignature = false;
    }
    return inSignature
        || inDisclaimer
        || line.isQuote()
        || line.isGreeting()
        || line.isDevice()
        || line.isLog()
        || !line.isProse();
  }

  private boolean isForwardedHeader(int index) {
    return lines.get(index).isHeader()
        && ((index > 0 && lines.get(index - 1).isHeader())
            || (index + 1 < lines.size() && lines.get(index + 1).isHeader()));
  }

  /** Without a closing phrase, a signature shows by the names it consists of. */
  private void dropNamesAtEnd() {
    int end = own.size();
    int names = 0;
    while (end > 0 && names <= MAX_NAMES) {
      MailLine line = own.get(end - 1);
      if (!line.isEmpty() && !line.isName()) {
        own.subList(end, own.size()).clear();
        return;
      }
      names += line.isEmpty() ? 0 : 1;
      end--;
    }
  }
}
