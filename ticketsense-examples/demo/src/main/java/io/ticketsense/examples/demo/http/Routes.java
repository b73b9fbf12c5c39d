package io.ticketsense.examples.demo.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Adds routes; what can be read can be asked about by HEAD too. */
record Routes(RoutesConfig config) {

  Routes get(String path, Handler handler) {
    config.get(path, handler).head(path, handler);
    return this;
  }

  Routes post(String path, Handler handler) {
    config.post(path, handler);
    return this;
  }

  Routes delete(String path, Handler handler) {
    config.delete(path, handler);
    return this;
  }
}
