// Search through the words and values of one unit or of all; what is found is shown on its page.

import * as api from "./api.js";
import { placeLine } from "./card.js";
import { by, button, calm, el } from "./dom.js";
import { jump, unmark } from "./marks.js";
import { openTab } from "./panel.js";
import { choose, on, state } from "./store.js";
import { t } from "./strings.js";

const input = el("input", { type: "search", autocomplete: "off" });
const all = el("input", { type: "checkbox", checked: true });
const scope = el("label", { className: "scope" }, all, el("span"));
const found = el("ul", { className: "list hits" });
const told = el("p", { className: "quiet", role: "status" });
let asked = 0;
let waiting = new Set(); // units without pages in which something was found

async function show(hit) {
  if (hit.unit !== state.name) await choose(hit.unit);
  if (hit.box) jump([{ page: hit.page, ...hit.box }]);
}

/** An entry is one button, the words around and where they are; what is on no page has its place. */
function item(hit) {
  const title = all.checked && state.units.length > 1 && state.units.find((unit) => unit.name === hit.unit)?.title;
  const words = [hit.before, el("mark", {}, hit.text), hit.after];
  if (!hit.box && hit.built) return el("li", {}, el("span", {}, words), el("small", {}, t("on_no_page")), placeLine(hit));
  const where = `${title ? `${title} · ` : ""}${hit.box ? t("page", hit.page + 1) : t("not_built")}`;
  const open = button("", () => show(hit), { className: "link" });
  open.append(...words, el("small", {}, where));
  return el("li", {}, open);
}

async function look() {
  const number = (asked += 1);
  const words = input.value.trim();
  if (!words) {
    found.replaceChildren();
    told.textContent = "";
    unmark("chosen");
    return;
  }
  try {
    const { hits } = await api.search(words, all.checked ? undefined : state.name);
    if (number !== asked) return;
    found.replaceChildren(...hits.map(item));
    waiting = new Set(hits.filter((hit) => !hit.built).map((hit) => hit.unit));
    told.textContent = t("n_hits", hits.length);
  } catch (error) {
    if (number === asked) told.textContent = error.message;
  }
}

/** Opens the search; said twice, the browser's own search is left to come. */
export function openSearch() {
  if (document.activeElement === input) return false;
  openTab("search");
  input.focus();
  input.select();
  return true;
}

export function startSearch() {
  input.setAttribute("aria-label", t("search_words"));
  input.placeholder = t("search_words");
  scope.lastChild.textContent = t("search_all");
  by("search").append(el("h2", {}, t("search")), input, scope, told, found);
  input.oninput = calm(look, 150);
  all.onchange = look;
  input.onkeydown = (event) => {
    if (event.key === "Enter") found.querySelector("button")?.click();
    if (event.key === "ArrowDown") found.querySelector("button")?.focus();
  };
  on("units", (units) => {
    scope.hidden = units.length < 2;
    if (units.some((unit) => waiting.has(unit.name) && unit.pages)) look();
  });
  on("tab", (name) => name === "search" && input.focus());
}
