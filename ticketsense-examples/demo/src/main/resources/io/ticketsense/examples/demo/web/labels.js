import { el, icon } from "./dom.js";
import { FIELD_NAMES, labelName } from "./format.js";

const LEVELS = { low: 1, medium: 2, high: 3, critical: 4 };

/** One label as a badge: the sign adds to the word, and never stands for it. */
export function badge(field, label, { named = false } = {}) {
  const sign =
    field === "priority" && LEVELS[label] ? icon(`level-${LEVELS[label]}`, "level")
      : field === "sentiment" ? el("span", { class: "dot", "aria-hidden": "true" })
        : null;
  return el(
    "span",
    { class: `badge ${field}`, data: { field, label } },
    sign,
    named ? el("span", { class: "sr" }, `${FIELD_NAMES[field]}: `) : null,
    labelName(label),
  );
}

const NAME = /^[a-z_]+$/;

/** The colour of a label's bar in the theme that is on, as #rrggbb. */
export function labelColor(label) {
  const style = getComputedStyle(document.documentElement);
  const own = NAME.test(label) ? style.getPropertyValue(`--${label}`).trim() : "";
  return own || style.getPropertyValue("--category").trim();
}
