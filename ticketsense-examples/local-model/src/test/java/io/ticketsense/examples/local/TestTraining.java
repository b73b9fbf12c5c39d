package io.ticketsense.examples.local;

/** One trainer for all tests, so that each text is embedded once. */
final class TestTraining {

  static final LocalModelTrainer TRAINER = new LocalModelTrainer();

  private TestTraining() {}
}
