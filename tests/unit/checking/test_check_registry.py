"""A check is registered with what it may report; all are found by being in their folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from docgen.checking import check_registry, findings
from docgen.checking.check_registry import Check, all_checks, check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.punctuation import REPEATED
from docgen.checking.checks.typos import NO_SUCH_DATE
from docgen.checking.findings import Finding
from docgen.diagnostics import Problem, Severity


def nothing(_: CheckedUnit) -> Iterator[Problem]:
    return iter(())


def test_a_check_is_registered_with_its_findings_and_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    registered: list[Check] = []
    monkeypatch.setattr(check_registry, "_checks", registered)
    monkeypatch.setattr(findings, "FINDINGS", {})
    finding = Finding(REPEATED, Severity.ERROR, en="。。")
    assert check(finding, NO_SUCH_DATE)(nothing) is nothing
    assert registered == [Check(nothing, frozenset({REPEATED, NO_SUCH_DATE}))]
    assert {REPEATED: finding} == findings.FINDINGS


def test_checks_come_by_module_and_then_as_they_stand_there() -> None:
    functions = [item.function for item in all_checks()]
    places = [(one.__module__, one.__code__.co_firstlineno) for one in functions]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    names = {
        f"{module.rpartition('.')[2]}.{one.__name__}"
        for (module, _), one in zip(places, functions, strict=True)
    }
    assert {"brackets.unpaired", "numbering.list_numbers", "typos.dates"} <= names
