package io.ticketsense.domain;

/**
 * A label that a model did not write as the taxonomy has it, and what it was taken for.
 *
 * @param field name of the field, such as {@code "priority"}
 * @param received what the model wrote, such as {@code "URGENT"}
 * @param label what it was taken for, such as {@code "critical"}
 */
public record Adjustment(String field, String received, String label) {}
