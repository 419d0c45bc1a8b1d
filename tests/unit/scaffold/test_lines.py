"""The text of a paragraph, its underlined room, and the words before a blank."""

from __future__ import annotations

import re

import pytest
from docx.oxml.parser import parse_xml

from docgen.scaffold.pack.lines.blank_words import label_before, whole_label, word_before
from docgen.scaffold.pack.lines.form_line import GAP, LABEL, FormLine, Gap
from docgen.word.xml import W
from tests.unit.scaffold.drawing import line_of


def line(inside: str) -> FormLine:
    return FormLine(parse_xml(f'<w:p xmlns:w="{W}">{inside}</w:p>'))


def run(inside: str, underline: str = "") -> str:
    return f"<w:r>{f'<w:rPr><w:u {underline}/></w:rPr>' if underline else ''}{inside}</w:r>"


TEXT_BOX = "<w:pict><w:txbxContent><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:txbxContent></w:pict>"
SPACES = '<w:t xml:space="preserve">甲 \u3000</w:t>'


@pytest.mark.parametrize(
    ("inside", "text", "shape"),
    [
        (run("<w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/>"), "甲\t乙\n", "甲\t乙\n"),
        (run("<w:t/>") + run("<w:t>甲</w:t>"), "甲", "甲"),
        (run(SPACES), "甲 \u3000", "甲 \u3000"),
        (run(SPACES, 'w:val="single"'), "甲 \u3000", "甲__"),
        (run(SPACES, " "), "甲 \u3000", "甲__"),
        (run(SPACES, 'w:val="none"'), "甲 \u3000", "甲 \u3000"),
        (run("<w:tab/><w:br/>", 'w:val="wave"'), "\t\n", "＿\n"),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + run("<w:t>甲</w:t>"), "甲", "甲"),
        (run(f"<w:t>甲</w:t>{TEXT_BOX}"), "甲", "甲"),
        (f"<w:hyperlink>{run('<w:t>甲</w:t>')}</w:hyperlink>", "甲", "甲"),
    ],
)
def test_the_text_of_a_line_and_its_room(inside: str, text: str, shape: str) -> None:
    found = line(inside)
    assert (found.text, found.shape) == (text, shape)


def test_each_character_knows_its_element_and_its_index_there() -> None:
    characters = line(run("<w:t>甲乙</w:t><w:tab/>") + run("<w:t>丙</w:t>")).characters
    first, tab, last = (characters[at][0] for at in (0, 2, 3))
    assert [index for _, index, _ in characters] == [0, 1, 0, 0]
    assert characters[1][0] is first
    assert (tab.tag, first.text, last.text) == (f"{{{W}}}tab", "甲乙", "丙")


@pytest.mark.parametrize("sign", " _＿\u3000\u00a0\u2000\u200a")
def test_signs_of_a_blank(sign: str) -> None:
    assert re.fullmatch(GAP, sign)


@pytest.mark.parametrize("sign", "\t\n\u200b-甲")
def test_other_signs(sign: str) -> None:
    assert not re.fullmatch(GAP, sign)


@pytest.mark.parametrize(
    ("before", "label"),
    [
        ("单位名称：", "单位名称"),
        ("单位名称: \u3000", "单位名称"),
        ("单位名称", ""),
        ("单位名称：甲", ""),
        ("：", ""),
        ("甲，乙：", "乙"),
        ("甲。乙；丙、丁□戊 己：", "己"),
        ("单位（盖章）：", "单位（盖章）"),
        ("单位(盖章)名：", "单位(盖章)名"),
        ("单位（盖章）的负责人名称：", "单位（盖章）的负责人名称"),
        ("单位（盖章）的负责人名称等：", "单位（盖章）的负责人名称等"),
        ("电话" + "（" + "十" * 20 + "）：", "电话（" + "十" * 20 + "）"),
        ("电话" + "（" + "十" * 21 + "）：", ""),
        ("（盖章）：", ""),
        ("一" * 40 + "：", "一" * 40),
        ("甲" + "一" * 40 + "：", "一" * 40),
        ("联　系　人：", "联系人"),
        ("负责人：    电　话：", "电话"),
        ("联系　人员：", "人员"),
    ],
)
def test_a_label_with_a_colon(before: str, label: str) -> None:
    assert label_before(before) == label


@pytest.mark.parametrize(
    ("before", "label", "whole"),
    [
        ("联　系　", "人", "联系人"),
        ("：\t联 系  ", "人", "联系人"),
        ("联　系　", "人员", "人员"),
        ("联系　", "人", "人"),
        ("联         ", "人", "人"),
        ("1　_　", "人", "人"),
        ("", "人", "人"),
    ],
)
def test_a_label_that_is_spread_out(before: str, label: str, whole: str) -> None:
    assert whole_label(before, label) == whole


def test_a_word_without_a_colon() -> None:
    assert [word_before(text) for text in ("甲，乙共", "共_", "共 ", "一" * 15, "2项")] == [
        *("乙", "", "", "一" * 12, "2项"),
    ]


def test_a_label_has_at_most_so_many_signs() -> None:
    assert re.fullmatch(LABEL, "一" * 40)
    assert not re.fullmatch(LABEL, "一" * 41)
    assert not re.fullmatch(LABEL, "甲（）")


def test_spaces_that_are_underlined_are_a_blank() -> None:
    assert line_of("共{    }项 ").shape == "共____项 "


def test_a_blank_is_room_for_words_that_nothing_names_unless_it_says_more() -> None:
    assert Gap(1, 2, "room") == Gap(1, 2, "room", "", True, "", 0, counted=False, has_room=False)
