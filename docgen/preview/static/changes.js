// What was saved last is marked on its pages, and brought into view if it is not there already.

import { isEditing } from "./editor.js";
import { bringIntoView, inView, mark, unmark } from "./marks.js";
import { on } from "./store.js";

const LONG = 4000; // milliseconds for which the marks stay

export function startChanges() {
  let timer = 0;
  on("view", ({ view, before }) => {
    if (before === null || view.map === before.map) return;
    const same = JSON.stringify(view.changed) === JSON.stringify(before.changed);
    if (!view.changed.length || (same && view.pages.every((page, number) => page.digest === before.pages[number]?.digest))) return;
    mark(view.changed, "saved");
    clearTimeout(timer);
    timer = setTimeout(() => unmark("saved"), LONG);
    if (!isEditing() && !view.changed.some(inView)) bringIntoView(view.changed[0]);
  });
}
