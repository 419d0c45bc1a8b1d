// A row that was added or moved: the page goes to where it is printed, once it is.

import * as api from "./api.js";
import { edit, isEditing } from "./editor.js";
import { bringIntoView } from "./marks.js";
import { canMend, mend } from "./problems.js";
import { on, state } from "./store.js";
import { t } from "./strings.js";
import { showAt } from "./words.js";

const LINE = 1.8; // how far below the next line is, in heights of a line
let wanted = null; // the server's Result, and what was done

const isFrom = (place) => (problem) =>
  problem.to_do === "blank" &&
  problem.file === place.file &&
  (problem.line - place.line || problem.column - place.column) >= 0;

/** Opens the first blank of a new row; shows the value again that was moved. */
async function go({ action, place, box }) {
  const blank = action === "add" && state.view.problems.filter(canMend).filter(isFrom(place)).sort(inFile)[0];
  if (blank) {
    bringIntoView(blank.boxes[0]);
    mend(blank);
    return;
  }
  const { boxes } = await api.places(state.name, place);
  if (boxes.length) {
    bringIntoView(boxes[0]);
    await showAt(boxes[0]);
  } else if (action === "add") {
    const below = { ...box, y: box.y + box.height * LINE }; // a row that may be blank prints nothing
    edit({ edit: { kind: "value", ...place, text: "", why: "" }, map: state.view.map, label: t("row_new"), box: below });
  }
}

const inFile = (one, two) => one.line - two.line || one.column - two.column;

export function startFollowedRow() {
  on("chosen", () => (wanted = null));
  on("row-changed", (result) => {
    wanted = result;
    follow(state.view);
  });
  on("view", ({ view }) => follow(view));
}

function follow(view) {
  if (!wanted || view.version < wanted.version || view.state !== "ready") return;
  const result = wanted;
  wanted = null;
  if (!isEditing()) go(result);
}
