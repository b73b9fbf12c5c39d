package io.ticketsense.examples.demo;

import io.ticketsense.FallbackTriageModel;
import io.ticketsense.examples.local.LocalTriageModel;
import io.ticketsense.groq.GroqTriageModel;
import io.ticketsense.memory.InMemoryQuotaGate;
import io.ticketsense.port.TriageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The model that the settings ask for: a language model and its fallback where there is a key or an
 * address of one's own, and the local model otherwise.
 *
 * @param model what to ask
 * @param opened what to close
 */
record Models(TriageModel model, List<GroqTriageModel> opened) implements AutoCloseable {

  /** Opens the models that the settings name, and after them the last resort if there is one. */
  static Models of(Settings settings) {
    Models models = withoutLastResort(settings);
    return settings.lastResort() && models.model() instanceof FallbackTriageModel chain
        ? new Models(chain.withLastResort(LocalTriageModel.load()), models.opened())
        : models;
  }

  /** Opens the models that the settings name. */
  static Models withoutLastResort(Settings settings) {
    if (settings.groqApiKey().isEmpty() && settings.groqBaseUrl().isEmpty()) {
      return new Models(LocalTriageModel.load(), List.of());
    }
    List<GroqTriageModel> opened = new ArrayList<>();
    try {
      opened.add(groq(settings, settings.groqModel().orElse(GroqTriageModel.DEFAULT_MODEL)));
      opened.add(
          groq(
              settings,
              settings.groqFallbackModel().orElse(GroqTriageModel.DEFAULT_FALLBACK_MODEL)));
    } catch (IllegalArgumentException | IllegalStateException e) {
      opened.forEach(GroqTriageModel::close);
      throw new ConfigurationException(
          e.getMessage() + "; look at GROQ_API_KEY, GROQ_BASE_URL and the names of the models");
    }
    return new Models(FallbackTriageModel.of(opened.toArray(TriageModel[]::new)), opened);
  }

  private static GroqTriageModel groq(Settings settings, String model) {
    GroqTriageModel.Builder builder =
        checked(
            "GROQ_API_KEY",
            () ->
                settings
                    .groqApiKey()
                    .map(GroqTriageModel::builder)
                    .orElseGet(GroqTriageModel::builder));
    settings.groqBaseUrl().ifPresent(url -> checked("GROQ_BASE_URL", () -> builder.baseUrl(url)));
    if (!settings.groqLimits().isEmpty()) {
      InMemoryQuotaGate.Builder gate = InMemoryQuotaGate.builder();
      settings.groqLimits().forEach(gate::limit);
      builder.quotaGate(gate.build());
    }
    return builder.model(model).build();
  }

  private static <T> T checked(String variable, Supplier<T> use) {
    try {
      return use.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(variable + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    opened.forEach(GroqTriageModel::close);
  }
}
