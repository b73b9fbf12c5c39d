package io.ticketsense.examples.demo.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Files for browsers in this jar: ours and those of webjars. */
final class ClassPath {

  static final String WEB = "/io/ticketsense/examples/demo/web";

  private ClassPath() {}

  /** Returns the folder of a webjar's files, which is named after its version. */
  static String webjar(String group, String artifact) {
    Properties properties = new Properties();
    try (InputStream in = open("/META-INF/maven/" + group + "/" + artifact + "/pom.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/" + artifact + "/" + properties.getProperty("version");
  }

  static byte[] read(String file) {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file) {
    InputStream in = ClassPath.class.getResourceAsStream(file);
    if (in == null) {
      throw new IllegalStateException("The jar lacks " + file);
    }
    return in;
  }
}
