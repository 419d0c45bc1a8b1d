// The panel beside the pages: tabs, and a drawer where the window is narrow.

import { by } from "./dom.js";
import { on, tell } from "./store.js";

const NAMES = ["blanks", "problems", "office", "search"];
const panel = by("panel");

/** Shows the number of entries on a tab. */
export function count(name, number, urgent = false) {
  const shown = by(`tab-${name}`).querySelector(".count");
  shown.textContent = number ? String(number) : "";
  shown.classList.toggle("urgent", urgent);
}

/** Shows a tab's panel; `focus` moves the keyboard into it. */
export function openTab(name, focus = false) {
  for (const each of NAMES) {
    const chosen = each === name;
    by(`tab-${each}`).setAttribute("aria-selected", String(chosen));
    by(`tab-${each}`).tabIndex = chosen ? 0 : -1;
    by(each).hidden = !chosen;
  }
  panel.classList.add("open");
  if (focus) by(name).focus();
  tell("tab", name);
}

export const closePanel = () => panel.classList.remove("open");

function moved(event) {
  const at = NAMES.findIndex((name) => event.target.id === `tab-${name}`);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (at < 0 || !step) return;
  const name = NAMES[(at + step + NAMES.length) % NAMES.length];
  openTab(name);
  by(`tab-${name}`).focus();
}

/** The tab that says most of a unit that is seen for the first time. */
function first(view) {
  if (view.problems.some((problem) => problem.to_do)) return "blanks";
  return "problems";
}

export function startPanel() {
  let fresh = true; // nobody has chosen a tab, and nothing is known yet
  const choose = (name) => () => {
    fresh = false;
    openTab(name);
  };
  for (const name of NAMES) by(`tab-${name}`).onclick = choose(name);
  by("panel").querySelector("[role=tablist]").addEventListener("keydown", moved);
  by("panel-close").onclick = () => {
    closePanel();
    by("pages").focus();
  };
  on("chosen", () => (fresh = by("search").hidden)); // which leads from unit to unit
  on("view", ({ view }) => {
    if (!fresh) return;
    fresh = !["ready", "failed"].includes(view.state) && !view.problems.length;
    const open = panel.classList.contains("open");
    openTab(first(view));
    panel.classList.toggle("open", open);
  });
}
