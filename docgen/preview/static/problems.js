// What is wrong, and what to look at: each leads to its page, its line, and its mending.

import * as api from "./api.js";
import { placeLine } from "./card.js";
import { button, by, el, renew, unhurried } from "./dom.js";
import { edit } from "./editor.js";
import { jump } from "./marks.js";
import { count } from "./panel.js";
import { perform } from "./results.js";
import { on, state } from "./store.js";
import { t } from "./strings.js";
import { isOnPage, unprintedForm } from "./unprinted.js";
import { waivedList, waiveButton } from "./waivers.js";

const SHOWN = 200; // more at once would be no help

/** Lets the place of a problem be edited on its page; in the panel's list where it has none. */
export function mend(problem) {
  const box = problem.boxes[0];
  if (!box) return false;
  edit({ edit: problem.edit, map: state.view.map, field: problem.field, label: problem.label, row: problem.row, box });
  return true;
}

export const canMend = (problem) =>
  isOnPage(problem) && problem.edit !== null && problem.edit.kind !== "none";

function fixButton(problem) {
  if (!problem.fix) return null;
  const act = () => perform((insist) => api.fix(state.name, problem.id, insist), t("fixed"));
  return button(problem.fix.text ? t("fix", problem.fix.text) : t("fix_delete"), act, { className: "small primary" });
}

function takeButton(problem) {
  if (!problem.taking) return null;
  const act = () => perform(() => api.take(state.name, problem.id), t("figures_taken"));
  return button(t("take_figures"), act, { className: "small primary" });
}

/** One problem as an entry of a list. */
export function problemItem(problem) {
  const go = () => jump(problem.boxes);
  const text = el("span", { className: "message" }, problem.message);
  const form = problem.severity === "error" && !problem.fix ? unprintedForm(problem) : null;
  const typed = form && problem.edit.name; // what is missing: how its file says it is of no use then
  const head = problem.boxes.length
    ? el("button", { type: "button", className: "link", onclick: go }, text)
    : text;
  return el(
    "li",
    { className: `problem ${problem.severity}`, data: { id: problem.id, code: problem.code } },
    el("span", { className: "badge" }, t(`severity_${problem.severity}`)),
    head,
    problem.hint && !typed ? el("p", { className: "hint" }, problem.hint) : null,
    problem.where ? el("p", { className: "quiet" }, problem.where) : null,
    problem.label && !typed ? el("p", { className: "quiet" }, `${problem.group} · ${problem.label}`) : null,
    el(
      "p",
      { className: "actions" },
      fixButton(problem),
      takeButton(problem),
      canMend(problem) ? button(t("edit_here"), () => mend(problem), { className: "small" }) : null,
      waiveButton(problem),
    ),
    form,
    placeLine(problem),
  );
}

function group(title, problems) {
  if (!problems.length) return [];
  const shown = problems.slice(0, SHOWN);
  const rest = problems.length - shown.length;
  return [
    el("h3", {}, `${title} (${problems.length})`),
    el("ul", { className: "list" }, shown.map(problemItem)),
    rest ? el("p", { className: "quiet" }, t("and_more", rest)) : null,
  ];
}

function show(view) {
  const listed = view.problems.filter((problem) => !problem.to_do);
  const errors = listed.filter((problem) => problem.severity === "error");
  const others = listed.filter((problem) => problem.severity !== "error");
  count("problems", listed.length, errors.length > 0);
  const parts = [...group(t("errors"), errors), ...group(t("warnings"), others), ...waivedList(view.waived)];
  const empty = el("p", { className: "empty" }, t("no_problems"));
  const none = listed.length ? null : empty;
  renew(by("problems"), [el("h2", {}, t("problems")), none, ...parts]);
}

export function startProblems() {
  const showNow = unhurried(by("problems"), show);
  on("view", ({ view }) => showNow(view));
}
