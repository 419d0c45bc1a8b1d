"""What one side made of a place that both changed, for a reader: ``删去一段：[-支出5元。-]``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.diagnostics import DocumentPlace
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.roundtrip.comparing.align import Item
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.comparing.format_texts import changes_words, format_texts
from docgen.roundtrip.comparing.inline_diff import marked_items
from docgen.roundtrip.comparing.object_names import sign_names
from docgen.roundtrip.reading.docx_model import DocxParagraph, DocxRow, words_of


def side_text(base: Sequence[Item], side: Sequence[Item], language: Language) -> str:
    """What became of ``base`` on one side: its changed words, marked, and its new format.

    What was added or removed says so; ``—`` if there is nothing to show.
    """
    texts = phrases(language)
    marked = marked_items(base, side, sign_names(language)) or "—"
    edit = Edit(EditKind.CHANGED, tuple(base), tuple(side), DocumentPlace())
    formats = format_change(edit, language)
    if formats and not changes_words(edit):
        return formats
    name = formats or _name(base, side, texts)
    return texts["edit-formats"].format(edit=name, formats=marked) if name else marked


def format_change(edit: Edit, language: Language) -> str:
    """The new format of what was edited: ``改格式：标题 2→标题 4``; empty if it has none."""
    texts, formats = phrases(language), format_texts(edit, language)
    kind = texts["edit-format"]
    return texts["edit-formats"].format(edit=kind, formats=formats) if formats else ""


def _name(base: Sequence[Item], side: Sequence[Item], texts: Mapping[str, str]) -> str:
    """What was done: added, removed, or no words changed; empty if the marks say it."""
    if not base or not side:
        what = {DocxParagraph: "", DocxRow: "row-"}.get(type((*base, *side)[0]), "table-")
        return texts[f"edit-{what}{'removed' if base else 'added'}"]
    return texts["edit-format"] if [*map(words_of, base)] == [*map(words_of, side)] else ""
