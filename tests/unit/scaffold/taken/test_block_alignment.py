"""Blocks of a report find those of the template in order, with what is strange between them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.scaffold.taken.block_alignment import align_blocks
from docgen.scaffold.taken.filled_blocks import ReportBlock, labels_in
from docgen.scaffold.taken.template_blocks import blocks_of, template_parts
from docgen.word.xml import text_of, w
from tests.unit.helpers import collect
from tests.unit.scaffold.drawing import form_of, table_of
from tests.unit.scaffold.small_pack import TEXT, pack_of

_TABLE = ("项目名称|{{ 名称 }}", "实施单位|{{ 单位 }}")
_TEMPLATE = ("自评报告", "一、基本情况", "{{p 情况 }}", "二、结论", _TABLE)


def aligned(
    root: Path, template: Sequence[str | Sequence[str]], report: Sequence[str | Sequence[str]]
) -> list[tuple[str, int]]:
    """The blocks of a report that the template has, each with the number of the template's."""
    schema = dict.fromkeys(("名称", "单位", "电话"), TEXT)
    for chapter in ("情况", "措施"):
        schema[chapter] = TEXT | {"contentMediaType": "text/markdown"}
    pack = pack_of(root, *template, schema=schema)
    parts = template_parts(pack, collect())
    body = form_of(*report).element.body
    blocks = [ReportBlock(element) for element in body.iterchildren(w("p"), w("tbl"))]
    wanted = [block for part in parts for block in blocks_of(part)]
    found = align_blocks(wanted, blocks)
    return [(text_of(block.report.element)[:6], block.at) for block in found]


def test_blocks_are_found_in_order(tmp_path: Path) -> None:
    report = ("自评报告", "1. 基本情况", "第一段。", "第二段。", "二、结论")
    filled = ("项目名称|展厅", "实施单位|科技馆")
    assert aligned(tmp_path, _TEMPLATE, (*report, filled)) == [
        ("自评报告", 0),
        ("1. 基本情", 1),
        ("第一段。", 2),
        ("第二段。", 2),
        ("二、结论", 3),
        ("项目名称展厅", 4),
    ]


def test_what_the_template_has_not_is_left_out(tmp_path: Path) -> None:
    report = ("自评报告", "经办人另有说明，见附件。", "项目名称：展厅")
    assert aligned(tmp_path, ("自评报告", "项目名称：{{ 名称 }}"), report) == [
        ("自评报告", 0),
        ("项目名称：展", 1),
    ]


def test_a_title_that_a_text_names_leads_nobody_astray(tmp_path: Path) -> None:
    report = ("自评报告", "一、基本情况", "结论", "第二段。", "二、结论", _TABLE)
    found = aligned(tmp_path, _TEMPLATE, report)
    assert ("结论", 2) in found
    assert ("二、结论", 3) in found


def test_a_block_that_the_report_has_not_is_skipped(tmp_path: Path) -> None:
    assert aligned(tmp_path, _TEMPLATE, ("自评报告", "二、结论")) == [
        ("自评报告", 0),
        ("二、结论", 3),
    ]


def test_a_table_of_other_labels_is_none_of_the_template(tmp_path: Path) -> None:
    strange = ("月份|进度", "一月|12%")
    assert aligned(tmp_path, ("自评报告", _TABLE), ("自评报告", strange)) == [("自评报告", 0)]


_CHAPTERS = ("存在的问题", "{{p 情况 }}", "下一步措施", "{{p 措施 }}")


def test_a_chapter_heading_with_a_number_may_have_other_words(tmp_path: Path) -> None:
    report = ("一、存在的主要问题", "第一段。", "二、下一步工作措施", "第二段。")
    assert aligned(tmp_path, _CHAPTERS, report) == [
        ("一、存在的主", 0),
        ("第一段。", 1),
        ("二、下一步工", 2),
        ("第二段。", 3),
    ]


def test_a_chapter_that_the_template_has_not_is_left_out(tmp_path: Path) -> None:
    report = ("一、存在的问题", "第一段。", "二、有关建议", "建议。", "三、下一步措施", "第二段。")
    found = [text for text, _ in aligned(tmp_path, _CHAPTERS, report)]
    assert found == ["一、存在的问", "第一段。", "三、下一步措", "第二段。"]


def test_the_numbers_of_a_list_are_no_chapters(tmp_path: Path) -> None:
    report = ("1. 存在的问题", "1. 经费不足。", "2. 人员不足。", "2. 下一步措施", "第二段。")
    assert [at for _, at in aligned(tmp_path, _CHAPTERS, report)] == [0, 1, 1, 2, 3]


def test_parts_may_stand_in_another_order(tmp_path: Path) -> None:
    pack = pack_of(
        tmp_path,
        "基础数据表",
        _TABLE,
        schema={"名称": TEXT, "单位": TEXT},
        annexes={"annex.docx": "整体支出自评表"},
    )
    wanted = [block for part in template_parts(pack, collect()) for block in blocks_of(part)]
    table = ("项目名称|展厅", "实施单位|科技馆")
    body = form_of("整体支出自评表", "基础数据表", table, "整体支出自评表").element.body
    blocks = [ReportBlock(element) for element in body.iterchildren(w("p"), w("tbl"))]
    assert [block.at for block in align_blocks(wanted, blocks)] == [2, 0, 1]


def test_all_parts_may_stand_in_the_other_order(tmp_path: Path) -> None:
    pack = pack_of(
        tmp_path,
        "附件1",
        "一、基础数据表",
        "经费数额",
        "合计数额",
        schema={},
        annexes={"annex.docx": "整体支出自评表", "last.docx": "项目支出自评表"},
    )
    wanted = [block for part in template_parts(pack, collect()) for block in blocks_of(part)]
    report = (
        "附件1",
        "项目支出自评表",
        "整体支出自评表",
        "附件3",
        "一、基础数据表",
        "经费数额",
        "合计数额",
    )
    body = form_of(*report).element.body
    blocks = [ReportBlock(element) for element in body.iterchildren(w("p"), w("tbl"))]
    found = [(text_of(each.report.element), each.at) for each in align_blocks(wanted, blocks)]
    assert found == [
        ("项目支出自评表", 5),
        ("整体支出自评表", 4),
        ("一、基础数据表", 1),
        ("经费数额", 2),
        ("合计数额", 3),
    ]


def test_of_two_parts_alike_the_next_one_is_meant(tmp_path: Path) -> None:
    annexes = {"annex.docx": "说明事项表", "last.docx": "说明事项表"}
    pack = pack_of(tmp_path, "基础数据表", schema={}, annexes=annexes)
    wanted = [block for part in template_parts(pack, collect()) for block in blocks_of(part)]
    body = form_of("基础数据表", "说明事项表").element.body
    blocks = [ReportBlock(element) for element in body.iterchildren(w("p"), w("tbl"))]
    assert [each.at for each in align_blocks(wanted, blocks)] == [0, 1]


def test_labels_are_those_of_cells_and_of_their_lines() -> None:
    assert {"项目名称", "12"} <= labels_in(table_of("1. 项 目 名 称：|12"))
