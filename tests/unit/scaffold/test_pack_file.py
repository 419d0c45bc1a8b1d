"""The pack.yaml of a drafted pack, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
import yaml
from docx.document import Document

from docgen.packs.pack_yaml import SCHEMA_LINE
from docgen.scaffold.pack.form_fields import Block, Field, FormFields, Kind, Path, Spot
from docgen.scaffold.pack.formulas.drafted_rules import Rules
from docgen.scaffold.pack.writing.pack_file import pack_yaml
from docgen.scaffold.pack.writing.unique_names import Form
from docgen.word.xml import w
from tests.unit.scaffold.drawing import form_of, grid_of, line_of

UNIT = ("单位名称",)
Made = str | tuple[str, Kind]


def split(path: str) -> Path:
    return tuple(path.split("."))


@cache
def document(printed: str) -> Document:
    return form_of(printed)


def form(
    *fields: Made,
    columns: Sequence[str] = (),
    printed: str = "",
    file: str = "form.docx",
    repeats: str = "",
) -> Form:
    """A form with these fields, of the kind text if none is said, and a list with these columns."""
    spot = Spot(line_of("").paragraph)
    found = FormFields(repeats=repeats)
    for each in fields:
        path, kind = (each, "text") if isinstance(each, str) else each
        found.fields.append(Field(split(path), spot, kind))  # type: ignore[arg-type]
    if columns:
        grid = grid_of("|".join("x" * len(columns)))
        cells = {
            region: Field((name,), spot) for region, name in zip(grid.regions, columns, strict=True)
        }
        rows = tuple(grid.table.findall(w("tr")))
        found.blocks.append(Block(("单[]",), "行", rows, (), cells, []))
    return Form(file, document(printed), "", found)


def text_of(
    *forms: Form, title: str = "经费表", unit: Path = UNIT, rules: Rules | None = None
) -> str:
    return pack_yaml(list(forms), title, unit, rules or Rules())


def data(*forms: Form, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text_of(*forms, **more))
    return found


def test_the_sections_that_hold_something_each_with_its_comment() -> None:
    assert text_of(form("甲"), title="年度经费表") == (
        f"{SCHEMA_LINE}"
        "# 模板包：年度经费表 · template pack, drafted from blank forms\n"
        "\n# 输出文件名 · name of the output\n"
        "output: '{{ 年度 }}年度{{ 单位名称 }}经费表'\n"
        "properties:\n"
        "  title: '{{ 年度 }}年度{{ 单位名称 }}经费表'\n"
        "  author: '{{ 单位名称 }}'\n"
        "  date: '{{ 年度 }}-12-31'\n"
        "\n# 各部分按顺序合成一个文件 · parts, joined in this order\n"
        "parts:\n- file: form.docx\n"
        "\n# 检查用 · for the checks\n"
        "checks:\n  year: 年度\n  unit: 单位名称\n"
        "\n# 下一年度的内容：保留的、顺延一年的、带来并标明的 · next year\n"
        "next:\n  kept:\n  - 单位名称\n"
    )


def test_the_name_of_the_output_has_the_units_name() -> None:
    assert (
        data(form(), title="经费、年度表")["output"] == "{{ 年度 }}年度{{ 单位名称 }}经费、年度表"
    )
    found = data(form(), unit=("封面", "部门、名"))
    assert found["properties"]["author"] == '{{ 封面["部门、名"] }}'
    assert found["checks"]["unit"] == "封面.部门、名"


def test_each_form_is_a_part_and_one_for_each_project_is_repeated() -> None:
    forms = form(file="a.docx"), form(file="b.docx", repeats="projects")
    assert data(*forms)["parts"] == [
        {"file": "a.docx"},
        {"file": "b.docx", "repeat": "项目 in projects"},
    ]


def test_formulas_and_rules_are_written() -> None:
    rules = Rules({("总",): "子 + 丑", ("甲", "率"): "数 / 总"})
    rules.require("名", "甲 == 乙")
    text = text_of(form(), rules=rules)
    assert "\n# 推算值：请逐条核对" in text
    assert "\n# 审核规则：请逐条核对" in text
    found = yaml.safe_load(text)
    assert list(found["derived"].items()) == [("总", "子 + 丑"), ("甲.率", "数 / 总")]
    assert found["rules"] == [{"name": "名", "require": "甲 == 乙"}]
    assert list(found) == ["output", "properties", "parts", "derived", "checks", "next", "rules"]


@pytest.mark.parametrize(
    ("fields", "columns", "checks"),
    [
        (["甲.上年数", "甲.本年数"], [], {"carried": {"上年数": "本年数"}}),
        (["甲.上年数", "乙.本年数"], [], {"carried": {"上年数": "本年数"}}),
        (["甲.上年数"], [], {}),
        (["甲.本年数"], [], {}),
        (["甲.上年上年数", "甲.本年上年数"], [], {"carried": {"上年上年数": "本年上年数"}}),
        (["甲.截至上年数", "甲.截至本年数"], [], {}),
        ([], ["上年数", "本年数"], {"carried": {"上年数": "本年数"}}),
        (["甲.上年数"], ["本年数"], {"carried": {"上年数": "本年数"}}),
        (["甲.得分"], [], {"points": ["得分"]}),
        (["甲.总分", "分值.甲"], [], {"points": ["总分"]}),
        (["甲.总分"], ["得分", "分值"], {"points": ["分值", "得分", "总分"]}),
        (["甲.得分数"], [], {}),
    ],
)
def test_what_the_checks_have_to_know(
    fields: list[str], columns: list[str], checks: dict[str, Any]
) -> None:
    found = data(form(*fields, columns=columns))["checks"]
    assert found == {"year": "年度", "unit": "单位名称", **checks}


@pytest.mark.parametrize(
    ("path", "kind", "money"),
    [
        *(
            (f"经费.{name}", "figure", ["经费"])
            for name in ("预算数", "资金", "经费", "金额", "支出", "收入")
        ),
        ("经费.资金来源", "figure", ["经费"]),
        ("项目[].金额", "figure", ["项目"]),
        ("经费.甲.金额", "figure", ["经费"]),
        ("经费.数量", "figure", None),
        ("经费.人均", "figure", None),
        ("经费.金额", "text", None),
        ("金额", "figure", None),
    ],
)
def test_groups_of_money_in_a_form_of_ten_thousands(
    path: str, kind: Kind, money: list[str] | None
) -> None:
    made = form((path, kind), printed="单位：万元")
    assert data(made)["checks"].get("money") == money
    assert data(form(), made)["checks"].get("money") == money
    assert "money" not in data(form((path, kind), printed="单位：元"))["checks"]


def test_a_group_of_money_is_named_once() -> None:
    made = form(("经费.金额", "figure"), ("经费.支出", "figure"), printed="万元")
    assert data(made)["checks"]["money"] == ["经费"]


@pytest.mark.parametrize(
    ("field", "plan"),
    [
        ("甲.日期", {"dates": ["甲.日期"]}),
        ("填报日期", {"dates": ["填报日期"]}),
        ("子.甲.填报日期起", {"dates": ["甲.填报日期起"]}),
        ("甲.结束日期", {}),
        ("甲.结束日期起", {"dates": ["甲.结束日期起"]}),
        (("甲.说明", "prose"), {"texts": ["甲.说明"]}),
        (("甲.名称", "prose"), {"texts": ["甲.名称"]}),
        (("甲.名称", "figure"), {}),
        (("甲.名称", "ticks"), {}),
        (("年度", "year"), {}),
        ("甲.说明", {}),
        ("项目[].名称", {"kept": ["项目.名称"]}),
        *(
            (f"甲.{name}", {"kept": [f"甲.{name}"]})
            for name in ("名称", "数量指标", "主管单位", "部门")
        ),
        *(
            (f"甲.{name}", {"kept": [f"甲.{name}"]})
            for name in ("代码", "账号", "地址", "电话", "传真")
        ),
        *(
            (f"甲.{name}", {"kept": [f"甲.{name}"]})
            for name in ("填表人", "填报人", "分值", "名称备注")
        ),
        *(
            (f"甲.{name}", {})
            for name in ("分值说明", "指标值", "单位数", "部门数", "负责人", "满分值")
        ),
    ],
)
def test_what_becomes_of_a_field_next_year(field: Made, plan: dict[str, list[str]]) -> None:
    kept = [*UNIT, *plan.get("kept", [])]
    assert data(form(field))["next"] == {**plan, "kept": kept}


@pytest.mark.parametrize(
    ("columns", "plan"),
    [
        (["名称", "数量"], {"kept": ["名称"]}),
        (["指标值", "备注", "改进措施"], {"texts": ["指标值", "备注", "改进措施"]}),
        (["备注名称"], {"kept": ["备注名称"]}),
        (["数量", "金额"], {}),
    ],
)
def test_what_becomes_of_the_columns_of_a_list(
    columns: list[str], plan: dict[str, list[str]]
) -> None:
    kept = [*UNIT, *plan.get("kept", [])]
    assert data(form(columns=columns))["next"] == {**plan, "kept": kept}


def test_what_is_kept_is_no_text() -> None:
    found = data(form(("名称", "prose"), columns=["名称", "备注"]))["next"]
    assert found == {"kept": ["单位名称", "名称"], "texts": ["备注"]}


def test_derived_fields_and_the_units_name_need_no_plan() -> None:
    rules = Rules({("甲", "名称"): "乙"})
    made = form("甲.名称", "封面.单位", "封面.电话")
    assert data(made, unit=("封面", "单位"), rules=rules)["next"] == {
        "kept": ["封面.单位", "封面.电话"]
    }
