"""Formats are told by the names that Word has for them, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docgen.diagnostics import DocumentPlace
from docgen.roundtrip.comparing.align import Item
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.comparing.format_texts import changes_words, format_texts
from docgen.roundtrip.reading.docx_model import DocxPaper, DocxParagraph, Kind
from tests.unit.roundtrip.models import PICTURE, paragraph, row

TEXT, HEADING, DEEPER = Kind(), Kind("heading", 2), Kind("heading", 3)
NUMBER, BULLET = Kind("number", 2), Kind("bullet", 1)
A4, LANDSCAPE, A3 = DocxPaper(210, 297), DocxPaper(297, 210), DocxPaper(297, 420)


def edit(
    kind: EditKind, old: Sequence[Item], new: Sequence[Item], papers: tuple[DocxPaper, ...] = ()
) -> Edit:
    return Edit(kind, tuple(old), tuple(new), DocumentPlace(), papers=papers)


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        (TEXT, TEXT, "", ""),
        (HEADING, DEEPER, "标题 2→标题 3", "heading 2 → heading 3"),
        (TEXT, HEADING, "正文→标题 2", "body text → heading 2"),
        (HEADING, TEXT, "标题 2→正文", "heading 2 → body text"),
        (NUMBER, TEXT, "取消编号", "number taken off"),
        (BULLET, TEXT, "取消项目符号", "bullet taken off"),
        (TEXT, NUMBER, "正文→编号（第 2 级）", "body text → numbered, level 2"),
        (
            NUMBER,
            BULLET,
            "编号（第 2 级）→项目符号（第 1 级）",
            "numbered, level 2 → bulleted, level 1",
        ),
    ],
)
def test_another_kind_is_told(old: Kind, new: Kind, zh: str, en: str) -> None:
    for kind in (EditKind.CHANGED, EditKind.MOVED):
        made = edit(kind, [paragraph("甲", kind=old)], [paragraph("甲", kind=new)])
        assert (format_texts(made, "zh"), format_texts(made, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        (3, 1, "3→1", "3 → 1"),
        (3, None, "取消编号", "number taken off"),
        (None, 3, "加上编号", "number put on"),
    ],
)
def test_another_number_is_told(old: int | None, new: int | None, zh: str, en: str) -> None:
    before, after = ([paragraph("甲", number=number)] for number in (old, new))
    made = edit(EditKind.RENUMBERED, before, after)
    assert (format_texts(made, "zh"), format_texts(made, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("kind", "papers", "zh", "en"),
    [
        (EditKind.PAPER, (A4, LANDSCAPE), "纵向页面→横向页面", "portrait → landscape"),
        (
            EditKind.PAPER,
            (A4, A3),
            "210×297 毫米→297×420 毫米",
            "210 × 297 mm → 297 × 420 mm",
        ),
        (EditKind.SECTION_ADDED, (A4, LANDSCAPE), "横向页面", "landscape"),
        (EditKind.SECTION_ADDED, (LANDSCAPE, A4), "纵向页面", "portrait"),
        (EditKind.SECTION_ADDED, (A4, A4), "", ""),
        (EditKind.SECTION_REMOVED, (LANDSCAPE, A4), "", ""),
    ],
)
def test_other_paper_is_told(
    kind: EditKind, papers: tuple[DocxPaper, ...], zh: str, en: str
) -> None:
    made = edit(kind, [paragraph("甲")], [paragraph("甲")], papers)
    assert (format_texts(made, "zh"), format_texts(made, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("made", "zh"),
    [
        (edit(EditKind.ADDED, [], [paragraph("甲", kind=HEADING)]), "标题 2"),
        (edit(EditKind.ADDED, [], [paragraph("甲")]), ""),
        (edit(EditKind.REMOVED, [paragraph("甲", kind=HEADING)], []), ""),
        (edit(EditKind.ROW_ADDED, [], [row("甲")]), ""),
        (edit(EditKind.SPLIT, [paragraph("甲", kind=HEADING)], [paragraph("甲")] * 2), ""),
    ],
)
def test_what_is_new_is_told_by_its_kind_unless_it_is_body_text(made: Edit, zh: str) -> None:
    assert format_texts(made, "zh") == zh


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (paragraph("甲", kind=TEXT), paragraph("甲", kind=HEADING), False),
        (paragraph("甲"), paragraph("乙", kind=HEADING), True),
        (paragraph("甲"), paragraph("甲", "b", HEADING), True),
        (paragraph("甲"), paragraph("甲", objects=(PICTURE,)), True),
    ],
)
def test_words_weights_and_objects_are_more_than_a_format(
    old: DocxParagraph, new: DocxParagraph, expected: bool
) -> None:
    assert changes_words(edit(EditKind.CHANGED, [old], [new])) is expected
