// The API token: in this tab's sessionStorage only, or in memory where storage is off.
import { byId } from "./dom.js";

const KEY = "ticketsense-token";
let inMemory = null;
let asking = null;

export function token() {
  try {
    return sessionStorage.getItem(KEY) ?? inMemory;
  } catch {
    return inMemory;
  }
}

function keep(value) {
  inMemory = value;
  try {
    if (value === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, value);
  } catch {
    // Memory will do.
  }
  byId("forget-token").hidden = value === null;
}

/** Resolves to false when the user would rather not. Requests that fail together share one dialog. */
export function askForToken(lastWasWrong) {
  asking ??= new Promise((resolve) => {
    const dialog = byId("token");
    const field = byId("f-token");
    let given = false;
    if (lastWasWrong) keep(null);
    field.value = "";
    byId("token-error").textContent = lastWasWrong ? "The server does not accept this token." : "";
    field.toggleAttribute("aria-invalid", false);
    if (lastWasWrong) field.setAttribute("aria-invalid", "true");
    byId("token-form").onsubmit = (event) => {
      event.preventDefault();
      const value = field.value.trim();
      // Only these can stand in a header.
      if (!/^[\x21-\x7e]+$/.test(value)) {
        byId("token-error").textContent = "A token has letters, digits and signs only.";
        return;
      }
      keep(value);
      given = true;
      dialog.close();
    };
    dialog.onclose = () => {
      field.value = "";
      asking = null;
      resolve(given);
    };
    dialog.showModal();
    field.focus();
  });
  return asking;
}

export function initToken(onForgotten) {
  byId("token-cancel").onclick = () => byId("token").close();
  byId("forget-token").hidden = token() === null;
  byId("forget-token").onclick = () => {
    keep(null);
    onForgotten();
  };
}
