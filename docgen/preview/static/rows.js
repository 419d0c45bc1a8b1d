// The rows of a list: one more, one less, up, down.

import * as api from "./api.js";
import { button, el, sign } from "./dom.js";
import { perform } from "./results.js";
import { state, tell } from "./store.js";
import { t } from "./strings.js";

/** Buttons for the row that a source, printed at a box, lies in; nothing where it lies in none. */
export function rowButtons({ row, edit, map }, box) {
  if (!row || !edit?.file) return null;
  const { file } = edit;
  const [line, column] = edit.text_at ?? [edit.line, edit.column]; // wherever it was clicked
  const act = (action) => async () => {
    tell("rows-changing", action);
    const blanked = action === "delete" && row.count === 1;
    const done = ({ gone }) => {
      if (gone) return t("row_gone", gone);
      return t(blanked ? "row_blanked" : `row_${action}_done`);
    };
    const change = { file, line, column, action, map };
    const result = await perform((insist) => api.rows(state.name, { ...change, insist }), done);
    if (result.ok && result.place && action !== "delete") tell("row-changed", { ...result, action, box });
  };
  return el(
    "span",
    { className: "rows", role: "group", "aria-label": t("row_of", row.number, row.count) },
    el("span", { className: "quiet" }, t("row_of", row.number, row.count)),
    sign("＋", t("row_add"), act("add")),
    sign("↑", t("row_up"), act("up"), { disabled: row.number <= 1 }),
    sign("↓", t("row_down"), act("down"), { disabled: row.number >= row.count }),
    button(t("row_delete_short"), act("delete"), { title: t("row_delete"), "aria-label": t("row_delete") }),
  );
}
