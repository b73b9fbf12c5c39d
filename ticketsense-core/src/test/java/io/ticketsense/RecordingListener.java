package io.ticketsense;

import io.ticketsense.domain.Ticket;
import io.ticketsense.domain.TriageResult;
import io.ticketsense.port.TriageFailedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
final class RecordingListener implements TriageListener {

  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<TriageResult> degraded = new CopyOnWriteArrayList<>();
  private final List<TriageResult> triaged = new CopyOnWriteArrayList<>();
  private final List<TriageFailedException> failed = new CopyOnWriteArrayList<>();
  private final List<RuntimeException> cacheFailures = new CopyOnWriteArrayList<>();

  /** The names of the methods called, in order. */
  List<String> events() {
    return events;
  }

  List<TriageResult> degraded() {
    return degraded;
  }

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
  public void degraded(Ticket ticket, TriageResult result) {
    events.add("degraded");
    degraded.add(result);
  }

  @Override
  public void triaged(Ticket ticket, TriageResult result) {
    events.add("triaged");
    triaged.add(result);
  }

  @Override
  public void failed(Ticket ticket, TriageFailedException failure) {
    events.add("failed");
    failed.add(failure);
  }

  @Override
  public void cacheFailed(RuntimeException failure) {
    events.add("cacheFailed");
    cacheFailures.add(failure);
  }
}
