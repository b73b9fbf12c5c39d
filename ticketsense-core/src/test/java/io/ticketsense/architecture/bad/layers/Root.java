package io.ticketsense.architecture.bad.layers;

public final class Root {}
