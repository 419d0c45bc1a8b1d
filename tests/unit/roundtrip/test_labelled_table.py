"""Labels of a table in a finished file: those that the form prints, and the names of items."""

from __future__ import annotations

import pytest

from docgen.roundtrip.comparing.labelled_table import LabelledTable
from docgen.roundtrip.reading.docx_model import DocxTable
from docgen.templates.table_labels import FormLabels
from tests.unit.roundtrip.word_files import read

FORM = FormLabels(
    labels=("一级指标", "二级指标", "三级指标", "得分", "{{ 年 }}年预算", "单位名称", "合计"),
    heads=frozenset({"一级指标", "二级指标", "三级指标", "得分", "{{ 年 }}年预算"}),
    names=frozenset({"三级指标"}),
    fields=(("其他资金：{{ 其他 }}", "其他资金"),),
)


def table_of(drawing: str) -> DocxTable:
    (block,) = read(drawing).body
    assert isinstance(block, DocxTable)
    return block


def labels(drawing: str, form: FormLabels) -> list[str]:
    """``row/column`` of the cells of each row, the first paragraph of each as its line."""
    table = table_of(drawing)
    labelled = LabelledTable(table, form)
    return [
        " ".join("/".join(labelled.labels(cell, cell.text)) for cell in row.cells)
        for row in table.rows
    ]


@pytest.mark.parametrize(
    ("drawing", "form", "expected"),
    [
        (
            "项目|金额\n甲|1\n乙|2",
            FormLabels(),
            ["项目/ 金额/", "/项目 甲/金额", "/项目 乙/金额"],
        ),
        (
            "项目|金额\n1|2",
            FormLabels(),
            ["项目/ 金额/", "/项目 /金额"],
        ),
        (
            "一级指标|二级指标|三级指标|得分\n产出|数量|动态|10\n^|^|课程|20",
            FORM,
            [
                "一级指标/ 二级指标/ 三级指标/ 得分/",
                "/一级指标 /二级指标 /三级指标 动态/得分",
                "/一级指标 /二级指标 /三级指标 课程/得分",
            ],
        ),
        (
            "单位名称|某单位\n新|7",
            FORM,
            ["单位名称/ 单位名称/", "/单位名称 /"],
        ),
        (
            "三级指标|2023年预算\n动态|其他资金：12",
            FORM,
            ["三级指标/ 2023年预算/", "/三级指标 其他资金/2023年预算"],
        ),
        ("三级指标|得分\n合计|7", FORM, ["三级指标/ 得分/", "合计/ 合计/得分"]),
        ("三级指标|得分\n12|7", FORM, ["三级指标/ 得分/", "/三级指标 /得分"]),
    ],
)
def test_a_cell_is_named_by_the_labels_of_its_row_and_its_column(
    drawing: str, form: FormLabels, expected: list[str]
) -> None:
    assert labels(drawing, form) == expected


@pytest.mark.parametrize(
    ("drawing", "form", "expected"),
    [
        ("项目|金额\n甲|1\n2|乙\n3|4", FormLabels(), ["项目", "甲", "乙", ""]),
        (
            "一级指标|二级指标|三级指标|得分\n产出|数量|动态|10\n^|^|课程|20\n合计|||30\n1|甲||",
            FORM,
            ["一级指标", "动态", "课程", "合计", "甲"],
        ),
        ("单位名称|某单位\n1|某人", FORM, ["单位名称", "某人"]),
    ],
)
def test_a_row_is_named_by_its_item_or_its_first_label_or_its_first_text(
    drawing: str, form: FormLabels, expected: list[str]
) -> None:
    table = table_of(drawing)
    assert [LabelledTable(table, form).row_label(row) for row in table.rows] == expected


def test_the_text_of_a_nested_table_is_no_label() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    text = "<w:tc>{}<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = f"<w:tr>{text.format(inner, ' 项 ')}{text.format('', '数')}</w:tr>"
    (block,) = read(f"<w:tbl>{rows}</w:tbl>").body
    assert isinstance(block, DocxTable)
    assert LabelledTable(block, FormLabels()).row_label(block.rows[0]) == "项"


def test_a_row_that_is_repeated_on_each_page_holds_heads_whoever_typed_them() -> None:
    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr>"
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = [["单位名称", "某单位"], ["名", "数"], ["甲", "1"]]
    made = ["".join(map(cell.format, texts)) for texts in rows]
    xml = f"<w:tr>{made[0]}</w:tr>{head.format(made[1])}<w:tr>{made[2]}</w:tr>"
    (block,) = read(f"<w:tbl>{xml}</w:tbl>").body
    assert isinstance(block, DocxTable)
    labelled = LabelledTable(block, FORM)
    assert labelled.labels(block.rows[2].cells[1]) == ("甲", "数")
