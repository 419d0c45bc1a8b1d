// What is said of a blank of a pack, and how the server is asked.

import { request } from "./api.js";
import { el } from "./dom.js";
import { t } from "./strings.js";

export const SIGNS = { told: "✕", unsure: "?", tagged: "✓" };

/** The answer of the server; with a body it is told something. */
export const ask = async (path, body) =>
  (await request(path, body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })).json();

export const doubt = ({ message, hint }) =>
  el("p", { className: "doubt" }, message, el("span", { className: "quiet" }, hint));

export const kindOf = (blank) => {
  const kind = blank.kind ? t(`pack_kind_${blank.kind}`) : t("pack_no_tag");
  return blank.listed ? t("pack_each_row", kind) : kind;
};

export function facts(blank) {
  const told = [
    blank.hint && [t("pack_hint"), blank.hint],
    blank.rules.length && [t("pack_rules"), blank.rules.join(t("pack_and"))],
  ].filter(Boolean);
  return el("div", { className: "facts quiet" }, told.map(([name, text]) => el("p", {}, `${name} ${text}`)));
}
