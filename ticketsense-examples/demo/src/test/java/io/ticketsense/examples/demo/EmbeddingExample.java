package io.ticketsense.examples.demo;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.ticketsense.FallbackTriageModel;
import io.ticketsense.Submission;
import io.ticketsense.TriageService;
import io.ticketsense.domain.Ticket;
import io.ticketsense.groq.GroqTriageModel;
import io.ticketsense.jdbi.JdbiTicketStore;
import io.ticketsense.jdbi.TicketSchema;
import io.ticketsense.lettuce.LettuceTriageCache;
import javax.sql.DataSource;

/** The example of README.md, word for word. */
final class EmbeddingExample {

  private EmbeddingExample() {}

  static Submission embed(
      DataSource dataSource,
      RedisClient redisClient,
      RedisURI redisUri,
      String key,
      Ticket ticket) {
    // README begins
    TicketSchema.migrate(dataSource);
    try (var primary = GroqTriageModel.builder(key).model("openai/gpt-oss-120b").build();
        var fallback = GroqTriageModel.builder(key).model("openai/gpt-oss-20b").build();
        var cache = LettuceTriageCache.create(redisClient, redisUri)) {
      TriageService triage =
          TriageService.builder(FallbackTriageModel.of(primary, fallback))
              .store(JdbiTicketStore.create(dataSource))
              .cache(cache)
              .build();

      Submission submission = triage.submit(ticket);
      submission.result().ifPresent(result -> System.out.println(result.output()));
      // README ends
      return submission;
    }
  }
}
