package io.ticketsense.examples.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * Who may do what, and how many at a time. So many requests wait for stores and models that there
 * are always threads left to say that the server is alive.
 */
final class Access {

  private static final int MAX_READS_AT_ONCE = 128;
  private static final int MAX_WRITES_AT_ONCE = 64;
  private static final String SCHEME = "Bearer ";

  private static final Pattern LOOPBACK_NAMES =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?", Pattern.CASE_INSENSITIVE);

  private final Semaphore reads = new Semaphore(MAX_READS_AT_ONCE);
  private final Semaphore writes = new Semaphore(MAX_WRITES_AT_ONCE);
  private final ServerOptions options;
  private final boolean thisMachineOnly;

  Access(ServerOptions options) {
    this.options = options;
    this.thisMachineOnly = LOOPBACK_NAMES.matcher(options.host()).matches();
  }

  /**
   * Refuses a name of another machine where this one alone is served: a page of that name would be
   * taken for ours by its browser, and could read everything.
   */
  void requireOwnHost(Context ctx) {
    if (thisMachineOnly && !LOOPBACK_NAMES.matcher(hostName(ctx)).matches()) {
      throw ProblemException.of(
          421,
          "foreign-host",
          "This server answers to the names of this machine only; see --host.");
    }
  }

  private static String hostName(Context ctx) {
    return Optional.ofNullable(ctx.req().getServerName()).orElse("");
  }

  /** Puts what reads behind its rules. */
  Handler read(Handler handler) {
    return limited(reads, handler);
  }

  /** Puts what writes behind its rules. */
  Handler write(Handler handler) {
    return allowed(limited(writes, handler));
  }

  /** Asks who it is, but does not limit how many there are. */
  Handler allowed(Handler handler) {
    return ctx -> {
      requireOwnPage(ctx);
      requireToken(ctx);
      handler.handle(ctx);
    };
  }

  private static Handler limited(Semaphore permits, Handler handler) {
    return ctx -> {
      if (!permits.tryAcquire()) {
        throw new ProblemException(
            Problem.unavailable("busy", "Too many requests at once. Try again in a second.", "busy")
                .withHeader("Retry-After", "1"));
      }
      try {
        handler.handle(ctx);
      } finally {
        permits.release();
      }
    };
  }

  /** A browser sends some requests for any page that asks, and says for which one. */
  private void requireOwnPage(Context ctx) {
    String origin = ctx.header("Origin");
    if (origin == null || options.corsOrigins().contains(origin)) {
      return;
    }
    String host = Optional.ofNullable(ctx.header("Host")).orElse("");
    if (!origin.equals("http://" + host) && !origin.equals("https://" + host)) {
      throw ProblemException.of(
          403, "foreign-origin", "Pages of other servers may not write here.");
    }
  }

  private void requireToken(Context ctx) {
    if (options.apiToken().isEmpty()) {
      return;
    }
    String header = Optional.ofNullable(ctx.header("Authorization")).orElse("");
    String token =
        header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            ? header.substring(SCHEME.length()).strip()
            : "";
    byte[] expected = options.apiToken().get().getBytes(UTF_8);
    // Takes as long for a nearly right token as for a wholly wrong one.
    if (!MessageDigest.isEqual(expected, token.getBytes(UTF_8))) {
      throw new ProblemException(
          Problem.of(
                  401,
                  "unauthorized",
                  "Writing needs the API token, as Authorization: Bearer TOKEN.")
              .withHeader("WWW-Authenticate", "Bearer realm=\"ticketsense\""));
    }
  }
}
