// What is typed goes to the server: one change after the other, in the order of typing.

import * as api from "./api.js";
import { pending } from "./pending.js";
import { attempt, sayWritten } from "./results.js";
import { state, tell } from "./store.js";
import { t } from "./strings.js";

/** Whether an Edit of the server is of a text of several lines. */
export const isText = (edit) => edit.multiline === true || edit.kind.endsWith("block");

/** The change that the server is asked for: its own Edit, the text before and the text typed. */
function changeOf({ edit, map }, typed, insist) {
  const { text, why: _, ...place } = edit;
  return { ...place, old: text, new: typed, map, insist };
}

let last = Promise.resolve();

/** Does a change after those before it, and says what was written for what was typed otherwise. */
function inTurn(act, words) {
  last = last.then(() => attempt(act));
  last.then((result) => result.ok && sayWritten(result, words));
  return last;
}

/**
 * Has what was typed written, and shows it at its `box` meanwhile. `place` has the server's `edit`
 * and the `map` it was told with. Options: `insist`, said against what checks alone object to;
 * `goesOn`, where the next blank says by itself that this one is done. Returns the server's Result.
 */
export function write(place, typed, { insist = false, goesOn = false } = {}) {
  const change = changeOf(place, typed, insist);
  const unit = state.name;
  const settled = isText(place.edit) || !place.box ? () => {} : pending(place.box, typed);
  tell("typed", place.field);
  const written = inTurn(() => api.edit(unit, change), goesOn ? "" : t("written", place.edit.file));
  written.then(({ ok }) => {
    settled(ok);
    if (!ok) tell("not-written", place.field);
  });
  return written;
}

/** Has the fields of a group written that the problem called `id` says is missing. */
export function writeGroup(id, values, insist, file) {
  const unit = state.name;
  return inTurn(() => api.group(unit, id, values, insist), t("written", file));
}
