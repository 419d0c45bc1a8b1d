// The card beside a word: its place, its value, how it is worked out, and where else it stands.

import { by, button, el, sign } from "./dom.js";
import { edit } from "./editor.js";
import { jump, unmark } from "./marks.js";
import { frameOf, shownScale } from "./pages.js";
import { showHistory } from "./history.js";
import { rowButtons } from "./rows.js";
import { say } from "./notices.js";
import { on } from "./store.js";
import { t } from "./strings.js";

let card = null;
let from = null; // what had the keyboard before

/** Takes the card away; the keyboard goes back to the word. */
export function closeCard(back = true) {
  if (!card) return;
  const held = card.contains(document.activeElement);
  card.remove();
  card = null;
  unmark("chosen");
  if (back && held) from?.focus?.({ preventScroll: true });
}

function place(box, parts, label) {
  closeCard(false);
  from = document.activeElement;
  card = el("div", { className: "card", role: "dialog", "aria-label": label, tabIndex: -1 }, parts);
  const frame = frameOf(box.page);
  card.style.setProperty("--x", box.x);
  card.style.setProperty("--y", box.y + box.height);
  frame.append(card);
  fitIn(box);
}

/** The card stays within the view: above the word where more room is there, and as high as it is. */
function fitIn(box) {
  const view = by("pages").getBoundingClientRect();
  const rect = card.getBoundingClientRect();
  if (rect.right > view.right - 12) card.style.marginLeft = `${view.right - 12 - rect.right}px`;
  const below = view.bottom - rect.top - 10;
  const above = rect.top - view.top - box.height * shownScale() - 20;
  if (rect.height <= below) return;
  card.style.maxHeight = `${Math.max(160, below, above)}px`;
  if (above <= below) return;
  card.style.setProperty("--y", box.y);
  card.classList.add("above");
}

/** A card while the server is asked, so that a click is answered at once. */
export function waitingCard(box, text) {
  place(box, [el("p", { className: "value" }, text), el("p", { className: "quiet" }, "…")], text);
}

/** A place as words, with a link to the writer's editor and a button that copies it. */
export function placeLine({ file, line, column, link, taken_from: cell }) {
  if (!file) return null;
  const from = cell ? el("code", { className: "from-cell", title: t("from_cell") }, cell) : null;
  const words = line ? `${file}:${line}:${column}` : file;
  const copy = async () => {
    await navigator.clipboard.writeText(words);
    say(t("copied", words));
  };
  return el(
    "p",
    { className: "place" },
    from,
    el("code", {}, words),
    link ? el("a", { href: link, className: "button small" }, t("open_editor")) : null,
    button(t("copy"), copy, { className: "small", title: t("copy_place") }),
  );
}

function inputLine(input) {
  const name = input.boxes?.length
    ? button(input.field, () => jump(input.boxes), { className: "link", title: t("show") })
    : el("span", {}, input.field);
  return el(
    "li",
    {},
    name,
    el("b", {}, input.value),
    input.link ? el("a", { href: input.link, className: "button small" }, t("open_editor")) : null,
  );
}

function formulaPart(source) {
  if (!source.formula) return null;
  return el(
    "div",
    { className: "formula" },
    el("h3", {}, t("formula")),
    el("code", {}, source.formula),
    source.inputs.length ? el("h3", {}, t("inputs")) : null,
    source.inputs.length ? el("ul", { className: "inputs" }, source.inputs.map(inputLine)) : null,
  );
}

function usesPart(uses) {
  if (!uses || uses.length < 2) return null;
  let at = 0;
  const count = el("span", { className: "quiet" }, t("printed_times", uses.length));
  const go = (step) => {
    at = (at + step + uses.length) % uses.length;
    jump(uses, at);
    count.textContent = t("printed_at", at + 1, uses.length, uses[at].page + 1);
  };
  const buttons = [sign("‹", t("place_before"), () => go(-1)), sign("›", t("place_after"), () => go(1))];
  return el("p", { className: "uses" }, count, buttons);
}

function historyPart(source) {
  if (!source.file || !source.line) return null;
  const act = () => {
    closeCard(false);
    showHistory(source, source.field || source.cell || source.value);
  };
  return button(t("history"), act, { title: t("history_help") });
}

function editPart(source, box) {
  const how = source.edit;
  if (!how) return null;
  if (how.kind === "none") return how.why && !source.formula ? el("p", { className: "why" }, how.why) : null;
  const act = () => {
    closeCard(false);
    edit({ edit: how, map: source.map, field: source.field, label: source.label, box, at: source });
  };
  return button(how.kind.endsWith("block") ? t("edit_text") : t("edit_value"), act, { className: "primary" });
}

/** Shows what is known of a source beside its box; `wanted` says that it was to be edited. */
export function showCard(source, box, wanted = false) {
  const head = el(
    "header",
    {},
    el("span", { className: `kind ${source.kind}` }, t(`kind_${source.kind}`)),
    el("strong", {}, source.field || source.cell || ""),
    sign("×", t("close"), () => closeCard(), { className: "plain" }),
  );
  const cell = source.field && source.cell ? el("p", { className: "quiet" }, source.cell) : null;
  const value = source.value ? el("p", { className: "value" }, source.value) : null;
  const number = source.numbered ? el("p", { className: "why" }, t("automatic_number")) : null;
  const actions = el("p", { className: "actions" }, editPart(source, box), historyPart(source), rowButtons(source, box));
  place(
    box,
    [head, number, value, formulaPart(source), actions, usesPart(source.uses), placeLine(source), cell],
    source.field || source.cell || source.value,
  );
  if (wanted) card.classList.add("wanted");
  jump(source.uses ?? []);
  card.focus({ preventScroll: true });
}

export function startCard() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && card && !event.defaultPrevented) closeCard();
  });
  document.addEventListener("pointerdown", (event) => {
    if (card && !card.contains(event.target)) closeCard(false);
  });
  on("chosen", () => closeCard(false));
  on("rows-changing", () => closeCard());
}
