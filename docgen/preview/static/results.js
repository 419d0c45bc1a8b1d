// What became of a change: done and said, or refused with the problem's own sentence.

import { notice, say } from "./notices.js";
import { refresh, state, tell } from "./store.js";
import { t } from "./strings.js";

let working = 0;

/**
 * Does a change and tells how it went. Returns the server's Result; one with a problem of no
 * code where the server could not be asked.
 */
export async function attempt(act) {
  tell("working", (working += 1));
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

/** Does a change and says what came of it, for which nothing on the page waits. */
export async function perform(act, done) {
  const result = await attempt(act);
  if (result.ok) say(done);
  else notice(problemWords(result.problem), "error");
  return result;
}

/** A problem as one text: what is wrong, then what helps. */
export const problemWords = (problem) =>
  problem ? [problem.message, problem.hint].filter(Boolean).join("\n") : t("not_done");
