// What is shown lives in the address: filters, view and open ticket survive reload, back and sharing.
import { FIELDS } from "./format.js";

export const TICKET_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

const listeners = [];
let current = parse(location.hash);

function parse(hash) {
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  const state = { view: query.get("view") === "newest" ? "newest" : "sample", ticket: null };
  for (const field of FIELDS) state[field] = query.get(field) || null;
  const ticket = query.get("ticket");
  if (ticket && TICKET_ID.test(ticket)) state.ticket = ticket;
  return state;
}

function toHash(state) {
  const query = new URLSearchParams();
  for (const field of FIELDS) if (state[field]) query.set(field, state[field]);
  if (state.view === "newest" && !hasFilters(state)) query.set("view", "newest");
  if (state.ticket) query.set("ticket", state.ticket);
  return `#${query}`;
}

export const state = () => current;
export const hasFilters = (s = current) => FIELDS.some((field) => s[field]);
export const filtersOf = (s = current) => FIELDS.filter((field) => s[field]).map((field) => [field, s[field]]);
export const hashWith = (patch) => toHash({ ...current, ...patch });
export const onState = (listener) => listeners.push(listener);

function become(next, cause) {
  const before = current;
  if (toHash(before) === toHash(next)) return;
  current = next;
  listeners.forEach((listener) => listener(next, before, cause));
}

export function go(patch, { replace = false, mark = null } = {}) {
  const next = { ...current, ...patch };
  const hash = toHash(next);
  if (hash === toHash(current)) return;
  history[replace ? "replaceState" : "pushState"](mark, "", hash === "#" ? location.pathname : hash);
  become(next, "page");
}

export function toggleFilter(field, label) {
  go({ [field]: current[field] === label ? null : label, view: "sample" });
}

export const clearFilters = (view = "sample") =>
  go({ ...Object.fromEntries(FIELDS.map((field) => [field, null])), view });

addEventListener("popstate", () => become(parse(location.hash), "history"));
addEventListener("hashchange", () => become(parse(location.hash), "history"));
