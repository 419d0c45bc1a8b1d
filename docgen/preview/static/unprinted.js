// What stands on no page is typed in its list: a value, a text, or the fields of a group that is missing.

import { button, el } from "./dom.js";
import { problemWords } from "./results.js";
import { state } from "./store.js";
import { t } from "./strings.js";
import { isText, write, writeGroup } from "./writing.js";

/** Whether what is to be typed has a place on a page; what is missing has not, only its group. */
export const isOnPage = ({ boxes, edit }) => boxes.length > 0 && !edit?.name;

function labelled(field, label) {
  const input = el(field.multiline ? "textarea" : "input", { value: field.text, "aria-label": label, spellcheck: false });
  const said = field.hint ? el("small", { className: "quiet" }, field.hint) : null;
  return { input, row: el("label", {}, el("span", {}, label), input, said) };
}

/** A form that sends what `send` does with what is typed in its inputs; what is refused stays. */
function formOf(inputs, parts, send) {
  const wrong = el("p", { className: "wrong", role: "alert" });
  const act = async (insist) => {
    const result = await send(insist);
    wrong.replaceChildren(result.ok ? "" : problemWords(result.problem));
    if (!result.ok && result.may_insist) wrong.append(button(t("insist"), () => act(true), { className: "small" }));
    form.classList.toggle("opened", !result.ok);
  };
  const submit = (event) => {
    event.preventDefault();
    act(false);
  };
  const keep = button(t("keep"), null, { type: "submit", className: "small primary" });
  const form = el("form", { className: "inline", onsubmit: submit }, parts, keep, wrong);
  form.oninput = () => form.classList.toggle("opened", inputs.some((input) => input.value !== input.defaultValue));
  for (const input of inputs) input.defaultValue = input.value;
  return form;
}

function valueForm(problem) {
  const { edit, field } = problem;
  const label = problem.label || edit.name || field;
  const { input } = labelled({ ...edit, multiline: isText(edit) }, label);
  const said = edit.hint ? el("p", { className: "hint" }, edit.hint) : null;
  input.className = "inline";
  const { map } = state.view;
  const send = async (insist) =>
    input.value === edit.text && !insist ? { ok: true } : write({ edit, map, field }, input.value, { insist });
  return formOf([input], [said, input], send);
}

function groupForm({ id, edit }) {
  const rows = edit.fields.map((field) => labelled(field, field.label || edit.name));
  const inputs = rows.map(({ input }) => input);
  const send = (insist) => writeGroup(id, inputs.map((input) => input.value), insist, edit.file);
  const help = el("p", { className: "hint" }, t("group_help"));
  return formOf(inputs, [help, el("div", { className: "fields" }, rows.map(({ row }) => row))], send);
}

/** The form in which a problem that no page shows is mended; none where it is typed on its page. */
export function unprintedForm(problem) {
  if (!problem.edit || isOnPage(problem)) return null;
  if (problem.edit.kind === "group") return groupForm(problem);
  return problem.edit.kind === "none" ? null : valueForm(problem);
}
