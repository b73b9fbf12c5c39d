package io.ticketsense.groq;

import io.ticketsense.domain.Ticker;
import io.ticketsense.port.QuotaGate;
import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * What all triages of one model have in common.
 *
 * @param model its id
 * @param groq whether the server is Groq's own, whose messages may be quoted
 * @param profile what it understands
 * @param templates its requests but for the ticket
 * @param ladder in which format it is asked
 * @param notices what is worth a line in the log once
 * @param gate keeps its quota
 * @param api sends requests
 * @param attemptTimeout how long one request may take
 * @param clock tells the date
 * @param ticker measures time
 * @param random spreads pauses
 */
record Server(
    String model,
    boolean groq,
    Profile profile,
    RequestTemplates templates,
    Ladder ladder,
    Notices notices,
    QuotaGate gate,
    ChatApi api,
    Duration attemptTimeout,
    Clock clock,
    Ticker ticker,
    DoubleSupplier random) {}
