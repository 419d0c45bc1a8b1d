"""The title of a form, above its table."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from docgen.scaffold.pack.body.titles import is_set_as_title, title_of, title_texts
from tests.unit.scaffold.drawing import form_of


def form(*paragraphs: str) -> Document:
    """A form; ``/`` before a paragraph centres it."""
    made = form_of()
    for text in paragraphs:
        paragraph = made.add_paragraph(text.removeprefix("/"))
        if text.startswith("/"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return made


@pytest.mark.parametrize(
    ("paragraphs", "title"),
    [
        ([], ""),
        (["经费表"], "经费表"),
        (["说明", "/经 费 表"], "经费表"),
        (["/", "/  ", "/经费表"], "经费表"),
        (["/2023年度", "/经费表"], "经费表"),
        (["/2023年度经费表", "/副题"], "经费表"),
        (["/20年度经费表"], "经费表"),
        (["/____年经费表"], "经费表"),
        (["/××年度经费表"], "经费表"),
        (["/（    年度）经费表"], "经费表"),
        (["/(__年)经费表"], "经费表"),
        (["/××厅（局）经费表"], "经费表"),
        (["/XX县人民医院验收单"], "验收单"),
        (["/××市政府采购验收单"], "政府采购验收单"),
        (["/经费表（甲）"], "经费表（甲）"),
        (["/（2023年度）经费表"], "经费表"),
        (["/2023—2024学年经费表"], "经费表"),
        (["/（2023-2024学年度）", "/经费表"], "经费表"),
        (["/xx经费表（ ）"], "经费表"),
        (["/_经费表"], "_经费表"),
        (["/附件1", "/经费表"], "经费表"),
        (["/附件1"], ""),
        (["附件1", "经费表"], "经费表"),
        (["附表2 甲", "附录", "经费表"], "经费表"),
        (["表1", "表二", "公开01表", "经费表"], "经费表"),
        (["一、甲", "单位：", "单位:", "经费表"], "经费表"),
        (["表甲", "经费表"], "表甲"),
        (["按规定填写。", "经费表"], ""),
        (["甲，乙"], ""),
        (["甲；"], ""),
        (["a,b"], ""),
        (["a;b"], ""),
        (["a.b"], ""),
        (["附件1"], ""),
    ],
)
def test_a_title_is_centred_or_the_first_line_that_may_be_one(
    paragraphs: list[str], title: str
) -> None:
    assert title_of(form(*paragraphs).element.body) == title


def test_the_lines_of_a_title_as_printed() -> None:
    body = form("甲", "/____年 度", "乙", "/经费 表").element.body
    assert title_texts(body) == ["____年度", "经费表"]


def test_a_title_may_be_one_by_its_style() -> None:
    made = form("甲", "/乙", "丙")
    made.paragraphs[0].style = made.styles["Title"]
    made.paragraphs[2].style = made.styles["Body Text"]
    assert [is_set_as_title(line._p) for line in made.paragraphs] == [True, True, False]
    made.paragraphs[1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    assert title_texts(made.element.body) == ["甲"]
