"""Paragraphs, rows and tables are located by heading, table, row, cell and label."""

from __future__ import annotations

import pytest

from docgen.diagnostics import DocumentPlace
from docgen.roundtrip.comparing.locations import Locations
from docgen.roundtrip.reading.docx_model import DocxFile, DocxTable
from docgen.roundtrip.reading.docx_model import paragraphs as paragraphs_of
from docgen.roundtrip.reading.docx_reader import read_document
from docgen.templates.table_labels import FormLabels
from tests.unit.roundtrip.models import file, paragraph
from tests.unit.roundtrip.word_files import document, read

NO_FORM = FormLabels()


def shown(place: DocumentPlace) -> str:
    """``heading table.row.cell label: words``, without what is empty."""
    numbers = f"{place.table}.{place.row}.{place.cell}" if place.table else ""
    words = f": {place.words}" if place.words else ""
    nested = f" > {shown(place.nested)}" if place.nested else ""
    return " ".join(filter(None, (place.heading, numbers, place.label))) + words + nested


def located(read_file: DocxFile, form: FormLabels = NO_FORM) -> list[str]:
    """The place of every paragraph that has words."""
    locations = Locations(read_file, form)
    found = (item for block in read_file.body for item in paragraphs_of(block))
    return [shown(locations.of(item)) for item in found if item.text]


def test_a_paragraph_is_located_by_the_heading_above_it_and_its_words() -> None:
    assert located(read("前", "# 一", "甲", "## 二", "乙", "附件1", "丙", "附件 2 甲", "丁")) == [
        ": 前",
        ": 一",
        "一: 甲",
        ": 二",
        "二: 乙",
        ": 附件1",
        "附件1: 丙",
        "附件1: 附件 2 甲",
        "附件1: 丁",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("长" * 14, "长" * 14), ("长" * 15, "长" * 14 + "…"), (" 甲 \n 乙 ", "甲 乙")],
)
def test_words_are_cut_at_fourteen_characters(text: str, words: str) -> None:
    assert located(file(paragraph(text))) == [f": {words}"]


def test_a_cell_is_located_by_its_table_row_and_number() -> None:
    assert located(read("一|二", "# 题", "项目|金额\n甲|1\n乙|2")) == [
        "1.1.1 一",
        "1.1.2 二",
        ": 题",
        "题 1.1.1 项目",
        "题 1.1.2 金额",
        "题 1.2.1 项目",
        "题 1.2.2 甲／金额",
        "题 1.3.1 项目",
        "题 1.3.2 乙／金额",
    ]


def test_tables_are_counted_below_each_heading_and_each_annex() -> None:
    made = read("一|二", "三|四", "附件1", "五|六", "# 题", "七|八", "九|十", "附件2", "甲|乙")
    assert located(made)[::2] == [
        "1.1.1 一",
        "2.1.1 三",
        ": 附件1",
        "附件1 1.1.2 六",
        "题 1.1.1 七",
        "题 2.1.1 九",
        ": 附件2",
        "附件2 1.1.2 乙",
    ]


@pytest.mark.parametrize(
    ("line", "is_annex"),
    [
        ("附件", True),
        (" 附件 12 ", True),
        ("附件三", True),
        ("附件3-1", True),
        ("附表2", True),
        ("附件：", False),
        ("附件3 自评表", False),
        ("见附件3", False),
        ("附件3年", False),
    ],
)
def test_the_line_above_an_annex_is_known_by_its_words(line: str, is_annex: bool) -> None:
    assert (located(read(line, "甲"))[-1] == f"{line.strip()}: 甲") is is_annex


def test_a_table_within_a_cell_is_located_in_both_tables() -> None:
    made = document("项目|说明\n甲|")
    cell = made.tables[0].cell(1, 1)
    for head, value in [("原因", "晚"), ("措施", "快")]:
        inner = cell.add_table(2, 1)
        inner.cell(0, 0).text, inner.cell(1, 0).text = head, value
    assert located(read_document(made))[-4:] == [
        "1.2.2 甲／说明 > 1.1.1 原因",
        "1.2.2 甲／说明 > 1.2.1 原因",
        "1.2.2 甲／说明 > 2.1.1 措施",
        "1.2.2 甲／说明 > 2.2.1 措施",
    ]


def test_a_table_within_a_table_within_a_cell_is_located_in_all_three() -> None:
    made = document("甲|")
    made.tables[0].cell(0, 1).add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0).text = "乙"
    (*_, last) = located(read_document(made))
    assert last == "1.1.2 甲 > 1.1.1 > 1.1.1 乙"


def test_a_heading_in_a_cell_is_no_heading_of_the_text() -> None:
    heading = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>题</w:t></w:r>'
    table = f"<w:tbl><w:tr><w:tc><w:p>{heading}</w:p></w:tc></w:tr></w:tbl>"
    assert located(read(table, "甲"))[-1] == ": 甲"


def test_tables_and_rows_have_places_too() -> None:
    made = read("# 题", "项目|金额\n甲|1")
    table = made.body[1]
    assert isinstance(table, DocxTable)
    locations = Locations(made, NO_FORM)
    assert shown(locations.of(table)) == "题 1.0.0"
    assert [shown(locations.of(row)) for row in table.rows] == ["题 1.1.0 项目", "题 1.2.0 甲"]


def test_rows_are_told_apart_by_what_stands_in_them_alone() -> None:
    made = read("绩效指标|产出|期数|3\n^|^|个数|5\n^|效益|家数|6")
    (table,) = made.body
    assert isinstance(table, DocxTable)
    labels = ("绩效指标", "产出", "效益")
    locations = Locations(made, FormLabels(labels))
    names = [locations.of(row).label for row in table.rows]
    assert names == ["期数", "个数", "效益"]


def test_text_boxes_are_where_their_paragraph_is() -> None:
    box = paragraph("框")
    outer = paragraph("外", boxes=(box,))
    locations = Locations(file(outer), NO_FORM)
    assert locations.of(box) == locations.of(outer) == DocumentPlace(words="外")


def test_text_boxes_in_a_cell_have_the_label_of_the_cell() -> None:
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict>"
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t>{}</w:r></w:p></w:tc>"
    head = cell.format("项", "") + cell.format("数", "")
    made = read(
        f"<w:tbl><w:tr>{head}</w:tr>"
        f"<w:tr>{cell.format('甲', '')}{cell.format('1', box)}</w:tr></w:tbl>"
    )
    (*_, last) = (item for block in made.body for item in paragraphs_of(block))
    assert shown(Locations(made, NO_FORM).of(last.boxes[0])) == "1.2.2 甲／数"


def test_what_is_unknown_has_no_place() -> None:
    locations = Locations(file(paragraph("甲")), NO_FORM)
    assert locations.of(None) == DocumentPlace()
    assert locations.of(paragraph("甲")) == DocumentPlace()


def test_a_long_label_is_cut_and_its_halves_are_parted() -> None:
    assert located(read(f"项目|{'长' * 15}\n甲|1"))[-1] == f"1.2.2 甲／{'长' * 14}…"
