package io.ticketsense.groq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** Names this product to servers, since Groq's edge turns anonymous clients away. */
final class UserAgent {

  static final String VALUE = "ticketsense-groq/" + version();

  private UserAgent() {}

  private static String version() {
    try (InputStream version = UserAgent.class.getResourceAsStream("version.txt")) {
      return version == null ? "unknown" : new String(version.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
