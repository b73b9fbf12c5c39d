import { askForToken, token } from "./token.js";

/** A request that did not work: status 0 when there was no answer at all. */
export class ApiError extends Error {
  constructor(status, problem = {}, retryAfter = null) {
    super(problem.detail || problem.title || (status ? `The server answered ${status}.` : "The server does not answer."));
    this.status = status;
    this.type = problem.type ?? "";
    this.cause = problem.cause ?? null;
    this.errors = Array.isArray(problem.errors) ? problem.errors : [];
    this.retryAfter = retryAfter;
  }

  /** True when the service or its way to us is down, and not just one model or one request. */
  get isOutage() {
    return this.status === 0 || this.status === 502 || this.status === 504
      || (this.status === 503 && this.cause !== "model");
  }
}

let clockSkew = 0;

/** Milliseconds since the epoch by the server's clock; ages are wrong by ours when it is off. */
export const serverNow = () => Date.now() + clockSkew;

const READ_LIMIT = 20_000;
const WRITE_LIMIT = 90_000;

async function send(method, path, { body, signal, bearer } = {}) {
  const headers = { Accept: "application/json, application/problem+json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  const limit = AbortSignal.timeout(method === "GET" ? READ_LIMIT : WRITE_LIMIT);
  let response;
  let json;
  try {
    response = await fetch(path, {
      method, headers, cache: "no-store", credentials: "omit",
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    json = await response.json().catch((e) => {
      if (e instanceof SyntaxError) return undefined;
      throw e;
    });
  } catch (e) {
    if (signal?.aborted) throw e;
    throw new ApiError(0, limit.aborted ? { detail: "The server took too long to answer." } : {});
  }
  const date = Date.parse(response.headers.get("Date") ?? "");
  // The header has whole seconds: less than two of difference mean nothing.
  if (date) clockSkew = Math.abs(date - Date.now()) < 2000 ? 0 : date - Date.now();
  if (!response.ok || json === undefined) {
    const wait = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
    throw new ApiError(response.ok ? 502 : response.status, json, Number.isNaN(wait) ? null : wait);
  }
  return { json, headers: response.headers };
}

const get = (path, signal) => send("GET", path, { signal });

/** Asks for the token as long as the server does; without ask, a 401 is an error like others. */
async function change(method, path, body, { ask = true } = {}) {
  for (let tries = 0; ; tries++) {
    const bearer = token();
    try {
      return (await send(method, path, { body, bearer })).json;
    } catch (e) {
      if (e.status !== 401 || !ask) throw e;
      if (!(await askForToken(bearer !== null))) throw e;
    }
  }
}

const ticketPath = (id) => `/tickets/${encodeURIComponent(id)}`;

export const overview = async () => (await get("/overview")).json;
export const refreshOverview = (options) => change("POST", "/overview/refresh", undefined, options);
export const sample = async (size, signal) => (await get(`/sample?size=${size}`, signal)).json;
export const ticket = async (id, signal) => (await get(ticketPath(id), signal)).json;
export const submit = (newTicket) => change("POST", "/tickets", newTicket);
export const triage = (id) => change("POST", `${ticketPath(id)}/triage`);
export const bulk = async () => (await get("/bulk")).json;
export const startBulk = () => change("POST", "/bulk", { force: false });
export const stopBulk = () => change("DELETE", "/bulk");

/** {ready, checks, model}; a 503 is an answer here. */
export async function ready() {
  try {
    const response = await fetch("/ready", { cache: "no-store", signal: AbortSignal.timeout(5000) });
    return await response.json();
  } catch {
    return null;
  }
}

/** One page of tickets: {tickets, next: path or null, triageUnknown}. */
export async function tickets(path, signal) {
  const { json, headers } = await get(path, signal);
  return {
    tickets: json,
    next: nextLink(headers.get("Link")),
    triageUnknown: headers.get("Triage-Status") === "unavailable",
  };
}

function nextLink(header) {
  const found = /<([^>]*)>\s*;[^,]*rel="?next"?/.exec(header ?? "");
  if (!found) return null;
  const url = new URL(found[1], location.origin);
  return url.origin === location.origin && url.pathname === "/tickets" ? url.pathname + url.search : null;
}
