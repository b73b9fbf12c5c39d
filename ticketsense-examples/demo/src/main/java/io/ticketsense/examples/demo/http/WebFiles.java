package io.ticketsense.examples.demo.http;

import io.javalin.config.StaticFilesConfig;
import io.javalin.http.staticfiles.Location;
import java.util.Map;

/** Folders of files for browsers. */
final class WebFiles {

  private WebFiles() {}

  static void addTo(StaticFilesConfig config) {
    add(config, "/assets", ClassPath.WEB);
    add(config, "/docs/assets", ClassPath.webjar("org.webjars", "swagger-ui"));
  }

  private static void add(StaticFilesConfig config, String path, String directory) {
    config.add(
        files -> {
          files.hostedPath = path;
          files.directory = directory;
          files.location = Location.CLASSPATH;
          files.headers = Map.of("Cache-Control", "no-cache");
        });
  }
}
