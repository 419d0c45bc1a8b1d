// The units of the edition: state, problems, pages; the chosen one is shown, and built first.

import { by, calm, el } from "./dom.js";
import { choose, on, state } from "./store.js";
import { t } from "./strings.js";

const FEW = 8; // with more there is a field to filter by
const list = by("units-list");
const items = new Map();

function numbers(row) {
  const found = [];
  if (row.errors) found.push(el("b", { className: "errors" }, t("n_errors", row.errors)));
  if (row.warnings) found.push(el("b", { className: "warnings" }, t("n_warnings", row.warnings)));
  if (row.blanks) found.push(el("b", { className: "blanks" }, t("n_blanks", row.blanks)));
  if (row.pages) found.push(el("span", {}, t("n_pages", row.pages)));
  return found;
}

function item(row) {
  const open = el("button", { type: "button", onclick: () => choose(row.name) });
  const made = el("li", {}, open);
  made.open = open;
  return made;
}

/** Only what has changed is made anew: fifty units tell of themselves often. */
function show(units) {
  for (const [name, made] of items) {
    if (!units.some((row) => row.name === name)) {
      made.remove();
      items.delete(name);
    }
  }
  for (const row of units) {
    const made = items.get(row.name) ?? item(row);
    const now = JSON.stringify(row);
    if (made.shown !== now) {
      made.shown = now;
      made.open.replaceChildren(
        el("span", { className: `dot ${row.state}`, title: t(`state_${row.state}`) }),
        el("span", { className: "name" }, row.title || row.name),
        el("span", { className: "unseen" }, t(`state_${row.state}`)),
        el("small", {}, numbers(row)),
      );
      made.words = `${row.name} ${row.title}`.toLowerCase();
    }
    if (!made.isConnected) list.append(made);
    items.set(row.name, made);
  }
  by("units-filter").hidden = units.length <= FEW;
  by("units-toggle").hidden = units.length < 2;
  by("units").hidden = units.length < 2;
  mark();
}

function mark() {
  for (const [name, made] of items) {
    made.open.setAttribute("aria-current", String(name === state.name));
  }
}

function filter() {
  const wanted = by("units-filter").value.trim().toLowerCase();
  for (const made of items.values()) made.hidden = !made.words.includes(wanted);
}

function toggle(open = !by("units").classList.contains("open")) {
  by("units").classList.toggle("open", open);
  by("units-toggle").setAttribute("aria-expanded", String(open));
}

export function startUnits() {
  on("units", show);
  on("chosen", () => {
    mark();
    toggle(false);
    items.get(state.name)?.scrollIntoView({ block: "nearest" });
  });
  by("units-filter").oninput = calm(filter, 50);
  by("units-toggle").onclick = () => toggle();
}
