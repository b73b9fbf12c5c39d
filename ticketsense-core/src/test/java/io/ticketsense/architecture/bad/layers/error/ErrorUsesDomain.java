package io.ticketsense.architecture.bad.layers.error;

public final class ErrorUsesDomain {
  io.ticketsense.architecture.bad.layers.domain.DomainUsesPort field;
}
