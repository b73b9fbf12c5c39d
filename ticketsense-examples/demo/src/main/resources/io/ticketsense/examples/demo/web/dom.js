// All text reaches the page through textContent: ticket text is hostile.
export const byId = (id) => document.getElementById(id);

/** el("td", {class: "x", data: {label: "low"}, "aria-pressed": "true", onclick: f}, "text", node) */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Sets text only when it differs, so that live regions do not speak twice. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Marks a button as working; it keeps the focus, so it is not disabled. */
export function setBusy(button, busy) {
  button.setAttribute("aria-disabled", String(busy));
  button.classList.toggle("busy", busy);
}

export const isBusy = (button) => button.getAttribute("aria-disabled") === "true";

export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

let toastTimer;

/** Says something to screen readers, and shows it for a moment when it is worth seeing. */
export function announce(text, { toast = false } = {}) {
  const live = byId("live");
  // The same words twice in a row are read again only after the region was empty.
  live.textContent = "";
  setTimeout(() => (live.textContent = text), 50);
  if (!toast) return;
  const box = byId("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (box.hidden = true), 4000);
}
