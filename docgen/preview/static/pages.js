// The pages: frames of the right size for all, a picture and a text layer for those near the view.

import * as api from "./api.js";
import { by, calm, el } from "./dom.js";
import { on, state, tell } from "./store.js";
import { t } from "./strings.js";
import { showText } from "./text_layer.js";

const NEAR = "900px 0px"; // how far from the view pages are drawn
const WIDEST = 1.5; // pixels a point, where pages are fitted to the window
const BETWEEN = 16; // pixels between two pages side by side
const STEP = 1.2;
const FINEST = 4; // of a picture, pixels a point
const PASSING = 80; // milliseconds between two pages that come near, where none is looked at

const pages = by("pages");
let frames = [];
let zoom = 1;
let scale = 1;

const drawNear = () => frames.filter((each) => each.near).forEach(draw);
const drawSoon = calm(drawNear, PASSING);
let cameNear = -Infinity; // when pages last did

/** Draws what comes near; of many pages that pass quickly only those where it ends. */
const near = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) entry.target.near = entry.isIntersecting;
    const now = performance.now();
    if (now - cameNear > PASSING) drawNear();
    else drawSoon();
    cameNear = now;
  },
  { root: pages, rootMargin: NEAR },
);

/** The frame of a page, from 0. */
export const frameOf = (number) => frames[number];

/** The number of the page that an element lies on. */
export const pageOf = (element) => frames.indexOf(element.closest(".page"));

/** Whether another page stands beside each page. */
export const setBeside = (wanted) => (pages.classList.toggle("beside", wanted), refit());

/** Pixels a point, as pages are shown now. */
export const shownScale = () => scale;

function frame(number) {
  const made = el("section", { className: "page", "aria-label": t("page", number + 1) });
  made.picture = el("img", { alt: "", draggable: false });
  made.marks = el("div", { className: "layer marks", "aria-hidden": "true" });
  made.text = el("div", { className: "layer text" });
  made.append(made.picture, made.marks, made.text);
  near.observe(made);
  return made;
}

function drop(gone) {
  near.unobserve(gone);
  gone.address = ""; // a picture that is on its way is not wanted
  release(gone.picture);
  gone.remove();
}

function show(view) {
  const anchor = topmost();
  while (frames.length > view.pages.length) {
    drop(frames.pop());
  }
  while (frames.length < view.pages.length) {
    frames.push(frame(frames.length));
    pages.append(frames.at(-1));
  }
  view.pages.forEach((page, number) => {
    frames[number].style.setProperty("--width", page.width);
    frames[number].style.setProperty("--height", page.height);
  });
  fit();
  if (anchor) restore(anchor);
  drawNear();
}

/** Draws a page that has changed, or its text where only places have; the old stays till then. */
async function draw(shown) {
  const number = frames.indexOf(shown);
  const page = state.view?.pages[number];
  if (!page) return;
  await Promise.all([drawPicture(shown, number, page), drawText(shown, number, page)]);
  if (shown.dataset.drawn === page.digest) tell("drawn", { shown });
}

async function drawPicture(shown, number, page) {
  const fine = Math.min(FINEST, Math.ceil(scale * devicePixelRatio * 4) / 4);
  const address = api.image(state.name, number, page.digest, fine);
  if (shown.address === address) return;
  shown.address = address;
  const picture = el("img", { alt: "", draggable: false });
  try {
    picture.src = URL.createObjectURL(await api.blob(address));
    await picture.decode();
  } catch {
    // A newer build has taken its place, and asks anew; else the next look does.
    if (shown.address === address) shown.address = "";
  }
  if (shown.address !== address) return release(picture);
  release(shown.picture);
  shown.picture.replaceWith(picture);
  shown.picture = picture;
  shown.dataset.drawn = page.digest;
}

/** Frees the memory of a picture that is shown no more. */
const release = (picture) => URL.revokeObjectURL(picture.src);

async function drawText(shown, number, page) {
  const version = `${state.name} ${state.view.map}`;
  if (shown.asked === version) return;
  shown.asked = version;
  try {
    const { map, spans } = await api.spans(state.name, number, page.digest);
    if (shown.asked !== version) return;
    shown.map = map;
    showText(shown, spans, page, scale);
    shown.dataset.map = map;
    tell("text", { shown });
  } catch {
    if (shown.asked === version) shown.asked = "";
  }
}

/** Asks for the text of a page once more, since its places are of a build that is past. */
export async function renewText(shown) {
  shown.asked = "";
  const number = frames.indexOf(shown);
  await drawText(shown, number, state.view.pages[number]);
}

/** Makes sure that a page has its picture and its text, wherever it is. */
export const drawn = (number) => draw(frames[number]);

/** Draws all pages, as printing needs them. */
export const drawAll = () => Promise.all(frames.map(draw));

function topmost() {
  const top = pages.getBoundingClientRect().top;
  for (const [number, each] of frames.entries()) {
    const box = each.getBoundingClientRect();
    if (box.bottom > top) return { number, part: (top - box.top) / box.height };
  }
  return null;
}

function restore({ number, part }) {
  const each = frames[Math.min(number, frames.length - 1)];
  if (!each) return;
  const box = each.getBoundingClientRect();
  const off = box.top + part * box.height - pages.getBoundingClientRect().top;
  if (Math.abs(off) > 1) pages.scrollBy({ top: off, behavior: "instant" });
}

function fit() {
  const widest = Math.max(...(state.view?.pages.map((page) => page.width) ?? []), 1);
  const style = getComputedStyle(pages);
  const all = pages.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const room = pages.classList.contains("beside") ? (all - BETWEEN) / 2 : all;
  scale = Math.max(0.2, Math.min(WIDEST, room / widest) * zoom);
  pages.style.setProperty("--scale", scale);
  by("zoom-fit").textContent = `${Math.round((scale * 72 * 100) / 96)}%`;
}

const redraw = calm(drawNear, 200);

function refit() {
  const anchor = topmost();
  fit();
  if (anchor) restore(anchor);
  redraw();
}

/** Larger by so many steps; 0 fits the page to the window again. */
export function zoomBy(steps) {
  zoom = steps === 0 ? 1 : Math.min(4, Math.max(0.3, zoom * STEP ** steps));
  refit();
}

export function startPages() {
  new ResizeObserver(refit).observe(pages);
  on("chosen", () => {
    frames.splice(0).forEach(drop);
    pages.scrollTop = 0;
  });
  on("view", ({ view }) => {
    pages.classList.toggle("stale", view.stale && view.state === "failed");
    show(view);
  });
  by("zoom-in").onclick = () => zoomBy(1);
  by("zoom-out").onclick = () => zoomBy(-1);
  by("zoom-fit").onclick = () => zoomBy(0);
}
