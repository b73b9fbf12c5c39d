/**
 * Triages and overview in Redis. Start with {@link io.ticketsense.lettuce.LettuceTriageCache} and
 * {@link io.ticketsense.lettuce.LettuceOverviewStore}.
 */
@NullMarked
package io.ticketsense.lettuce;

import org.jspecify.annotations.NullMarked;
