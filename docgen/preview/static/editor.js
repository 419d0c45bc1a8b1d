// A field right at the place: a value in one line, a text as it is typed. What is refused stays.

import { putCaret } from "./caret.js";
import { button, by, el } from "./dom.js";
import { bringIntoView, mark, unmark } from "./marks.js";
import { notice } from "./notices.js";
import { frameOf } from "./pages.js";
import { closePanel } from "./panel.js";
import { problemWords } from "./results.js";
import { rowButtons } from "./rows.js";
import { on, state, tell } from "./store.js";
import { t } from "./strings.js";
import { isText, write } from "./writing.js";

const LEAST = 9; // letters that a field has room for
const NARROW = matchMedia("(max-width: 900px)"); // the panel would cover the place
let open = null; // what is edited now
let next = null; // gives what follows in the order of Tab; set by the list of blanks

/** What Tab goes to from a field: `after(field, step)` returns an edit or null. */
export const followedBy = (after) => {
  next = after;
};

export const isEditing = () => open !== null;

const changed = () => open !== null && open.input.value !== open.edit.text;

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
  const { text } = how.edit;
  const label = how.label || how.field || t("edit_text");
  const common = { value: how.typed ?? text, "aria-label": label, spellcheck: false };
  if (!isText(how.edit)) return el("input", { type: "text", autocomplete: "off", ...common });
  return el("textarea", { rows: Math.min(14, text.split("\n").length + 1), ...common });
}

/**
 * Opens a field over its box. `how` has the server's `edit`, the `map` it was told with, the `box`
 * (of a page, in points), the `field` and, of a text, the line and column `at`; of a refused
 * attempt also what was `typed`, and `refused`, the answer.
 */
export async function edit(how) {
  if (open && !(await leave())) return;
  if (NARROW.matches) closePanel();
  const input = inputFor(how);
  const keys = isText(how.edit) ? t("keys_block") : t("keys_value");
  const save = button(t("keep"), null, { className: "primary", type: "submit" });
  const wrong = el("p", { className: "wrong", role: "alert" });
  const foot = el("p", { className: "foot" }, save, button(t("cancel"), () => close()), el("span", { className: "quiet" }, keys));
  const title = el("p", { className: "field" }, how.label || how.field || "");
  const hint = how.edit.hint ? el("p", { className: "hint" }, how.edit.hint) : null;
  const rows = rowButtons({ ...how, row: how.row ?? how.at?.row }, how.box);
  const form = el("form", { className: isText(how.edit) ? "edit block" : "edit" }, title, input, hint, wrong, foot, rows);
  form.onsubmit = (event) => {
    event.preventDefault();
    submit();
  };
  form.onkeydown = pressed;
  open = { ...how, input, form, wrong, from: document.activeElement };
  put(how.box);
  if (how.refused) refuse(how.refused);
  input.focus({ preventScroll: true });
  if (isText(how.edit)) putCaret(input, how);
  else input.select();
}

function put(box) {
  const { form } = open;
  form.style.setProperty("--x", box.x);
  form.style.setProperty("--y", box.y);
  form.style.setProperty("--wide", Math.max(box.width, isText(open.edit) ? 260 : box.height * LEAST));
  form.style.setProperty("--high", box.height);
  bringIntoView(box);
  mark([box], "edited");
  frameOf(box.page).append(form);
  keepInView();
}

/** Moves the field so far that all of it, its buttons too, is seen; low on the page it opens upwards. */
function keepInView() {
  const { form } = open;
  form.style.marginLeft = "";
  form.classList.remove("above");
  const view = by("pages").getBoundingClientRect();
  const rect = form.getBoundingClientRect();
  if (rect.right > view.right - 12) form.style.marginLeft = `${view.right - 12 - rect.right}px`;
  if (rect.bottom <= view.bottom) return;
  const above = open.input.getBoundingClientRect().bottom - view.top;
  if (rect.height <= above) form.classList.add("above");
  else by("pages").scrollBy({ top: rect.bottom - view.bottom + 12, behavior: "instant" });
}

/** Says why it was not written; what checks alone object to may be written all the same. */
function refuse({ problem, may_insist: may }) {
  open.wrong.replaceChildren(problemWords(problem));
  if (may) open.wrong.append(button(t("insist"), () => submit(true), { className: "small" }));
  open.input.setAttribute("aria-invalid", "true");
  keepInView();
}

function pressed(event) {
  if (event.isComposing || event.keyCode === 229) return; // the input method has the keys
  const enter = event.key === "Enter" && event.target === open.input;
  if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (enter && (!isText(open.edit) || event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    submit();
  } else if (event.key === "Tab" && event.target === open.input) {
    goOn(event);
  }
  event.stopPropagation();
}

/** To the next blank; what was typed is written meanwhile, and comes back if it is refused. */
function goOn(event) {
  const following = next?.(open, event.shiftKey ? -1 : 1);
  event.preventDefault();
  if (!following) {
    submit().then(() => open === null && tell("last-blank"));
    return;
  }
  const left = leaveBehind();
  edit(following);
  left.then((refused) => {
    if (refused) notice(problemWords(refused.refused.problem), "error", [t("go_back"), () => edit(again(refused))]);
  });
}

/** A refused attempt at the place as it is told now: much may have been written since. */
function again(refused) {
  const now = refused.field && state.view.problems.find((one) => one.field === refused.field && one.edit);
  if (!now) return refused;
  return { ...refused, edit: now.edit, map: state.view.map, box: now.boxes[0] ?? refused.box };
}

async function leaveBehind() {
  const left = changed() && { ...open, typed: open.input.value };
  close(false);
  if (!left) return null;
  const result = await write(left, left.typed, { goesOn: true });
  return result.ok ? null : { ...left, refused: result };
}

async function submit(insist = false) {
  if (!changed() && !insist) return close();
  const editing = open;
  if (editing.busy) return undefined;
  editing.busy = true;
  editing.form.classList.add("busy");
  editing.input.readOnly = true;
  const result = await write(editing, editing.input.value, { insist });
  editing.busy = false;
  editing.form.classList.remove("busy");
  editing.input.readOnly = false;
  if (open !== editing) return undefined;
  if (!result.ok) {
    refuse(result);
    editing.input.focus();
    return undefined;
  }
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
  on("rows-changing", (action) => (action === "delete" ? close() : leaveBehind()));
  on("view", ({ view }) => {
    if (open && !open.form.isConnected) put({ ...open.box, page: view.pages.length - 1 });
  });
}
