"""Two fixed versions of a report, word by word, in two languages."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import place_words
from docgen.roundtrip.comparing.inline_diff import inline_diff
from docgen.roundtrip.comparing.object_names import sign_names
from docgen.runs.freeze import ComparedVersions
from docgen.wording.edit_lines import kind_text


def compared_lines(compared: ComparedVersions, language: Language) -> Iterator[str]:
    """Yields which versions they are, and two lines for each edit: its place, the marked text."""
    texts = phrases(language)
    words = {"unit": compared.unit, "old": compared.old.number, "new": compared.new.number}
    kind = "versions" if compared.edits else "versions-alike"
    yield texts[kind].format(count=len(compared.edits), **words)
    for number, edit in enumerate(compared.edits, 1):
        yield f"{number:3}. {kind_text(edit, language)}{place_words(edit.place, language)}"
        yield f"     {inline_diff(edit, sign_names(language))}"
