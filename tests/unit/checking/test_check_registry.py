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
    places = [
        (function.__module__, function.__code__.co_firstlineno, function.__name__)
        for function in functions
    ]
    assert places == sorted(places)
    names = {f"{module.rpartition('.')[2]}.{name}" for module, _, name in places}
    assert len(names) == len(places)
    assert {"brackets.unpaired", "numbering.list_numbers", "typos.dates"} <= names
