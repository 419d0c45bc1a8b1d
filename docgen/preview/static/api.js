// What the server is asked, by the paths it knows. Answers are JSON; errors are sentences.

import { credentials } from "./entry.js";

/** The server said no, in a sentence. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The answer to a request of the page; raises `Refused` with the server's sentence. */
export async function request(path, options = {}) {
  const headers = { ...options.headers, ...credentials() };
  const response = await fetch(path, { ...options, headers });
  if (response.ok) return response;
  const type = response.headers.get("content-type") ?? "";
  const body = type.includes("json") ? await response.json() : {};
  throw new Refused(response.status, body.error ?? `${response.status}`);
}

const answer = async (path, options) => (await request(path, options)).json();

const get = (path, signal) => answer(path, { signal });

const post = (path, body) =>
  answer(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

/** A file of the server, to be shown or saved: no address of it would send the token. */
export const blob = async (path) => (await request(path)).blob();

const query = (values) =>
  new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined)).toString();

const of = (unit) => `/api/units/${encodeURIComponent(unit)}`;

export const edition = () => get("/api/edition");
export const unit = (name) => get(of(name));
export const spans = (name, page, digest, signal) =>
  get(`${of(name)}/pages/${page}.json?${query({ digest })}`, signal);
export const image = (name, page, digest, scale) =>
  `${of(name)}/pages/${page}.png?${query({ digest, scale })}`;
export const old = (name) => get(`${of(name)}/old`);
export const oldImage = (name, page, scale) => `${of(name)}/old/${page}.png?${query({ scale })}`;
export const source = (name, number, offset, map) =>
  get(`${of(name)}/sources/${number}?${query({ offset, map })}`);
export const places = (name, { file, line, column }) =>
  get(`${of(name)}/places?${query({ file, line, column })}`);
export const edit = (name, change) => post(`${of(name)}/edit`, change);
export const group = (name, id, values, insist) => post(`${of(name)}/group`, { id, values, insist });
export const rows = (name, change) => post(`${of(name)}/rows`, change);
export const fix = (name, id, insist) => post(`${of(name)}/fix`, { id, insist });
export const waive = (name, id, reason) => post(`${of(name)}/waive`, { id, reason });
export const unwaive = (name, id) => post(`${of(name)}/unwaive`, { id });
export const take = (name, id) => post(`${of(name)}/take`, { id });
export const undo = (name) => post(`${of(name)}/undo`, {});
export const redo = (name) => post(`${of(name)}/redo`, {});
export const save = (name, draft) => post(`${of(name)}/save`, { draft });
export const download = (name, kind) => blob(`${of(name)}/report.${kind}`);
export const office = (name) => get(`${of(name)}/office`);
export const decide = (name, ids, action) => post(`${of(name)}/office`, { ids, action });
export const settle = (name, id, choice) => post(`${of(name)}/office/conflict`, { id, choice });
export const history = (name, { file, line, column }) =>
  get(`${of(name)}/history?${query({ file, line, column })}`);
export const search = (q, name, signal) => get(`/api/search?${query({ q, unit: name })}`, signal);
