"""Content controls, form fields and Wingdings boxes as plain text."""

from __future__ import annotations

import pytest
from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.scaffold.pack.opening.controls import without_controls
from docgen.word.xml import W, text_of, w

PROMPT = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"


def body(inside: str) -> etree._Element:
    element: etree._Element = parse_xml(f'<w:body xmlns:w="{W}">{inside}</w:body>')
    without_controls(element)
    return element


def run(text: str, look: str = "") -> str:
    return f"<w:r>{look}<w:t>{text}</w:t></w:r>"


def control(inside: str, properties: str = "<w:sdtPr/>") -> str:
    return f"<w:sdt>{properties}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def paragraph(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (paragraph(run("甲"), control(run("乙")), run("丙")), "甲乙丙"),
        (paragraph(control(run("点击此处", "<w:rPr/>"), PROMPT)), ""),
        (paragraph(run("甲"), control(run("点击") + run("此处"), PROMPT)), "甲____"),
        (paragraph(control(run("点击") + run("此处"), PROMPT), run("甲")), "____甲"),
        (control(paragraph(run("点击此处")), PROMPT), ""),
        (paragraph(run("甲")) + control(paragraph(run("点击此处")), PROMPT), "甲"),
        (control(paragraph(run("已填"))), "已填"),
        (paragraph(control(control(run("乙")))), "乙"),
        (paragraph(run("甲"), "<w:sdt><w:sdtPr/></w:sdt>"), "甲"),
        (paragraph(run("甲"), f"<w:sdt>{PROMPT}</w:sdt>"), "甲"),
    ],
)
def test_a_control_is_its_contents_without_the_prompt(inside: str, text: str) -> None:
    element = body(inside)
    assert text_of(element) == text
    assert list(element.iter(w("sdt"))) == []


def test_the_room_for_what_a_prompt_asks_is_in_its_first_run() -> None:
    element = body(paragraph(run("甲"), control(run("点") + run("击") + run("此"), PROMPT)))
    assert [text_of(run) for run in element.iter(w("r"))] == ["甲", "____", "", ""]


def test_contents_take_the_place_of_their_control() -> None:
    element = body(paragraph(run("甲"), control(run("乙") + run("丙")), run("丁")))
    assert [text_of(run) for run in element.iter(w("r"))] == ["甲", "乙", "丙", "丁"]
    assert [text_of(child) for child in body(paragraph(run("一")) + control(paragraph()))] == [
        "一",
        "",
    ]


@pytest.mark.parametrize("name", ["customXml", "smartTag"])
def test_wrappers_are_their_contents(name: str) -> None:
    element = body(paragraph(f"<w:{name}><w:{name}Pr/>{run('甲')}</w:{name}>"))
    (only,) = element
    assert [child.tag for child in only] == [w("r")]
    assert text_of(element) == "甲"


def sign(code: str, font: str = "Wingdings") -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


@pytest.mark.parametrize(
    ("code", "box"),
    [
        *(("F0A8", "□"), ("F06F", "□"), ("F0A3", "□"), ("F071", "□"), ("F0FE", "☑"), ("F0FD", "☒")),
        *(("f0a8", "□"), ("F0A9", "")),
    ],
)
def test_boxes_of_wingdings(code: str, box: str) -> None:
    assert text_of(body(paragraph(sign(code)))) == box
    assert text_of(body(paragraph(sign(code, "Wingdings 2")))) == box
    assert text_of(body(paragraph(sign(code, "Symbol")))) == ""
    assert text_of(body(paragraph(run(f"甲{chr(int(code, 16))}乙")))) == (
        f"甲{box or chr(0xF0A9)}乙"
    )


def test_a_sign_without_font_or_character_is_none() -> None:
    assert text_of(body(paragraph("<w:r><w:sym/><w:t/></w:r>"))) == ""


def field(instruction: str, *results: str, data: str = "") -> str:
    """The runs of a form field, its results between separator and end."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end")]
    begin = f'<w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    code = f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
    return "".join([begin, code, marks[0], *map(run, results), marks[1]])


def ticked(value: str) -> str:
    return f"<w:ffData><w:checkBox><w:checked{value}/></w:checkBox></w:ffData>"


@pytest.mark.parametrize(
    ("inside", "text", "runs"),
    [
        (field("FORMTEXT", "甲", "乙"), "甲乙", 2),
        (run("前") + field("FORMTEXT", "甲") + run("后"), "前甲后", 3),
        (field("FORMCHECKBOX"), "□", 1),
        (field("FORMCHECKBOX", "旧"), "□", 1),
        (field("FORMCHECKBOX", data=ticked("")), "☑", 1),
        (field("FORMCHECKBOX", data=ticked(' w:val="1"')), "☑", 1),
        (field("FORMCHECKBOX", data=ticked(' w:val="true"')), "☑", 1),
        (field("FORMCHECKBOX", data=ticked(' w:val="0"')), "□", 1),
        (field("FORMCHECKBOX") + run("是") + field("FORMCHECKBOX") + run("否"), "□是□否", 4),
        (field("PAGE", "3"), "3", 5),
        (run("前") + field("PAGE", "3") + run("后"), "前3后", 7),
    ],
)
def test_form_fields_are_their_results(inside: str, text: str, runs: int) -> None:
    element = body(paragraph(inside))
    assert text_of(element) == text
    assert len(list(element.iter(w("r")))) == runs


def test_a_box_has_the_look_of_its_field() -> None:
    element = body(paragraph(run("甲"), field("FORMCHECKBOX")))
    first, box = element.iter(w("r"))
    assert [child.tag for child in first] == [w("t")]
    assert [child.tag for child in box] == [w("rPr"), w("t")]
    assert box.find(f"{w('rPr')}/{w('b')}") is not None


def test_fields_of_one_paragraph_do_not_reach_into_the_next() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    element = body(paragraph(begin, run("甲")) + paragraph(run("乙"), field("FORMTEXT", "丙")))
    assert text_of(element) == "甲乙丙"
    assert len(list(element.iter(w("r")))) == 4
