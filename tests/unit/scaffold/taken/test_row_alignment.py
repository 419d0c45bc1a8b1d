"""Rows of a report's table find those of the template, also where a column is missing."""

from __future__ import annotations

from pathlib import Path

from docgen.scaffold.taken.row_alignment import align_rows, table_rows, template_rows
from docgen.scaffold.taken.template_blocks import template_parts
from docgen.word.xml import text_of, w
from tests.unit.helpers import collect
from tests.unit.scaffold.drawing import table_of
from tests.unit.scaffold.small_pack import TEXT, group, pack_of

_TABLE = (
    "绩效指标|一级指标|三级指标|目标值|完成值",
    "{%tr for 一 in 指标 %}||||",
    "{{ 一.组 }}|{{ 一.一级 }}（{{ 一.分 }}分）|{{ 一.三级 }}|{{ 一.目标值 }}|{{ 一.完成值 }}",
    "{%tr endfor %}||||",
    "总分|{{ 总分 }}|<|<|<",
)


def aligned(root: Path, *rows: str) -> list[tuple[str, str]]:
    """The rows of a report that the template has, each with the first word of the template's."""
    keys = ("组", "一级", "分", "三级", "目标值", "完成值")
    item = {"type": "array", "items": group(**dict.fromkeys(keys, TEXT))}
    pack = pack_of(root, "指标表", _TABLE, schema={"指标": item, "总分": TEXT})
    (part,) = template_parts(pack, collect())
    ours = template_rows(next(part.document.element.body.iter(w("tbl"))), part.wraps)
    theirs = table_rows(table_of(*rows), text_of)
    pairs = align_rows(ours, theirs)
    return [
        (text_of(row.element)[:4], text_of(pairs[row.element].element)[:4])
        for row in theirs
        if row.element in pairs
    ]


def test_a_list_may_lack_a_column(tmp_path: Path) -> None:
    rows = (
        "一级指标|三级指标|目标值|完成值",
        "产出指标|长度|3|3",
        "效益指标|水质|95|99",
        "总分|98|<|<",
    )
    assert aligned(tmp_path, *rows) == [
        ("一级指标", "绩效指标"),
        ("产出指标", "{{ 一"),
        ("效益指标", "{{ 一"),
        ("总分98", "总分{{"),
    ]


def test_a_remark_over_the_columns_is_no_item(tmp_path: Path) -> None:
    rows = ("一级指标|三级指标|目标值|完成值", "注：另有说明|<|<|<", "总分|98|<|<")
    assert [ours for _, ours in aligned(tmp_path, *rows)] == ["绩效指标", "总分{{"]
