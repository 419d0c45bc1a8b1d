"""A table that somebody split over two is read as the one that the template has."""

from __future__ import annotations

from pathlib import Path

from docgen.scaffold.taken.block_alignment import align_blocks
from docgen.scaffold.taken.filled_blocks import ReportBlock
from docgen.scaffold.taken.joined_tables import join_split_tables
from docgen.scaffold.taken.template_blocks import blocks_of, template_parts
from docgen.word.xml import text_of, w
from tests.unit.helpers import collect
from tests.unit.scaffold.drawing import form_of
from tests.unit.scaffold.small_pack import TEXT, group, pack_of

_HEAD = "指标|上年|本年"
_NAMES = ("来访", "办结", "受理", "满意")
_TABLE = (_HEAD, *(f"{name}|{{{{ {name}.上年 }}}}|{{{{ {name}.本年 }}}}" for name in _NAMES))


def rows_of(root: Path, *report: str | tuple[str, ...]) -> list[list[str]]:
    """The rows of each table of a report, as they are read."""
    schema = dict.fromkeys(_NAMES, group(上年=TEXT, 本年=TEXT))
    parts = template_parts(pack_of(root, "统计表", _TABLE, schema=schema), collect())
    body = form_of(*report).element.body
    blocks = [ReportBlock(element) for element in body.iterchildren(w("p"), w("tbl"))]
    wanted = [block for part in parts for block in blocks_of(part)]
    found = join_split_tables(align_blocks(wanted, blocks))
    tables = [each.report.element for each in found if each.report.is_table]
    return [[text_of(row) for row in table.iterfind(w("tr"))] for table in tables]


_FIRST, _REST = (_HEAD, "来访|1|2", "办结|3|4"), ("受理|5|6", "满意|7|8")
_WHOLE = ["指标上年本年", "来访12", "办结34", "受理56", "满意78"]


def test_the_rest_of_a_table_is_joined_to_it_without_its_head(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "统计表", _FIRST, "续表", (_HEAD, *_REST)) == [_WHOLE]


def test_the_rest_may_have_no_head(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "统计表", _FIRST, _REST) == [_WHOLE]


def test_a_table_that_adds_nothing_is_another(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "统计表", _FIRST, (_HEAD, "来访|5|6")) == [
        ["指标上年本年", "来访12", "办结34"]
    ]


_LISTED = ("名称|金额", "{%tr for 一 in 项目 %}|", "{{ 一.名称 }}|{{ 一.金额 }}", "{%tr endfor %}|")


def test_the_rest_of_a_list_has_its_head_once_more(tmp_path: Path) -> None:
    item = {"type": "array", "items": group(名称=TEXT, 金额=TEXT)}
    pack = pack_of(tmp_path, "资金表", _LISTED, "项目表", _LISTED, schema={"项目": item})
    wanted = [block for part in template_parts(pack, collect()) for block in blocks_of(part)]
    report = ("资金表", ("名称|金额", "清淤|12"), ("名称|金额", "绿化|7"), "项目表")
    body = form_of(*report).element.body
    blocks = [ReportBlock(element) for element in body.iterchildren(w("p"), w("tbl"))]
    found = join_split_tables(align_blocks(wanted, blocks))
    assert [text_of(each.report.element) for each in found] == [
        "资金表",
        "名称金额清淤12绿化7",
        "项目表",
    ]


def test_a_head_of_two_rows_may_be_there_once_more(tmp_path: Path) -> None:
    heads = ("姓名|原岗位|<|现岗位|<", "^|类别|等级|类别|级别")
    fields = ("姓名", "类别", "等级", "岗位", "级别")
    loop = ("{%tr for 一 in 人员 %}||||", "|".join(f"{{{{ 一.{name} }}}}" for name in fields))
    item = {"type": "array", "items": group(**dict.fromkeys(fields, TEXT))}
    drawn = (*heads, *loop, "{%tr endfor %}||||")
    pack = pack_of(tmp_path, "人员表", drawn, schema={"人员": item})
    wanted = [block for part in template_parts(pack, collect()) for block in blocks_of(part)]
    rows = ((*heads, "甲|专|七|管|九"), "人员（续表）", (*heads, "乙|专|八|管|十"))
    body = form_of("人员表", *rows).element.body
    blocks = [ReportBlock(element) for element in body.iterchildren(w("p"), w("tbl"))]
    found = join_split_tables(align_blocks(wanted, blocks))
    assert [len(each.report.element.findall(w("tr"))) for each in found[1:]] == [4]
