package io.ticketsense.architecture.bad.layers.domain;

public final class DomainUsesPort {
  io.ticketsense.architecture.bad.layers.port.PortUsesMemory field;
}
