"""Content controls, form fields and Wingdings boxes as plain text."""

from __future__ import annotations

import pytest
from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.scaffold.pack.choices import Choices, choices_at, forget_choices
from docgen.scaffold.pack.form_fields import Spot
from docgen.scaffold.pack.opening.controls import without_controls
from docgen.word.xml import W, text_of, w

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
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
    assert text_of(body(paragraph(sign(code, "Symbol")))) == ""
    assert text_of(body(paragraph(run(f"甲{chr(int(code, 16))}乙")))) == (
        f"甲{box or chr(0xF0A9)}乙"
    )


@pytest.mark.parametrize(
    ("code", "box"), [("F0A3", "□"), ("F052", "☑"), ("f053", "☒"), ("F054", "☒"), ("F0FE", "")]
)
def test_boxes_of_the_second_wingdings(code: str, box: str) -> None:
    assert text_of(body(paragraph(sign(code, "Wingdings 2")))) == box


@pytest.mark.parametrize(
    ("font", "code", "tick"),
    [("Wingdings 2", "F052", "☑"), ("Wingdings 2", "0052", "☑"), ("Wingdings", "F0FC", "✔")],
)
def test_ticks_of_symbol_fonts(font: str, code: str, tick: str) -> None:
    assert text_of(body(paragraph(sign(code, font)))) == tick
    look = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    typed = body(paragraph(run(chr(int(code, 16) & 0xFF), look), run("R")))
    assert text_of(typed) == f"{tick}R"


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


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


def listed(kind: str, *items: str) -> str:
    entries = "".join(f'<w:listItem w:displayText="{item}" w:value="{item}"/>' for item in items)
    return f"<w:sdtPr><w:showingPlcHdr/><w:{kind}>{entries}</w:{kind}></w:sdtPr>"


def offered(element: etree._Element, start: int = 0, end: int = 0) -> Choices | None:
    return choices_at(Spot(next(element.iter(w("p"))), start, end))


@pytest.mark.parametrize("first", ["选择一项。", "请选择", "——请选择——", "", "单击此处选择"])
def test_a_list_is_a_blank_with_choices(first: str) -> None:
    properties = listed("dropDownList", first, "请假", "选调生")
    alone = body(paragraph(control(run("选择一项。"), properties)))
    assert (text_of(alone), offered(alone)) == ("", Choices(("请假", "选调生")))
    beside = body(paragraph(run("类别："), control(run("选择一项。"), properties), run("。")))
    assert (text_of(beside), offered(beside, 3, 7)) == ("类别：____。", Choices(("请假", "选调生")))
    assert offered(beside, 0, 2) is None
    forget_choices(beside)
    assert offered(beside, 3, 7) is None


def test_another_list_may_be_left_for_other_words() -> None:
    element = body(paragraph(control(run("选择一项。"), listed("comboBox", "甲", "乙"))))
    found = offered(element)
    assert found == Choices(("甲", "乙"), is_open=True)
    assert found is not None
    assert "enum" not in found.schema
    assert Choices(("甲", "乙")).schema["enum"] == ["甲", "乙", None]


def test_what_was_chosen_is_printed() -> None:
    chosen = listed("dropDownList", "甲", "乙").replace("<w:showingPlcHdr/>", "")
    element = body(paragraph(control(run("乙"), chosen)))
    assert (text_of(element), offered(element, 0, 1)) == ("乙", None)


@pytest.mark.parametrize("label", ["日期：", ""])
def test_a_date_picker_is_room_for_a_date(label: str) -> None:
    properties = "<w:sdtPr><w:showingPlcHdr/><w:date/></w:sdtPr>"
    element = body(paragraph(run(label), control(run("单击选择日期"), properties)))
    assert text_of(element) == f"{label}    年  月  日"
    assert next(reversed(list(element.iter(w("t"))))).get(SPACE) == "preserve"


@pytest.mark.parametrize(("inside", "text"), [("", "□"), (run("☐"), "☐"), (run("☒"), "☒")])
def test_a_control_to_tick_is_a_box(inside: str, text: str) -> None:
    properties = f"<w:sdtPr><w14:checkbox {W14}/></w:sdtPr>"
    assert text_of(body(paragraph(control(inside, properties)))) == text


def test_the_sign_for_a_picture_is_no_picture() -> None:
    sign = "<w:r><w:drawing/></w:r>"
    prompted = "<w:sdtPr><w:showingPlcHdr/><w:picture/></w:sdtPr>"
    chosen = "<w:sdtPr><w:picture/></w:sdtPr>"
    pictures = [
        len(list(body(paragraph(control(sign, properties))).iter(w("drawing"))))
        for properties in (prompted, chosen)
    ]
    assert pictures == [0, 1]


@pytest.mark.parametrize(("rows", "after"), [(1, 2), (2, 2), (3, 3)])
def test_a_row_that_people_repeat_is_two_blank_rows(rows: int, after: int) -> None:
    row = f"<w:tr><w:tc>{paragraph(control(run('点击'), PROMPT))}</w:tc></w:tr>"
    item = control(row, f"<w:sdtPr><w15:repeatingSectionItem {W15}/></w:sdtPr>")
    whole = control(item * rows, f"<w:sdtPr><w15:repeatingSection {W15}/></w:sdtPr>")
    element = body(f"<w:tbl>{whole}</w:tbl>")
    assert len(list(element.iter(w("tr")))) == after
    assert list(element.iter(w("sdt"))) == []
    assert text_of(element) == ""


GREY = '<w:rPr><w:rStyle w:val="PlaceholderText"/><w:i/><w:color w:val="808080"/><w:sz w:val="28"/>'


def test_a_prompt_leaves_no_grey_behind() -> None:
    grey = run("点击此处", f"{GREY}</w:rPr>")
    (left,) = body(paragraph(control(grey, PROMPT))).iter(w("rPr"))
    assert [etree.QName(child).localname for child in left] == ["sz"]
    typed = "<w:sdtPr><w:rPr><w:b/></w:rPr><w:showingPlcHdr/></w:sdtPr>"
    (left,) = body(paragraph(control(grey, typed))).iter(w("rPr"))
    assert [etree.QName(child).localname for child in left] == ["b"]
    (left,) = body(paragraph(control(grey))).iter(w("rPr"))
    assert len(left) == 4


def old_list(result: str, *entries: str) -> str:
    listed = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries)
    data = f"<w:ffData><w:ddList>{result}{listed}</w:ddList></w:ffData>"
    return field("FORMDROPDOWN", data=data)


@pytest.mark.parametrize(
    ("before", "result", "text", "choices"),
    [
        ("", "", "", ("甲", "乙")),
        ("类别：", "", "类别：____", ("甲", "乙")),
        ("类别：", '<w:result w:val="0"/>', "类别：____", ("甲", "乙")),
        ("类别：", '<w:result w:val="2"/>', "类别：乙", None),
    ],
)
def test_an_old_list_is_a_blank_with_choices(
    before: str, result: str, text: str, choices: tuple[str, ...] | None
) -> None:
    element = body(paragraph(run(before), old_list(result, "请选择", "甲", "乙")))
    found = offered(element, len(before), len(text))
    assert (text_of(element), found) == (text, choices and Choices(choices))
    assert list(element.iter(w("fldChar"))) == []


def test_an_old_field_for_a_date_is_room_for_one() -> None:
    data = '<w:ffData><w:textInput><w:type w:val="date"/></w:textInput></w:ffData>'
    blank, typed = (field("FORMTEXT", text, data=data) for text in ("\u2002\u2002", "5月1日"))
    assert text_of(body(paragraph(run("日期："), blank))) == "日期：    年  月  日"
    assert text_of(body(paragraph(run("日期："), typed))) == "日期：5月1日"
