package io.ticketsense.groq;

/** A key that fits into a header and stays out of every text but that header. */
final class ApiKey {

  private final String text;

  private ApiKey(String text) {
    this.text = text;
  }

  /**
   * Takes a key.
   *
   * @throws IllegalArgumentException if it cannot be one, without saying how it reads
   */
  static ApiKey of(String text) {
    if (text == null || text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "An API key must not be blank and must consist of visible ASCII characters only, with no"
              + " space or line break at either end");
    }
    return new ApiKey(text);
  }

  String authorization() {
    return "Bearer " + text;
  }

  /** Takes the key out of a text that was received. */
  String redact(String received) {
    return received.replace(text, "***");
  }

  @Override
  public String toString() {
    return "ApiKey[***]";
  }
}
