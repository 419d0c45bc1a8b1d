// A word that is clicked, or reached with the arrow keys, says where it is from; twice, it is edited.

import * as api from "./api.js";
import { closeCard, showCard, waitingCard } from "./card.js";
import { by } from "./dom.js";
import { edit } from "./editor.js";
import { say } from "./notices.js";
import { drawn, frameOf, pageOf, renewText, shownScale } from "./pages.js";
import { on, refresh, state, tell } from "./store.js";
import { t } from "./strings.js";
import { characterAt } from "./text_layer.js";

const pages = by("pages");
const PATIENCE = 20; // times that a word is asked for
let asked = 0;

/** Where a click fell on a page, in points. */
function pointOf(shown, event) {
  const box = shown.getBoundingClientRect();
  const scale = shownScale();
  return { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale };
}

const holds = (span, { x, y }) =>
  x >= span.x && x <= span.x + span.width && y >= span.y && y <= span.y + span.height;

/** The source of a character; asked again while the page is being built anew. */
async function sourceOf(shown, span, offset) {
  // A number that Word sets before a heading begins nowhere in the text.
  const ask = (of) => api.source(state.name, of.source, of.start < 0 ? -1 : of.start + offset, shown.map);
  const point = { x: span.xs[offset] ?? span.x, y: span.y + span.height / 2 };
  for (let left = PATIENCE; ; left -= 1) {
    const now = left === PATIENCE ? span : wordsOf(shown).find((word) => holds(word.span, point))?.span;
    try {
      return await ask(now ?? span);
    } catch (error) {
      if (error.status !== 409 || left === 0) throw error;
    }
    await new Promise((done) => setTimeout(done, 150));
    await refresh();
    await renewText(shown);
  }
}

const wordsOf = (shown) => [...shown.text.querySelectorAll(".word")];

/** Shows what a word is, or lets it be edited at once, as a blank is. */
async function open(word, offset, { editing }) {
  const number = (asked += 1);
  const shown = word.closest(".page");
  const page = pageOf(word);
  const { span } = word;
  if (span.source < 0) return say(t("unknown_place"));
  if (!editing) waitingCard({ page, ...span }, span.text);
  let source;
  try {
    source = await sourceOf(shown, span, offset);
  } catch (error) {
    if (error.status !== undefined) tell("failure", error.message);
    return undefined;
  }
  if (number !== asked) return undefined;
  const box = boxAt(source, page, span);
  const wanted = editing || source.kind === "blank";
  if (wanted && source.edit && source.edit.kind !== "none") {
    closeCard(false);
    return edit({ edit: source.edit, map: shown.map, field: source.field, label: source.label, box, at: source });
  }
  return showCard({ ...source, map: shown.map, numbered: span.start < 0 }, box, wanted);
}

/** The box of the source that a word lies in; the word's own where it is in none. */
function boxAt(source, page, span) {
  const middle = { x: span.x + span.width / 2, y: span.y + span.height / 2 };
  const found = source.uses?.find((box) => box.page === page && holds(box, middle));
  return source.edit?.kind.endsWith("block") && found ? found : { page, ...span };
}

/** Shows what is printed in a box, as a click on it does. */
export async function showAt(box) {
  await drawn(box.page);
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const word = wordsOf(frameOf(box.page)).find(({ span }) => holds(span, middle));
  if (!word) return;
  reach(word);
  await open(word, 0, { editing: false });
}

function clicked(event, editing) {
  const word = event.target.closest?.(".word");
  if (!word || event.button !== 0) return;
  if (!editing && !getSelection().isCollapsed) return;
  if (editing) getSelection().removeAllRanges();
  reach(word, false);
  open(word, characterAt(word.span, pointOf(word.closest(".page"), event).x), { editing });
}

/** Makes a word the one that the keyboard is at. */
function reach(word, focus = true) {
  for (const old of pages.querySelectorAll('.word[tabindex="0"]')) old.tabIndex = -1;
  word.tabIndex = 0;
  if (focus) word.focus({ preventScroll: false });
}

/** The word after or before another one, on the next page too. */
async function beside(word, step) {
  const words = wordsOf(word.closest(".page"));
  const next = words[words.indexOf(word) + step];
  if (next) return next;
  const number = pageOf(word) + step;
  if (!frameOf(number)) return null;
  await drawn(number);
  return wordsOf(frameOf(number)).at(step > 0 ? 0 : -1) ?? null;
}

/** The nearest word of the line below or above. */
function across(word, step) {
  const { x, y, height } = word.span;
  const lines = wordsOf(word.closest(".page"))
    .filter(({ span }) => (span.y - y) * step > height / 2)
    .sort((one, two) => (one.span.y - two.span.y) * step || Math.abs(one.span.x - x) - Math.abs(two.span.x - x));
  return lines[0] ?? null;
}

async function moved(event) {
  const word = event.target;
  if (!word.classList.contains("word") || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const line = event.key === "ArrowDown" || event.key === "ArrowUp" ? across(word, step) : null;
    const next = line ?? (await beside(word, step));
    if (next) reach(next);
  } else if (event.key === "Enter" || event.key === " " || event.key === "F2") {
    event.preventDefault();
    open(word, 0, { editing: event.key === "F2" || event.shiftKey });
  }
}

export function startWords() {
  pages.addEventListener("click", (event) => clicked(event, false));
  pages.addEventListener("dblclick", (event) => clicked(event, true));
  pages.addEventListener("keydown", moved);
  // One word of the first drawn page can be reached with Tab; from it the arrows go on.
  on("text", ({ shown }) => {
    if (!pages.querySelector('.word[tabindex="0"]')) {
      const first = wordsOf(shown)[0];
      if (first) first.tabIndex = 0;
    }
  });
}
