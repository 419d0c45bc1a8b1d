"""Entries taken out of a YAML text; all else stays as it is typed."""

from __future__ import annotations

import pytest
import yaml

from docgen.content.yaml_removal import without_entries
from docgen.content.yaml_writer import KeyPath

TEXT = """\
# 第一行
甲: 1  # 一
组:
  乙: 2
  丙: {丁: 3, 戊: 4, 己: 5}  # 一组
表:
  - 名称: 一
    数: 6
  - {名称: 二, 数: 7}
尾: 8
"""

CASES: dict[str, tuple[list[KeyPath], str]] = {
    "a line": ([("甲",)], "甲: 1  # 一\n"),
    "the first in braces": ([("组", "丙", "丁")], "丁: 3, "),
    "the last in braces": ([("组", "丙", "己")], ", 己: 5"),
    "a group whose entries all go": (
        [("组", "乙"), ("组", "丙")],
        TEXT[TEXT.index("组:") : -len(TEXT[TEXT.index("表:") :])],
    ),
    "a row": ([("表", 1)], "  - {名称: 二, 数: 7}\n"),
    "a column": ([("表", 0, "数"), ("表", 1, "数")], ""),
    "the first key of a row": ([("表", 0, "名称")], "名称: 一\n    "),
}


@pytest.mark.parametrize("case", CASES)
def test_an_entry_goes_and_the_rest_stays(case: str) -> None:
    paths, gone = CASES[case]
    after = without_entries(TEXT, paths)
    data, wanted = yaml.safe_load(after), yaml.safe_load(TEXT)
    for path in sorted(paths, key=repr, reverse=True):
        owner = wanted
        for step in path[:-1]:
            owner = owner[step]
        del owner[path[-1]]
    assert data == {key: value for key, value in wanted.items() if value != {}}
    assert not gone or after == TEXT.replace(gone, "", 1)


def test_a_text_whose_entries_all_go_is_empty() -> None:
    assert without_entries("甲: 1\n", [("甲",)]) == ""
