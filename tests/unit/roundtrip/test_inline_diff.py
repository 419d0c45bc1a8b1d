"""An edit as one line: what was removed, what was added, and some words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import pytest

from docgen.diagnostics import DocumentPlace
from docgen.diagnostics.codes import Language
from docgen.roundtrip.comparing.align import Item
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.comparing.inline_diff import inline_diff, shown_text
from docgen.roundtrip.comparing.object_names import sign_names
from docgen.roundtrip.reading.docx_model import OBJECT, PAGE, DocxObject, DocxParagraph, ObjectKind
from tests.unit.roundtrip.models import paragraph, row, table

LONG = "".join(chr(0x4E00 + number) for number in range(60))
"""Sixty characters, all different."""


def line(
    kind: EditKind, old: Sequence[Item], new: Sequence[Item], language: Language = "zh"
) -> str:
    return inline_diff(Edit(kind, tuple(old), tuple(new), DocumentPlace()), sign_names(language))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("支出431.64万元", "支出431.65万元", "支出[-431.64-]{+431.65+}万元"),
        ("甲乙", "甲丙乙", "甲{+丙+}乙"),
        ("甲乙丙", "甲丙", "甲[-乙-]丙"),
        ("甲乙丙丁", "戊乙丙己", "[-甲-]{+戊+}乙丙[-丁-]{+己+}"),
        ("甲", "甲", "甲"),
        (f"甲{OBJECT}\n乙{PAGE}\t", f"甲{OBJECT}\n丙{PAGE}\t", "甲▣⏎[-乙-]{+丙+}〔分页符〕 "),
        ("甲乙", "甲\u3000乙", "甲{+〔全角空格〕+}乙"),
        ("甲 乙", "甲\t乙", "甲[-〔空格〕-]{+〔制表符〕+}乙"),
        ("甲乙", "甲 \u3000丙", "甲[-乙-]{+ \u3000丙+}"),
        (LONG[:12] + "甲", LONG[:12] + "乙", f"{LONG[:12]}[-甲-]{{+乙+}}"),
        (LONG[:13] + "甲", LONG[:13] + "乙", f"…{LONG[1:13]}[-甲-]{{+乙+}}"),
        ("甲" + LONG[:12], "乙" + LONG[:12], f"[-甲-]{{+乙+}}{LONG[:12]}"),
        ("甲" + LONG[:13], "乙" + LONG[:13], f"[-甲-]{{+乙+}}{LONG[:12]}…"),
        (
            f"甲{LONG[:25]}乙",
            f"丙{LONG[:25]}丁",
            f"[-甲-]{{+丙+}}{LONG[:25]}[-乙-]{{+丁+}}",
        ),
        (
            f"甲{LONG[:26]}乙",
            f"丙{LONG[:26]}丁",
            f"[-甲-]{{+丙+}}{LONG[:12]}…{LONG[14:26]}[-乙-]{{+丁+}}",
        ),
        (
            f"{LONG[:40]}甲{LONG[40:]}乙",
            f"{LONG[:40]}丙{LONG[40:]}丁",
            f"…{LONG[28:40]}[-甲-]{{+丙+}}{LONG[40:]}[-乙-]{{+丁+}}",
        ),
    ],
)
def test_a_changed_paragraph_shows_twelve_characters_around_each_change(
    old: str, new: str, expected: str
) -> None:
    assert line(EditKind.CHANGED, [paragraph(old)], [paragraph(new)]) == expected


DATE = DocxObject("date", "DATE", "DATE", "2024年5月1日")
NOTE = DocxObject("footnote", words="以批复\n为准")
SYMBOL = DocxObject("symbol", "Wingdings F0FE", "☑ (Wingdings)")


def holding(text: str, *objects: DocxObject) -> DocxParagraph:
    """A paragraph with an object for each ``#`` in the text."""
    return paragraph(text.replace("#", OBJECT), objects=objects)


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        (
            holding("12月底前"),
            holding("#", DATE),
            "[-12月底前-]{+〔日期域 DATE：2024年5月1日〕+}",
            "[-12月底前-]{+〔date field DATE: 2024年5月1日〕+}",
        ),
        (
            holding("甲"),
            holding("甲#", NOTE),
            "甲{+〔脚注：以批复 为准〕+}",
            "甲{+〔footnote: 以批复 为准〕+}",
        ),
        (
            holding("#", SYMBOL),
            holding("#", DocxObject("checkbox", "True", "☑")),
            "[-〔符号 ☑ (Wingdings)〕-]{+〔复选框 ☑〕+}",
            "[-〔symbol ☑ (Wingdings)〕-]{+〔check box ☑〕+}",
        ),
        (
            holding("#甲", DocxObject("picture", "1")),
            holding("#乙", DocxObject("picture", "1")),
            "〔图片〕[-甲-]{+乙+}",
            "〔picture〕[-甲-]{+乙+}",
        ),
        (
            holding("#", DocxObject("picture", "1")),
            holding("#", DocxObject("picture", "2")),
            "[-〔图片〕-]{+〔图片〕+}",
            "[-〔picture〕-]{+〔picture〕+}",
        ),
        (
            holding("#", DocxObject("footnote", words="长" * 31)),
            holding("#", DocxObject("footnote", words="长" * 30)),
            f"[-〔脚注：{'长' * 30}…〕-]{{+〔脚注：{'长' * 30}〕+}}",
            f"[-〔footnote: {'长' * 30}…〕-]{{+〔footnote: {'长' * 30}〕+}}",
        ),
    ],
)
def test_an_object_is_shown_by_its_name(
    old: DocxParagraph, new: DocxParagraph, zh: str, en: str
) -> None:
    assert line(EditKind.CHANGED, [old], [new], "zh") == zh
    assert line(EditKind.CHANGED, [old], [new], "en") == en


def test_a_paragraph_of_nothing_but_a_page_break_is_shown() -> None:
    assert line(EditKind.ADDED, [], [paragraph(PAGE)]) == "{+〔分页符〕+}"
    assert line(EditKind.REMOVED, [paragraph(PAGE)], [], "en") == "[-〔page break〕-]"


def test_the_text_of_a_paragraph_has_the_names_of_its_objects() -> None:
    assert (
        shown_text(holding("甲\n#乙", DATE), sign_names("zh"))
        == "甲\n〔日期域 DATE：2024年5月1日〕乙"
    )


def test_every_kind_of_object_has_a_name_in_both_languages() -> None:
    notes, textual, others = map(get_args, get_args(ObjectKind))
    kinds = (*notes, *textual, *others)
    for language in get_args(Language):
        names = [shown_text(holding("#", DocxObject(kind)), sign_names(language)) for kind in kinds]
        assert len(set(names)) == len(kinds)


def test_another_weight_is_shown_without_the_text_twice() -> None:
    edit = [paragraph("甲乙丙")], [paragraph("甲乙丙", " b ")]
    assert line(EditKind.CHANGED, *edit) == "甲{=乙=}丙"


def test_where_paragraphs_are_split_or_joined_their_ends_are_shown() -> None:
    one, two = [paragraph("甲乙")], [paragraph("甲"), paragraph(" "), paragraph("乙")]
    assert line(EditKind.SPLIT, one, two) == "甲{+¶+}乙"
    assert line(EditKind.JOINED, two, one) == "甲[-¶-]乙"


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        (EditKind.ADDED, [], ["甲"], "{+甲+}"),
        (EditKind.REMOVED, ["甲\n乙"], [], "[-甲⏎乙-]"),
        (EditKind.MOVED, ["甲"], ["甲"], "甲"),
        (EditKind.MARGIN, ["甲", "乙"], ["丙"], "[-甲 | 乙-]{+丙+}"),
        (EditKind.CHANGED, [""], ["甲"], "{+甲+}"),
        (EditKind.CHANGED, ["甲"], [""], "[-甲-]"),
        (EditKind.ADDED, [], ["长" * 120], "{+" + "长" * 120 + "+}"),
        (EditKind.ADDED, [], ["长" * 121], "{+" + "长" * 120 + "…+}"),
        (EditKind.CHANGED, ["长" * 121], ["长" * 121], "长" * 120 + "…"),
    ],
)
def test_other_edits_show_the_whole_of_a_text_up_to_120_characters(
    kind: EditKind, old: list[str], new: list[str], expected: str
) -> None:
    assert line(kind, list(map(paragraph, old)), list(map(paragraph, new))) == expected


def test_rows_and_tables_are_shown_cell_by_cell() -> None:
    assert line(EditKind.ROW_ADDED, [], [row("甲|1")]) == "{+甲 | 1+}"
    assert line(EditKind.ROW_MOVED, [row("甲|1")], [row("甲|2")]) == "甲 | 2"
    assert line(EditKind.TABLE_REMOVED, [table("甲|", "乙|2")], []) == "[-甲 | 乙 | 2-]"


def test_a_new_text_box_is_shown_with_its_words() -> None:
    old, new = paragraph("甲"), paragraph("甲", boxes=(paragraph("框"),))
    assert line(EditKind.CHANGED, [old], [new]) == "甲{+¶框+}"
    same = replace(new, text="乙")
    assert line(EditKind.CHANGED, [new], [same]) == "[-甲-]{+乙+}"
