// The words over a page's picture: they can be selected, found and read out, and say where they are from.

import { el } from "./dom.js";

const SIZE = 20; // of the letters before they are stretched: no browser's least size changes it
const FONT = `${SIZE}px sans-serif`;
const pen = document.createElement("canvas").getContext("2d");
const widths = new Map();

/** How wide a browser sets a text in `FONT`. */
function widthOf(text) {
  let width = widths.get(text);
  if (width === undefined) {
    pen.font = FONT;
    width = pen.measureText(text).width;
    if (widths.size > 20000) widths.clear();
    widths.set(text, width);
  }
  return width;
}

function word(span) {
  const across = span.width / (widthOf(span.text) || 1);
  const made = el("span", { className: "word", tabIndex: -1 }, span.text);
  made.style.left = `${span.x}px`;
  made.style.top = `${span.y}px`;
  made.style.transform = `scale(${across}, ${span.height / SIZE})`;
  made.span = span;
  return made;
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

/** Puts the words over a page; the layer of before goes in the same moment. */
export function showText(shown, spans, page) {
  const layer = el("div", { className: "layer text" });
  layer.style.width = `${page.width}px`;
  layer.style.height = `${page.height}px`;
  for (const { heading, words } of paragraphs(spans)) {
    const how = heading ? { role: "heading", "aria-level": `${heading}` } : { role: "paragraph" };
    layer.append(el("div", how, words));
  }
  shown.text.replaceWith(layer);
  shown.text = layer;
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
