// A chart and its table are one thing here: the canvas lies over the table's bar column.
import { byId, el, reducedMotion, setText } from "./dom.js";
import { FIELDS, FIELD_NAMES, labelName, number, percent } from "./format.js";
import { sum } from "./cards.js";
import { labelColor } from "./labels.js";
import { state, toggleFilter } from "./state.js";

const STANDARD = {
  priority: ["low", "medium", "high", "critical"],
  category: ["billing", "technical", "feature_request", "complaint", "general"],
  sentiment: ["positive", "neutral", "negative", "angry"],
};
const URGENT = { priority: ["high", "critical"], sentiment: ["negative", "angry"] };
const views = new Map();

export function initCharts() {
  for (const field of FIELDS) {
    const title = `chart-${field}-title`;
    const canvas = el("canvas", { role: "img", "aria-label": `${FIELD_NAMES[field]}: no numbers yet` });
    const body = el("tbody");
    const table = el(
      "table",
      { class: "bars", data: { testid: `chart-${field}-table` }, "aria-labelledby": title },
      el("colgroup", {}, el("col"), el("col", { class: "c-count" }), el("col", { class: "c-share" })),
      el("thead", { class: "sr" }, el("tr", {}, ...["Label", "Tickets", "Share"].map((h) => el("th", { scope: "col" }, h)))),
      body,
    );
    const insight = el("p", { class: "insight muted" });
    byId("charts").append(
      el(
        "figure",
        { class: "panel chart", data: { testid: `chart-${field}` } },
        el("figcaption", {}, el("h2", { id: title }, FIELD_NAMES[field])),
        el("div", { class: "plot" }, table, el("div", { class: "canvas" }, canvas)),
        insight,
      ),
    );
    const view = { field, canvas, body, insight, rows: new Map(), labels: [], counts: null, chart: null };
    views.set(field, view);
    setLabels(view, STANDARD[field]);
  }
  addEventListener("themechange", () => views.forEach(paint));
  if (!window.Chart) addEventListener("load", () => views.forEach(paint));
}

function setLabels(view, labels) {
  if (view.labels.join() === labels.join()) return;
  view.labels = labels;
  view.rows.clear();
  view.chart?.destroy();
  view.chart = null;
  view.body.replaceChildren(
    ...labels.map((label) => {
      const button = el("button", { type: "button", "aria-pressed": "false" }, labelName(label));
      const count = el("td", { class: "count" }, "–");
      const share = el("td", { class: "share-text" }, "");
      const row = el("tr", { data: { label }, onclick: () => toggleFilter(view.field, label) },
        el("th", { scope: "row" }, button), count, share);
      view.rows.set(label, { row, button, count, share });
      return row;
    }),
  );
}

export function showCharts(overview) {
  for (const view of views.values()) {
    const counts = overview?.[`by_${view.field}`];
    if (!counts) continue;
    setLabels(view, Object.keys(counts));
    view.counts = counts;
    const digits = Math.max(...view.labels.map((label) => number(counts[label]).length));
    // Room for the longest count, so that millions do not run into the bars.
    view.body.closest(".plot").style.setProperty("--count", `${Math.max(3, digits * 0.62 + 0.75)}rem`);
    const total = sum(counts);
    for (const [label, parts] of view.rows) {
      setText(parts.count, number(counts[label]));
      setText(parts.share, percent(counts[label], total));
    }
    view.canvas.setAttribute("aria-label",
      `Bar chart. ${FIELD_NAMES[view.field]}: ${view.labels.map((l) => `${labelName(l)} ${number(counts[l])}`).join(", ")}`);
    const urgent = URGENT[view.field]?.filter((label) => label in counts) ?? [];
    setText(view.insight, urgent.length && total
      ? `${percent(sum(Object.fromEntries(urgent.map((l) => [l, counts[l]]))), total)} ${urgent.join(" or ")}` : "");
  }
  views.forEach(paint);
}

export function showChartFilters() {
  for (const view of views.values()) {
    const active = view.rows.has(state()[view.field]) ? state()[view.field] : null;
    for (const [label, { row, button }] of view.rows) {
      button.setAttribute("aria-pressed", String(active === label));
      row.classList.toggle("active", active === label);
      row.classList.toggle("dim", Boolean(active) && active !== label);
    }
    paint(view);
  }
}

/** Draws what is known with the colours that are on. Without Chart.js the table says it all. */
function paint(view) {
  if (!window.Chart || !view.counts) return;
  const active = view.rows.has(state()[view.field]) ? state()[view.field] : null;
  const values = view.labels.map((label) => view.counts[label] || null);
  const colors = view.labels.map((label) => labelColor(label) + (active && active !== label ? "55" : ""));
  const longest = Math.max(1, ...values);
  if (!view.chart) view.chart = create(view);
  const { data, options } = view.chart;
  const [bars] = data.datasets;
  const unchanged = bars.data.join() === values.join() && bars.backgroundColor.join() === colors.join();
  if (unchanged) return;
  data.labels = view.labels.map(labelName);
  bars.data = values;
  bars.backgroundColor = colors;
  options.scales.x.max = longest;
  view.chart.update(reducedMotion() ? "none" : undefined);
}

function create(view) {
  // Not by Chart.js's own search, which goes by where the bars are while they move to their places.
  const labelAt = (chart, event) => view.labels[chart.scales.y.getValueForPixel(event.y)];
  const hover = (label) => view.rows.forEach(({ row }, name) => row.classList.toggle("hover", name === label));
  view.canvas.addEventListener("mouseleave", () => hover(null));
  return new window.Chart(view.canvas, {
    type: "bar",
    data: { labels: [], datasets: [{ data: [], backgroundColor: [], barThickness: 10, borderRadius: 3, borderSkipped: false, minBarLength: 3 }] },
    options: {
      indexAxis: "y",
      maintainAspectRatio: false,
      animation: reducedMotion() ? false : { duration: 350 },
      events: ["mousemove", "mouseout", "click"],
      layout: { padding: 0, autoPadding: false },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: { x: { display: false, min: 0, max: 1 }, y: { display: false } },
      onHover: (event, hits, chart) => hover(labelAt(chart, event)),
      onClick: (event, hits, chart) => {
        const label = labelAt(chart, event);
        if (label) toggleFilter(view.field, label);
      },
    },
  });
}
