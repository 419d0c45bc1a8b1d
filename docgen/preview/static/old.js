// The report that a unit was taken from: each of its pages beside the page that it belongs to.

import * as api from "./api.js";
import { by, el } from "./dom.js";
import { notice, say } from "./notices.js";
import { frameOf, setBeside, shownScale } from "./pages.js";
import { on, state } from "./store.js";
import { t } from "./strings.js";

const FINEST = 3; // of a picture, pixels a point

let isOpen = false;
let shown = ""; // the unit and the build whose pages have the old ones beside them

function drop() {
  for (const picture of document.querySelectorAll(".page > .old img")) URL.revokeObjectURL(picture.src);
  for (const each of document.querySelectorAll(".page > .old")) each.remove();
}

function close() {
  isOpen = false;
  shown = "";
  drop();
  setBeside(false);
  by("old").setAttribute("aria-pressed", "false");
}

async function picture(page) {
  const fine = Math.min(FINEST, Math.ceil(shownScale() * devicePixelRatio * 4) / 4);
  const made = el("img", { alt: "", draggable: false });
  made.src = URL.createObjectURL(await api.blob(api.oldImage(state.name, page, fine)));
  return made;
}

/** Puts the old pages beside the new ones, as they are built now. */
async function show() {
  const wanted = `${state.name} ${state.view.map}`;
  if (shown === wanted) return;
  shown = wanted;
  const { pages, beside } = await api.old(state.name);
  if (shown !== wanted) return;
  if (!pages) return (notice(t("old_none"), "error"), close());
  drop();
  for (const [number, olds] of beside.entries()) {
    const frame = frameOf(number);
    if (!frame) continue;
    const column = el("div", { className: "old" });
    frame.append(column);
    for (const page of olds) column.append(el("p", {}, t("old_page", page + 1)), await picture(page));
    if (shown !== wanted) return;
  }
}

async function attemptShow() {
  try {
    await show();
  } catch (error) {
    notice(error instanceof api.Refused ? error.message : t("not_sent"), "error");
    close();
  }
}

export function startOld() {
  by("old").onclick = async () => {
    if (isOpen) return close();
    isOpen = true;
    by("old").setAttribute("aria-pressed", "true");
    setBeside(true);
    say(t("drawing"));
    await attemptShow();
  };
  on("chosen", close);
  on("view", ({ view }) => {
    by("old").hidden = !view.old;
    if (isOpen && view.old && view.pages.length) attemptShow();
  });
}
