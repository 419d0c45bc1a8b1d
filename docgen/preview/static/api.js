// What the server is asked, by the paths it knows. Answers are JSON; errors are sentences.

/** The server said no, in a sentence. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function answer(path, options) {
  const response = await fetch(path, { credentials: "same-origin", ...options });
  const type = response.headers.get("content-type") ?? "";
  const body = type.includes("json") ? await response.json() : {};
  if (!response.ok) throw new Refused(response.status, body.error ?? `${response.status}`);
  return body;
}

const get = (path, signal) => answer(path, { signal });

const post = (path, body) =>
  answer(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

const query = (values) =>
  new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined)).toString();

const of = (unit) => `/api/units/${encodeURIComponent(unit)}`;

export const edition = () => get("/api/edition");
export const unit = (name) => get(of(name));
export const spans = (name, page, digest, signal) =>
  get(`${of(name)}/pages/${page}.json?${query({ digest })}`, signal);
export const image = (name, page, digest, scale) =>
  `${of(name)}/pages/${page}.png?${query({ digest, scale })}`;
export const source = (name, number, offset, map) =>
  get(`${of(name)}/sources/${number}?${query({ offset, map })}`);
export const places = (name, { file, line, column }) =>
  get(`${of(name)}/places?${query({ file, line, column })}`);
export const edit = (name, change) => post(`${of(name)}/edit`, change);
export const rows = (name, change) => post(`${of(name)}/rows`, change);
export const fix = (name, id) => post(`${of(name)}/fix`, { id });
export const undo = (name) => post(`${of(name)}/undo`, {});
export const redo = (name) => post(`${of(name)}/redo`, {});
export const save = (name, draft) => post(`${of(name)}/save`, { draft });
export const download = (name, kind) => `${of(name)}/report.${kind}`;
export const office = (name) => get(`${of(name)}/office`);
export const decide = (name, ids, action) => post(`${of(name)}/office`, { ids, action });
export const settle = (name, id, choice) => post(`${of(name)}/office/conflict`, { id, choice });
export const search = (q, name, signal) => get(`/api/search?${query({ q, unit: name })}`, signal);

/**
 * Listens to what the server tells, as long as the page is seen: a browser has six connections to
 * a server for all its tabs. It connects again by itself. `heard` has the handlers `units`,
 * `unit`, `open` and `lost`.
 */
export function listen(heard) {
  let events = null;
  const connect = () => {
    events?.close();
    if (!document.hidden) events = connection(heard, connect);
  };
  document.addEventListener("visibilitychange", connect);
  connect();
}

function connection(heard, again) {
  const events = new EventSource("/api/events");
  events.addEventListener("units", (event) => heard.units(JSON.parse(event.data)));
  events.addEventListener("unit", (event) => heard.unit(JSON.parse(event.data)));
  events.addEventListener("open", () => heard.open());
  events.addEventListener("error", () => {
    heard.lost();
    // After an answer that is no stream the browser gives up; we do not.
    if (events.readyState === EventSource.CLOSED) setTimeout(again, 3000);
  });
  return events;
}
