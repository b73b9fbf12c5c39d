package io.ticketsense.examples.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.ticketsense.domain.Deadline;
import io.ticketsense.domain.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.MimeTypes;

/** The JSON that a client sends. */
final class RequestBody {

  /** Room for the longest ticket, every character of it escaped. */
  static final int MAX_BYTES = 1 << 20;

  /** How long a body may take to come in. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int CHUNK = 1 << 13;

  private RequestBody() {}

  /** Tells whether a client sends anything, by its headers. */
  static boolean isPresent(Context ctx) {
    return ctx.req().getContentLengthLong() > 0 || ctx.header("Transfer-Encoding") != null;
  }

  /**
   * Reads a body whole.
   *
   * @throws ProblemException if it is no JSON by its headers, too large, too slow, broken off, or
   *     not in UTF-8
   */
  static String read(Context ctx) {
    requireJson(ctx);
    if (ctx.req().getContentLengthLong() > MAX_BYTES) {
      throw tooLarge();
    }
    byte[] body;
    try {
      body = readAll(ctx.bodyInputStream(), Deadline.after(PATIENCE, Ticker.system()));
    } catch (IOException e) {
      throw ProblemException.of(400, "broken-body", "The body ends before it should.");
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.of(400, "malformed-json", "The body must be in UTF-8, and is not.");
    }
  }

  /** Reads no more than fits, and no longer than a client may take: others wait for their turn. */
  static byte[] readAll(InputStream in, Deadline deadline) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      body.write(chunk, 0, read);
      // A chunked body does not tell its size beforehand.
      if (body.size() > MAX_BYTES) {
        throw tooLarge();
      }
      if (deadline.hasPassed()) {
        throw ProblemException.of(
            408,
            "body-too-slow",
            "The body must be there within " + PATIENCE.toSeconds() + " seconds.");
      }
    }
    return body.toByteArray();
  }

  private static void requireJson(Context ctx) {
    String contentType = Optional.ofNullable(ctx.header("Content-Type")).orElse("");
    String encoding = Optional.ofNullable(ctx.header("Content-Encoding")).orElse("identity");
    if (!isJson(contentType) || !encoding.equalsIgnoreCase("identity")) {
      throw new ProblemException(
          Problem.of(
                  415,
                  "unsupported-media-type",
                  "Send Content-Type: application/json, in UTF-8 and not compressed.")
              .withHeader("Accept", Json.CONTENT_TYPE));
    }
  }

  private static boolean isJson(String contentType) {
    try {
      String charset = MimeTypes.getCharsetFromContentType(contentType);
      return MimeTypes.getContentTypeWithoutCharset(contentType).equalsIgnoreCase(Json.CONTENT_TYPE)
          && (charset == null || charset.equalsIgnoreCase("utf-8"));
    } catch (IllegalArgumentException e) {
      return false; // A charset that there is not.
    }
  }

  private static ProblemException tooLarge() {
    return ProblemException.of(
        413, "body-too-large", "The body must be at most " + MAX_BYTES + " bytes long.");
  }
}
