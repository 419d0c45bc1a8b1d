// The bar at the top: state, undo and redo, Word and PDF, print; and what is told across the page.

import * as api from "./api.js";
import { button, by, el } from "./dom.js";
import { notice, say } from "./notices.js";
import { drawAll } from "./pages.js";
import { openTab } from "./panel.js";
import { problemItem } from "./problems.js";
import { attempt, problemWords, redo, undo } from "./results.js";
import { on, refresh, state } from "./store.js";
import { t } from "./strings.js";

/** Whether the pages are those of before since nothing could be built of the content. */
const hasFailed = (view) => view.state === "failed";

const LONG = 10; // seconds of a build, after which it is said how long it has been going

/** A build that takes long says so; what the pages are is said again when it is over. */
function showLong(units) {
  const seconds = units.find((unit) => unit.name === state.name)?.building ?? 0;
  const told = by("state");
  if (seconds >= LONG) {
    told.textContent = t("told_long", seconds);
    told.className = "";
  } else if (state.view) showState(state.view);
}

function words(view) {
  if (hasFailed(view)) return t("told_stale");
  if (view.state === "waiting" || view.state === "building") return t("told_building");
  if (view.errors) return t("told_errors", view.errors);
  if (view.blanks) return t("told_blanks", view.blanks);
  if (view.draft) return t("told_draft");
  return t("told_ready", view.pages.length);
}

function showState(view) {
  const told = by("state");
  const text = words(view);
  if (told.textContent !== text) told.textContent = text;
  const bad = hasFailed(view) || view.errors > 0;
  told.className = bad ? "bad" : view.draft || view.blanks ? "draft" : "good";
  showProgress();
}

let changes = 0; // that are under way

function showProgress() {
  const building = ["waiting", "building"].includes(state.view?.state ?? "waiting");
  by("progress").hidden = !building && changes === 0;
}

function showSaved(view) {
  by("saved").hidden = !view.saved;
  for (const kind of ["docx", "pdf"]) {
    const shown = by(`saved-${kind}`);
    const name = view.saved?.[kind];
    shown.hidden = !name;
    shown.title = name ?? "";
  }
}

/** Gives the browser the file that was saved, by its own name. */
async function download(kind) {
  const name = state.view.saved[kind];
  try {
    const href = URL.createObjectURL(await api.download(state.name, kind));
    el("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000); // the browser reads it by then
  } catch (error) {
    notice(error instanceof api.Refused ? error.message : t("not_sent"), "error");
  }
}

/** A button that has the keyboard and is of no more use hands it to the other one. */
function enable(one, can, other) {
  const held = document.activeElement === one;
  one.disabled = !can;
  if (can || !held) return;
  other.disabled = false;
  other.focus();
}

function show({ view }) {
  enable(by("undo"), view.can_undo, by("redo"));
  enable(by("redo"), view.can_redo, by("undo"));
  by("title").textContent = view.title || view.name;
  document.title = `${view.title || view.name} · docgen`;
  showLong(state.units);
  showSaved(view);
}

/** Asks in a dialog; `parts` are elements, `choices` `[words, act]`, the first the main one. */
function ask(title, parts, choices) {
  const dialog = by("ask");
  const close = () => dialog.close();
  const buttons = choices.map(([text, act], number) =>
    button(text, () => (close(), act()), { className: number ? "" : "primary" }),
  );
  dialog.replaceChildren(
    el("h2", { id: "ask-title" }, title),
    ...parts,
    el("p", { className: "actions" }, buttons, button(t("cancel"), close)),
  );
  dialog.showModal();
}

/** Writes Word and PDF; what has errors is saved as a draft only, and only when asked. */
export async function save(draft = false) {
  by("save").disabled = true;
  say(t("saving"));
  const result = await attempt(() => api.save(state.name, draft));
  by("save").disabled = false;
  refresh();
  const problems = result.problems ?? [];
  const errors = problems.filter((problem) => problem.severity === "error");
  if (result.ok) {
    const saved = t(result.pdf ? "saved_both" : "saved_word", result.docx, result.pdf);
    const left = result.undecided ?? 0;
    const words = left ? `${saved}\n${t("saved_undecided", left)}` : saved;
    notice(words, "good", left ? [t("see_edits"), () => openTab("office", true)] : null);
  } else if (draft || !problems.length) {
    const first = errors[0] ?? result.problem ?? problems[0];
    notice(first ? problemWords(first) : t("not_done"), "error");
  } else {
    const others = problems.filter((problem) => problem.severity !== "error" && !problem.to_do);
    const list = el("ul", { className: "list" }, [...errors, ...others].map(problemItem));
    const text = el("p", {}, t("save_errors", errors.length, others.length));
    ask(t("save_refused"), [text, list], [[t("save_draft"), () => save(true)]]);
  }
}

/** Prints the pages, each drawn before. */
export async function print() {
  say(t("drawing"));
  await drawAll();
  window.print();
}

export function startToolbar() {
  by("undo").onclick = undo;
  by("redo").onclick = redo;
  by("save").onclick = () => save();
  by("print").onclick = print;
  for (const kind of ["docx", "pdf"]) by(`saved-${kind}`).onclick = () => download(kind);
  on("view", show);
  on("units", showLong);
  on("chosen", () => {
    by("state").textContent = t("told_building");
    by("state").className = "";
    showProgress();
  });
  on("working", (number) => {
    changes = number;
    showProgress();
  });
  on("failure", (message) => notice(message, "error"));
  on("lost", () => {
    by("lost").textContent = t("told_lost");
    by("lost").hidden = false;
  });
  on("locked", () => {
    by("lost").hidden = true;
    by("locked").hidden = false;
  });
  on("connected", () => {
    if (!by("lost").hidden) say(t("told_again"));
    by("lost").hidden = true;
  });
}
