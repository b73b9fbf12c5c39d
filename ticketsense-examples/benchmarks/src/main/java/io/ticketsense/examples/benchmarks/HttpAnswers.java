package io.ticketsense.examples.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads answers of a kept connection as cheaply as may be: finds where each ends, and no more. */
final class HttpAnswers {

  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] LENGTH = "\r\nContent-Length: ".getBytes(ISO_8859_1);

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 18];
  private int filled;

  HttpAnswers(InputStream in) {
    this.in = in;
  }

  /** Skips one answer and returns its status. */
  int next() throws IOException {
    filled = 0;
    int headEnd = -1;
    while (headEnd < 0) {
      fill();
      headEnd = indexOf(HEAD_END, filled);
    }
    int status = number("HTTP/1.1 ".length());
    int length = indexOf(LENGTH, headEnd);
    if (length >= 0) {
      int end = headEnd + HEAD_END.length + number(length + LENGTH.length);
      while (filled < end) {
        fill();
      }
    } else {
      while (!endsWith(LAST_CHUNK)) {
        fill();
      }
    }
    return status;
  }

  private void fill() throws IOException {
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read <= 0) {
      throw new EOFException("The server hung up, or says more than expected");
    }
    filled += read;
  }

  private int indexOf(byte[] wanted, int end) {
    for (int start = 0; start <= end - wanted.length; start++) {
      int matched = 0;
      while (matched < wanted.length && buffer[start + matched] == wanted[matched]) {
        matched++;
      }
      if (matched == wanted.length) {
        return start;
      }
    }
    return -1;
  }

  private boolean endsWith(byte[] wanted) {
    return filled >= wanted.length
        && Arrays.equals(buffer, filled - wanted.length, filled, wanted, 0, wanted.length);
  }

  private int number(int start) {
    int number = 0;
    for (int i = start; buffer[i] >= '0' && buffer[i] <= '9'; i++) {
      number = number * 10 + buffer[i] - '0';
    }
    return number;
  }
}
