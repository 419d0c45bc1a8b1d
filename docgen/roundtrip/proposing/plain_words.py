"""Tells the words of paragraphs, which content files can hold, from objects, breaks and blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docgen.roundtrip.comparing.align import Item
from docgen.roundtrip.comparing.tokens import Revision
from docgen.roundtrip.comparing.value_tracking import join_paragraphs
from docgen.roundtrip.reading.docx_model import OBJECT, PAGE, DocxParagraph


def paragraphs_of(items: Sequence[Item]) -> list[DocxParagraph]:
    """Returns the paragraphs among ``items``."""
    return [item for item in items if isinstance(item, DocxParagraph)]


def objects_of(items: Sequence[Item]) -> list[object]:
    """Returns the objects, and :data:`PAGE` for each page break."""
    objects: list[object] = []
    for paragraph in paragraphs_of(items):
        objects += [*paragraph.objects, *(PAGE * paragraph.text.count(PAGE))]
    return objects


def stand_for_words(olds: list[DocxParagraph], news: list[DocxParagraph]) -> bool:
    """Whether new objects replace words, or are read as words: then no words go back."""
    old, new = join_paragraphs(olds), join_paragraphs(news)
    objects = [obj for paragraph in (*olds, *news) for obj in paragraph.objects]
    return any(obj.reads_as_text for obj in objects) or any(
        OBJECT in change.text
        and not change.text.replace(OBJECT, "").strip()
        and old.text[change.start : change.stop].strip()
        for change in Revision(old, new).changes
    )


def has_blanks_around(paragraph: DocxParagraph) -> bool:
    """Whether it begins or ends with full-width spaces or tabs, which no content file keeps."""
    return paragraph.text.strip(" ") != paragraph.text.strip()


def without_blanks_around(paragraph: DocxParagraph) -> DocxParagraph:
    """Returns the paragraph without blanks of any kind at its ends."""
    start = len(paragraph.text) - len(paragraph.text.lstrip())
    kept = slice(start, start + len(paragraph.text.strip()))
    return replace(paragraph, text=paragraph.text[kept], weights=paragraph.weights[kept])
