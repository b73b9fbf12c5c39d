package io.ticketsense.groq;

/**
 * Which optional fields a model on a server understands. A field that is not understood is not
 * sent: Groq refuses it, Ollama ignores it.
 *
 * @param tokenLimitField how the limit of answer tokens is called
 * @param reasoning whether the model reasons and can be told to do so briefly and unseen
 */
record Capabilities(String tokenLimitField, boolean reasoning) {

  static Capabilities of(BaseUrl baseUrl, String model) {
    return baseUrl.isGroq()
        ? new Capabilities("max_completion_tokens", model.startsWith("openai/gpt-oss"))
        : new Capabilities("max_tokens", false);
  }
}
