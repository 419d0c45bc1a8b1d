// Short messages at the edge of the window; screen readers hear them too.

import { button, by, el, sign } from "./dom.js";
import { t } from "./strings.js";

/** What was good to know, or was being done, goes when the next is told. */
const clearTold = () =>
  by("notices").querySelectorAll(".notice:is(.good, .brief)").forEach((old) => old.remove());

/** Says something that needs no answer. */
export function say(text) {
  clearTold();
  by("said").textContent = "";
  by("said").textContent = text;
  const shown = el("p", { className: "notice brief", "aria-hidden": "true" }, text);
  by("notices").append(shown);
  setTimeout(() => shown.remove(), 3500);
}

/**
 * Says something that stays until it is closed; `act` is `[words, what to do]`. Of refusals the
 * newest is seen, then the one before.
 */
export function notice(text, kind = "", act = null) {
  clearTold();
  const shown = el("div", { className: `notice ${kind}` }, el("p", {}, text));
  const close = () => shown.remove();
  if (act) {
    const run = () => {
      close();
      act[1]();
    };
    shown.append(button(act[0], run, { className: "small" }));
  }
  shown.append(sign("×", t("close"), close, { className: "plain" }));
  for (const old of by("notices").querySelectorAll(".notice:not(.brief)")) {
    if (old.textContent === shown.textContent) old.remove();
  }
  by("notices").append(shown);
  return close;
}
