"""A table of a report that the template has as several is cut where the next one begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.scaffold.taken.cut_tables import cut_tables
from docgen.scaffold.taken.filled_blocks import ReportBlock
from docgen.scaffold.taken.template_blocks import blocks_of, template_parts
from docgen.word.grid import cells_of
from docgen.word.xml import text_of, w
from tests.unit.helpers import collect
from tests.unit.scaffold.drawing import form_of
from tests.unit.scaffold.small_pack import TEXT, group, pack_of

_FUNDS = (
    "名称|{{ 名称 }}|单位|{{ 单位 }}",
    "资金|预算数|执行数|结余数",
    "总额|{{ 预 }}|{{ 执 }}|{{ 余 }}",
)
_GOALS = ("年度目标|预期目标|实际完成情况", "^|{{ 目标 }}|{{ 完成 }}")
_LIST = (
    "指标|目标值|完成值",
    "{%tr for 一 in 指标 %}||",
    "{{ 一.名称 }}|{{ 一.目标值 }}|{{ 一.完成值 }}",
    "{%tr endfor %}||",
)
_FILLED = (
    "名称|清淤|单位|河道所",
    "资金|预算数|执行数|结余数",
    "总额|12|11|1",
    "年度目标|预期目标|实际完成情况|<",
    "^|清淤三公里|已完成|<",
    "指标|目标值|完成值|<",
    "长度|3 公里|3 公里|<",
    "合格率|95%|99%|<",
)


def pieces(root: Path, template: Sequence[str | Sequence[str]], table: Sequence[str]) -> list[str]:
    """The texts of the pieces that a table is cut into."""
    item = {"type": "array", "items": group(名称=TEXT, 目标值=TEXT, 完成值=TEXT)}
    schema = dict.fromkeys(("名称", "单位", "预", "执", "余", "目标", "完成"), TEXT)
    pack = pack_of(root, *template, schema={**schema, "指标": item})
    wanted = [block for part in template_parts(pack, collect()) for block in blocks_of(part)]
    body = form_of(table).element.body
    cut_tables(wanted, [ReportBlock(each) for each in body.iterchildren(w("p"), w("tbl"))])
    assert all(len(list(cells_of(each))) for each in body.iterchildren(w("tbl")))
    return [text_of(each) for each in body.iterchildren(w("tbl"))]


def test_one_table_is_cut_into_the_three_of_the_template(tmp_path: Path) -> None:
    assert pieces(tmp_path, ("自评表", _FUNDS, _GOALS, _LIST), _FILLED) == [
        "名称清淤单位河道所资金预算数执行数结余数总额12111",
        "年度目标预期目标实际完成情况清淤三公里已完成",
        "指标目标值完成值长度3 公里3 公里合格率95%99%",
    ]


def test_a_table_that_the_template_has_as_one_stays_whole(tmp_path: Path) -> None:
    whole = (*_FUNDS, *(f"{row}|<" for row in _GOALS))
    assert len(pieces(tmp_path, ("自评表", whole, _LIST), _FILLED[:5])) == 1


def test_a_table_that_shares_few_labels_stays_whole(tmp_path: Path) -> None:
    strange = ("月份|预算数|目标值", "一月|3|12%", "二月|4|15%")
    assert len(pieces(tmp_path, ("自评表", _FUNDS, _GOALS, _LIST), strange)) == 1


def test_a_cell_over_the_cut_is_cut_too(tmp_path: Path) -> None:
    filled = ("总表|预期目标|实际完成情况", "^|甲|乙", "^|目标值|完成值", "^|3|4")
    template = ("自评表", _GOALS, _LIST)
    goals = "总表预期目标实际完成情况甲乙"
    assert pieces(tmp_path, template, filled) == [goals, "目标值完成值34"]
