// A field right at the place: a value in one line, a text as it is typed. What is refused stays.

import * as api from "./api.js";
import { button, by, el } from "./dom.js";
import { bringIntoView, mark, unmark } from "./marks.js";
import { notice, say } from "./notices.js";
import { frameOf } from "./pages.js";
import { attempt, problemWords } from "./results.js";
import { on, state } from "./store.js";
import { t } from "./strings.js";

const LEAST = 9; // letters that a field has room for
let open = null; // what is edited now
let next = null; // gives what follows in the order of Tab; set by the list of blanks

/** What Tab goes to from a field: `after(field, step)` returns an edit or null. */
export const followedBy = (after) => {
  next = after;
};

export const isEditing = () => open !== null;

const changed = () => open !== null && open.input.value !== open.text;

/** Closes the field; what was typed in it is gone. */
function close(back = true) {
  if (!open) return;
  const { form, from } = open;
  open = null;
  form.remove();
  unmark("edited");
  if (back) from?.focus?.({ preventScroll: true });
}

function inputFor(how) {
  const label = how.field || t("edit_text");
  const common = { value: how.typed ?? how.text, "aria-label": label, spellcheck: false };
  if (how.kind !== "block") return el("input", { type: "text", autocomplete: "off", ...common });
  return el("textarea", { rows: Math.min(14, how.text.split("\n").length + 1), ...common });
}

/**
 * Opens a field over its box. `how` is the server's Edit with `box` (of a page, in points) and
 * `field`; `typed` is what a refused attempt had typed, `problem` why it was refused.
 */
export async function edit(how) {
  if (open && !(await leave())) return;
  const input = inputFor(how);
  const keys = how.kind === "block" ? t("keys_block") : t("keys_value");
  const save = button(t("keep"), () => submit(), { className: "primary", type: "submit" });
  const wrong = el("p", { className: "wrong", role: "alert" });
  const foot = el("p", { className: "foot" }, save, button(t("cancel"), () => close()), el("span", { className: "quiet" }, keys));
  const title = el("p", { className: "field" }, how.field ?? "");
  const form = el("form", { className: `edit ${how.kind}` }, title, input, wrong, foot);
  form.onsubmit = (event) => {
    event.preventDefault();
    submit();
  };
  form.onkeydown = pressed;
  open = { ...how, input, form, wrong, from: document.activeElement };
  put(how.box);
  if (how.problem) refuse(how.problem);
  input.focus({ preventScroll: true });
  input.select();
}

function put(box) {
  const { form, kind } = open;
  form.style.setProperty("--x", box.x);
  form.style.setProperty("--y", box.y);
  form.style.setProperty("--wide", Math.max(box.width, kind === "block" ? 260 : box.height * LEAST));
  form.style.setProperty("--high", box.height);
  bringIntoView(box);
  mark([box], "edited");
  frameOf(box.page).append(form);
  const view = by("pages").getBoundingClientRect();
  const rect = form.getBoundingClientRect();
  if (rect.right > view.right - 12) form.style.marginLeft = `${view.right - 12 - rect.right}px`;
  if (rect.bottom > view.bottom) by("pages").scrollBy({ top: rect.bottom - view.bottom + 12 });
}

function refuse(problem) {
  open.wrong.textContent = problemWords(problem);
  open.input.setAttribute("aria-invalid", "true");
}

function pressed(event) {
  if (event.isComposing || event.keyCode === 229) return; // the input method has the keys
  const enter = event.key === "Enter" && event.target === open.input;
  if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (enter && (open.kind !== "block" || event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    submit();
  } else if (event.key === "Tab" && open.kind !== "block" && event.target === open.input) {
    goOn(event);
  }
  event.stopPropagation();
}

/** To the next blank; what was typed is written meanwhile, and comes back if it is refused. */
function goOn(event) {
  const following = next?.(open, event.shiftKey ? -1 : 1);
  if (!following) return;
  event.preventDefault();
  const left = leaveBehind();
  edit(following);
  left.then((refused) => {
    if (refused) notice(problemWords(refused.problem), "error", [t("go_back"), () => edit(refused)]);
  });
}

let writing = Promise.resolve();

/** One change after the other, in the order in which they were typed. */
function write({ file, line, column, block, kind, text }, typed) {
  const change = { file, line, column, old: text, new: typed };
  if (kind === "block") change.block = block;
  const unit = state.name;
  writing = writing.then(() => attempt(() => api.edit(unit, change)));
  return writing;
}

async function leaveBehind() {
  const left = { ...open, typed: open.input.value };
  const unchanged = !changed();
  close(false);
  if (unchanged) return null;
  const result = await write(left, left.typed);
  return result.ok ? null : { ...left, problem: result.problem };
}

async function submit() {
  if (!changed()) return close();
  const editing = open;
  if (editing.busy) return undefined;
  editing.busy = true;
  editing.form.classList.add("busy");
  editing.input.readOnly = true;
  const result = await write(editing, editing.input.value);
  editing.busy = false;
  editing.form.classList.remove("busy");
  editing.input.readOnly = false;
  if (open !== editing) return undefined;
  if (!result.ok) {
    refuse(result.problem ?? { message: t("not_done") });
    editing.input.focus();
    return undefined;
  }
  say(t("written", editing.file));
  return close();
}

/** Writes what was typed and closes; says whether the field is closed. */
async function leave() {
  await submit();
  return open === null;
}

export function startEditor() {
  document.addEventListener("pointerdown", (event) => {
    if (open && !open.form.contains(event.target) && !event.target.closest("#notices, dialog")) leave();
  });
  addEventListener("beforeunload", (event) => {
    if (changed()) event.preventDefault();
  });
  on("chosen", () => close(false));
  // The page may have gone, or the place have moved: by its field it is found again.
  on("view", ({ view }) => {
    if (!open) return;
    const found = open.field && view.problems.find((problem) => problem.field === open.field && problem.edit);
    if (found && found.edit.text === open.text) Object.assign(open, found.edit, { text: open.text });
    if (!open.form.isConnected) put({ ...open.box, page: view.pages.length - 1 });
  });
}
