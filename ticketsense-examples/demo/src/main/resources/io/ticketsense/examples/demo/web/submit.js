import * as api from "./api.js";
import { announce, byId, isBusy, setBusy, setText } from "./dom.js";
import { codePoints, number } from "./format.js";
import { refresh, reportOutage } from "./service.js";

const FIELDS = ["subject", "body", "from_name", "from_email"];
const BODY_LIMIT = 50_000;
let model = null;
/** The id of a try whose end is not known, so that the next try cannot store the ticket twice. */
let uncertain = null;
let stored = null;
let show = () => {};
const form = () => byId("submit-form");

export const setModel = (name) => (model = name);

function newId() {
  const digits = new Date(api.serverNow()).toISOString().replace(/\D/g, "");
  const random = [...crypto.getRandomValues(new Uint8Array(4))].map((b) => "abcdefghijkmnpqrstuvwxyz23456789"[b % 32]).join("");
  return `web-${digits.slice(0, 8)}-${digits.slice(8, 14)}-${random}`;
}

function draft(id) {
  const created = new Date(api.serverNow()).toISOString().replace(/\.\d+Z/, "Z");
  return { id, ...Object.fromEntries(FIELDS.map((f) => [f, form().elements[f].value])), created_at: created };
}

function status(text, bad = false) {
  const box = byId("submit-status");
  box.classList.toggle("bad", bad);
  setText(box, text);
}

function showErrors(errors) {
  const unplaced = [];
  for (const field of FIELDS) {
    form().elements[field].removeAttribute("aria-invalid");
    setText(document.querySelector(`[data-error-for=${field}]`), "");
  }
  for (const { field, message } of errors) {
    if (!FIELDS.includes(field)) {
      unplaced.push(`${field}: ${message}`);
      continue;
    }
    const place = document.querySelector(`[data-error-for=${field}]`);
    setText(place, place.textContent ? `${place.textContent}, ${message}` : message);
    form().elements[field].setAttribute("aria-invalid", "true");
  }
  const first = FIELDS.find((field) => form().elements[field].hasAttribute("aria-invalid"));
  if (first) form().elements[first].focus();
  return unplaced;
}

async function submit(event) {
  event.preventDefault();
  const button = byId("submit-button");
  if (isBusy(button)) return;
  if (stored) return retry();
  showErrors([]);
  working(true);
  try {
    finish(await store());
  } catch (e) {
    if (e.status === 422) {
      const unplaced = showErrors(e.errors);
      status(["Please look at the marked fields.", ...unplaced].join(" "), true);
      if (unplaced.length === e.errors.length) status(unplaced.join(". ") || e.message, true);
    } else {
      status(`Not stored. ${e.message} What you wrote is still here.`, true);
      if (!byId("submit").open) announce("The ticket was not stored. What you wrote is still in the form.", { toast: true });
      reportOutage(e);
    }
  } finally {
    working(false);
  }
}

/** Stores once, whatever the ids and the network do. */
async function store() {
  for (let tries = 0; ; tries++) {
    const ticket = draft(uncertain ?? newId());
    const watch = watchStored(ticket.id);
    try {
      const answer = await api.submit(ticket);
      uncertain = null;
      return answer;
    } catch (e) {
      if (e.status === 0 || e.status === 502 || e.status === 504) {
        uncertain = ticket.id;
        const there = await api.ticket(ticket.id).catch(() => null);
        if (there) return found(there);
        throw e;
      }
      if (e.status !== 409 || tries >= 3) throw e;
      const there = uncertain && (await api.ticket(ticket.id));
      if (there && FIELDS.every((f) => there[f] === ticket[f])) return found(there);
      uncertain = null;
    } finally {
      watch.stop();
    }
  }
}

function found(ticket) {
  uncertain = null;
  return ticket.triage ? ticket : { ...ticket, triage_failure: { detail: "The connection broke before the labels came." } };
}

/** The answer comes when the ticket is labelled; that it is stored can be known before. */
function watchStored(id) {
  let over = false;
  let timer;
  const look = async () => {
    const there = await api.ticket(id).catch(() => null);
    if (over) return;
    if (there) status(`Stored. Asking ${model ?? "the model"} for labels…`);
    else timer = setTimeout(look, 1500);
  };
  status("Sending…");
  timer = setTimeout(look, 800);
  return { stop: () => { over = true; clearTimeout(timer); } };
}

function finish(ticket) {
  // Counted in any case: a ticket without labels is one more, too.
  refresh({ quiet: true });
  if (!ticket.triage) {
    stored = ticket;
    lock(true);
    status(`Stored, not labelled yet: ${ticket.triage_failure?.detail ?? "no model answered."}`, true);
    return;
  }
  const waitedFor = byId("submit").open;
  reset();
  byId("submit").close();
  announce("Stored and labelled.", { toast: true });
  if (waitedFor) show(ticket);
}

async function retry() {
  working(true);
  status(`Asking ${model ?? "the model"} for labels…`);
  try {
    const ticket = await api.triage(stored.id);
    working(false);
    finish(ticket);
  } catch (e) {
    status(`Stored, not labelled yet: ${e.message}`, true);
    reportOutage(e);
  } finally {
    working(false);
  }
}

let since;

function working(on) {
  setBusy(byId("submit-button"), on);
  FIELDS.forEach((field) => (form().elements[field].readOnly = on || stored !== null));
  clearInterval(since);
  const waited = byId("submit-waited");
  waited.textContent = "";
  if (!on) return;
  const start = Date.now();
  since = setInterval(() => (waited.textContent = `${Math.round((Date.now() - start) / 1000)} s`), 1000);
}

function lock(on) {
  FIELDS.forEach((field) => (form().elements[field].readOnly = on));
  setText(byId("submit-button"), on ? "Try labelling again" : "Submit ticket");
  byId("submit-another").hidden = !on;
}

function reset() {
  stored = null;
  form().reset();
  showErrors([]);
  lock(false);
  status("");
  count();
}

function count() {
  const length = codePoints(form().elements.body.value);
  const note = document.querySelector("[data-count-for=body]");
  note.classList.toggle("over", length > BODY_LIMIT);
  setText(note, length < BODY_LIMIT * 0.8 ? "Up to 50,000 characters" : `${number(length)} of 50,000 characters`);
}

export function initSubmit(showTicket) {
  show = showTicket;
  const dialog = byId("submit");
  byId("new-ticket").onclick = () => openSubmit();
  byId("submit-close").onclick = () => dialog.close();
  byId("submit-another").onclick = () => {
    reset();
    form().elements.subject.focus();
  };
  form().onsubmit = submit;
  form().elements.body.oninput = count;
  dialog.addEventListener("close", () => {
    if (stored && !isBusy(byId("submit-button"))) reset();
  });
}

export function openSubmit() {
  byId("submit").showModal();
  byId("f-subject").focus();
}
