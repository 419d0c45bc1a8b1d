"""The labels of a form's tables, in a template and in the files made from it."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.templates import table_labels
from docgen.templates.table_labels import (
    FormLabels,
    TemplateTable,
    form_labels,
    is_label_text,
    own_label,
)
from docgen.word.xml import text_of, w
from tests.unit.word.elements import element, paragraph


def table(drawing: str, *heads: int) -> Any:
    """A table of rows and cells; those numbered ``heads``, from 0, repeat on each page."""
    rows = ""
    for number, line in enumerate(drawing.strip().splitlines()):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if number in heads else ""
        cells = ("".join(map(paragraph, cell.strip().split("\\n"))) for cell in line.split("｜"))
        rows += f"<w:tr>{mark}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"
    return element(f"<w:tbl>{rows}</w:tbl>")


@pytest.mark.parametrize(
    ("text", "is_label"),
    [
        ("金", True),
        ("", False),
        ("12", False),
        ("{{ a }}", False),
        ("{{ 年度 }}年", False),
        ("{{ 年度 }}年度", True),
        ("{{ 年度 }}（12分）", False),
        ("资金{{ 年度 }}", False),
        ("{{ a }}甲{{ b }}预算", True),
        ("{{ a }}预算{{ b }}甲", False),
        ("出生年月（{{ 年龄 }}岁）", True),
        ("{{ a | box('甲类') }}甲类 {{ a | box('乙类') }}乙类", False),
        ("{{ a | blank('__') }}平方米，其他", False),
        ("{{ 年度 | blank('__') }}年预算数", True),
        ("{{ a }}签名：____　　年  月  日", False),
        ("{{ a }}（公章）", False),
        ("{{ a }}    年    月    日", False),
    ],
)
def test_a_label_has_letters_behind_its_last_tag(text: str, is_label: bool) -> None:
    assert is_label_text(text) is is_label


@pytest.mark.parametrize(
    ("before", "tag", "label"),
    [
        ("其他资金：", "{{ a }}", "其他资金"),
        (" ，其他资金: ", "{{ a }}", "其他资金:"),
        ("；金额（", "{{ a }}", "金额"),
        ("金", "{{ a }}", ""),
        ("金额", "{{ a }}", "金额"),
        ("12", "{{ a }}", ""),
        ("其他", "{{ a | box('货物') }}", "货物"),
        ("", "{{ a | box(“货物”) }}", "货物"),
        ("一二三四五六七八九十" * 3, "{{ a }}", "一二三四五六七八九十" * 2),
    ],
)
def test_the_label_in_the_line_of_a_tag(before: str, tag: str, label: str) -> None:
    assert own_label(before, tag) == label.rstrip(":")


LOOP = """
指标 ｜ 目标 ｜ 得分
{%tr for a in b %}
{{ a.组 | merge }} ｜ {{ a.名 }} ｜ {{ a.分 }}
{%tr endfor %}
合计 ｜ {{ 合计 }} ｜ {{ 总分 }}
"""


def test_rows_of_tags_are_in_no_finished_file() -> None:
    root = table(LOOP)
    template = TemplateTable(root)
    assert (template.grid.height, template.grid.width) == (3, 3)
    cells = list(root.iter(w("tc")))
    dropped = template.region(cells[3])
    assert dropped is not None
    assert (dropped.row, dropped.rows) == (2, 1)
    assert template.region(element("<w:tc/>")) is None
    assert [head.text for head in template.name_heads()] == ["目标"]


@pytest.mark.parametrize(
    ("row", "heads"),
    [
        ("{{ a.名 }} ｜ {{ a.额 }} ｜ {{ a.分 }}", ["指标"]),
        ("{{ loop.index }} ｜ {{ a.额 }} ｜ {{ a.分 }}", ["目标"]),
        ("1 ｜ {{ a.额 }} ｜ {{ a.分 }}", ["目标"]),
        ("{{ a.年 }}年度 ｜ {{ a.额 }} ｜ {{ a.分 }}", ["目标"]),  # the first is a label
        ("1 ｜ 2 ｜ 3", []),
    ],
)
def test_the_name_of_an_item_is_its_first_value(row: str, heads: list[str]) -> None:
    drawing = LOOP.replace("{{ a.组 | merge }} ｜ {{ a.名 }} ｜ {{ a.分 }}", row)
    assert [head.text for head in TemplateTable(table(drawing)).name_heads()] == heads


def test_nested_loops_end_one_by_one() -> None:
    loops = "{%tr for a in b %}\n{%tr for c in a %}\n{{ c.x }} ｜ 1\n{%tr endfor %}\n{{ a.y }} ｜ 2"
    root = table(f"甲名 ｜ 乙名\n{loops}\n{{%tr endfor %}}\n{{{{ z }}}} ｜ 3")
    assert len(list(TemplateTable(root).name_heads())) == 2


def test_in_a_row_that_repeats_a_value_is_a_label_and_a_head() -> None:
    root = table("{{ 年 }} ｜ {% if a %}{{ b }}{% endif %} ｜ 预算\n{{ 年 }} ｜ 1 ｜ 2", 0)
    template = TemplateTable(root)
    regions = template.grid.regions
    assert [region.is_label for region in regions] == [True, False, True] + [False] * 3
    assert [template.is_head(region) for region in regions] == [True, False, True] + [False] * 3


def labels() -> FormLabels:
    drawing = """
项目 ｜ {{ 年 }}年预算 ｜ {{ 年 }}年{{ 种 }}预算
税 ｜ {{ a }} ｜ 其他资金：{{ b }}\\n{{ c | box("是") }}\\n其中 借款：{{ d }}
"""
    return form_labels([element("<w:body/>"), table(drawing)])


def test_the_labels_of_a_form_are_collected() -> None:
    found = labels()
    assert found.labels == ("项目", "{{ 年 }}年预算", "{{ 年 }}年{{ 种 }}预算", "税")
    assert found.heads == {"项目", "{{ 年 }}年预算", "{{ 年 }}年{{ 种 }}预算"}
    assert found.names == frozenset()
    assert dict(found.fields) == {
        "其他资金：{{ b }}": "其他资金",
        "其中 借款：{{ d }}": "其中 借款",
    }
    assert form_labels([table(LOOP)]).names == {"目标"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("项 目\n", "项目"),
        ("2023年预算", "{{ 年 }}年预算"),
        ("2023年财政预算", "{{ 年 }}年{{ 种 }}预算"),
        ("税款", None),
        ("2" * 197 + "年预算", "{{ 年 }}年预算"),
        ("2" * 198 + "年预算", None),
    ],
)
def test_a_label_is_known_in_a_finished_file(text: str, label: str | None) -> None:
    form = labels()
    assert [form.find(text), form.find(text)] == [label, label]


def test_a_line_with_a_field_has_its_label() -> None:
    form = labels()
    assert form.own_label("其他资金： 12 万元".removesuffix(" 万元")) == "其他资金"
    assert form.own_label("其中借款：3") == "其中 借款"
    assert form.own_label("资金：12") == ""
    assert text_of(table("甲")) == "甲"


def test_what_a_label_is_is_asked_once_however_many_cells_it_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = list[str]()

    def counted(text: str) -> bool:
        asked.append(text)
        return is_label_text(text)

    monkeypatch.setattr(table_labels, "is_label_text", counted)
    rows = "".join(f"第{number}项 ｜ {{{{ 值{number} }}}}\n" for number in range(60))
    form = TemplateTable(table(f"项目 ｜ 金额\n{rows}"))
    for region in form.grid.regions:
        form.headers(region)
    assert len(asked) <= len(form.grid.regions)
