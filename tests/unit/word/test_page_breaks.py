"""Which paragraphs somebody wants on a new page."""

from __future__ import annotations

import pytest
from docx.oxml.ns import nsdecls
from lxml import etree

from docgen.word.page_breaks import page_breaks
from docgen.word.xml import text_of

BREAK = '<w:r><w:br w:type="page"/></w:r>'
LAST = "<w:sectPr/>"


def par(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def section(kind: str) -> str:
    return f'<w:sectPr><w:type w:val="{kind}"/></w:sectPr>'


A, B, C = map(par, map(run, "甲乙丙"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (A + B, ""),
        (A + par(BREAK) + B + C, "乙"),
        (A + par(BREAK) + par("") + B, "乙"),
        (par(run("甲") + BREAK) + B + C, "乙"),
        (A + par(BREAK + run("乙")) + C, "乙"),
        (par(run("甲") + BREAK + run("丁")) + B + C, "乙"),
        (A + par(run("乙"), "<w:pageBreakBefore/>") + C, "乙"),
        (A + par(run("乙"), '<w:pageBreakBefore w:val="0"/>'), ""),
        (A + par('<w:r><w:br/></w:r><w:r><w:br w:type="column"/></w:r>') + B, ""),
        (par(run("甲"), LAST) + B + C + LAST, "乙"),
        (par(run("甲"), LAST) + B + section("oddPage"), "乙"),
        (par(run("甲"), LAST) + B + section("continuous"), ""),
        (par(run("甲"), section("continuous")) + B + LAST, "乙"),
        (A + par(BREAK), ""),
    ],
)
def test_paragraphs_that_begin_a_page(body: str, expected: str) -> None:
    root = etree.fromstring(f"<w:body {nsdecls('w')}>{body}</w:body>")
    assert "".join(map(text_of, page_breaks(root))) == expected
