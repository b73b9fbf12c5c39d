package io.ticketsense.examples.local;

import io.ticketsense.domain.Taxonomy;
import io.ticketsense.evaluation.LabelledTicket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures what the model takes: time to load and to label, and memory. Linux only. */
final class Footprint {

  private static final int THREADS = 2;

  private Footprint() {}

  /**
   * Measures.
   *
   * @param args folder of the labelled tickets
   */
  public static void main(String[] args) throws Exception {
    List<LabelledTicket> seeds = TrainLocalModel.read(Path.of(args[0])).labelled();
    long before = residentMegabytes();
    long start = System.nanoTime();
    LocalTriageModel model = LocalTriageModel.load();
    long loaded = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> results = new ArrayList<>();
    for (LabelledTicket seed : seeds) {
      results.add(
          threads.submit(() -> model.triage(Requests.of(seed.ticket(), Taxonomy.standard()))));
    }
    for (Future<?> result : results) {
      result.get();
    }
    long labelled = System.nanoTime();
    threads.shutdown();
    System.out.printf(
        Locale.ROOT,
        "load %.1f s, %d tickets on %d threads %.1f s, memory %d MB before and %d MB after%n",
        (loaded - start) / 1e9,
        seeds.size(),
        THREADS,
        (labelled - loaded) / 1e9,
        before,
        residentMegabytes());
  }

  private static long residentMegabytes() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IllegalStateException("No VmRSS");
  }
}
