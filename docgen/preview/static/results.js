// What became of a change: done and said, or refused with the problem's own sentence.

import * as api from "./api.js";
import { by } from "./dom.js";
import { notice, say } from "./notices.js";
import { refresh, state, tell } from "./store.js";
import { t } from "./strings.js";

let working = 0;
let undoing = null; // the button that undoes the last change; it would undo the next one, too

/**
 * Does a change and tells how it went. Returns the server's Result; one with a problem of no
 * code where the server could not be asked.
 */
export async function attempt(act) {
  tell("working", (working += 1));
  undoing?.remove();
  try {
    const result = await act();
    if (result.ok && result.version > (state.view?.version ?? 0)) refresh();
    return result;
  } catch (error) {
    const message = error.status === undefined ? t("not_sent") : error.message;
    return { ok: false, problem: { message, hint: "", where: "" }, version: 0 };
  } finally {
    tell("working", (working -= 1));
  }
}

/**
 * Does a change and says what came of it, for which nothing on the page waits: `done`, or what it
 * gives for the Result. What only disagrees with something else is done all the same when asked.
 */
export async function perform(act, done, insist = false) {
  const result = await attempt(() => act(insist));
  const again = [t("insist"), () => perform(act, done, true)];
  if (result.ok) say(typeof done === "function" ? done(result) : done);
  else notice(problemWords(result.problem), "error", result.may_insist ? again : null);
  return result;
}

export const undo = () => perform(() => api.undo(state.name), t("undone"));
export const redo = () => perform(() => api.redo(state.name), t("redone"));

/** Says as what was understood what was typed otherwise; if there is none of that, `words`. */
export function sayWritten({ meant }, words) {
  if (!meant?.length) {
    if (words) say(words);
    return;
  }
  const said = meant.map(({ typed, written }) => t("meant", typed, written));
  notice(said.join("\n"), "good meant", [t("undo_short"), undo]);
  undoing = by("notices").lastElementChild.querySelector("button");
}

/** A problem as one text: what is wrong, then what helps. */
export const problemWords = (problem) =>
  problem ? [problem.message, problem.hint].filter(Boolean).join("\n") : t("not_done");
