package io.ticketsense.architecture.bad.layers.port;

public final class PortUsesMemory {
  io.ticketsense.architecture.bad.layers.memory.MemoryUsesRoot field;
}
