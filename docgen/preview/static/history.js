// Who changed a value, or anything in the unit, and when: a dialog.

import * as api from "./api.js";
import { button, by, el } from "./dom.js";
import { notice } from "./notices.js";
import { on, state } from "./store.js";
import { t } from "./strings.js";

const MOST = 40; // changes of a run that are shown

const shown = (text) => text || "—";

function changeItem({ place, old, new: now }, isAlone) {
  const name = isAlone ? null : el("span", { className: "quiet" }, place);
  return el("li", {}, name, el("del", {}, shown(old)), " → ", el("ins", {}, shown(now)));
}

function runItem({ when, who, how, note, changes }, isAlone) {
  const more = changes.length - MOST;
  return el(
    "li",
    {},
    el("p", {}, el("b", {}, when), " ", [who, how, note].filter(Boolean).join(" · ")),
    el("ul", {}, changes.slice(0, MOST).map((change) => changeItem(change, isAlone))),
    more > 0 ? el("p", { className: "quiet" }, t("history_more", more)) : null,
  );
}

/** Shows the changes of the value at a place, or of the whole unit; `field` is what it is called. */
export async function showHistory(place = {}, field = "") {
  try {
    const runs = await api.history(state.name, place);
    const dialog = by("ask");
    const isAlone = Boolean(place.file) && runs.every(({ changes }) => changes.length === 1);
    dialog.replaceChildren(
      el("h2", { id: "ask-title" }, field ? t("history_of", field) : t("history_help")),
      runs.length
        ? el("ol", { className: "history" }, runs.map((run) => runItem(run, isAlone)))
        : el("p", {}, t("history_none")),
      el("p", { className: "actions" }, button(t("close"), () => dialog.close(), { className: "primary" })),
    );
    dialog.showModal();
  } catch (error) {
    notice(error instanceof api.Refused ? error.message : t("not_sent"), "error");
  }
}

export function startHistory() {
  by("history").onclick = () => showHistory();
  on("view", ({ view }) => {
    by("history").disabled = !view.name;
  });
}
