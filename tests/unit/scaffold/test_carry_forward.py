"""Last year's files carried forward: what becomes of each value, comment and file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from docgen.checking.todo_lists import CARRIED
from docgen.content.unit import load_unit
from docgen.diagnostics import Problems
from docgen.scaffold.content.carry_forward import Carrier
from docgen.scaffold.content.field_comments import FieldComments
from tests.unit.scaffold.small_pack import NUMBER, group, pack_of

SETTINGS = """\
checks:
  year: 年度
  carried: {上年数: 本年数}
next: {kept: [名称, 表.甲], dates: [日期], texts: [说明]}
"""
MARK = f"\n\n{CARRIED}:  # 从上年带来；改完一个删去一行 · "
MARK += "from last year; delete the line of what is done\n"
TABLE = ["项目|{{ 年度 }}年人数|预算数", "甲方|{{ 人数 }}|{{ 预算数 }}", "乙方|{{ 表.乙 }}|"]
MARKDOWN = {"contentMediaType": "text/markdown"}
SCHEMA: dict[str, Any] = {
    "长文": MARKDOWN,
    "是否": {"enum": ["是", "否", None], "description": "填：是或否"},
    "式样": {"pattern": "^甲$", "description": "填：甲"},
    "人数": NUMBER | {"description": "不说"},
    "表": group(乙=NUMBER),
    "单": {"type": "array", "items": {"type": "array", "items": group(文=MARKDOWN)}},
}


@pytest.fixture(scope="module")
def carrier(tmp_path_factory: pytest.TempPathFactory) -> Carrier:
    pack = pack_of(tmp_path_factory.mktemp("pack"), TABLE, schema=SCHEMA, settings=SETTINGS)
    return Carrier(pack, 2024, FieldComments(pack, 2024))


def carried(carrier: Carrier, folder: Path, files: Mapping[str, str]) -> dict[str, str]:
    """What becomes of the files of a unit."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    unit = load_unit(folder, "2023", folder.parent, Problems())
    return {name: data.decode() for name, data in carrier.files(unit).items()}


def report(carrier: Carrier, folder: Path, text: str) -> str:
    """What becomes of report.yaml, without the list of files to look through."""
    made = carried(carrier, folder, {"report.yaml": text})["report.yaml"]
    return made.partition("\n\n沿用上年:")[0].rstrip("\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("年度: 2023", "年度: 2024"),
        ("名称: 甲", "名称: 甲"),
        ("日期: 2024年2月29日", "日期: 2025年2月28日"),
        ("日期: 无", "日期: 无"),
        ("说明: 甲", "说明: 甲"),
        ("说明:", "说明:"),
        ("长文: 甲", "长文: 甲"),
        ("数: 5", "数:"),
        ("模板: form", "模板: form"),
        ("表: {甲: 1, 丙: 2}", "表: {甲: 1, 丙: }"),
        ("表: {名称: 甲, 年度: 2023}", "表: {名称: 甲, 年度: }"),
        ("表: {上年数: 1, 本年数: 2}", "表: {上年数: 2, 本年数: }"),
        ("表: {上年数: 1}", "表: {上年数: }"),
        ("上年数: 1\n本年数: 2", "上年数: 2\n本年数:"),
        ("上年数: 1\n表: {本年数: 2}", "上年数:\n表: {本年数: }"),
        ("单: [{名称: 甲, 上年数: 1, 本年数: 2}]", "单: [{名称: 甲, 上年数: 2, 本年数: }]"),
        ("单:\n  - 文: 甲\n    数: 5", "单:\n  - 文: 甲\n    数:"),
        ("列: [甲, 乙]", "列: ['', '']"),
        ("# 注\n数: 5  # 旁注", "# 注\n数:  # 旁注"),
    ],
)
def test_a_value(carrier: Carrier, tmp_path: Path, old: str, new: str) -> None:
    assert report(carrier, tmp_path, old + "\n") == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("人数: 5", "人数:  # 甲方：2024年人数，人"),
        ("人数: 5   ", "人数:  # 甲方：2024年人数，人"),
        ("人数: 5  # 甲方：2023年人数，人", "人数:  # 甲方：2024年人数，人"),
        ("人数: 5  # 甲方：1999年人数，人", "人数:  # 甲方：2024年人数，人"),
        ("人数: 5  # 别的", "人数:  # 别的"),
        ("人数: 5 # 甲方：2023年人数，人", "人数: # 甲方：2023年人数，人"),
        ("人数: 5  # 甲方：1899年人数", "人数:  # 甲方：1899年人数"),
        ("人数:", "人数:"),
        ("预算数: 5", "预算数:  # 甲方"),
        ("表: {乙: 5}", "表: {乙: }  # 乙方：2024年人数"),
        ("表: {乙: 5, 丙: 6}", "表: {乙: , 丙: }  # 乙方：2024年人数"),
        ("是否: 是", "是否:  # 填：是或否"),
        ("式样: 甲", "式样:  # 填：甲"),
        ("{是否: 是, 人数: 5}", "{是否: , 人数: }  # 甲方：2024年人数，人"),
        ("数: 5", "数:"),
        ("人数: |\n  甲\n数: 1", "人数:\n数:"),
    ],
)
def test_the_forms_labels_stand_behind_what_is_to_be_filled_in(
    carrier: Carrier, tmp_path: Path, old: str, new: str
) -> None:
    assert report(carrier, tmp_path, old + "\n") == new


@pytest.mark.parametrize(
    ("files", "marked"),
    [
        ({"report.yaml": "名称: 甲\n"}, []),
        ({"report.yaml": "年度: 2023\n日期: 2023-01-01\n"}, []),
        ({"report.yaml": "说明: 甲\n"}, ["report.yaml"]),
        ({"report.yaml": "说明:\n"}, []),
        ({"report.yaml": "数: 5\n"}, ["report.yaml"]),
        ({"report.yaml": "数:\n"}, []),
        ({"report.yaml": "名称: 甲\n", "base.YML": "数: 5\n"}, ["base.YML"]),
        ({"report.yaml": "名称: 甲\n", "文/1.md": "甲\n"}, ["文/1.md"]),
        ({"report.yaml": "名称: 甲\n", "文/1.MD": "甲\n"}, ["文/1.MD"]),
        ({"report.yaml": "名称: 甲\n", "文/1.md": " \n"}, []),
        ({"report.yaml": "名称: 甲\n", "图.png": "甲"}, []),
        (
            {"report.yaml": "数: 5\n", "1.md": "甲", "base.yaml": "数: 5"},
            ["1.md", "base.yaml", "report.yaml"],
        ),
    ],
)
def test_files_to_look_through_are_listed(
    carrier: Carrier, tmp_path: Path, files: dict[str, str], marked: list[str]
) -> None:
    made = carried(
        carrier, tmp_path, {**files, "report.yaml": "模板: form\n" + files["report.yaml"]}
    )
    _, mark, listed = made["report.yaml"].partition(MARK)
    assert listed == "".join(f"  - {name}\n" for name in marked)
    assert bool(mark) == bool(marked)


@pytest.mark.parametrize(
    ("files", "listing"),
    [
        ({"a.yaml": "数: 5\n", "b.yaml": "模板: form\n"}, "b.yaml"),
        ({"a.yaml": "数: 5\n", "b.yaml": "'模板' : form\n"}, "b.yaml"),
        ({"a.yaml": "数: 5\n", "b.yaml": '"模板": form\n'}, "b.yaml"),
        ({"b.yaml": "表: {模板: 5}\n", "a.yaml": "数: 5\n模板: form\n"}, "a.yaml"),
        ({"b.yaml": "数: 5\n", "a.yaml": "表:\n  模板: 5\n"}, "a.yaml"),
        ({"b.yaml": "模板甲: form\n", "a.yaml": "数: 5\n"}, "a.yaml"),
    ],
)
def test_the_file_that_names_the_pack_lists_them(
    carrier: Carrier, tmp_path: Path, files: dict[str, str], listing: str
) -> None:
    made = carried(carrier, tmp_path, files)
    assert [name for name, text in made.items() if "沿用上年" in text] == [listing]


def test_keys_about_files_are_not_carried(carrier: Carrier, tmp_path: Path) -> None:
    old = "例外: [{规则: 甲}]\n名称: 甲\n沿用上年:\n  - a.yaml\n待填写: [b.yaml]\n"
    assert report(carrier, tmp_path, old) == "名称: 甲"


def test_files_of_editors_are_left_out_and_others_come_along(
    carrier: Carrier, tmp_path: Path
) -> None:
    others = {".git/甲.md": "甲", "~$甲.docx": "", "夹/.甲": "", "夹/~甲": "", "夹/图.png": "甲"}
    files = {"report.yaml": "名称: 甲\n", **others}
    assert carried(carrier, tmp_path, files) == {"report.yaml": "名称: 甲\n", "夹/图.png": "甲"}


def test_a_file_in_a_folder_holds_what_the_folder_is_named_after(
    carrier: Carrier, tmp_path: Path
) -> None:
    files = {"report.yaml": "模板: form\n甲: 1\n", "表/1.yaml": "甲: 1\n乙: 2\n年度: 2023\n"}
    assert (
        carried(carrier, tmp_path, files)["表/1.yaml"] == "甲: 1\n乙:  # 乙方：2024年人数\n年度:\n"
    )


def test_links_out_of_the_unit_and_pipes_are_left_behind(carrier: Carrier, tmp_path: Path) -> None:
    outside, folder = tmp_path / "secret", tmp_path / "甲"
    outside.write_text("秘密\n", "utf-8")
    (folder / "图" / "里").mkdir(parents=True)
    (folder / "图" / "里" / "a.png").symlink_to(outside)
    os.mkfifo(folder / "图" / "b.png")
    files = carried(carrier, folder, {"report.yaml": "年度: 2023\n", "图/里/c.png": "图"})
    assert sorted(files) == ["report.yaml", "图/里/c.png"]
