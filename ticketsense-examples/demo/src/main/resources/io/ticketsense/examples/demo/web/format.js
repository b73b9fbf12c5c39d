export const FIELDS = ["priority", "category", "sentiment"];

export const FIELD_NAMES = { priority: "Priority", category: "Category", sentiment: "Sentiment" };

/** feature_request → Feature request */
export function labelName(label) {
  const words = String(label).replaceAll(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const counts = new Intl.NumberFormat("en");

export const number = (n) => counts.format(n);

export const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

/** Whole per cent, but never 0 % for something or 100 % for not everything. */
export function percent(part, whole) {
  if (!whole) return "–";
  const share = (100 * part) / whole;
  if (part > 0 && share < 1) return "<1%";
  if (part < whole && share > 99) return ">99%";
  return `${Math.round(share)}%`;
}

export function ago(seconds) {
  if (seconds < 5) return "just now";
  if (seconds < 60) return `${Math.floor(seconds)} seconds ago`;
  if (seconds < 3600) return `${plural(Math.floor(seconds / 60), "minute")} ago`;
  if (seconds < 172800) return `${plural(Math.floor(seconds / 3600), "hour")} ago`;
  return `${plural(Math.floor(seconds / 86400), "day")} ago`;
}

export function duration(seconds) {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}

const clock = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const moment = new Intl.DateTimeFormat("en", {
  day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

function parsed(text, format) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? String(text) : format(date);
}

export const shortDay = (text) => parsed(text, (date) => day.format(date));
export const localTime = (text) => parsed(text, (date) => moment.format(date));
export const utcTime = (text) => parsed(text, (date) => `${date.toISOString()} (UTC)`);

/** The time of day, with the day when it is not today. */
export const timeOfDay = (text) =>
  parsed(text, (date) => {
    const today = date.toDateString() === new Date().toDateString();
    return today ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
  });

/** As the server counts: code points, not UTF-16 units. */
export const codePoints = (text) => [...text].length;
