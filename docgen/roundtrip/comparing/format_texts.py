"""The formats that an edit changes, as Word calls them: ``标题 2→标题 3``, ``横向页面``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.reading.docx_model import DocxPaper, DocxParagraph, Kind


def format_texts(edit: Edit, language: Language) -> str:
    """What became of kind, number or paper; empty if nothing did."""
    texts = phrases(language)
    if edit.papers:
        return _paper_text(edit, texts)
    match edit.old, edit.new:
        case [DocxParagraph() as old], [DocxParagraph() as new]:
            if edit.kind is EditKind.RENUMBERED:
                return _number_text(old.number, new.number, texts)
            return _kind_change(old.kind, new.kind, texts)
        case [], [DocxParagraph(kind=kind)] if kind != Kind() and edit.kind is EditKind.ADDED:
            return _kind_name(kind, texts)
    return ""


def changes_words(edit: Edit) -> bool:
    """Whether a paragraph became another of other words, weights or objects."""
    match edit.old, edit.new:
        case [DocxParagraph() as old], [DocxParagraph() as new]:
            return replace(old, kind=new.kind).key != new.key
    return True


def _kind_change(old: Kind, new: Kind, texts: Mapping[str, str]) -> str:
    if old == new:
        return ""
    if new == Kind() and old.name in ("number", "bullet"):
        return texts[f"format-no-{old.name}"]
    names = {"old": _kind_name(old, texts), "new": _kind_name(new, texts)}
    return texts["format-change"].format(**names)


def _kind_name(kind: Kind, texts: Mapping[str, str]) -> str:
    return texts[f"format-{kind.name}"].format(level=kind.level)


def _number_text(old: int | None, new: int | None, texts: Mapping[str, str]) -> str:
    if old is None or new is None:
        return texts["format-no-number" if new is None else "format-new-number"]
    return texts["format-change"].format(old=old, new=new)


def _paper_text(edit: Edit, texts: Mapping[str, str]) -> str:
    """The orientation if it is another one, or else the size; nothing of a section that is gone."""
    old, new = edit.papers
    if edit.kind is EditKind.SECTION_REMOVED or (old == new and not new.is_landscape):
        return ""
    names = {"old": _orientation(old, texts), "new": _orientation(new, texts)}
    if edit.kind is EditKind.SECTION_ADDED:
        return names["new"]
    if names["old"] == names["new"]:
        names = {"old": _size(old, texts), "new": _size(new, texts)}
    return texts["format-change"].format(**names)


def _orientation(paper: DocxPaper, texts: Mapping[str, str]) -> str:
    return texts["format-landscape" if paper.is_landscape else "format-portrait"]


def _size(paper: DocxPaper, texts: Mapping[str, str]) -> str:
    return texts["format-paper"].format(width=paper.width, height=paper.height)
