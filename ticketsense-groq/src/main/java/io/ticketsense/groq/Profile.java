package io.ticketsense.groq;

import io.ticketsense.groq.GroqTriageModel.Dialect;
import io.ticketsense.port.QuotaGate.Limit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a model on a server understands. A field that is not understood is not sent: Groq refuses
 * it, Ollama ignores it.
 *
 * @param tokenLimitField how the limit of answer tokens is called
 * @param takesTemperature whether a temperature of 0 is allowed
 * @param reasoningEffort what makes the model reason briefly or not at all; empty if it is not to
 *     be told
 * @param hidesReasoning whether the model is to be told to keep its reasoning to itself
 * @param bestFormat the strictest answer format worth trying
 * @param limitHeaders which limits the headers with these endings are about
 */
record Profile(
    String tokenLimitField,
    boolean takesTemperature,
    Optional<String> reasoningEffort,
    boolean hidesReasoning,
    AnswerFormat bestFormat,
    Map<String, Limit> limitHeaders) {

  /** Headers of both speak of tokens per minute, but Groq's of requests per day. */
  private static final Map<String, Limit> GROQ_HEADERS =
      Map.of("requests", Limit.REQUESTS_PER_DAY, "tokens", Limit.TOKENS_PER_MINUTE);

  private static final Map<String, Limit> OPENAI_HEADERS =
      Map.of("requests", Limit.REQUESTS_PER_MINUTE, "tokens", Limit.TOKENS_PER_MINUTE);

  /** The only ones for which Groq enforces a schema strictly. */
  private static final Pattern GROQ_STRICT = Pattern.compile("openai/gpt-oss-(20|120)b");

  /** These refuse a temperature. */
  private static final Pattern OPENAI_REASONING = Pattern.compile("(o\\d|gpt-[5-9](?!.*chat)).*");

  static Profile of(Dialect dialect, String model) {
    return switch (dialect) {
      case GROQ -> groq(model);
      case OPENAI -> openAi(model);
      case OLLAMA, VLLM, LLAMA_CPP -> portable(AnswerFormat.SCHEMA);
      case OTHER -> portable(AnswerFormat.STRICT_SCHEMA);
    };
  }

  private static Profile groq(String model) {
    boolean gptOss = model.startsWith("openai/gpt-oss");
    Optional<String> effort =
        gptOss
            ? Optional.of("low")
            : model.startsWith("qwen/qwen3") ? Optional.of("none") : Optional.empty();
    return new Profile(
        "max_completion_tokens",
        true,
        effort,
        gptOss,
        GROQ_STRICT.matcher(model).matches() ? AnswerFormat.STRICT_SCHEMA : AnswerFormat.SCHEMA,
        GROQ_HEADERS);
  }

  private static Profile openAi(String model) {
    boolean reasoning = OPENAI_REASONING.matcher(model).matches();
    return new Profile(
        "max_completion_tokens",
        !reasoning,
        reasoning ? Optional.of("low") : Optional.empty(),
        false,
        AnswerFormat.STRICT_SCHEMA,
        OPENAI_HEADERS);
  }

  private static Profile portable(AnswerFormat bestFormat) {
    return new Profile("max_tokens", true, Optional.empty(), false, bestFormat, Map.of());
  }
}
