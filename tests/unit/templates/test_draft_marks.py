"""Marks of blanks as a reader of a draft sees them, and 草稿 behind each page."""

from __future__ import annotations

import io
from pathlib import Path
from typing import cast

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.content.values import Unfilled
from docgen.diagnostics import Place
from docgen.templates.draft_marks import show_unfilled, shown, with_watermark
from docgen.templates.marks import TRACE_CLOSE, TRACE_END, TRACE_OPEN
from docgen.templates.package import zipped
from docgen.word.xml import W, text_of, w
from tests.support import audit, blank_part, entries

TYPED = Unfilled("人数", Place("a.yaml", 1, 1)).mark
WAITING = Unfilled("人数").mark
TRACED = f"{TRACE_OPEN}7{TRACE_CLOSE}{TYPED}{TRACE_END}"


@pytest.mark.parametrize(
    ("text", "labelled", "expected"),
    [
        (f"共{TYPED}人", False, "共【待填：人数】人"),
        (f"{TYPED}{WAITING}", False, "【待填：人数】【待填：人数】"),
        (f"{TYPED}{WAITING}", True, "待填待算"),
        (Unfilled("甲" * 24, Place("a")).mark, False, f"【待填：{'甲' * 24}】"),
        (Unfilled("甲" * 25, Place("a")).mark, False, f"【待填：{'甲' * 24}…】"),
        ("共3人", False, "共3人"),
    ],
)
def test_a_mark_names_the_field_unless_a_label_does(
    text: str, labelled: bool, expected: str
) -> None:
    assert shown(text, labelled=labelled) == expected


def printed(body: str) -> etree._Element:
    root = cast(etree._Element, parse_xml(f'<w:body xmlns:w="{W}">{body}</w:body>'))
    show_unfilled(root)
    return root


def runs(root: etree._Element) -> list[tuple[str, bool, bool]]:
    """The text of each run, whether it is highlighted, and whether it is bold."""

    def has(run: etree._Element, name: str) -> bool:
        return run.find(f"{w('rPr')}/{w(name)}") is not None

    return [(text_of(run), has(run, "highlight"), has(run, "b")) for run in root.iter(w("r"))]


def test_a_mark_is_highlighted_alone_and_keeps_its_look() -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    root = printed(f"<w:p><w:r>{bold}<w:t>共{TYPED}人、{WAITING}</w:t></w:r></w:p>")
    assert runs(root) == [
        ("共", False, True),
        ("【待填：人数】", True, True),
        ("人、", False, True),
        ("【待填：人数】", True, True),
    ]


def test_what_stands_behind_in_the_run_stays_behind() -> None:
    root = printed(f"<w:p><w:r><w:t>{TYPED}</w:t><w:br/><w:t>后</w:t></w:r></w:p>")
    assert [[child.tag for child in run if child.tag != w("rPr")] for run in root.iter(w("r"))] == [
        [w("t")],
        [w("t")],
        [w("t"), w("br"), w("t")],
    ]
    assert runs(root)[2] == ("后", False, False)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (TYPED, "待填"),
        (WAITING, "待算"),
        (TRACED, f"{TRACE_OPEN}7{TRACE_CLOSE}待填{TRACE_END}"),
        (f" 人数：{TYPED}", " 人数：待填"),
        (f"人数:{TYPED}", "人数:待填"),
        (f"新增{TYPED}个", "新增【待填：人数】个"),
        (f"人数{TYPED}", "人数【待填：人数】"),
    ],
)
def test_in_a_cell_a_mark_is_short_where_a_label_names_the_field(cell: str, expected: str) -> None:
    row = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    assert text_of(printed(row)) == expected


def test_marks_outside_of_runs_are_words() -> None:
    root = printed(
        f'<w:p><w:hyperlink w:tooltip="看{TYPED}"><w:r><w:instrText>{TYPED}</w:instrText></w:r>'
        "</w:hyperlink></w:p>"
    )
    text = etree.tostring(root, encoding="unicode")
    assert text.count("【待填：人数】") == 2
    assert 'tooltip="看【待填：人数】"' in text


def test_each_page_gets_the_watermark_once(tmp_path: Path) -> None:
    document = blank_part()
    document.add_paragraph("甲")
    document.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = True
    document.add_section(WD_SECTION.NEW_PAGE).header.is_linked_to_previous = False
    data = io.BytesIO()
    document.save(data)
    marked = with_watermark(entries(data.getvalue()))
    found = {name: part.count('string="草稿"'.encode()) for name, part in marked.items()}
    headers = {name: count for name, count in found.items() if count}
    assert set(headers.values()) == {1}
    assert all(name.startswith("word/header") for name in headers)
    kinds = 2 + document.settings.odd_and_even_pages_header_footer
    assert len(headers) == kinds + 1, "the first section's headers, and the third's own"
    assert with_watermark(entries(data.getvalue())) == marked
    assert audit(zipped(marked), tmp_path) == []
    assert docx.Document(io.BytesIO(zipped(marked))).sections[2].header.paragraphs[0].text == ""
