// Frames around places on the pages: what was saved, what was chosen, what was found.

import { by, el, putAt } from "./dom.js";
import { drawn, frameOf } from "./pages.js";

const pages = by("pages");
const AIR = 1.5; // points around a box

/** Takes away the marks of a kind. */
export function unmark(kind) {
  for (const mark of pages.querySelectorAll(`.mark.${kind}`)) mark.remove();
}

/** Marks boxes, and takes away the marks of this kind that were there. */
export function mark(boxes, kind) {
  unmark(kind);
  for (const box of boxes) {
    const frame = frameOf(box.page);
    if (frame) frame.marks.append(putAt(el("i", { className: `mark ${kind}` }), box, 1, AIR));
  }
}

const rectOf = (box) => {
  const frame = frameOf(box.page);
  const mark = putAt(el("i", { className: "mark" }), box, 1);
  frame.marks.append(mark);
  const rect = mark.getBoundingClientRect();
  mark.remove();
  return rect;
};

/** Whether a box is in view, whole. */
export function inView(box) {
  if (!frameOf(box.page)) return false;
  const rect = rectOf(box);
  const view = pages.getBoundingClientRect();
  return rect.top >= view.top && rect.bottom <= view.bottom;
}

/** Scrolls so that a box is seen, if it is not already. */
export function bringIntoView(box) {
  const frame = frameOf(box.page);
  if (!frame || inView(box)) return;
  const rect = rectOf(box);
  const view = pages.getBoundingClientRect();
  const third = Math.max(20, (view.height - rect.height) / 3);
  pages.scrollBy({ top: rect.top - view.top - third, behavior: "instant" });
  const gap = rect.left - view.left;
  if (gap < 0 || rect.right > view.right) pages.scrollBy({ left: gap - 20, behavior: "instant" });
  drawn(box.page);
}

/** Marks boxes as chosen and goes to one of them; to none if one is in view. */
export function jump(boxes, number = null) {
  mark(boxes, "chosen");
  if (!boxes.length) return;
  if (number !== null) bringIntoView(boxes[number]);
  else if (!boxes.some(inView)) bringIntoView(boxes[0]);
}
