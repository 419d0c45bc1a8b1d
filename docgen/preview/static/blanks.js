// What is still to fill in, with a bar of how much is done; Tab goes from one blank to the next.

import { button, by, el, renew, unhurried } from "./dom.js";
import { followedBy } from "./editor.js";
import { jump } from "./marks.js";
import { count, openTab } from "./panel.js";
import { canMend, mend } from "./problems.js";
import { on, state } from "./store.js";
import { t } from "./strings.js";
import { unprintedForm } from "./unprinted.js";
import { waiveButton } from "./waivers.js";

const blanksOf = (view) => view.problems.filter((problem) => problem.to_do === "blank");

function bar({ blanks, filled }) {
  const all = blanks + filled;
  const meter = el("progress", { max: Math.max(all, 1), value: all ? filled : 1, "aria-label": t("progress") });
  return el("div", { className: "progress" }, meter, el("p", {}, t("filled_of", filled, all)));
}

function item(problem) {
  const open = () => (canMend(problem) ? mend(problem) : jump(problem.boxes));
  const name = problem.label || problem.field || problem.message;
  return el(
    "li",
    { className: `blank ${problem.to_do}`, data: { id: problem.id, field: problem.field } },
    problem.boxes.length ? button(name, open, { className: "link" }) : el("strong", {}, name),
    problem.field ? el("p", { className: "quiet" }, problem.message) : null,
    problem.waiving ? el("p", { className: "actions" }, waiveButton(problem)) : null,
    unprintedForm(problem),
  );
}

/** The blanks of each part of the report under its name, in the order that the server tells. */
function byFile(problems) {
  const files = new Map();
  for (const problem of problems) {
    const name = problem.group || problem.file.split("/").slice(3).join("/") || problem.file;
    if (!files.has(name)) files.set(name, []);
    files.get(name).push(problem);
  }
  return [...files].flatMap(([name, own]) => [
    el("h3", {}, `${name} (${own.length})`),
    el("ul", { className: "list" }, own.map(item)),
  ]);
}

function show(view) {
  const panel = by("blanks");
  const blanks = blanksOf(view);
  const last = view.problems.filter((problem) => problem.to_do === "last-years");
  count("blanks", blanks.length);
  const first = blanks.find(canMend);
  const none = blanks.length + last.length === 0;
  renew(panel, [
    el("h2", {}, t("blanks")),
    bar(view),
    first ? button(t("fill_in"), () => mend(first), { className: "primary" }) : null,
    first ? el("p", { className: "quiet" }, t("fill_in_help")) : null,
    none ? el("p", { className: "empty" }, view.errors ? t("no_blanks_but", view.errors) : t("no_blanks")) : null,
    none && view.errors ? button(t("see_errors"), () => openTab("problems", true)) : null,
    ...byFile(blanks),
    last.length ? el("h2", {}, `${t("last_years")} (${last.length})`) : null,
    ...byFile(last),
  ]);
}

/** The first blank that can be filled in on a page; none where all are. */
export const firstBlank = () => blanksOf(state.view).find(canMend);

const order = (one, two) =>
  one.page - two.page || (Math.abs(one.y - two.y) > 3 ? one.y - two.y : one.x - two.x);

/** The blank that follows a place on the pages, or comes before it; none after the last. */
function following(field, step) {
  const blanks = blanksOf(state.view)
    .filter((problem) => canMend(problem) && problem.field !== field.field)
    .sort((one, two) => order(one.boxes[0], two.boxes[0]));
  const after = blanks.filter((problem) => order(problem.boxes[0], field.box) * step > 0);
  const found = step > 0 ? after[0] : after.at(-1);
  return found ? { edit: found.edit, map: state.view.map, field: found.field, label: found.label, row: found.row, box: found.boxes[0] } : null;
}

export function startBlanks() {
  followedBy(following);
  const showNow = unhurried(by("blanks"), show);
  on("view", ({ view }) => showNow(view));
  const done = (is) => (field) => {
    const entry = field && by("blanks").querySelector(`[data-field="${CSS.escape(field)}"]`);
    if (entry) entry.classList.toggle("done", is);
  };
  on("typed", done(true));
  on("not-written", done(false));
  on("last-blank", () => by("blanks").querySelector("form.inline :is(input, textarea)")?.focus());
}

