package io.ticketsense.architecture.bad.examples;

public final class Example {}
