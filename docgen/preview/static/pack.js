// A pack: its fields in a list, its forms beside it, and what each blank is, to be put right.

import { blob, Refused } from "./api.js";
import { button, by, el } from "./dom.js";
import { credentials, enter } from "./entry.js";
import { notice, say } from "./notices.js";
import { ask, doubt, facts, kindOf, SIGNS } from "./pack_words.js";
import { speak, t } from "./strings.js";

const KINDS = ["text", "number", "prose", "choice"];

let pack = null;
let chosen = null; // the number of a blank, from 0
const pictures = new Map(); // by page and version

/** Shows the pack as it is now. */
async function load() {
  by("progress").hidden = false;
  try {
    pack = await ask("/api/pack");
    show();
  } catch (error) {
    if (error instanceof Refused) notice(error.message, "error");
    else throw error;
  } finally {
    by("progress").hidden = true;
  }
}

function show() {
  document.title = `${pack.title} — docgen`;
  by("title").textContent = pack.title;
  const open = pack.blanks.filter((blank) => blank.state !== "tagged").length;
  by("state").textContent = t("pack_state", open);
  by("state").className = open ? "draft" : "good";
  by("undo").disabled = !pack.can_undo;
  by("redo").disabled = !pack.can_redo;
  showFields();
  showForms();
}

function showFields() {
  const list = by("fields");
  const at = list.scrollTop;
  const numbered = pack.blanks.map((blank, number) => ({ ...blank, number }));
  const open = ["told", "unsure"].flatMap((state) => numbered.filter((blank) => blank.state === state));
  const settled = numbered.filter((blank) => blank.state === "tagged");
  list.replaceChildren(
    el("h2", {}, t("pack_open")),
    ...pack.doubts.map(doubt),
    open.length || pack.doubts.length ? el("ol", {}, open.map(entry)) : el("p", { className: "none" }, t("pack_nothing_open")),
    el("h2", {}, t("pack_settled")),
    el("ol", {}, settled.map(entry)),
  );
  list.scrollTop = at;
}

function entry(blank) {
  const isChosen = blank.number === chosen;
  const open = button("", () => choose(isChosen ? null : blank.number), { className: "plain field", "aria-expanded": `${isChosen}` });
  open.append(
    el("span", { className: "number" }, `${blank.number + 1} ${SIGNS[blank.state]}`),
    el("span", {}, blank.name),
    el("span", { className: "quiet" }, kindOf(blank)),
  );
  const more = isChosen ? [facts(blank), ...blank.doubts.map(doubt), form(blank)] : [];
  return el("li", { className: `${blank.state}${isChosen ? " chosen" : ""}`, data: { number: blank.number } }, open, ...more);
}

function form(blank) {
  if (blank.kind === "year") return el("p", { className: "facts quiet" }, t("pack_year"));
  const isTold = blank.state === "told";
  const id = (name) => `field-${name}`;
  const labelled = (name, control) => [el("label", { htmlFor: id(name) }, t(`pack_${name}`)), control];
  const name = el("input", { id: id("name"), value: blank.key, autocomplete: "off", spellcheck: false });
  const kind = el("select", { id: id("kind") }, KINDS.map((each) => el("option", { value: each }, t(`pack_kind_${each}`))));
  kind.value = blank.kind || "text";
  const options = el("input", { id: id("options"), value: blank.options, autocomplete: "off", placeholder: t("pack_options_like") });
  const formula = el("input", { id: id("formula"), value: blank.formula, autocomplete: "off", spellcheck: false, placeholder: t("pack_formula_like") });
  const [optionsName] = labelled("options", options);
  const hide = () => { options.hidden = optionsName.hidden = kind.value !== "choice"; };
  kind.onchange = hide;
  hide();
  const listed = el("input", { id: id("listed"), type: "checkbox", checked: blank.listed });
  const keep = (event) => {
    event.preventDefault();
    const wanted = { name: name.value, kind: kind.value, formula: isTold ? "" : formula.value, listed: listed.checked };
    wanted.options = kind.value === "choice" && options.value !== blank.options ? options.value : "";
    correct("/api/pack/field", { blank: blank.number, ...wanted }, t("pack_kept"));
  };
  const clear = button(t("pack_clear"), () => correct("/api/pack/clear", { blank: blank.number }, t("pack_cleared")), { title: t("pack_clear_means") });
  const right = button(t(isTold ? "pack_stays" : "pack_right"), () => correct("/api/pack/settle", { blank: blank.number }, t("pack_noted")));
  return el(
    "form",
    { className: "field-form", onsubmit: keep },
    labelled("name", name),
    labelled("kind", kind),
    [optionsName, options],
    isTold ? null : labelled("formula", formula),
    isTold || !blank.in_row ? null : el("label", { className: "wide check" }, listed, t("pack_listed")),
    el("div", { className: "actions wide" }, el("button", { type: "submit", className: "primary" }, t(isTold ? "pack_make" : "pack_keep")), isTold ? null : clear, blank.doubts.length ? right : null),
  );
}

/** Sends a correction, and shows what has become of the pack. */
async function correct(path, body, told) {
  by("progress").hidden = false;
  try {
    const done = await ask(path, { version: pack.version, ...body });
    if (!done.ok) notice(done.told.map(({ message, hint }) => `${message}\n${hint}`).join("\n\n"), "error");
    else if (done.files) say(told);
    if (!done.ok && !done.files) return; // what was typed stays
    if (pack.blanks[chosen]?.state === "told" && path.endsWith("settle")) chosen = null; // it is gone
    await load();
    focusChosen();
  } catch (error) {
    if (error instanceof Refused) notice(error.message, "error");
    else throw error;
  } finally {
    by("progress").hidden = true;
  }
}

const inList = (number) => by("fields").querySelector(`li[data-number="${number}"]`);

function focusChosen() {
  if (chosen !== null) inList(chosen)?.querySelector("button")?.focus({ preventScroll: true });
}

/** Shows a blank in the list, with what it is, and on its page. */
function choose(number, from = "fields") {
  chosen = number;
  showFields();
  for (const area of document.querySelectorAll(".blank")) area.classList.toggle("chosen", area.dataset.number === `${number}`);
  if (number === null) return;
  inList(number)?.scrollIntoView({ block: "nearest" });
  if (from === "fields") document.querySelector(`.blank[data-number="${number}"]`)?.scrollIntoView({ block: "center", inline: "nearest" });
  const input = from === "forms" ? inList(number)?.querySelector("input") : null;
  (input ?? inList(number)?.querySelector("button"))?.focus({ preventScroll: from === "fields" });
}

function showForms() {
  const forms = by("forms");
  const at = forms.scrollTop;
  forms.replaceChildren(...pack.pages.map(page));
  if (!pack.pages.length) forms.append(el("p", { className: "none" }, t("pack_no_pages")));
  forms.scrollTop = at;
}

function page({ part, number, width, height, areas }, index) {
  const caption = t("pack_page", part, number);
  const image = el("img", { alt: caption });
  image.style.aspectRatio = `${width} / ${height}`;
  picture(index).then((address) => { image.src = address; });
  const sheet = el("div", { className: "sheet" }, image);
  for (const area of areas) {
    const blank = pack.blanks[area.blank];
    const box = button("", () => choose(area.blank, "forms"), {
      className: `blank ${blank.state}${area.blank === chosen ? " chosen" : ""}`,
      title: blank.name,
      "aria-label": `${area.blank + 1} ${t(`pack_${blank.state}`)}: ${blank.name}`,
      data: { number: area.blank },
    });
    box.append(el("span", { "aria-hidden": "true" }, `${area.blank + 1}${blank.state === "tagged" ? "" : ` ${SIGNS[blank.state]}`}`));
    box.style.left = `${(100 * area.x) / width}%`;
    box.style.top = `${(100 * area.y) / height}%`;
    box.style.width = `${(100 * area.width) / width}%`;
    box.style.height = `${(100 * area.height) / height}%`;
    sheet.append(box);
  }
  return el("figure", { className: "form-page" }, sheet, el("figcaption", {}, caption));
}

/** The address of a page's picture, asked for once. */
async function picture(index) {
  const path = `/api/pack/pages/${index}.png?version=${pack.version}`;
  if (!pictures.has(path)) {
    for (const [old, address] of pictures) if (!old.endsWith(pack.version)) { URL.revokeObjectURL(address); pictures.delete(old); }
    pictures.set(path, URL.createObjectURL(await blob(path)));
  }
  return pictures.get(path);
}

const step = (name) => correct(`/api/pack/${name}`, {}, t(name === "undo" ? "pack_undone" : "pack_redone"));

speak(document);
by("undo").onclick = () => step("undo");
by("redo").onclick = () => step("redo");
addEventListener("keydown", (event) => {
  const isField = event.target instanceof Element && event.target.closest("input, select");
  if (event.key === "Escape" && chosen !== null) choose(null);
  if (isField || !(event.ctrlKey || event.metaKey)) return;
  if (event.key === "z" && pack?.can_undo) step("undo");
  if (event.key === "y" && pack?.can_redo) step("redo");
});
await enter();
if (Object.keys(credentials()).length) await load();
else by("locked").hidden = false;
