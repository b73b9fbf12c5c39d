package io.ticketsense.examples.local;

/**
 * All that is known of a text before a model weighs it.
 *
 * @param features its terms and its tone
 * @param embedding its meaning
 */
record Evidence(Features features, Embedding embedding) {}
