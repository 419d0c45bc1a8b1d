"""An item is renumbered if nothing that was added or removed explains its number."""

from __future__ import annotations

import pytest

from docgen.roundtrip.comparing.diff import EditKind, edits_between
from docgen.roundtrip.reading.docx_model import DocxParagraph, Kind
from docgen.templates.table_labels import FormLabels
from tests.unit.roundtrip.models import file, paragraph

LONG = "的这一项写得长一些，改一个字还认得出来"


def items(text: str) -> list[DocxParagraph]:
    """``1甲 2乙`` are numbered items, ``丙`` is a paragraph, ``#1丁`` a heading with a number."""
    made = []
    for word in text.split():
        level = 2 if word.startswith("(") else 1
        kind = Kind("heading", 1) if word.startswith("#") else Kind("number", level)
        digits = "".join(filter(str.isdigit, word))
        words = word.lstrip("#()0123456789") + LONG
        if digits or word.startswith("#"):
            made.append(paragraph(words, kind=kind, number=int(digits) if digits else None))
        else:
            made.append(paragraph(words))
    return made


def renumbered(ours: str, theirs: str) -> list[str]:
    """``乙 2>1`` for each item that is said to be renumbered."""
    found = edits_between(file(*items(ours)), file(*items(theirs)), FormLabels())
    told = []
    for edit in found:
        if edit.kind is EditKind.RENUMBERED:
            (old,), (new,) = edit.old, edit.new
            assert isinstance(old, DocxParagraph)
            assert isinstance(new, DocxParagraph)
            told.append(f"{new.text[0]} {old.number}>{new.number}")
    return told


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("1甲 2乙 3丙", "1甲 2乙 3丙", []),
        ("1甲 2乙 3丙", "1甲 1乙 2丙", ["乙 2>1"]),
        ("1甲 2乙 3丙", "1甲 2乙 1丙", ["丙 3>1"]),
        ("1甲 2乙 3丙", "1甲 7乙 8丙", ["乙 2>7"]),
        ("1甲 2乙", "5甲 6乙", ["甲 1>5"]),
        ("1甲 2乙 1丙 2丁", "1甲 2乙 3丙 4丁", ["丙 1>3"]),
        ("1甲 2乙 3丙", "2甲 3乙 4丙", ["甲 1>2"]),
        ("1甲 2乙 3丙", "1甲 2丙", []),
        ("1甲 2乙 3丙", "1乙 2丙", []),
        ("1甲 2乙 3丙", "1甲 2新 3乙 4丙", []),
        ("1甲 2乙", "1新 2甲 3乙", []),
        ("1甲 2乙 1丙 2丁", "1甲 2乙 3新 1丙 2丁", []),
        ("1甲 2乙 1丙 2丁", "1甲 2乙 1丁", []),
        ("1甲 2乙 3丙", "1甲 乙 2丙", []),
        ("1甲 2乙 3丙", "1甲 乙 1丙", ["丙 3>1"]),
        ("甲 1乙", "1甲 2乙", []),
        ("1甲 (1乙 (2丙 2丁 (1戊", "1甲 (1乙 (2丙 2丁 (1戊", []),
        ("1甲 (1乙 (2丙 2丁 (1戊", "1甲 (1乙 (2丙 2丁 (3戊", ["戊 1>3"]),
        ("1甲 文 2乙", "1甲 文 1乙", ["乙 2>1"]),
        ("#1甲 #2乙 #3丙", "#1甲 #乙 #2丙", ["乙 2>None"]),
        ("#甲 #1乙", "#1甲 #2乙", ["甲 None>1"]),
        ("1甲 2乙 3丙", "1丙 2甲 3乙", []),
    ],
)
def test_an_item_is_renumbered_where_its_list_begins_anew_or_goes_on_unasked(
    ours: str, theirs: str, expected: list[str]
) -> None:
    assert renumbered(ours, theirs) == expected
