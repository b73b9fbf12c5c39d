import * as api from "./api.js";
import { byId, el, isBusy, setBusy, setText } from "./dom.js";
import { FIELDS, FIELD_NAMES, labelName, localTime, utcTime } from "./format.js";
import { badge } from "./labels.js";
import { refresh, reportOutage } from "./service.js";
import { go, state } from "./state.js";
import { listedTickets, rowLink, updateRow } from "./table.js";

let shown = null;
const pending = new Set();

/** A ticket that is known already, so that it is shown without waiting. */
let handed = null;

export function openTicket(ticket) {
  handed = ticket;
  go({ ticket: ticket.id });
}

/** Follows the address: opens, changes or closes the dialog. */
export function showTicketOf({ ticket: id }) {
  const dialog = byId("ticket");
  if (!id) {
    if (dialog.open) dialog.close();
    shown = null;
    return;
  }
  const known = handed?.id === id ? handed : listedTickets().find((t) => t.id === id) ?? null;
  handed = null;
  clear(id);
  if (known) show(known);
  const opening = !dialog.open;
  if (opening) dialog.showModal();
  byId("ticket-scroll").scrollTop = 0;
  if (opening || document.activeElement.disabled) byId("ticket-scroll").focus({ preventScroll: true });
  load(id, known);
}

async function load(id, known) {
  try {
    const ticket = await api.ticket(id);
    if (shown?.id !== id || pending.has(id)) return;
    // Labels are unknown, not gone, when the cache does not answer.
    show(known?.triage && !ticket.triage ? known : ticket);
    if (JSON.stringify(ticket) !== JSON.stringify(known) && ticket.triage) updateRow(ticket);
  } catch (e) {
    if (shown?.id !== id) return;
    if (!known) setText(byId("ticket-subject"), e.status === 404 ? "No such ticket" : "Not loaded");
    problem(e.status === 404 ? `There is no ticket ${id}. It may have been deleted.`
      : known ? "" : `The ticket could not be loaded. ${e.message}`);
    reportOutage(e);
  }
}

function problem(text) {
  byId("ticket-problem").hidden = !text;
  setText(byId("ticket-problem"), text);
}

function clear(id) {
  shown = { id };
  setText(byId("ticket-id"), id);
  setText(byId("ticket-subject"), "Loading…");
  problem("");
  byId("ticket-content").hidden = true;
  byId("retriage-status").replaceChildren();
  setBusy(byId("retriage"), pending.has(id));
  if (pending.has(id)) setText(byId("retriage-status"), "Triaging…");
  const list = listedTickets();
  const at = list.findIndex((t) => t.id === id);
  for (const [name, to] of [["ticket-prev", list[at - 1]], ["ticket-next", at >= 0 && list[at + 1]]]) {
    byId(name).disabled = !to;
    byId(name).onclick = () => go({ ticket: to.id }, { replace: true });
  }
}

function show(ticket) {
  shown = ticket;
  const { triage } = ticket;
  byId("ticket-content").hidden = false;
  setText(byId("ticket-subject"), ticket.subject);
  byId("ticket-subject").classList.toggle("long", ticket.subject.length > 160);
  byId("ticket-from").replaceChildren(el("bdi", { class: "name" }, ticket.from_name), " ", el("bdi", { class: "muted" }, ticket.from_email));
  const time = byId("ticket-time");
  time.dateTime = ticket.created_at;
  time.title = utcTime(ticket.created_at);
  setText(time, localTime(ticket.created_at));
  setText(byId("ticket-body"), ticket.body);
  byId("ticket-badges").replaceChildren(...(triage ? FIELDS.map((field) => badge(field, triage[field], { named: true })) : []));
  setText(byId("ticket-summary"), triage ? triage.summary : "This ticket has no labels yet.");
  byId("ticket-tags").hidden = !triage?.tags?.length;
  byId("ticket-tags").replaceChildren(...(triage?.tags ?? []).map((tag) => el("li", { dir: "auto" }, tag)));
  byId("ticket-degraded").hidden = !triage?.degraded;
  byId("ticket-model").replaceChildren(...modelText(triage));
  setText(byId("retriage").querySelector("span"), triage ? "Re-triage" : "Triage now");
}

function modelText(triage) {
  if (!triage) return [];
  if (!triage.model) return ["Labelled by an earlier run (model not recorded)"];
  return ["Labelled by ", el("bdi", {}, triage.model)];
}

async function retriage() {
  const before = shown;
  const { id } = before;
  const button = byId("retriage");
  if (isBusy(button) || pending.has(id)) return;
  pending.add(id);
  setBusy(button, true);
  const status = byId("retriage-status");
  status.className = "outcome";
  status.textContent = "Triaging…";
  const here = () => shown?.id === id;
  try {
    const after = await api.triage(id);
    updateRow(after);
    if (here()) {
      show(after);
      showChanges(before.triage, after.triage);
    }
    refresh({ quiet: true });
  } catch (e) {
    if (here()) {
      status.classList.add("bad");
      status.textContent = `${before.triage ? "Not re-triaged, the labels stay as they were." : "Not triaged."} ${e.message}`;
    }
    reportOutage(e);
  } finally {
    pending.delete(id);
    if (here()) setBusy(button, false);
  }
}

function showChanges(before, after) {
  const status = byId("retriage-status");
  if (!before || !after) {
    status.textContent = after ? "Labelled." : "The ticket has no labels.";
    return;
  }
  const changes = FIELDS.filter((f) => before[f] !== after[f]).map(
    (f) => `${FIELD_NAMES[f]}: ${labelName(before[f]).toLowerCase()} → ${labelName(after[f]).toLowerCase()}`);
  if (!changes.length) changes.push("Same labels as before");
  if (before.summary !== after.summary) changes.push("New summary");
  if (String(before.tags) !== String(after.tags)) changes.push("New tags");
  status.replaceChildren(el("ul", { class: "changes" }, ...changes.map((change) => el("li", {}, change))));
}

export function initTicket() {
  const dialog = byId("ticket");
  byId("ticket-close").onclick = () => dialog.close();
  byId("retriage").onclick = retriage;
  // A click on the dialog itself, not on what is in it, is one on the backdrop.
  dialog.addEventListener("mousedown", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    const id = state().ticket;
    if (id) go({ ticket: null });
    shown = null;
    const link = id && rowLink(id);
    if (link) link.focus({ preventScroll: true });
    else if (document.activeElement === document.body) byId("tickets").focus({ preventScroll: true });
  });
}
