// What was typed stands at its place until the page that has it is there: no old value comes back.

import { el, putAt } from "./dom.js";
import { frameOf, pageOf } from "./pages.js";
import { on, state } from "./store.js";

const shown = new Set();

/**
 * Shows a text over a box. Returns what is called when it is known what became of it: with true
 * it stays until the page is drawn anew, with false it goes at once.
 */
export function pending(box, text) {
  const frame = frameOf(box.page);
  if (!frame || text.includes("\n")) return () => {};
  const chip = putAt(el("b", { className: "pending" }, text), box, 1, 1);
  chip.style.fontSize = `${box.height * 0.8}px`;
  frame.marks.append(chip);
  shown.add(chip);
  return (written) => {
    if (written) chip.after = state.view?.map ?? 0;
    else drop(chip);
  };
}

function drop(chip) {
  chip.remove();
  shown.delete(chip);
}

export function startPending() {
  on("drawn", ({ shown: frame }) => {
    for (const chip of shown) {
      if (!chip.isConnected) shown.delete(chip);
      else if (chip.after !== undefined && frame.map > chip.after && pageOf(chip) === pageOf(frame)) drop(chip);
    }
  });
}
