"""Of tests with many slow cases a few are drawn, and the others are campaigns."""

from __future__ import annotations

import pytest

from tests.drawn_cases import DRAWN
from tests.support import ROOT

pytest_plugins = ["pytester"]

_TESTS = """
import pytest

@pytest.mark.parametrize("case", range({count}))
def test_slow(case):
    pass

def test_other():
    pass
"""


def test_every_drawn_test_is_there_and_has_cases() -> None:
    for test in DRAWN:
        file, _, name = test.partition("::")
        text = (ROOT / file).read_text("utf-8")
        assert f"def {name}(" in text, test


@pytest.mark.parametrize(("count", "kept"), [(9, {3}), (10, {3, 4}), (1, {1})])
def test_one_of_so_many_cases_is_run_and_the_others_are_counted(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, count: int, kept: set[int]
) -> None:
    pytester.makepyfile(test_drawn=_TESTS.format(count=count))
    monkeypatch.setitem(DRAWN, "test_drawn.py::test_slow", 3)
    plugins = ["-p", "tests.drawn_cases", "-p", "no:cacheprovider", "-p", "no:xdist"]
    result = pytester.inline_run("-m", "not campaign", *plugins)
    passed, _, _ = result.listoutcomes()
    slow = [report for report in passed if "test_slow" in report.nodeid]
    assert len(slow) in kept
    assert len(passed) == len(slow) + 1
    assert result.getcalls("pytest_deselected") or count == 1
