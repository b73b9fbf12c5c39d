package io.ticketsense;

import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.port.TriageFailedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
final class RecordingListener implements TriageListener {

  private final List<TriageResult> triaged = new CopyOnWriteArrayList<>();
  private final List<TriageFailedException> failed = new CopyOnWriteArrayList<>();
  private final List<RuntimeException> cacheFailures = new CopyOnWriteArrayList<>();

  List<TriageResult> triaged() {
    return triaged;
  }

  List<TriageFailedException> failed() {
    return failed;
  }

  List<RuntimeException> cacheFailures() {
    return cacheFailures;
  }

  @Override
  public void triaged(Ticket ticket, TriageResult result) {
    triaged.add(result);
  }

  @Override
  public void failed(Ticket ticket, TriageFailedException failure) {
    failed.add(failure);
  }

  @Override
  public void cacheFailed(RuntimeException failure) {
    cacheFailures.add(failure);
  }
}
