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
  last = last.then(() => attempt(() => api.edit(unit, change)));
  last.then((result) => {
    settled(result.ok);
    if (result.ok) sayWritten(result, goesOn ? "" : t("written", place.edit.file));
    else tell("not-written", place.field);
  });
  return last;
}
