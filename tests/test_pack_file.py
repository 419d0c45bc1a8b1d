"""The formulas of a drafted pack stand behind those they read, in one order."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from docgen.scaffold.pack.writing.pack_file import formulas_in_order
from tests.support import ROOT

CHAIN = {("得分",): "执行率 * 分值", ("执行率",): "合计 / 预算", ("合计",): "total(甲, 乙)"}
CYCLE = {("甲",): "乙 + 1", ("乙",): "甲 + 1"}
GROUPS = {("组", f"和{number}"): f"total(项{number}, 单{number})" for number in range(9)}


@pytest.mark.parametrize(
    ("derived", "names"),
    [
        (CHAIN, ["合计", "执行率", "得分"]),
        (dict(reversed(CHAIN.items())), ["合计", "执行率", "得分"]),
        (CYCLE, ["甲", "乙"]),
        (GROUPS, [f"组.和{number}" for number in range(9)]),
        ({("率",): "执行率 / 2", ("执行率",): "1"}, ["执行率", "率"]),
    ],
)
def test_formulas_stand_behind_those_they_read(
    derived: dict[tuple[str, ...], str], names: list[str]
) -> None:
    assert [name for name, _ in formulas_in_order(derived)] == names


def test_the_order_does_not_depend_on_the_hash_seed() -> None:
    code = (
        "from docgen.scaffold.pack.writing.pack_file import formulas_in_order as order\n"
        "last = ('总',), ' + '.join(f'和{n}' for n in range(9))\n"
        "print(list(order(dict([last, *((('组', f'和{n}'), '1') for n in range(9))]))))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2", "3")
    }
    assert len(printed) == 1
    assert printed.pop().strip().endswith("'和0 + 和1 + 和2 + 和3 + 和4 + 和5 + 和6 + 和7 + 和8')]")
