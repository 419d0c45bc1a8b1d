"""Edits of paragraphs become changes of the content, or stay in Word with a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docgen.diagnostics import Place
from docgen.roundtrip.comparing.diff import edits_between
from docgen.roundtrip.reading.docx_model import OBJECT, DocxObject, DocxParagraph
from docgen.roundtrip.reading.docx_reader import read_document
from docgen.templates.table_labels import FormLabels
from tests.unit.roundtrip.models import paragraph
from tests.unit.roundtrip.printed import (
    Printed,
    cell_of,
    file_of,
    markdown_blocks,
    printed,
    pulled,
    table_of,
)
from tests.unit.roundtrip.word_files import document

REPORT = """\
数: 5
名: 一
注:
多: |-
  甲
  乙
元: 6
"""

TEXT = """\
第一段共{{ 数 }}项。

## 标题

1. 甲项；
2. 乙项。

| 项目 | 金额 |
| --- | --- |
| 丙 | {{ 元 }} |

末段。
"""

DRAWING = "<w:p><w:r><w:t>{}</w:t><w:drawing/></w:r></w:p>"
PAGE = '<w:p><w:r><w:t>{}</w:t><w:br w:type="page"/></w:r></w:p>'


MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
FIELD = (
    f"{MARK.format('begin')}<w:r><w:instrText>{{}}</w:instrText></w:r>{MARK.format('separate')}"
    f"<w:r><w:t>7</w:t></w:r>{MARK.format('end')}"
)
DATE, REFERENCE = FIELD.format("DATE"), FIELD.format("PAGEREF _Ref1")
SYMBOL = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
PICTURE = "<w:r><w:drawing/></w:r>"


def holding(*parts: str) -> str:
    """A paragraph of texts and runs."""
    runs = (part if part.startswith("<") else f"<w:r><w:t>{part}</w:t></w:r>" for part in parts)
    return f"<w:p>{''.join(runs)}</w:p>"


@pytest.fixture
def form(tmp_path: Path) -> Printed:
    """A form of single values: what is printed is what the tests call ``PRINTED``."""
    lines = ("固定的话。", "共[数]项，[=8]元。", "[名]", "[多]", "[数]和[元]|[注]")
    return printed(tmp_path, {"report.yaml": REPORT}, *lines)


MANY = "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>"
PRINTED = ["固定的话。", "共5项，8元。", "一", MANY, "5和6|"]


def changed(index: int, *new: str) -> list[str]:
    """What is printed, with other blocks in place of one."""
    return [*PRINTED[:index], *new, *PRINTED[index + 1 :]]


def both(line: str, table: str) -> list[str]:
    """What is printed, with another sentence and another table."""
    return [PRINTED[0], line, *PRINTED[2:4], table]


@pytest.mark.parametrize(
    ("theirs", "old", "new", "reasons"),
    [
        (PRINTED, "", "", []),
        (changed(2, "二"), "名: 一", "名: 二", []),
        (changed(2, "**二**"), "名: 一", "名: 二", ["look"]),
        (changed(2, "**一**"), "", "", ["look"]),
        (changed(2), "名: 一", "名:", []),
        (changed(2, DRAWING.format("二")), "名: 一", "名: 二", ["object"]),
        (changed(2, DRAWING.format("一")), "", "", ["object"]),
        (changed(2, PAGE.format("一")), "", "", ["object"]),
        (changed(2, PAGE.format("二")), "名: 一", "名: 二", ["object"]),
        (changed(3, "甲"), "  甲\n  乙", "  甲", []),
        (changed(0, "固定的字。"), "", "", ["fixed"]),
        (changed(0), "", "", ["fixed"]),
        (changed(1, "共5项，9元。"), "", "", ["derived 公式 8"]),
        (changed(1, "计5项，8元。"), "", "", ["fixed"]),
        (changed(1, "计五项，8元。"), "", "", ["fixed"]),
        (changed(1, "共五项，8元。"), "", "", ["figure"]),
        (changed(1, "共5项，", "8元。"), "", "", ["fixed"]),
        (changed(4, "5和6|新"), "注:", "注: 新", []),
        (changed(4, "5和7|"), "元: 6", "元: 7", []),
        (changed(4, "5和|"), "", "", ["fixed"]),
        (changed(4, "5和7.50|"), "元: 6", "元: 7.50", []),
        (changed(4, "5和1,200|"), "", "", ["figure"]),
        (changed(4, "7和6|"), "", "", ["several 共5项，8元。"]),
        (both("共7项，8元。", "7和6|"), "数: 5", "数: 7", []),
        (changed(1, "共7项，8元。"), "", "", ["several 1.1.1"]),
        (both("共9项，8元。", "7和6|"), "", "", ["several 1.1.1", "several 共5项，8元。"]),
    ],
)
def test_a_value_that_was_overtyped_is_proposed_for_its_field(
    form: Printed, theirs: list[str], old: str, new: str, reasons: list[str]
) -> None:
    files, found = form.pulled(*theirs)
    assert files == ({"report.yaml": REPORT.replace(old, new, 1)} if old else {})
    assert found == reasons


@pytest.mark.parametrize(
    "put",
    [
        holding(DATE),
        holding(PICTURE),
        holding(SYMBOL, "是"),
        holding("二", REFERENCE),
        holding("见第", REFERENCE, "页"),
        holding(NOTE),
    ],
)
def test_an_object_in_the_place_of_a_value_stays_in_word_and_blanks_nothing(
    form: Printed, put: str
) -> None:
    assert form.pulled(*changed(2, put)) == ({}, ["object"])


def test_a_value_beside_an_object_of_the_form_is_proposed(tmp_path: Path) -> None:
    made = printed(tmp_path, {"report.yaml": REPORT}, f"日期{OBJECT}共[数]项")
    (line,) = made.ours.body
    assert isinstance(line, DocxParagraph)
    dated = Printed(made.drafts, file_of((replace(line, objects=(DocxObject("date", "DATE"),)),)))
    assert dated.pulled(holding("日期", DATE, "共5项")) == ({}, [])
    assert dated.pulled(holding("日期", DATE, "共7项")) == (
        {"report.yaml": REPORT.replace("数: 5", "数: 7")},
        [],
    )
    assert dated.pulled(holding("日期共8项"))[1] == ["object"]


@pytest.mark.parametrize("theirs", ["\u3000一", "一\u3000", holding("<w:r><w:tab/></w:r>", "一")])
def test_blanks_at_the_ends_of_a_value_stay_in_word_as_such(form: Printed, theirs: str) -> None:
    assert form.pulled(*changed(2, theirs)) == ({}, ["blank"])


def test_words_between_such_blanks_go_back(form: Printed, text: Printed) -> None:
    files, reasons = form.pulled(*changed(2, "\u3000\u3000二"))
    assert (files, reasons) == ({"report.yaml": REPORT.replace("名: 一", "名: 二")}, ["blank"])
    files, reasons = text.pulled(*edited(6, "\u3000\u3000末尾一段。"))
    assert (files, reasons) == ({"文.md": TEXT.replace("末段。", "末尾一段。")}, ["blank"])


def test_a_new_paragraph_behind_such_blanks_goes_back(text: Printed) -> None:
    files, reasons = text.pulled(*edited(6, "末段。", "\u3000\u3000新段。"))
    assert (files, reasons) == ({"文.md": f"{TEXT}\n新段。\n"}, ["blank"])


def test_weight_alone_is_nothing_to_write(form: Printed) -> None:
    (proposal,) = form.proposals(*changed(2, "**一**"))
    assert not proposal.writable


def test_two_new_lines_of_one_value_are_not_said_to_be_printed_elsewhere(tmp_path: Path) -> None:
    made = printed(tmp_path, {"report.yaml": REPORT}, "[名]")
    assert made.pulled("一", "二二二", "三三三") == ({}, ["lines", "lines"])


def test_a_proposal_names_the_place_of_the_value(form: Printed) -> None:
    (proposal,) = form.proposals(*changed(2, "二"))
    assert proposal.places == (Place("report.yaml", 2, 4),)
    assert proposal.writable
    (figure,) = form.proposals(*changed(1, "共五项，8元。"))
    (several,) = form.proposals(*changed(1, "共7项，8元。"))
    assert (figure.places, several.places) == ((), ())
    assert not figure.writable


def test_a_value_that_prints_otherwise_than_it_was_typed_stays_in_word(tmp_path: Path) -> None:
    made = printed(tmp_path, {"report.yaml": REPORT}, "[名]", "。", "[元]")
    first, stop, second = made.ours.body
    assert isinstance(first, DocxParagraph)
    assert isinstance(second, DocxParagraph)
    source = replace(second.sources[0].source, place=Place("report.yaml", 2, 1))
    stretch = replace(second.sources[0], source=source)
    ours = file_of((replace(first, text="壹"), stop, replace(second, sources=(stretch,))))
    _, reasons = Printed(made.drafts, ours).pulled("二", "。", "7")
    assert reasons == ["part", "key"]


@pytest.mark.parametrize(
    ("theirs", "appended"),
    [(["一", "二"], "名: |-\n  一\n  二"), (["二", "一"], None)],
)
def test_a_paragraph_behind_a_value_is_a_line_of_it(
    tmp_path: Path, theirs: list[str], appended: str | None
) -> None:
    made = printed(tmp_path, {"report.yaml": REPORT}, "[名]")
    files, reasons = made.pulled(*theirs)
    if appended is None:
        assert (files, reasons) == ({}, ["nowhere"])
    else:
        assert (files, reasons) == ({"report.yaml": REPORT.replace("名: 一", appended)}, [])


def test_a_paragraph_behind_fixed_words_belongs_nowhere(tmp_path: Path) -> None:
    made = printed(tmp_path, {"report.yaml": REPORT}, "固定", "共[数]项")
    assert made.pulled("固定", "新", "共5项") == ({}, ["nowhere"])
    assert made.pulled("固定", "共5项", "新") == ({}, ["nowhere"])


def test_a_paragraph_behind_a_table_is_a_line_of_its_last_cell(tmp_path: Path) -> None:
    """The trial refuses it later, as it would be printed inside of the table."""
    made = printed(tmp_path, {"report.yaml": REPORT}, "[元]|[名]")
    files, reasons = made.pulled("6|一", "新")
    assert files == {"report.yaml": REPORT.replace("名: 一", "名: |-\n  一\n  新")}
    assert reasons == []


@pytest.mark.parametrize(
    ("form", "reason"),
    [(("固定固定", "[名]"), "fixed"), (("[名]", "固定固定"), "part")],
)
def test_words_of_the_form_joined_with_a_value_stay_in_word(
    tmp_path: Path, form: tuple[str, ...], reason: str
) -> None:
    made = printed(tmp_path, {"report.yaml": "名: 甲甲甲甲\n"}, *form)
    joined = "".join(form).replace("[名]", "甲甲甲甲")
    assert made.pulled(joined) == ({}, [reason])


def test_a_paragraph_in_a_blank_of_the_form_fills_it(tmp_path: Path) -> None:
    made = printed(tmp_path, {"report.yaml": REPORT}, "固定", "[注]", "末")
    files, reasons = made.pulled("固定", "新", "末")
    assert (files, reasons) == ({"report.yaml": REPORT.replace("注:", "注: 新")}, [])


@pytest.fixture
def text(tmp_path: Path) -> Printed:
    """A form that prints a Markdown text, and before and behind it its own words."""
    files = {"report.yaml": REPORT, "文.md": TEXT}
    return printed(tmp_path, files, "前", "@文.md", "后")


BLOCKS = [
    "前",
    "第一段共5项。",
    "## 标题",
    "1. 甲项；",
    "1. 乙项。",
    "项目|金额\n丙|6",
    "末段。",
    "后",
]


def edited(index: int, *new: str) -> list[str]:
    return [*BLOCKS[:index], *new, *BLOCKS[index + 1 :]]


@pytest.mark.parametrize(
    ("theirs", "old", "new"),
    [
        (edited(1, "第一段总共5项。"), "第一段共{{ 数 }}", "第一段总共{{ 数 }}"),
        (edited(1, "第一段**共5**项。"), "共{{ 数 }}项", "**共{{ 数 }}**项"),
        (edited(1, "第一段共项。"), "共{{ 数 }}项", "共项"),
        (edited(1, "第一段", "共5项。"), "第一段共", "第一段\n\n共"),
        (edited(2, "## 新标题"), "标题", "新标题"),
        (edited(2, "标题"), "## 标题", "标题"),
        (edited(3, "1. 丁项；"), "甲项", "丁项"),
        (edited(3, "- 甲项；"), "1. 甲项；\n2.", "- 甲项；\n1."),
        (edited(5, "项目|金额\n丁|6"), "| 丙 |", "| 丁 |"),
        (edited(5, "项目|金额\n丙|6元"), "{{ 元 }}", "{{ 元 }}元"),
        (edited(5, "事项|金额\n丙|6"), "| 项目 |", "| 事项 |"),
        (edited(5, "项目|金额\n|6"), "| 丙 |", "|  |"),
        (edited(6, "末段", "两段。"), "末段。", "末段\n\n两段。"),
        (edited(6), "\n\n末段。", ""),
        (edited(6, DRAWING.format("")), "\n\n末段。", ""),
        (edited(1, PAGE.format("")), "第一段共{{ 数 }}项。\n\n", ""),
        (edited(2), "## 标题\n\n", ""),
        (edited(1, "第一段共5项。", "新段。"), "项。\n", "项。\n\n新段。\n"),
        (edited(1, "新段。", "第一段共5项。"), "第一段", "新段。\n\n第一段"),
        (edited(6, "末段。", "新段。"), "末段。\n", "末段。\n\n新段。\n"),
        (edited(6, "末段。", "## 新题"), "末段。\n", "末段。\n\n## 新题\n"),
        (edited(4, "1. 乙项。", "1. 丁项。"), "2. 乙项。", "2. 乙项。\n3. 丁项。"),
        (edited(1, PAGE.format("第一段共5项啊。")), "项。\n\n##", "项啊。\n\n##"),
    ],
)
def test_an_edit_of_a_text_is_made_in_its_markdown(
    text: Printed, theirs: list[str], old: str, new: str
) -> None:
    files, reasons = text.pulled(*theirs)
    assert files == {"文.md": TEXT.replace(old, new, 1)}
    assert [reason for reason in reasons if reason != "object"] == []


@pytest.mark.parametrize(
    ("theirs", "reasons"),
    [
        (BLOCKS, []),
        (edited(1, DRAWING.format("第一段共5项。")), ["object"]),
        (edited(1, holding("第一段", DATE, "共5项。")), ["object"]),
        (edited(1, holding("第一段共", DATE, "项。")), ["object"]),
        (edited(1, holding("第一段共5项（第", REFERENCE, "页）。")), ["object"]),
        (edited(1, holding(SYMBOL, "第一段共5项，加字。")), ["object"]),
        (edited(6, "末段。", holding("见第", REFERENCE, "页")), ["object"]),
        (edited(1, "第一段共几项。"), ["figure"]),
        (edited(6, "末段。后")[:7], ["fixed"]),
        (["前", "新", *BLOCKS[1:]], []),
        (["新", *BLOCKS], ["nowhere"]),
        ([*BLOCKS, "新"], ["nowhere"]),
        (edited(0), ["fixed"]),
    ],
)
def test_edits_that_stay_in_word_have_a_reason(
    text: Printed, theirs: list[str], reasons: list[str]
) -> None:
    assert text.pulled(*theirs)[1] == reasons


def test_a_bound_figure_that_was_overtyped_goes_into_its_field(text: Printed) -> None:
    files, reasons = text.pulled(*edited(1, "第一段共7项。"))
    assert (files, reasons) == ({"report.yaml": REPORT.replace("数: 5", "数: 7")}, [])
    (proposal,) = text.proposals(*edited(1, "第一段共7项。"))
    assert proposal.places == (Place("report.yaml", 1, 4),)


def test_words_beside_a_figure_that_became_a_word_wait_with_it(text: Printed) -> None:
    """「2023年」 that became 「本年度」 is one replacement, of which no half goes back."""
    assert text.pulled(*edited(1, "第一段共若干个项。")) == ({}, ["figure"])


def test_words_and_figure_of_a_paragraph_change_together(text: Printed) -> None:
    files, _ = text.pulled(*edited(5, "项目|金额\n丙|7元"))
    assert files == {
        "report.yaml": REPORT.replace("元: 6", "元: 7"),
        "文.md": TEXT.replace("{{ 元 }}", "{{ 元 }}元"),
    }


TABLE = "| 项 | 数 |\n| --- | --- |\n| 甲甲乙乙 | 1 |\n"
ROWS = "项|数\n甲甲乙乙|1"


@pytest.mark.parametrize(
    ("theirs", "outcome"),
    [
        (["前", ROWS, "新", "后"], ({"文.md": f"{TABLE}\n新\n"}, [])),
        (["前", "新", ROWS, "后"], ({}, ["nowhere"])),
    ],
)
def test_a_paragraph_goes_behind_the_table_of_a_text_and_not_before_it(
    tmp_path: Path, theirs: list[str], outcome: tuple[dict[str, str], list[str]]
) -> None:
    made = printed(tmp_path, {"文.md": TABLE}, "前", "@文.md", "后")
    assert made.pulled(*theirs) == outcome


def test_a_paragraph_moves_behind_the_table_of_its_text(tmp_path: Path) -> None:
    made = printed(tmp_path, {"文.md": f"甲__乙__丙丁。\n\n中间一段。\n\n{TABLE}"}, "@文.md", "后")
    theirs = ["中间一段。", ROWS, "甲**乙**丙丁。", "后"]
    assert made.pulled(*theirs) == ({"文.md": f"中间一段。\n\n{TABLE}\n甲__乙__丙丁。\n"}, [])


def test_a_new_paragraph_in_a_cell_of_a_text_belongs_nowhere(tmp_path: Path) -> None:
    made = printed(tmp_path, {"文.md": TABLE}, "@文.md")
    theirs = document(ROWS)
    theirs.tables[0].cell(1, 1).add_paragraph("另起一段的话")
    files, reasons = pulled(edits_between(made.ours, read_document(theirs), FormLabels()), made)
    assert (files, reasons) == ({}, ["nowhere"])


def test_of_a_cell_that_was_split_the_first_half_stays(tmp_path: Path) -> None:
    """The trial refuses it later, as the second half is missing."""
    made = printed(tmp_path, {"文.md": TABLE}, "@文.md")
    theirs = document("项|数\n甲甲|1")
    theirs.tables[0].cell(1, 0).add_paragraph("乙乙")
    files, _ = pulled(edits_between(made.ours, read_document(theirs), FormLabels()), made)
    assert files == {"文.md": TABLE.replace("甲甲乙乙", "甲甲")}


def test_a_bound_value_at_the_end_of_its_paragraph_stays_bound(tmp_path: Path) -> None:
    made = printed(tmp_path, {"report.yaml": REPORT, "文.md": "共{{ 数 }}\n"}, "@文.md")
    assert made.pulled("总共5") == ({"文.md": "总共{{ 数 }}\n"}, [])


def test_an_item_that_moves_to_the_end_of_its_list_stays_beside_the_others(tmp_path: Path) -> None:
    made = printed(tmp_path, {"文.md": "1. 甲\n2. 乙\n3. 丙\n"}, "@文.md")
    assert made.pulled("1. 乙", "1. 丙", "1. 甲") == ({"文.md": "1. 乙\n2. 丙\n3. 甲\n"}, [])


def test_two_paragraphs_joined_are_one(text: Printed) -> None:
    files, reasons = text.pulled(*BLOCKS[:3], "1. 甲项；乙项。", *BLOCKS[5:])
    assert reasons == []
    assert files == {"文.md": TEXT.replace("1. 甲项；\n2. 乙项。", "1. 甲项；乙项。")}


@pytest.mark.parametrize(
    ("theirs", "moved"),
    [
        (
            [*BLOCKS[:1], BLOCKS[2], *BLOCKS[3:7], BLOCKS[1], BLOCKS[7]],
            TEXT.replace("第一段共{{ 数 }}项。\n\n", "") + "\n第一段共{{ 数 }}项。\n",
        ),
        (
            [*BLOCKS[:1], BLOCKS[2], *BLOCKS[3:7], "第一段共5项啊。", BLOCKS[7]],
            TEXT.replace("第一段共{{ 数 }}项。\n\n", "") + "\n第一段共{{ 数 }}项啊。\n",
        ),
        (
            [*BLOCKS[:3], "1. 乙项。", "1. 甲项；", *BLOCKS[5:]],
            TEXT.replace("1. 甲项；\n2. 乙项。", "1. 乙项。\n2. 甲项；"),
        ),
    ],
)
def test_a_moved_paragraph_moves_as_it_was_typed(
    text: Printed, theirs: list[str], moved: str
) -> None:
    assert text.pulled(*theirs) == ({"文.md": moved}, [])


@pytest.mark.parametrize(
    ("theirs", "reasons"),
    [
        (["第一段共5项。", "前", *BLOCKS[2:]], ["nowhere"]),
        ([*BLOCKS[1:7], "前", "后"], ["fixed"]),
    ],
)
def test_a_paragraph_cannot_move_out_of_its_text_nor_the_form_s_words_into_it(
    text: Printed, theirs: list[str], reasons: list[str]
) -> None:
    assert text.pulled(*theirs) == ({}, reasons)


def test_a_value_that_was_split_has_a_line_for_each_paragraph(tmp_path: Path) -> None:
    made = printed(tmp_path, {"report.yaml": "名: 甲甲甲甲乙乙乙乙\n"}, "[名]")
    files, reasons = made.pulled("甲甲甲甲", "乙乙乙乙")
    assert (files, reasons) == ({"report.yaml": "名: |-\n  甲甲甲甲\n  乙乙乙乙\n"}, [])


def test_a_sentence_of_the_form_that_was_split_stays(tmp_path: Path) -> None:
    made = printed(tmp_path, {"report.yaml": REPORT}, "甲甲甲甲[数]乙乙乙乙")
    assert made.pulled("甲甲甲甲7", "乙乙乙乙") == ({}, ["fixed"])


def test_values_of_two_paragraphs_that_were_joined_stay(tmp_path: Path) -> None:
    report = {"report.yaml": "名: 甲甲甲甲\n数: 乙乙乙乙\n"}
    made = printed(tmp_path, report, "[名]", "[数]")
    assert made.pulled("甲甲甲甲乙乙乙乙") == ({}, ["part"])


def test_a_heading_in_a_cell_is_bold_by_its_look_alone(tmp_path: Path) -> None:
    made = printed(tmp_path, {"文.md": "## 标题\n\n文\n"})
    blocks = tuple(markdown_blocks(made.drafts, "文.md", in_cell=True))
    ours = file_of((table_of([[cell_of(paragraph("头")), cell_of(*blocks)]]),))
    theirs = document("头|**新标题**")
    theirs.tables[0].cell(0, 1).add_paragraph("文")
    edits = edits_between(ours, read_document(theirs), FormLabels())
    assert pulled(edits, Printed(made.drafts, ours)) == ({"文.md": "## 新标题\n\n文\n"}, [])
