package io.ticketsense.groq;

import io.ticketsense.architecture.AdapterArchitecture;

final class GroqArchitectureTest extends AdapterArchitecture {

  GroqArchitectureTest() {
    super(
        "io.ticketsense.groq",
        new String[] {
          "okhttp3..",
          "okio..",
          "dev.failsafe..",
          "com.fasterxml.jackson..",
          "com.github.victools.jsonschema.generator..",
          "jakarta.validation..",
          "javax.net.ssl.."
        },
        "okhttp3.OkHttpClient");
  }
}
