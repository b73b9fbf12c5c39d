/**
 * Triage by a language model behind Groq or another OpenAI-compatible API. Start with {@link
 * io.ticketsense.groq.GroqTriageModel}.
 */
@NullMarked
package io.ticketsense.groq;

import org.jspecify.annotations.NullMarked;
