package io.ticketsense.architecture.bad.layers.evaluation;

public final class EvaluationUsesMemory {
  io.ticketsense.architecture.bad.layers.memory.MemoryUsesRoot field;
}
