package io.ticketsense.examples.demo.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** A name for every request, the client's own if it has one, by which logs can be searched. */
final class RequestIds {

  static final String HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = "request-id";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestIds() {}

  static void assign(Context ctx) {
    String id =
        Optional.ofNullable(ctx.header(HEADER))
            .filter(given -> PLAIN.matcher(given).matches())
            .orElseGet(RequestIds::next);
    ctx.attribute(ATTRIBUTE, id);
    ctx.header(HEADER, id);
  }

  /** Need only be unlikely to come twice in a log, so the cheap source of chance will do. */
  private static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  static Optional<String> of(Context ctx) {
    return Optional.ofNullable(ctx.attribute(ATTRIBUTE));
  }
}
