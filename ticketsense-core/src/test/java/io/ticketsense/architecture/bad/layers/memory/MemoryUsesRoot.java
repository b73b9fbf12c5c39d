package io.ticketsense.architecture.bad.layers.memory;

public final class MemoryUsesRoot {
  io.ticketsense.architecture.bad.layers.Root field;
  io.ticketsense.architecture.bad.layers.error.ErrorUsesDomain other;
}
