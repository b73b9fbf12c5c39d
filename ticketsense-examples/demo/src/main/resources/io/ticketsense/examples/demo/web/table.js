import * as api from "./api.js";
import { announce, byId, el, isBusy, setBusy, setText } from "./dom.js";
import { FIELDS, FIELD_NAMES, labelName, localTime, number, plural, shortDay } from "./format.js";
import { badge } from "./labels.js";
import { overviewNow, reportOutage } from "./service.js";
import { clearFilters, filtersOf, go, hashWith, hasFilters, state } from "./state.js";

const SAMPLE = 10;
const PAGE = 20;
// A request looks at a bounded number of tickets, so that a rare label may need several.
const REQUESTS = 12;
const ENOUGH = 10;
const QUICK = [
  ["Critical and angry", { priority: "critical", sentiment: "angry" }],
  ["Critical, technical", { priority: "critical", category: "technical" }],
  ["Unhappy about billing", { sentiment: "negative", category: "billing" }],
];

let rows = [];
let next = null;
let failed = false;
/** The list that the rows belong to. */
let rowsOf = null;
let loaded = false;
let controller = null;

const listName = () => JSON.stringify([mode(), filtersOf()]);
const mode = () => (hasFilters() ? "filtered" : state().view);

export const listedTickets = () => rows;
export const hasFailed = () => failed;

export function initTable() {
  byId("rows").append(...Array.from({ length: SAMPLE }, skeletonRow));
  byId("sample").onclick = () => (mode() === "sample" ? loadTickets({ said: true }) : clearFilters());
  byId("view-sample").onclick = () => clearFilters();
  byId("view-newest").onclick = () => !hasFilters() && go({ view: "newest" });
  byId("more").onclick = loadMore;
  byId("rows").onclick = (event) => {
    const row = event.target.closest("tr[data-ticket-id]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (!row || !plain || (!event.target.closest("a") && String(getSelection()))) return;
    event.preventDefault();
    row.querySelector("a").focus({ preventScroll: true });
    go({ ticket: row.dataset.ticketId });
  };
  showFilters();
}

const skeletonRow = () =>
  el("tr", { class: "waiting", role: "row", "aria-hidden": "true" },
    ...["id", "subject", "from", "priority", "category", "sentiment", "summary"].map((name) =>
      el("td", { role: "cell", class: `c-${name}` }, el("span", { class: "skeleton" }, "\u00a0"))));

/** Loads what the address asks for. */
export async function loadTickets({ said = loaded } = {}) {
  controller?.abort();
  const mine = (controller = new AbortController());
  showHead();
  setBusy(byId("sample"), true);
  byId("tickets-table").setAttribute("aria-busy", "true");
  try {
    const page = mode() === "sample"
      ? { tickets: await api.sample(SAMPLE, mine.signal), next: null }
      : await collect(firstPath(), mine.signal);
    if (mine !== controller) return;
    rows = page.tickets;
    next = page.next;
    failed = false;
    loaded = true;
    rowsOf = listName();
    showRows();
    showNotice(page.triageUnknown ? "Labels are not known at the moment: Redis does not answer." : "");
    if (said) announce(result());
  } catch (e) {
    if (mine !== controller) return;
    failed = true;
    // Rows of another list would pass for what was asked for.
    if (loaded && rowsOf !== listName()) {
      rows = [];
      next = null;
      showRows();
    }
    showNotice(`The tickets could not be loaded. ${e.message}`, () => loadTickets());
    reportOutage(e);
  }
  setBusy(byId("sample"), false);
  byId("tickets-table").setAttribute("aria-busy", "false");
}

function firstPath() {
  const query = new URLSearchParams({ limit: PAGE });
  if (mode() === "newest") query.set("offset", "0");
  filtersOf().forEach(([field, label]) => query.set(field, label));
  return `/tickets?${query}`;
}

/** Follows the links until there is something worth showing. */
async function collect(path, signal) {
  const found = [];
  let triageUnknown = false;
  for (let i = 0; path && i < REQUESTS; i++) {
    if (i > 0) {
      setText(byId("more-status"), "Looking further…");
      byId("more-row").hidden = false;
    }
    const page = await api.tickets(path, signal);
    found.push(...page.tickets);
    triageUnknown ||= page.triageUnknown;
    path = page.next ?? nextOffset(path, page.tickets.length);
    if (found.length >= ENOUGH || (found.length > 0 && i >= 2)) break;
  }
  return { tickets: found, next: path, triageUnknown };
}

function nextOffset(path, length) {
  const query = new URLSearchParams(path.split("?")[1]);
  if (!query.has("offset") || length < PAGE) return null;
  query.set("offset", Number(query.get("offset")) + length);
  return `/tickets?${query}`;
}

async function loadMore() {
  const button = byId("more");
  if (!next || isBusy(button)) return;
  setBusy(button, true);
  const mine = controller;
  try {
    const page = await collect(next, mine.signal);
    if (mine !== controller) return;
    const known = new Set(rows.map((t) => t.id));
    const fresh = page.tickets.filter((t) => !known.has(t.id));
    rows = [...rows, ...fresh];
    next = page.next;
    showRows();
    announce(fresh.length ? `${plural(fresh.length, "more ticket")}, ${number(rows.length)} in all.` : "No more found so far.");
    if (fresh.length && byId("more-row").hidden) rowLink(fresh[0].id)?.focus();
  } catch (e) {
    if (mine !== controller) return;
    setText(byId("more-status"), `Not loaded. ${e.message}`);
    reportOutage(e);
  } finally {
    setBusy(button, false);
  }
}

/** Puts newer knowledge of a ticket in its row, without another draw. */
export function updateRow(ticket) {
  const at = rows.findIndex((t) => t.id === ticket.id);
  if (at < 0) return;
  rows[at] = ticket;
  showRows();
}

export const rowLink = (id) =>
  [...byId("rows").children].find((row) => row.dataset.ticketId === id)?.querySelector("a");

function showRows() {
  const focused = document.activeElement?.closest?.("#rows tr")?.dataset.ticketId;
  byId("rows").replaceChildren(...rows.map(rowOf));
  if (focused) (rowLink(focused) ?? byId("tickets")).focus({ preventScroll: true });
  byId("tickets-table").classList.toggle("none", rows.length === 0);
  byId("more-row").hidden = !next;
  setText(byId("more-status"), "");
  setText(byId("more"), rows.length ? "Load more" : "Look further");
  showCount();
}

function rowOf(ticket) {
  const { triage } = ticket;
  const cell = (name, ...children) => el("td", { role: "cell", class: `c-${name}` }, ...children);
  const label = (field) =>
    cell(field, triage ? badge(field, triage[field], { named: true })
      : field === "priority" ? el("span", { class: "muted" }, "No labels") : null);
  return el(
    "tr",
    { role: "row", data: { ticketId: ticket.id } },
    cell("id", el("code", {}, ticket.id), el("time", { class: "muted", datetime: ticket.created_at, title: localTime(ticket.created_at) }, shortDay(ticket.created_at))),
    cell("subject", el("a", { href: hashWith({ ticket: ticket.id }), dir: "auto" }, ticket.subject)),
    cell("from", el("bdi", { class: "name" }, ticket.from_name), el("bdi", { class: "muted" }, ticket.from_email)),
    label("priority"), label("category"), label("sentiment"),
    cell("summary", el("p", { dir: "auto" }, triage?.summary ?? "")),
  );
}

const words = (filters) => {
  const by = Object.fromEntries(filters);
  return ["priority", "sentiment", "category"].filter((f) => by[f]).map((f) => labelName(by[f]).toLowerCase()).join(" ");
};

function result() {
  if (mode() === "sample") return rows.length ? `${plural(rows.length, "random ticket")} drawn` : "No labelled tickets yet";
  if (mode() === "newest") return `Showing the ${plural(rows.length, "newest ticket")}`;
  if (!rows.length) return `No ${words(filtersOf())} tickets`;
  return `Showing ${next ? "the newest " : ""}${number(rows.length)} ${words(filtersOf())} ticket${rows.length === 1 ? "" : "s"}`;
}

/** The count of a single filter is in the overview; that of several is not. */
export function showCount() {
  if (!loaded) return;
  const filters = filtersOf();
  const all = filters.length === 1 ? overviewNow()?.[`by_${filters[0][0]}`]?.[filters[0][1]]
    : filters.length === 0 ? overviewNow()?.total_tickets : undefined;
  let text;
  if (failed && !rows.length) text = "";
  else if (mode() === "sample") text = rows.length ? `${number(rows.length)} of the triaged tickets, drawn at random` : "No labelled tickets yet";
  else if (!rows.length) text = next ? "None among the tickets looked at so far" : "No tickets match";
  else if (next && all > rows.length) text = `${number(rows.length)} of ${number(all)} shown, newest first`;
  else text = `${number(rows.length)} shown${next ? ", there may be more" : ""}, newest first`;
  setText(byId("tickets-count"), text);
}

function showHead() {
  const text = words(filtersOf());
  setText(byId("tickets-title"), mode() === "sample" ? "Random sample" : mode() === "newest" ? "Newest tickets"
    : `${text.charAt(0).toUpperCase()}${text.slice(1)} tickets`);
  byId("view-sample").setAttribute("aria-pressed", String(mode() === "sample"));
  byId("view-newest").setAttribute("aria-pressed", String(mode() !== "sample"));
  byId("sample").hidden = mode() !== "sample";
}

function showNotice(text, retry) {
  const notice = byId("tickets-notice");
  notice.hidden = !text;
  notice.replaceChildren(text, ...(retry ? [el("button", { type: "button", class: "link", onclick: retry }, "Try again")] : []));
}

export function showFilters() {
  const bar = byId("filters");
  const hadFocus = bar.contains(document.activeElement);
  const filters = filtersOf();
  if (filters.length) {
    bar.replaceChildren(
      ...filters.map(([field, label]) => {
        const name = `${FIELD_NAMES[field]}: ${labelName(label)}`;
        return el("button", {
          type: "button", class: "chip", data: { testid: "filter-chip", field, label },
          "aria-label": `${name}. Remove this filter`, onclick: () => go({ [field]: null }),
        }, name, el("span", { "aria-hidden": "true" }, "×"));
      }),
      el("button", { type: "button", class: "link", data: { testid: "clear-filter" }, onclick: () => clearFilters() }, "Clear"),
    );
  } else {
    bar.replaceChildren(
      el("span", { class: "muted" }, "Quick views"),
      ...QUICK.map(([name, view]) => el("button", { type: "button", class: "chip quick", onclick: () => go({ ...view }) }, name)),
    );
  }
  if (hadFocus) bar.querySelector("button")?.focus({ preventScroll: true });
}
