import * as api from "./api.js";
import { announce, byId, isBusy, setBusy, setText } from "./dom.js";
import { duration, number, plural } from "./format.js";
import { isDown, overviewNow, refresh, reportOutage, setRunning } from "./service.js";

let timer;
let last = null;
let sawRunning = false;
let settling = false;
let failure = "";
let ended = () => {};

async function poll() {
  clearTimeout(timer);
  try {
    if (!isDown()) show(await api.bulk());
  } catch (e) {
    reportOutage(e);
  }
  schedule();
}

function schedule() {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(poll, last?.state === "running" ? 1000 : 5000);
}

function show(run) {
  last = run;
  const running = run.state === "running";
  setRunning(running);
  byId("bulk").classList.toggle("running", running);
  const stopHadFocus = document.activeElement === byId("bulk-stop");
  byId("bulk-stop").hidden = !running;
  byId("bulk-start").hidden = running;
  if (!running && stopHadFocus) byId("bulk-start").focus({ preventScroll: true });
  const progress = byId("bulk-progress");
  progress.hidden = !running;
  if (running) {
    sawRunning = true;
    if (run.total) {
      progress.max = run.total;
      progress.value = done(run);
    } else {
      progress.removeAttribute("value");
    }
  }
  if (!running && sawRunning) {
    sawRunning = false;
    settling = true;
    setBusy(byId("bulk-stop"), false);
    announce(summary(run), { toast: true });
    // Servers count at the end of a run; should this one not, the numbers still come right.
    refresh({ quiet: true }).then(() => {
      settling = false;
      showBulkText();
      ended();
    });
  }
  showBulkText();
}

const done = (run) => run.triaged + run.skipped + run.failed;

export function showBulkText() {
  if (!last) return;
  const text = last.state === "running" ? progressText(last) : last.state === "idle" ? waitingText() : `${summary(last)} ${waitingText()}`;
  setText(byId("bulk-text"), failure && last.state !== "running" ? failure : text);
}

function waitingText() {
  const overview = overviewNow();
  if (!overview || settling) return "";
  const waiting = overview.total_tickets - (overview.triaged_tickets ?? overview.total_tickets);
  return waiting > 0 ? `${plural(waiting, "ticket has", "tickets have")} no labels.` : "Every ticket has labels.";
}

function progressText(run) {
  if (!run.total) return "Starting…";
  const parts = [`${number(run.triaged + run.skipped)} of ${number(run.total)} triaged`];
  if (run.tickets_per_second > 0) parts.push(`${run.tickets_per_second.toFixed(1)} a second`);
  if (run.seconds_left !== null) parts.push(`about ${duration(run.seconds_left)} left`);
  if (run.failed) parts.push(`${number(run.failed)} failed`);
  if (run.degraded) parts.push(`${number(run.degraded)} by the stand-in`);
  return parts.join(", ");
}

function summary(run) {
  const parts = [`${plural(run.triaged, "ticket")} labelled in ${duration(run.elapsed_seconds)}`];
  if (run.skipped) parts.push(`${number(run.skipped)} had labels`);
  if (run.degraded) parts.push(`${number(run.degraded)} by the offline stand-in`);
  if (run.failed) parts.push(`${number(run.failed)} failed`);
  const lead = run.state === "completed" ? "Last run:" : run.detail ? `Run stopped: ${run.detail.replace(/[.\s]+$/, "")}.` : "Run stopped:";
  return `${lead} ${parts.join(", ")}.`;
}

async function act(button, request, doing) {
  if (isBusy(button)) return;
  setBusy(button, true);
  failure = "";
  try {
    show(await request());
    announce(doing);
  } catch (e) {
    failure = e.message;
    announce(failure);
    showBulkText();
    reportOutage(e);
  } finally {
    if (button.id === "bulk-start") setBusy(button, false);
    // The run may take a moment to end; the button stays busy until it has.
    else if (last?.state !== "running") setBusy(button, false);
    schedule();
  }
}

export function initBulk(onEnd) {
  ended = onEnd;
  byId("bulk-start").onclick = (e) => act(e.currentTarget, api.startBulk, "Triage run started.")
    .then(() => { if (!byId("bulk-stop").hidden) byId("bulk-stop").focus(); });
  byId("bulk-stop").onclick = (e) => act(e.currentTarget, api.stopBulk, "Stopping.");
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : poll()));
  poll();
}
