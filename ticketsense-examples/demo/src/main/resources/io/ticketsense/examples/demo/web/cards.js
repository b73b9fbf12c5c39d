import { byId, el, setText } from "./dom.js";
import { number, percent } from "./format.js";
import { clearFilters, state, toggleFilter } from "./state.js";

const CARDS = [
  { key: "total", name: "Total tickets" },
  { key: "critical", name: "Critical", field: "priority" },
  { key: "angry", name: "Angry", field: "sentiment" },
  { key: "technical", name: "Technical", field: "category" },
];

const parts = new Map();

export function initCards() {
  for (const { key, name, field } of CARDS) {
    const value = el("span", { class: "card-value skeleton", data: { testid: `card-${key}-value` } }, "\u2007");
    const note = el("span", { class: "card-note" }, "\u00a0");
    const share = el("span", { class: "share", "aria-hidden": "true" }, el("span"));
    const card = el(
      "button",
      {
        type: "button", class: "card", data: { testid: `card-${key}`, label: key },
        "aria-pressed": field ? "false" : undefined,
        title: field ? `Show only ${name.toLowerCase()} tickets` : "Show all tickets",
        onclick: () => (field ? toggleFilter(field, key) : clearFilters()),
      },
      el("span", { class: "card-name" }, field ? el("span", { class: "dot", "aria-hidden": "true" }) : null, name),
      value, note, share,
    );
    parts.set(key, { card, value, note, share: share.firstChild });
    byId("cards").append(card);
  }
}

export function showCards(overview) {
  for (const { key, field } of CARDS) {
    const { value, note, share } = parts.get(key);
    value.classList.remove("skeleton");
    if (!overview) {
      setText(value, "–");
      setText(note, "not known");
      continue;
    }
    const triaged = overview.triaged_tickets ?? sum(overview.by_priority);
    const count = field ? overview[`by_${field}`]?.[key] ?? 0 : overview.total_tickets;
    setText(value, number(count));
    setText(note, field && triaged ? `${percent(count, triaged)} of triaged` : triagedNote(triaged, overview.total_tickets));
    const whole = field ? triaged : overview.total_tickets;
    const part = field ? count : triaged;
    share.style.transform = `scaleX(${whole ? Math.min(1, part / whole) : 0})`;
  }
}

const triagedNote = (triaged, total) =>
  total > triaged ? `${number(triaged)} triaged, ${number(total - triaged)} waiting` : total ? "all triaged" : "none yet";

export const sum = (counts = {}) => Object.values(counts).reduce((a, b) => a + b, 0);

export function showCardFilters() {
  for (const { key, field } of CARDS) {
    if (field) parts.get(key).card.setAttribute("aria-pressed", String(state()[field] === key));
  }
}
