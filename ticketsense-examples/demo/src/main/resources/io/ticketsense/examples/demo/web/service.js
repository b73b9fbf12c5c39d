// The overview and whether the service is up: one poll, one banner, one truth for all the rest.
import * as api from "./api.js";
import { announce, byId, isBusy, setBusy, setText } from "./dom.js";
import { ago, localTime, plural, timeOfDay, utcTime } from "./format.js";

const RETRY_SECONDS = 5;
const listeners = [];
let latest = null;
let missing = false;
let outage = null;
let running = false;
let timer;
let polling = null;

export const onService = (listener) => listeners.push(listener);
export const overviewNow = () => latest;
export const isDown = () => outage !== null;

const tell = (event) => listeners.forEach((listener) => listener(event));

/** A run changes the numbers fast, so that they are asked for more often. */
export function setRunning(value) {
  if (running === value) return;
  running = value;
  schedule();
}

function schedule(seconds = running ? 2 : 10) {
  clearTimeout(timer);
  if (!document.hidden && !outage) timer = setTimeout(poll, seconds * 1000);
}

/** Reads the overview once; calls that meet share one request. */
export function poll() {
  polling ??= read().finally(() => (polling = null));
  return polling;
}

async function read() {
  clearTimeout(timer);
  try {
    const overview = await api.overview();
    // The overview may answer while another part, which the tickets need, does not.
    const ready = outage && (await api.ready());
    if (ready?.status === "not_ready") {
      latest = overview;
      reportOutage(outage.error);
    } else {
      accept(overview);
    }
  } catch (e) {
    if (e.status === 404) accept(null);
    else reportOutage(e);
  }
  schedule();
}

function accept(overview) {
  latest = overview;
  missing = overview === null;
  byId("figures").setAttribute("aria-busy", "false");
  const recovered = outage !== null;
  if (recovered) endOutage();
  showAge();
  tell({ overview, missing, recovered });
}

/** Any part of the page that meets an outage says so here; others are the caller's to show. */
export function reportOutage(error) {
  if (!error.isOutage) return;
  const first = outage === null;
  outage = { error, retryAt: Date.now() + 1000 * Math.min(60, error.retryAfter || RETRY_SECONDS) };
  clearTimeout(timer);
  document.body.classList.add("is-down");
  byId("down").hidden = false;
  if (first) describeOutage("The service does not answer.");
  api.ready().then((ready) => outage && describeOutage(outageReason(ready, error)));
  tell({ overview: latest, missing, down: true });
}

function outageReason(ready, error) {
  if (ready === null || error.status === 0) return error.message;
  const names = { postgres: "Postgres", redis: "Redis" };
  const failing = Object.entries(ready.checks ?? {})
    .filter(([, check]) => check.status === "down")
    .map(([name, check]) => `${names[name] ?? name} does not answer${check.detail ? ` (${check.detail})` : ""}.`);
  return failing.join(" ") || error.message;
}

function describeOutage(reason) {
  setText(byId("down-title"), error503() ? "Service down" : "No connection to the service");
  const numbers = latest?.refreshed_at ? ` Numbers are from ${timeOfDay(latest.refreshed_at)}.` : "";
  setText(byId("down-text"), reason + numbers);
}

const error503 = () => outage.error.status !== 0;

function endOutage() {
  outage = null;
  document.body.classList.remove("is-down");
  byId("down").hidden = true;
  announce("The service is back.", { toast: true });
}

function showAge() {
  const age = byId("age");
  const at = latest?.refreshed_at;
  if (!at) {
    setText(age, latest ? "Age of the numbers is not known" : "");
    return;
  }
  const seconds = Math.max(0, (api.serverNow() - Date.parse(at)) / 1000);
  setText(age, `Counted ${ago(seconds)}`);
  age.classList.toggle("old", seconds > 3600);
  if (age.dateTime === at) return;
  age.dateTime = at;
  age.title = `${localTime(at)}, ${utcTime(at)}`;
}

function tick() {
  showAge();
  if (!outage) return;
  const left = Math.ceil((outage.retryAt - Date.now()) / 1000);
  setText(byId("down-retry"), left > 0 ? `Trying again in ${left} s.` : "Trying again…");
  if (left <= 0 && !document.hidden) poll();
}

/** Counts again. Quiet: for the page's own needs, without asking for a token or showing errors. */
export async function refresh({ quiet = false } = {}) {
  const button = byId("refresh");
  const status = byId("refresh-status");
  if (quiet) {
    try {
      accept(await api.refreshOverview({ ask: false }));
    } catch {
      await poll();
    }
    return;
  }
  if (isBusy(button)) return;
  setBusy(button, true);
  document.body.classList.add("is-refreshing");
  setText(status, "Counting…");
  try {
    accept(await api.refreshOverview());
    setText(status, "Overview refreshed");
    announce(`Overview refreshed: ${plural(latest.total_tickets, "ticket")}.`);
    setTimeout(() => status.textContent === "Overview refreshed" && setText(status, ""), 4000);
  } catch (e) {
    setText(status, `Not refreshed. ${e.message}`);
    reportOutage(e);
  } finally {
    setBusy(button, false);
    document.body.classList.remove("is-refreshing");
    schedule();
  }
}

export function initService() {
  byId("refresh").onclick = () => refresh();
  byId("down-now").onclick = () => poll();
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : poll()));
  addEventListener("online", () => poll());
  poll();
  api.ready().then((ready) => ready?.model && tell({ overview: latest, missing, model: ready.model, modelOnly: true }));
}
