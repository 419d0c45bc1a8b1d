"""Letters, outlines and papers without tables: what their draft prints, and what it tells."""

from __future__ import annotations

import re

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from docgen.scaffold.pack.form_reader import read_form
from docgen.scaffold.pack.writing.tag_placement import left_blank
from docgen.word.xml import text_of, w
from tests.golden.drafts import form_page
from tests.unit.scaffold.drawing import YEAR, form_of
from tests.unit.scaffold.lines.annotated import FOLDER

_TEXT = re.sub(r"^#.*\n", "", (FOLDER / "letters.txt").read_text("utf-8"), flags=re.MULTILINE)
LETTERS = [part.strip("\n").split("\n→\n") for part in _TEXT.split("\n====\n") if part.strip()]


def letter(text: str) -> Document:
    form = form_of()
    for line in text.split("\n"):
        paragraph = form.add_paragraph(line.removeprefix("@"))
        if line.startswith("@"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return form


def title(pair: list[str]) -> str:
    return pair[0].partition("\n")[0]


@pytest.mark.parametrize("pair", LETTERS, ids=title)
def test_the_draft_of_a_letter(pair: list[str]) -> None:
    text, draft = pair
    page = form_page(letter(text), YEAR)
    assert [line for line in page.split("\n") if line] == draft.split("\n")


@pytest.mark.parametrize("pair", LETTERS, ids=title)
def test_what_no_field_takes_prints_as_in_the_form(pair: list[str]) -> None:
    form = letter(pair[0])
    body = form.element.body
    printed = [text_of(paragraph) for paragraph in body.iter(w("p"))]
    found = read_form(form, YEAR)
    report = left_blank(body, found, YEAR)
    taken = {field.spot.paragraph for field in found.fields}
    taken |= {spot.paragraph for spot in found.gone}
    taken |= {chapter.paragraph for chapter in found.chapters if chapter.paragraph is not None}
    kept = [text_of(paragraph) for paragraph in body.iter(w("p")) if paragraph not in taken]
    left = [text_of(paragraph) for paragraph in report.iter(w("p"))]
    assert set(kept) <= set(left)
    assert [text_of(paragraph) for paragraph in body.iter(w("p"))] == printed
