package io.ticketsense.examples.demo.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/**
 * Adds routes, each behind the rules that it needs; what can be read can be asked about by HEAD
 * too.
 */
record Routes(RoutesConfig config, Access access) {

  /** Adds what anybody may read at any time, since it waits for nothing. */
  Routes open(String path, Handler handler) {
    config.get(path, handler).head(path, handler);
    return this;
  }

  /** Adds what anybody may read. */
  Routes get(String path, Handler handler) {
    return open(path, access.read(handler));
  }

  /** Adds a way to write. */
  Routes post(String path, Handler handler) {
    config.post(path, access.write(handler));
    return this;
  }

  /**
   * Adds a way to end something, for those who may write; it must work above all when much waits.
   */
  Routes delete(String path, Handler handler) {
    config.delete(path, access.allowed(handler));
    return this;
  }
}
