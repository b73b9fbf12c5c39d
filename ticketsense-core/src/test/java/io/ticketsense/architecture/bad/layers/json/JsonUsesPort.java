package io.ticketsense.architecture.bad.layers.json;

public final class JsonUsesPort {
  io.ticketsense.architecture.bad.layers.port.PortUsesMemory field;
}
