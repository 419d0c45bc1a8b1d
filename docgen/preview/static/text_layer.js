// The words over a page's picture: they can be selected, found and read out, and say where they are from.

import { el } from "./dom.js";

const SIZE = 20; // of the letters before they are stretched: no browser's least size changes it

function word(span) {
  const made = el("span", { className: "word", tabIndex: -1 }, span.text);
  made.style.left = `${span.x}px`;
  made.style.top = `${span.y}px`;
  made.span = span;
  return made;
}

/** Stretches each word to its box; all are measured before any is changed. */
function stretch(words, scale) {
  const widths = words.map((made) => made.getBoundingClientRect().width / scale);
  words.forEach((made, number) => {
    const { width, height } = made.span;
    made.style.transform = `scale(${width / (widths[number] || 1)}, ${height / SIZE})`;
  });
}

/** Lines of one paragraph become one element, so that they are read out as one. */
function paragraphs(spans) {
  const found = [];
  let last = null;
  for (const span of spans) {
    if (last === null || span.block === undefined || span.block !== last.block) {
      last = { block: span.block, heading: span.heading ?? 0, words: [] };
      found.push(last);
    }
    last.words.push(word(span));
  }
  return found;
}

/** Puts the words over a page, shown at a scale; the layer of before goes in the same moment. */
export function showText(shown, spans, page, scale) {
  const layer = el("div", { className: "layer text" });
  layer.style.width = `${page.width}px`;
  layer.style.height = `${page.height}px`;
  const found = paragraphs(spans);
  for (const { heading, words } of found) {
    const how = heading ? { role: "heading", "aria-level": `${heading}` } : { role: "paragraph" };
    layer.append(el("div", how, words));
  }
  const held = shown.text.contains(document.activeElement) ? document.activeElement.span : null;
  shown.text.replaceWith(layer);
  shown.text = layer;
  const words = found.flatMap((each) => each.words);
  stretch(words, scale);
  if (held) takeOver(words, held);
}

const distance = (one, two) => Math.abs(one.y - two.y) * 10 + Math.abs(one.x - two.x);

/** The word where that one was which had the keyboard has it now. */
function takeOver(words, held) {
  const [first, ...rest] = words;
  if (!first) return;
  const nearer = (one, two) => (distance(two.span, held) < distance(one.span, held) ? two : one);
  const word = rest.reduce(nearer, first);
  word.tabIndex = 0;
  word.focus({ preventScroll: true });
}

/** The number of the character of a span at `x` points; the last one that begins before it. */
export function characterAt(span, x) {
  let low = 0;
  let high = span.xs.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (span.xs[middle] <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}
