// What is right all the same: said with a reason, listed, and taken back.

import * as api from "./api.js";
import { button, el } from "./dom.js";
import { attempt, perform, problemWords } from "./results.js";
import { say } from "./notices.js";
import { state } from "./store.js";
import { t } from "./strings.js";

const takeBack = ({ id }) =>
  button(t("unwaive"), () => perform(() => api.unwaive(state.name, id), t("unwaived")), { className: "small" });

/** Asks for the reason in the entry of the problem, below its buttons. */
function ask(problem, opener) {
  const reason = el("textarea", { rows: 2, "aria-label": t("waive_reason"), placeholder: t("waive_reason"), maxLength: 500 });
  const wrong = el("p", { className: "wrong", role: "alert" });
  const close = () => {
    form.dispatchEvent(new Event("focusout", { bubbles: true })); // a newer view may wait
    form.remove();
    opener.hidden = false;
    opener.focus();
  };
  const send = async (event) => {
    event.preventDefault();
    if (!reason.value.trim()) return reason.focus();
    const result = await attempt(() => api.waive(state.name, problem.id, reason.value));
    if (!result.ok) {
      wrong.textContent = problemWords(result.problem);
      return undefined;
    }
    say(t("waived"));
    return close();
  };
  const keep = button(t("keep"), null, { type: "submit", className: "primary small" });
  const form = el(
    "form",
    { className: "inline opened", onsubmit: send },
    reason,
    keep,
    button(t("cancel"), close, { className: "small" }),
    wrong,
  );
  form.onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
  opener.hidden = true;
  opener.closest("li").append(form);
  reason.focus();
}

/** What can be said of a problem besides mending it; nothing of most. */
export function waiveButton(problem) {
  if (problem.waiving === "take") return takeBack(problem);
  if (problem.waiving !== "give") return null;
  const words = problem.to_do === "blank" ? t("waive_blank") : t("waive");
  const opener = button(words, () => ask(problem, opener), { className: "small" });
  return opener;
}

/** What was found and is right all the same, each with its reason. */
export function waivedList(waived) {
  if (!waived?.length) return [];
  const entry = (problem) =>
    el(
      "li",
      { className: "waived", data: { id: problem.id } },
      el("span", { className: "message" }, problem.message),
      el("p", {}, el("b", {}, t("waive_because")), problem.reason),
      el("p", { className: "actions" }, takeBack(problem)),
    );
  return [el("h3", {}, `${t("waived_list")} (${waived.length})`), el("ul", { className: "list" }, waived.map(entry))];
}
