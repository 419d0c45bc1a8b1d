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

/** A problem as one text: what is wrong, then what helps. */
export const problemWords = (problem) =>
  problem ? [problem.message, problem.hint].filter(Boolean).join("\n") : t("not_done");
