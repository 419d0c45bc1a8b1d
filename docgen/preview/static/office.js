// The office's edits of the Word file: take over, leave in Word, put back; one, several or all.

import * as api from "./api.js";
import { button, by, el, renew } from "./dom.js";
import { jump } from "./marks.js";
import { problemItem } from "./problems.js";
import { count } from "./panel.js";
import { perform } from "./results.js";
import { on, state } from "./store.js";
import { t } from "./strings.js";

const chosen = new Set();
let asked = 0;
let busy = false;

const MARKS = { old: "del", new: "ins", weight: "strong" };

/** Words before and after in one line: what goes is struck, what comes is underlined. */
function words({ parts, before, after }) {
  if (parts?.length) return parts.map(({ text, mark }) => el(MARKS[mark] ?? "span", {}, text));
  return [before ? el("del", {}, before) : null, after ? el("ins", {}, after) : null].filter(Boolean);
}

/** The words of one side of a conflict; those that the other side has not are marked. */
const sideWords = (parts, text) => (parts?.length ? words({ parts }) : text);

const decide = (ids, action) =>
  withAll(() => perform(() => api.decide(state.name, ids, action), t(`${action}_done`, ids.length)));

async function withAll(act) {
  if (busy) return;
  busy = true;
  by("office").classList.add("busy");
  await act();
  busy = false;
  by("office").classList.remove("busy");
  await load();
}

function actions(edit) {
  const ids = [edit.id];
  if (edit.left) return [button(t("ask_again"), () => decide(ids, "ask-again"), { className: "small" })];
  return [
    button(t("take"), () => decide(ids, "take"), { className: "small primary", disabled: !edit.writable }),
    button(t("leave"), () => decide(ids, "leave"), { className: "small" }),
    button(t("put_back"), () => decide(ids, "put-back"), { className: "small" }),
  ];
}

function item(edit, redraw) {
  const tick = el("input", { type: "checkbox", checked: chosen.has(edit.id), "aria-label": t("choose_edit", edit.where) });
  tick.onchange = () => {
    if (tick.checked) chosen.add(edit.id);
    else chosen.delete(edit.id);
    redraw();
  };
  const where = edit.boxes?.length
    ? button(edit.where, () => jump(edit.boxes), { className: "link quiet" })
    : el("span", { className: "quiet" }, edit.where);
  return el(
    "li",
    { className: edit.left ? "edit-entry left" : "edit-entry", data: { id: edit.id } },
    el("p", { className: "where" }, edit.left ? null : tick, where),
    el("p", { className: "diff" }, words(edit)),
    edit.why ? el("p", { className: "why" }, edit.why) : null,
    el("p", { className: "actions" }, actions(edit)),
  );
}

/** Buttons for the ticked ones, or for all where none is ticked. */
function bulk(edits) {
  const ticked = edits.filter((edit) => chosen.has(edit.id));
  const meant = ticked.length ? ticked : edits;
  const ids = (of) => of.map((edit) => edit.id);
  const writable = meant.filter((edit) => edit.writable);
  const name = (key, of) => t(ticked.length ? `${key}_chosen` : `${key}_all`, of.length);
  return el(
    "p",
    { className: "bulk", role: "group", "aria-label": t("bulk") },
    button(name("take", writable), () => decide(ids(writable), "take"), { className: "small primary", disabled: !writable.length }),
    button(name("leave", meant), () => decide(ids(meant), "leave"), { className: "small" }),
    button(name("put_back", meant), () => decide(ids(meant), "put-back"), { className: "small" }),
  );
}

function conflict(one) {
  const settle = (choice) => () =>
    withAll(() => perform(() => api.settle(state.name, one.id, choice), t("settled")));
  const side = (title, text, parts, choice) =>
    el("div", {}, el("h4", {}, title), el("blockquote", {}, text ? sideWords(parts, text) : t("nothing_there")), button(t(`use_${choice}`), settle(choice), { className: "small primary" }));
  return el(
    "li",
    { className: "conflict", data: { id: one.id } },
    el("p", { className: "quiet" }, one.where),
    el("div", { className: "sides" }, side(t("in_content"), one.ours, one.ours_parts, "content"), side(t("in_word"), one.theirs, one.theirs_parts, "word")),
    button(t("use_later"), settle("later"), { className: "small" }),
  );
}

const comment = ({ author, text, where }) =>
  el("li", { className: "comment" }, el("strong", {}, author), el("span", { className: "quiet" }, ` ${where}`), el("blockquote", {}, text));

const group = (title, items) =>
  items.length ? [el("h3", {}, `${title} (${items.length})`), el("ul", { className: "list" }, items)] : [];

function show(review) {
  const redraw = () => show(review);
  const open = review.edits.filter((edit) => !edit.left);
  const left = review.edits.filter((edit) => edit.left);
  for (const id of chosen) if (!open.some((edit) => edit.id === id)) chosen.delete(id);
  count("office", open.length + review.conflicts.length, review.conflicts.length > 0);
  const nothing = !review.edits.length && !review.comments.length && !review.conflicts.length;
  const parts = [
    el("h2", {}, t("office")),
    review.docx ? el("p", { className: "quiet" }, review.docx) : null,
    review.problems.length ? el("ul", { className: "list" }, review.problems.map(problemItem)) : null,
    nothing ? el("p", { className: "empty" }, t(review.docx ? "no_edits" : "no_word_file")) : null,
    ...group(t("conflicts"), review.conflicts.map(conflict)),
    ...(open.length ? [el("h3", {}, `${t("edits")} (${open.length})`), el("p", { className: "quiet" }, t("edits_help")), bulk(open), el("ul", { className: "list" }, open.map((edit) => item(edit, redraw)))] : []),
    ...group(t("comments"), review.comments.map(comment)),
    ...group(t("left"), left.map((edit) => item(edit, redraw))),
  ];
  renew(by("office"), parts);
}

async function load() {
  const number = (asked += 1);
  const unit = state.name;
  if (!unit) return;
  try {
    const review = await api.office(unit);
    if (number === asked && unit === state.name) show(review);
  } catch (error) {
    if (number === asked) by("office").replaceChildren(el("p", { className: "wrong" }, error.message));
  }
}

export function startOffice() {
  on("chosen", () => {
    chosen.clear();
    count("office", 0);
    by("office").replaceChildren(el("p", { className: "quiet" }, "…"));
  });
  let seen = "";
  on("view", ({ view, before }) => {
    if (seen !== view.name) load();
    else if (before?.map !== view.map && !by("office").hidden) load(); // the content is another
    seen = view.name;
  });
  on("office-changed", load);
  on("tab", (name) => name === "office" && load());
}
