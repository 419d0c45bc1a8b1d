"""What a paragraph prints: no code of a field, nothing hidden, nothing deleted."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies
from lxml import etree

from docgen.word.visible_text import field_offsets, visible_text, visible_texts
from tests.unit.word.elements import element
from tests.unit.word.fields.documents import begin, code, mark, par, run, simple, spelled

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BOX = f"<w:txbxContent>{par(run('框'))}</w:txbxContent>"
PIECES = {
    run("甲\t乙"): "甲\t乙",
    "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/></w:r>": "甲\n乙\n",
    "<w:r><w:noBreakHyphen/><w:ptab/></w:r>": "-\t",
    '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>': "\ufffc",
    spelled(" PAGE ", "3"): "3",
    spelled(" PAGE ", run("1") + spelled(" REF a ", "2")): "12",
    mark("begin")
    + code(" IF ")
    + spelled(" PAGE ", "3")
    + mark("separate")
    + run("是")
    + mark("end"): "是",
    simple(" PAGE ", "4"): "4",
    mark("begin") + code(" XE 词 ") + mark("end"): "",
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>": "",
    '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>': "显",
    "<w:del><w:r><w:delText>删</w:delText><w:tab/></w:r></w:del>": "",
    "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>": "",
    "<w:ins><w:r><w:t>增</w:t></w:r></w:ins>": "增",
    "<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>": "链",
    "<w:r><w:ruby><w:rt><w:r><w:t>音</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r>"
    "</w:rubyBase></w:ruby></w:r>": "字",
    f"<m:oMath {M}><m:r><m:t>x</m:t></m:r></m:oMath>": "x",
    f"<w:r><mc:AlternateContent {MC}><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}"
    "</mc:Fallback></mc:AlternateContent></w:r>": "",
    "<!--说明--><?go on?>": "",
    mark("end") + mark("separate"): "",
}
"""Pieces of a paragraph, and what they print."""


@pytest.mark.parametrize(("piece", "expected"), list(PIECES.items()))
def test_a_piece_prints(piece: str, expected: str) -> None:
    assert visible_text(element(par(piece))) == expected


@given(strategies.lists(strategies.sampled_from(list(PIECES))))
def test_pieces_print_one_after_another(pieces: list[str]) -> None:
    found = element(par("".join(pieces)))
    assert visible_text(found) == "".join(PIECES[piece] for piece in pieces)


@given(strategies.lists(strategies.lists(strategies.sampled_from(list(PIECES)), max_size=3)))
def test_many_paragraphs_print_what_each_prints(paragraphs: list[list[str]]) -> None:
    body = element(f"<w:body>{''.join(par(''.join(pieces)) for pieces in paragraphs)}</w:body>")
    found = list(body)
    assert visible_texts(body, found) == [visible_text(paragraph) for paragraph in found]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (run("第") + spelled(" PAGE ", "12") + run("页"), {1, 2}),
        (run("第") + simple(" PAGE ", "3") + run("页"), {1}),
        (begin(" PAGE ") + run("没有完"), {0, 1, 2}),
        (run("没有域"), set()),
        (spelled(" DATE ", run("1") + spelled(" PAGE ", "2")) + run("3"), {0, 1}),
    ],
)
def test_results_of_fields_are_known_by_their_places(pieces: str, expected: set[int]) -> None:
    assert field_offsets(element(par(pieces))) == expected


def test_deep_nesting_stops_nothing() -> None:
    inner = run("深")
    for _ in range(120):
        inner = f"<w:ins>{inner}</w:ins>"
    found: etree._Element = element(par(inner))
    assert visible_text(found) == "深"
