package io.ticketsense.examples.demo.http;

import io.ticketsense.OverviewService;
import io.ticketsense.TriageService;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageCache;

/**
 * What the server serves. All of it is shared with whoever made it, and closed by them.
 *
 * @param service triages
 * @param tickets the store of the service
 * @param triages the cache of the service; asked directly where an outage must not look like a miss
 * @param overviews counts
 * @param bulkRuns triages many tickets
 * @param model name of the model, for people
 */
public record Backend(
    TriageService service,
    TicketStore tickets,
    TriageCache triages,
    OverviewService overviews,
    BulkRuns bulkRuns,
    String model) {}
