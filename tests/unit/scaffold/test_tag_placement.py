"""Tags in a form: what each says, and what of the form they replace."""

from __future__ import annotations

import re
from typing import Any

import docx
import pytest
from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.scaffold.pack.form_fields import (
    YEAR,
    Block,
    Chapter,
    Content,
    Field,
    FormFields,
    Kind,
    Path,
    Spot,
)
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.tables.regions import FormGrid, FormRegion
from docgen.scaffold.pack.writing.tag_placement import (
    expression,
    left_blank,
    place_tags,
    tag_of,
    type_in,
)
from docgen.word.grid import cells_of
from docgen.word.xml import W, text_of, w
from tests.unit.scaffold.drawing import table_of


def paragraph(inside: str) -> etree._Element:
    return parse_xml(f'<w:p xmlns:w="{W}">{inside}</w:p>')


def runs(*texts: str) -> etree._Element:
    """A paragraph with a run for each text, in italics if it begins with ``/``."""
    made = docx.Document().add_paragraph()
    for text in texts:
        made.add_run(text.removeprefix("/")).italic = text.startswith("/") or None
    return made._p


def shown(element: etree._Element) -> list[str]:
    """The text of each run, ``/`` before those in italics."""
    return [
        ("/" if run.find(f"{w('rPr')}/{w('i')}") is not None else "") + text_of(run)
        for run in element.iter(w("r"))
    ]


@pytest.mark.parametrize(
    ("path", "read"),
    [
        (("金额",), "金额"),
        (("专项[]",), "专项"),
        (("projects[]", "名称"), "项目.名称"),
        (("projects", "名称"), "projects.名称"),
        (("经费", "水、电[]", "数"), '经费["水、电"].数'),
    ],
)
def test_the_expression_that_reads_a_field(path: Path, read: str) -> None:
    assert expression(path) == read


def tag(kind: Kind, *, item: str = "", **more: Any) -> str:
    spot = Spot(runs("□☐◻☑"), more.pop("start", 0), more.pop("end", 1))
    return tag_of(Field(("甲", "乙"), spot, kind, **more), item)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        (tag("text"), "{{ 甲.乙 }}"),
        (tag("figure", item="行"), "{{ 行.甲.乙 }}"),
        (tag("prose"), "{{p 甲.乙 }}"),
        (tag("ticks", option="是"), '{{ 甲.乙 | box("是") }}'),
        (tag("ticks", option="是", item="行"), '{{ 行.甲.乙 | box("是") }}'),
        (tag("ticks", option="是", start=1, end=2), '{{ 甲.乙 | box("是", "☐") }}'),
        (tag("ticks", option="是", start=2, end=3), '{{ 甲.乙 | box("是", "◻") }}'),
        (tag("ticks", option="是", start=3, end=4), '{{ 甲.乙 | box("是") }}'),
        (tag("year"), f"{{{{ {YEAR} }}}}"),
        (tag("year", shift=-1), f"{{{{ {YEAR} - 1 }}}}"),
        (tag("year", shift=1), f"{{{{ {YEAR} + 1 }}}}"),
    ],
)  # each as a line of text
def test_a_tag(tag: str, text: str) -> None:
    assert tag == text


@pytest.mark.parametrize(
    ("text", "start", "end", "keeps", "typed"),
    [
        ("金额____", 2, 6, True, '{{ 甲 | blank("____") }}'),
        ("金额____", 2, 6, False, "{{ 甲 }}"),
        ("金额", 2, 2, True, "{{ 甲 }}"),
        ("\t年", 0, 2, True, '{{ 甲 | blank("\\t年") }}'),
        ('"  "', 0, 4, True, '{{ 甲 | blank("”  ”") }}'),
        ("20××年×月", 0, 7, True, '{{ 甲 | blank("20\u3000\u3000年\u3000月") }}'),
        ("XZ-____", 0, 7, True, '{{ 甲 | blank("XZ-____") }}'),
    ],
)
def test_a_tag_prints_what_the_form_shows_while_it_is_blank(
    text: str, start: int, end: int, keeps: bool, typed: str
) -> None:
    spot = Spot(runs(text), start, end, keeps)
    assert tag_of(Field(("甲",), spot)) == typed


@pytest.mark.parametrize(
    ("texts", "start", "end", "result"),
    [
        (("金额", "/____", "万元"), 2, 6, ["金额", "/X", "万元"]),
        (("金额", "/____", "万元"), 3, 5, ["金额", "/_X_", "万元"]),
        (("金额", "/____", "万元"), 1, 4, ["金X", "/__", "万元"]),
        (("金额", "/____", "万元"), 0, 8, ["X", "/", ""]),
        (("金额", "/____"), 2, 2, ["金额X", "/____"]),
        (("金额", "/____"), 0, 0, ["X金额", "/____"]),
        (("金额", "/____"), 1, 1, ["金X额", "/____"]),
        (("金额", "/____"), 6, 6, ["金额", "/____X"]),
        (("\t", "/乙"), 0, 1, ["X", "/乙"]),
        (("\t", "/乙"), 0, 0, ["X", "/乙"]),
        (("甲\t", "/乙"), 2, 2, ["甲X", "/乙"]),
        (("甲\t乙",), 1, 2, ["甲X乙"]),
        (("\n甲",), 0, 2, ["X"]),
    ],
)
def test_what_is_typed_has_the_look_of_what_it_replaces_and_the_rest_stays(
    texts: tuple[str, ...], start: int, end: int, result: list[str]
) -> None:
    element = runs(*texts)
    type_in(Spot(element, start, end), "X")
    assert shown(element) == result


def test_tabs_and_line_breaks_that_are_replaced_are_gone_and_others_stay() -> None:
    element = runs("甲\t\n乙\t丙\n")
    type_in(Spot(element, 1, 4), "X")
    assert FormLine(element).text == "甲X\t丙\n"
    type_in(Spot(element, 2, 2), "Y")
    type_in(Spot(element, 4, 4), "Z")
    assert FormLine(element).text == "甲XY\tZ丙\n"
    type_in(Spot(element, 7, 7), "W")
    assert FormLine(element).text == "甲XY\tZ丙\nW"


def test_spaces_of_what_is_typed_are_kept() -> None:
    element = paragraph("<w:r><w:t>甲乙</w:t></w:r>")
    type_in(Spot(element, 1, 2), " ")
    (text,) = element.iter(w("t"))
    assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


@pytest.mark.parametrize(
    ("inside", "look"),
    [
        ("", []),
        ("<w:pPr><w:rPr><w:i/></w:rPr></w:pPr>", ["i"]),
        ("<w:pPr><w:rPr><w:i/></w:rPr></w:pPr><w:r><w:rPr><w:b/></w:rPr></w:r>", ["b"]),
        ("<w:pPr><w:rPr><w:ins/><w:i/><w:del/><w:rPrChange/></w:rPr></w:pPr>", ["i"]),
        ("<w:pPr><w:rPr><w:moveFrom/><w:moveTo/></w:rPr></w:pPr>", []),
    ],
)
def test_an_empty_paragraph_is_typed_in_as_word_would(inside: str, look: list[str]) -> None:
    element = paragraph(inside)
    type_in(Spot(element), " X")
    run = element[-1]
    properties = run.find(w("rPr"))
    assert text_of(run) == " X"
    assert [
        etree.QName(child).localname for child in ([] if properties is None else properties)
    ] == look
    assert etree.QName(run[-1]).localname == "t"
    assert run[-1].get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_blanks_of_one_paragraph_are_filled_from_its_end() -> None:
    element = runs("甲：乙：__丙____")
    spots = [Spot(element, 2, 2), Spot(element, 4, 6), Spot(element, 7, 11), Spot(element, 4, 4)]
    fields = [Field((name,), spot) for name, spot in zip("子丑寅卯", spots, strict=True)]
    place_tags(FormFields(fields))
    assert text_of(element) == "甲：{{ 子 }}乙：{{ 卯 }}{{ 丑 }}丙{{ 寅 }}"


def test_hints_leave_their_first_line_to_the_tag() -> None:
    cell = next(table_of("目标1：\n目标2：\n目标3：|").iter(w("tc")))
    field = Field(("目标",), Spot(cell.findall(w("p"))[0], 0, 4), "prose")
    place_tags(FormFields([field], hints=[cell]))
    assert [shown(line) for line in cell.findall(w("p"))] == [["{{p 目标 }}"], [""], [""]]


def test_a_chapter_goes_into_the_room_below_its_heading_or_into_a_new_paragraph() -> None:
    document = docx.Document()
    first, room = document.add_paragraph("一、甲"), document.add_paragraph("  ")
    second = document.add_paragraph("二、乙")
    chapters = [
        Chapter(("narrative", "1-甲"), first._p, room._p),
        Chapter(("narrative", "2-乙"), second._p, None),
    ]
    place_tags(FormFields(chapters=chapters))
    assert [line.text for line in document.paragraphs] == [
        *("一、甲", '{{p narrative["1-甲"] }}', "二、乙", '{{p narrative["2-乙"] }}'),
    ]


def test_a_form_without_content_says_the_years_and_no_hints() -> None:
    line = runs("____年度，比2022年、____年")
    spots = [((0, 4), 0), ((8, 12), -1), ((14, 18), 1)]
    fields = [Field((YEAR,), Spot(line, *span), "year", shift=shift) for span, shift in spots]
    cell = next(table_of("目标1：\n目标2：|").iter(w("tc")))
    other = Field(("甲",), Spot(line, 4, 5, keeps=True))
    form = etree.Element(w("body"))
    form.extend([line, next(cell.iterancestors(w("tbl")))])
    found = FormFields([fields[1], other, fields[0], fields[2]], hints=[cell])
    before = etree.tostring(form)
    report = left_blank(form, found, 2023)
    assert text_of(report[0]) == "2023年度，比2022年、2024年"
    assert text_of(next(report[1].iter(w("tc")))) == ""
    assert etree.tostring(form) == before


# Blocks.


def block(
    rows: list[str], contents: list[Content], path: Path = ("单[]",), levels: tuple[str, ...] = ()
) -> etree._Element:
    """A table whose rows below the first are a block, with the contents of the model's cells."""
    table = table_of(*rows)
    cells: dict[FormRegion, Content] = dict(zip(FormGrid(table).row(2), contents, strict=True))
    elements = tuple(table.findall(w("tr"))[1:])
    place_tags(FormFields(blocks=[Block(path, "行", elements, levels, cells, None)]))
    return table


def lines(table: etree._Element) -> list[str]:
    return [
        " | ".join(
            f"{cell.span}{cell.merge[:1]} {'¶'.join(map(text_of, cell.element.findall(w('p'))))}"
            for cell in row
        )
        for row in cells_of(table)
    ]


def cell_spot(number: int = 0) -> Spot:
    return Spot(runs("__" * number))


def test_a_block_is_its_model_between_the_rows_of_its_loop() -> None:
    contents: list[Content] = ["{{ loop.index }}", Field(("名、称",), cell_spot())]
    assert lines(block(["号|名", "1|", "2|", "3|"], contents)) == [
        *("1 号 | 1 名", "2 {%tr for 行 in 单 %}", '1 {{ loop.index }} | 1 {{ 行["名、称"] }}'),
        "2 {%tr endfor %}",
    ]


def test_a_block_of_groups_reads_its_rows() -> None:
    contents: list[Content] = ["{{ 行.级 | merge }}", Field(("值",), cell_spot(), "figure")]
    drawn = block(["级|值", "产出|", "^|"], contents, ("指标",), ("一级", "二级"))
    assert lines(drawn) == [
        *("1 级 | 1 值", '2 {%tr for 行 in 指标 | rows("一级", "二级") %}'),
        *("1 {{ 行.级 | merge }} | 1 {{ 行.值 }}", "2 {%tr endfor %}"),
    ]


def test_only_a_filter_that_merges_replaces_the_merge() -> None:
    drawn = block(["级|值", "产出|", "^|"], ["{{ 行.级 }}", "{{ 行.值 }}"])
    assert lines(drawn)[2] == "1r {{ 行.级 }} | 1 {{ 行.值 }}"


def test_one_column_needs_no_span() -> None:
    assert lines(block(["名", "", ""], [Field(("名",), cell_spot())])) == [
        *("1 名", "1 {%tr for 行 in 单 %}", "1 {{ 行.名 }}", "1 {%tr endfor %}"),
    ]


def test_blanks_in_the_text_of_a_cell_are_read_from_the_row() -> None:
    table = table_of("尺寸|", "长__宽__|")
    grid = FormGrid(table)
    region = grid.regions[2]
    (line,) = region.cell.element.findall(w("p"))
    fields = (Field(("长",), Spot(line, 1, 3)), Field(("宽",), Spot(line, 4, 6)))
    rows = tuple(table.findall(w("tr"))[1:])
    place_tags(FormFields(blocks=[Block(("单[]",), "行", rows, (), {region: fields}, None)]))
    assert lines(table)[2] == "1 长{{ 行.长 }}宽{{ 行.宽 }} | 1 "


def test_a_tag_is_the_only_text_of_its_cell_in_the_look_of_its_first_word() -> None:
    table = table_of("名|值", "甲|")
    cell = next(table.findall(w("tr"))[1].iter(w("tc")))
    cell[-1:] = [runs("\n", "/甲\n", "乙"), runs("丙")]
    rows = tuple(table.findall(w("tr"))[1:])
    cells: dict[FormRegion, Content] = {FormGrid(table).row(2)[0]: "{{ 行.名 }}"}
    place_tags(FormFields(blocks=[Block(("单[]",), "行", rows, (), cells, None)]))
    assert lines(table)[2] == "1 {{ 行.名 }} | 1 "
    assert shown(cell) == ["", "/{{ 行.名 }}", ""]
    assert list(cell.iter(w("br"))) == []


def loop_rows(table: etree._Element, look: str = "") -> list[etree._Element]:
    """The rows around the model of a block, which is the second row of the table."""
    model = table.findall(w("tr"))[1]
    for run in model.iter(w("r")) if look else ():
        run.insert(0, parse_xml(f'<w:rPr xmlns:w="{W}">{look}</w:rPr>'))
    place_tags(FormFields(blocks=[Block(("单[]",), "行", (model,), (), {}, None)]))
    return [row for row in table.findall(w("tr"))[1:] if row is not model]


def test_the_rows_of_a_loop_are_as_wide_as_the_model() -> None:
    table = table_of("名|值", "甲|乙")
    list(table.iter(w("tcW")))[3].set(w("w"), "auto")
    for row in loop_rows(table):
        (width,) = row.iter(w("tcW"))
        assert (width.get(w("w")), width.get(w("type"))) == ("1000", "dxa")
    rows = loop_rows(table_of("名", "甲"))
    assert [list(row.iter(w("gridSpan"))) for row in rows] == [[], []]


def test_the_rows_of_a_loop_look_like_the_model() -> None:
    table = table_of("名|值", "甲|乙")
    sides = [side.get(w("val")) for row in loop_rows(table) for side in row.iter(w("jc"))]
    assert sides == ["center", "center"]
    for row in loop_rows(table_of("名", "甲"), "<w:i/><w:rPrChange/>"):
        assert [run[0].tag for run in row.iter(w("r"))] == [w("rPr")]
        assert shown(row) == [f"/{text_of(row)}"]
        assert list(row.iter(w("rPrChange"))) == []


def test_the_mark_of_the_models_paragraph_goes_before_its_text() -> None:
    table = table_of("名", "甲")
    properties = next(table.findall(w("tr"))[1].iter(w("pPr")))
    properties.append(parse_xml(f'<w:rPr xmlns:w="{W}"><w:b/></w:rPr>'))
    rows = loop_rows(table, "<w:i/>")
    assert [shown(row) for row in rows] == [["{%tr for 行 in 单 %}"], ["{%tr endfor %}"]]


def test_marks_and_comments_of_the_model_are_not_repeated() -> None:
    table = table_of("名|值", "甲|乙")
    model = table.findall(w("tr"))[1]
    marks = '<w:bookmarkStart w:id="1"/><w:bookmarkEnd w:id="1"/><w:commentRangeStart w:id="2"/>'
    next(model.iter(w("p"))).extend(paragraph(marks + '<w:commentRangeEnd w:id="2"/>'))
    loop_rows(table)
    assert not any(list(model.iter(w(mark))) for mark in ("bookmarkStart", "bookmarkEnd"))
    assert not any(list(model.iter(w(f"commentRange{end}"))) for end in ("Start", "End"))


LOOK = "<w:rPr>{}</w:rPr>"
SONG = '<w:rFonts w:ascii="宋体" w:eastAsia="宋体"/>'
KAI = '<w:rFonts w:ascii="楷体" w:eastAsia="楷体"/>'
HINT = '<w:i/><w:color w:val="FF0000"/><w:sz w:val="18"/><w:highlight w:val="yellow"/>'


def looks(label: str, hint: str, text: str = "填写全称", *, keeps: bool = False) -> list[str]:
    """What says the look of a tag in the place of a hint beside a label."""
    lines = (run_of(label, "单位"), run_of(hint, text))
    cells = "".join(f"<w:tc><w:p>{line}</w:p></w:tc>" for line in lines)
    table = parse_xml(f'<w:tbl xmlns:w="{W}"><w:tr>{cells}</w:tr></w:tbl>')
    last = list(table.iter(w("p")))[-1]
    place_tags(FormFields([Field(("单位",), Spot(last, 0, len(text), keeps))]))
    (properties,) = last.iter(w("rPr"))
    return [
        "".join([etree.QName(child).localname, *sorted(set(map(str, child.attrib.values())))])
        for child in properties
    ]


def run_of(look: str, text: str) -> str:
    return f"<w:r>{LOOK.format(look)}<w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("label", "hint", "look"),
    [
        (f'{SONG}<w:sz w:val="24"/>', f"{KAI}{HINT}", ["rFonts宋体", "sz24"]),
        ("<w:b/>", HINT, []),
        (SONG, '<w:color w:val="808080"/>', ["rFonts宋体"]),
        ("", '<w:rStyle w:val="PlaceholderText"/><w:b/>', ["b"]),
    ],
)
def test_a_tag_in_the_place_of_a_hint_has_the_look_of_its_label(
    label: str, hint: str, look: list[str]
) -> None:
    assert looks(label, hint) == look


def test_a_tag_in_the_place_of_a_line_has_its_look() -> None:
    line = '<w:sz w:val="18"/><w:u w:val="single"/>'
    assert looks('<w:sz w:val="24"/>', line, "____", keeps=True) == ["sz18", "usingle"]


def lined(*texts: str, spot: tuple[int, int]) -> list[tuple[str, bool]]:
    """The runs of a paragraph whose stretch is filled in, and whether each is underlined."""
    line = runs(*texts)
    place_tags(FormFields([Field(("数",), Spot(line, *spot, keeps=True))]))
    found = line.iter(w("r"))
    return [(text_of(run), run.find(f"{w('rPr')}/{w('u')}") is not None) for run in found]


@pytest.mark.parametrize(
    ("texts", "spot", "found"),
    [
        (("联系人：____，",), (4, 8), [("联系人：", False), ("{{}}", True), ("，", False)]),
        (
            ("金额：￥__", "__元"),
            (4, 8),
            [("金额：￥", False), ("{{}}", True), ("元", False)],
        ),
        (("数量（____）",), (3, 7), [("数量（{{}}）", False)]),
        (("____年__月",), (0, 8), [("{{}}", False)]),
        (("姓名：    ",), (3, 7), [("姓名：{{}}", False)]),
    ],
)
def test_what_is_filled_in_on_a_line_of_underscores_is_underlined(
    texts: tuple[str, ...], spot: tuple[int, int], found: list[tuple[str, bool]]
) -> None:
    shown = [(re.sub(r"{{.*}}", "{{}}", text), line) for text, line in lined(*texts, spot=spot)]
    assert shown == found


def test_two_lines_of_a_run_are_each_underlined() -> None:
    line = runs("甲：____乙：____丙")
    spots = [Spot(line, 2, 6, keeps=True), Spot(line, 8, 12, keeps=True)]
    place_tags(FormFields([Field((key,), spot) for key, spot in zip("甲乙", spots, strict=True)]))
    marked = [run for run in line.iter(w("r")) if run.find(f"{w('rPr')}/{w('u')}") is not None]
    tags = ['{{ 甲 | blank("____") }}', '{{ 乙 | blank("____") }}']
    assert list(map(text_of, marked)) == tags
    assert text_of(line) == f"甲：{tags[0]}乙：{tags[1]}丙"


def test_the_blank_form_has_its_line_once() -> None:
    line = runs("联系人：____")
    found = FormFields([Field(("人",), Spot(line, 4, 8, keeps=True))])
    assert [text_of(run) for run in left_blank(line, found, 2025).iter(w("r"))] == ["联系人：____"]
