// Keys for all of the page, and the list of them.

import { button, by, el, typing } from "./dom.js";
import { openTab } from "./panel.js";
import { zoomBy } from "./pages.js";
import { openSearch } from "./search.js";
import { redo, undo } from "./results.js";
import { print, save } from "./toolbar.js";
import { t } from "./strings.js";
import { mend } from "./problems.js";
import { firstBlank } from "./blanks.js";

const KEYS = [
  ["Tab", "key_tab"],
  ["← → ↑ ↓", "key_arrows"],
  ["Enter", "key_enter"],
  ["F2", "key_edit"],
  ["Tab", "key_next_blank"],
  ["Ctrl+Enter", "key_keep"],
  ["Esc", "key_escape"],
  ["Ctrl+Z  Ctrl+Y", "key_undo"],
  ["Ctrl+S", "key_save"],
  ["Ctrl+F  /", "key_search"],
  ["Ctrl+P", "key_print"],
  ["1 2 3 4", "key_tabs"],
  ["N", "key_fill"],
  ["+ − 0", "key_zoom"],
  ["?", "key_help"],
];

/** Shows all keys. */
export function showHelp() {
  const dialog = by("help");
  const rows = KEYS.map(([keys, text]) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, keys)), el("td", {}, t(text))));
  dialog.replaceChildren(
    el("h2", { id: "help-title" }, t("help")),
    el("p", {}, t("help_click")),
    el("table", {}, el("tbody", {}, rows)),
    el("p", { className: "actions" }, button(t("close"), () => dialog.close(), { className: "primary" })),
  );
  dialog.showModal();
}

function fillIn() {
  const blank = firstBlank();
  if (blank) mend(blank);
  else openTab("blanks", true);
}

const PLAIN = {
  "?": showHelp,
  "/": openSearch,
  1: () => openTab("blanks", true),
  2: () => openTab("problems", true),
  3: () => openTab("office", true),
  4: openSearch,
  n: fillIn,
  "+": () => zoomBy(1),
  "=": () => zoomBy(1),
  "-": () => zoomBy(-1),
  0: () => zoomBy(0),
};

/** Letters typed at a card were meant for a field that is not there. */
const inCard = (target) => target instanceof Element && target.closest(".card") !== null;

function withControl(event) {
  const key = event.key.toLowerCase();
  if (key === "s") return save;
  if (key === "p") return print;
  if (typing(event.target)) return null;
  if (key === "z") return event.shiftKey ? redo : undo;
  if (key === "y") return redo;
  return null;
}

function pressed(event) {
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() === "f") {
      if (openSearch()) event.preventDefault();
      return;
    }
    const act = withControl(event);
    if (act) {
      event.preventDefault();
      act();
    }
  } else if (!typing(event.target) && !inCard(event.target) && PLAIN[event.key.toLowerCase()]) {
    event.preventDefault();
    PLAIN[event.key.toLowerCase()]();
  }
}

export function startKeyboard() {
  document.addEventListener("keydown", pressed);
  by("help-button").onclick = showHelp;
}
