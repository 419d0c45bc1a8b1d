"""Formulas are worked out behind those they read, however pack.yaml has them; circles are told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import Place
from docgen.packs.derived import add_derived
from docgen.packs.formula_order import Derived, in_order
from docgen.wording.problem_texts import problem_text
from tests.unit.helpers import collect
from tests.unit.packs.nodes import said, typed

NUMBER = {"type": "number"}


def formulas(*lines: str) -> list[Derived]:
    """Formulas such as ``组.合 = 甲 + 乙``, one a line of pack.yaml."""
    pairs = (line.split(" = ", 1) for line in lines)
    return [
        Derived(field, formula, Place("form/pack.yaml", number, 3))
        for number, (field, formula) in enumerate(pairs, 1)
    ]


def ordered(*lines: str, schema: dict[str, Any] | None = None) -> list[str]:
    found, problems = in_order(formulas(*lines), schema or {})
    assert problems == ()
    return [derived.field for derived in found]


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (("丙 = 乙 + 1", "乙 = 甲 + 1"), ["乙", "丙"]),
        (("乙 = 甲 + 1", "丙 = 乙 + 1"), ["乙", "丙"]),
        (("组.率 = 合计 / 3", "组.合计 = 甲 + 乙"), ["组.合计", "组.率"]),
        (("总 = 组.合计 * 2", "组.合计 = 组.甲"), ["组.合计", "总"]),
        # a field of a group that another formula gives as a whole
        (("组.总.率 = 数 / 甲", "组.总 = total(组.一, 组.二)"), ["组.总", "组.总.率"]),
        (("率 = 组.总.数 / 2", "组.总 = total(组.一, 组.二)"), ["组.总", "率"]),
        # the items of a list, and of any group
        (('合 = 列 | sum(attribute="积")', "列[].积 = 单价 * 数量"), ["列[].积", "合"]),
        (("合 = 列 | rows | sum(attribute='积')", "列[].积 = 单价 * 数量"), ["列[].积", "合"]),
        # a group that is only counted stands behind, if it can
        (("个数 = 列 | length", "列[].占比 = 值 / 个数"), ["个数", "列[].占比"]),
        (("都 = total(列)", "列[].积 = 单价 * 数量"), ["列[].积", "都"]),
        # the field's own name is that of the root
        (("组.名 = 名", "名 = 姓 ~ 字"), ["名", "组.名"]),
        # what cannot be parsed is told elsewhere
        (("乙 = 甲 +", "丙 = 乙"), ["乙", "丙"]),
    ],
)
def test_each_formula_stands_behind_those_it_reads(
    lines: tuple[str, ...], order: list[str]
) -> None:
    assert ordered(*lines) == order


def test_a_name_of_the_group_is_no_field_of_the_root() -> None:
    schema = {"properties": {"组": {"properties": {"甲": NUMBER, "合": NUMBER}}, "甲": NUMBER}}
    assert ordered("甲 = 组.合", "组.合 = 甲", schema=schema) == ["组.合", "甲"]


@pytest.mark.parametrize(
    ("lines", "line", "told"),
    [
        (("甲 = 甲 + 1",), 1, "「甲」推算时又用到它自己：甲 → 甲"),
        (("丁 = 1", "甲 = 乙 + 1", "乙 = 甲 + 1"), 2, "甲 → 乙 → 甲"),
        (("组.丙 = 组.甲", "组.甲 = 乙", "组.乙 = 丙"), 1, "组.丙 → 组.乙 → 组.甲 → 组.丙"),
        (("列[].甲 = 乙", "列[].乙 = 甲"), 1, "列[].甲 → 列[].乙 → 列[].甲"),
    ],
)
def test_a_circle_is_told_at_its_first_line(lines: tuple[str, ...], line: int, told: str) -> None:
    found, (problem,) = in_order(formulas(*lines), {})
    assert [derived.field for derived in found] == [line.split(" = ")[0] for line in lines]
    assert problem.place == Place("form/pack.yaml", line, 3)
    assert told in problem_text(problem, "zh")
    assert "follows from itself" in problem_text(problem, "en")


@pytest.mark.parametrize("line", ["", "合计:\n", "合计: 4\n", "合计: 7\n"])
def test_a_line_for_a_derived_field_never_makes_a_short_sum(line: str) -> None:
    data, problems = typed(f"甲: 1\n乙: 2\n丙: 4\n{line}"), collect()
    found, _ = in_order(formulas("总计 = total(合计, 丙)", "合计 = total(甲, 乙)"), {})
    add_derived(data, found, problems)
    assert (str(data["合计"]), str(data["总计"])) == ("3", "7")
    assert bool(said(problems)) == ("4" in line or "7" in line)


def test_a_formula_never_reads_what_was_typed_for_its_own_field() -> None:
    data, problems = typed("单位: 甲局\n组:\n  单位: 乙局\n"), collect()
    add_derived(data, tuple(formulas("组.单位 = 单位")), problems)
    assert str(data["组"]["单位"]) == "甲局"
    assert len(said(problems)) == 1


@given(st.permutations(range(8)), st.data())
def test_any_order_of_lines_gives_one_result(numbers: list[int], data: st.DataObject) -> None:
    """Field n adds some of the fields below n: the result does not depend on the lines' order."""
    lines = []
    for number in range(8):
        below = data.draw(st.lists(st.integers(0, number - 1), max_size=3)) if number else []
        lines.append(f"数{number} = {' + '.join(['甲', *(f'数{other}' for other in below)])}")
    results = []
    for order in (range(8), numbers):
        content, problems = typed("甲: 1\n数3:\n数5:"), collect()
        found, circles = in_order(formulas(*(lines[number] for number in order)), {})
        add_derived(content, found, problems)
        assert (circles, said(problems)) == ((), [])
        results.append({key: str(value) for key, value in content.items()})
    assert results[0] == results[1]
