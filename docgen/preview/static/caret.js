// Where the caret stands in a text that is opened.

/** The caret of a text goes to the letter that was clicked. */
export function putCaret(input, { edit: { text, line }, at }) {
  const lines = text.split("\n");
  const before = at ? lines.slice(0, at.line - line) : lines;
  const letters = at ? [...(lines[at.line - line] ?? "")].slice(0, at.column - 1).join("") : "";
  const place = before.join("\n").length + (at && before.length ? 1 : 0) + letters.length;
  input.setSelectionRange(place, place);
}
