import { initBulk, showBulkText } from "./bulk.js";
import { initCards, showCardFilters, showCards } from "./cards.js";
import { initCharts, showChartFilters, showCharts } from "./charts.js";
import { announce, byId, el, reducedMotion, setText } from "./dom.js";
import { FIELDS, number, plural } from "./format.js";
import { initService, isDown, onService, refresh } from "./service.js";
import { onState, state } from "./state.js";
import { initSubmit, openSubmit, setModel } from "./submit.js";
import { hasFailed, initTable, listedTickets, loadTickets, showCount, showFilters } from "./table.js";
import { initTicket, openTicket, showTicketOf } from "./ticket.js";
import { initToken } from "./token.js";

function showHeadline(overview) {
  if (!overview?.total_tickets) return setText(byId("headline"), "\u00a0");
  const critical = overview.by_priority?.critical ?? 0;
  const angry = overview.by_sentiment?.angry ?? 0;
  const text = critical || angry
    ? `${plural(critical, "critical ticket")} and ${plural(angry, "angry customer")} among ${number(overview.total_tickets)}.`
    : `Nothing critical and nobody angry among ${plural(overview.total_tickets, "ticket")}.`;
  setText(byId("headline"), text);
  document.title = critical ? `${number(critical)} critical – TicketSense` : "TicketSense";
}

const button = (text, act, primary = true) =>
  el("button", { type: "button", class: primary ? "button primary" : "button", onclick: act }, text);

function showEmpty(overview, missing) {
  const kind = missing ? "no-overview" : overview?.total_tickets === 0 ? "no-tickets" : "";
  const box = byId("empty");
  byId("figures").dataset.empty = kind;
  if (box.dataset.kind === kind) return;
  box.dataset.kind = kind;
  box.hidden = !kind;
  if (kind === "no-overview") {
    setText(byId("empty-title"), "No overview yet");
    setText(byId("empty-text"), "The tickets have not been counted, or the last count has expired. Counting takes a moment.");
    byId("empty-actions").replaceChildren(button("Count now", () => refresh()));
  } else if (kind) {
    setText(byId("empty-title"), "No tickets yet");
    setText(byId("empty-text"), "Submit one, or run load-seed and count again.");
    byId("empty-actions").replaceChildren(button("New ticket", openSubmit), button("Count again", () => refresh(), false));
  }
}

function onServiceEvent({ overview, missing, recovered, model, modelOnly }) {
  if (model) {
    setModel(model.split(",")[0]);
    byId("model").replaceChildren("Labels by ", el("bdi", {}, model));
    if (modelOnly) return;
  }
  showHeadline(overview);
  showEmpty(overview, missing);
  showCards(overview);
  showCharts(overview);
  showBulkText();
  showCount();
  const firstLabels = state().view === "sample" && listedTickets().length === 0 && overview?.triaged_tickets > 0;
  if ((recovered && hasFailed()) || (firstLabels && !hasFailed() && byId("tickets-table").getAttribute("aria-busy") === "false")) {
    loadTickets({ said: false });
  }
}

function onStateChange(next, before) {
  if (next.ticket !== before.ticket) showTicketOf(next);
  const sameList = next.view === before.view && FIELDS.every((field) => next[field] === before[field]);
  if (sameList) return;
  showCardFilters();
  showChartFilters();
  showFilters();
  loadTickets();
  revealTickets();
}

/** Where the table is far below, as on a phone, a filter would seem to do nothing. */
function revealTickets() {
  const tickets = byId("tickets");
  if (byId("ticket").open || tickets.getBoundingClientRect().top < innerHeight * 0.8) return;
  tickets.scrollIntoView({ behavior: reducedMotion() ? "auto" : "smooth" });
}

initCards();
initCharts();
initTable();
initTicket();
initSubmit((ticket) => {
  openTicket(ticket);
  if (state().view === "newest" || FIELDS.some((field) => state()[field])) loadTickets({ said: false });
});
initToken(() => announce("The token is forgotten.", { toast: true }));
onService(onServiceEvent);
onState(onStateChange);
showCardFilters();
showChartFilters();
loadTickets();
initService();
initBulk(() => {
  if (!isDown() && !byId("ticket").open && state().view === "newest") loadTickets({ said: false });
});
byId("skip").onclick = (event) => {
  // The address is the state; a plain jump would overwrite it.
  event.preventDefault();
  byId("tickets").scrollIntoView();
  byId("tickets").focus();
};
if (state().ticket) showTicketOf(state());
