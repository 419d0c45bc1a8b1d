"""pack.yaml with one field changed; all else stays as it is typed."""

from __future__ import annotations

import pytest
import yaml

from docgen.scaffold.pack.edits.pack_text import PackText

TEXT = """\
# of a form
output: '{{ 年度 }}{{ 封面.单位 }}'
properties:
  title: 甲
  author: '{{ 封面.单位 }}'
derived:
  资金.合计: 甲 + 乙  # both
  资金.率: 合计 / 总数
checks:
  year: 年度
  unit: 封面.单位
  points:
  - 总数
next:
  kept:
  - 封面.单位
rules:
- name: 甲不超过总数
  at: 资金
  require: 甲 <= 总数
- name: 别的
  require: 资金.乙 > 0
"""
KNOWN = frozenset(
    [
        "年度",
        "封面",
        "封面.单位",
        "资金",
        *(f"资金.{key}" for key in ("甲", "乙", "合计", "率", "总数")),
    ]
)


def lines(path: str, key: str) -> list[str]:
    """The lines that another name changes."""
    text = PackText(TEXT, KNOWN)
    text.rename(path, key)
    after = text.written().splitlines()
    before = TEXT.splitlines()
    assert len(after) == len(before)
    return [line for line, old in zip(after, before, strict=True) if line != old]


def test_a_field_is_renamed_wherever_it_is_named() -> None:
    assert lines("封面.单位", "部门") == [
        "output: '{{ 年度 }}{{ 封面.部门 }}'",
        "  author: '{{ 封面.部门 }}'",
        "  unit: 封面.部门",
        "  - 封面.部门",
    ]
    assert lines("资金.甲", "丙") == [
        "  资金.合计: 丙 + 乙  # both",
        "  require: 丙 <= 总数",
    ]
    assert lines("资金.总数", "全部") == [
        "  资金.率: 合计 / 全部",
        "  - 全部",
        "  require: 甲 <= 全部",
    ]
    assert lines("资金.合计", "共计") == ["  资金.共计: 甲 + 乙  # both", "  资金.率: 共计 / 总数"]


@pytest.mark.parametrize("path", sorted(path for path in KNOWN if "." in path))
def test_a_name_given_back_leaves_the_text_as_it_was(path: str) -> None:
    there = PackText(TEXT, KNOWN)
    there.rename(path, "新名")
    group = path.rpartition(".")[0]
    back = PackText(there.written(), (KNOWN - {path}) | {f"{group}.新名"})
    back.rename(f"{group}.新名", path.rpartition(".")[2])
    assert back.written() == TEXT


def test_a_formula_stands_before_those_that_read_it() -> None:
    text = PackText(TEXT, KNOWN)
    text.set_formula("资金.甲", "1")
    assert list(yaml.safe_load(text.written())["derived"]) == ["资金.甲", "资金.合计", "资金.率"]
    text = PackText(TEXT, KNOWN)
    text.set_formula("资金.乙", "率 + 1")
    text.set_formula("资金.合计", "甲")
    derived = yaml.safe_load(text.written())["derived"]
    assert derived["资金.合计"] == "甲"
    assert derived["资金.乙"] == "率 + 1"


def test_a_formula_that_goes_takes_its_empty_section_along() -> None:
    text = PackText(TEXT, KNOWN)
    text.drop_formula("资金.率")
    assert list(yaml.safe_load(text.written())["derived"]) == ["资金.合计"]
    last = PackText(text.written(), KNOWN)
    last.drop_formula("资金.合计")
    assert "derived" not in yaml.safe_load(last.written())
    again = PackText(last.written(), KNOWN)
    again.set_formula("资金.合计", "甲 + 乙")
    assert yaml.safe_load(again.written())["derived"] == {"资金.合计": "甲 + 乙"}


def test_what_names_a_field_that_goes_is_forgotten() -> None:
    text = PackText(TEXT, KNOWN)
    text.forget("资金.总数")
    found = yaml.safe_load(text.written())
    assert [rule["name"] for rule in found["rules"]] == ["别的"]
    assert "points" not in found["checks"]
    text = PackText(TEXT, KNOWN)
    text.forget("资金.率")
    assert list(yaml.safe_load(text.written())["derived"]) == ["资金.合计"]
