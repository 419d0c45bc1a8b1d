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
<<<<<<< HEAD
    names = [f"{item.function.__module__}.{item.function.__name__}" for item in all_checks()]
    names = [name.removeprefix("docgen.checking.checks.") for name in names]
    assert names == [
        "against_tables.against_tables",
        "binary_noise.binary_noise",
        "blank_fields.blank_fields",
        "blank_fields.empty_chapters",
        "consistency.two_values",
        "consistency.near_names",
        "consistency.over_time",
        "could_be_bound.could_be_bound",
        "growth.growth",
        "hidden_cells.hidden_cells",
        "numbering.numbering",
        "numbering.list_numbers",
        "pack_rules.pack_rules",
        "standard_rules.standard_rules",
        "table_rows.missing_cells",
        "text_conventions.placeholders",
        "text_conventions.own_labels",
        "text_conventions.begun_dates",
        "text_conventions.half_width",
        "text_conventions.unpaired",
        "text_conventions.years",
        "text_sums.table_totals",
        "text_sums.shares",
        "typed_blocks.blocks_as_typed",
        "typed_blocks.parted_sentences",
        "typed_braces.single_braces",
        "typed_characters.full_width",
        "typed_characters.lookalikes",
        "typed_characters.unseen_characters",
        "typed_characters.typed_blanks",
        "typed_characters.comparisons",
        "typed_characters.exponents",
        "typed_characters.quoted_wholes",
        "typed_characters.blank_texts",
        "typed_headings.chapter_titles",
        "typed_headings.heading_numbers",
        "typed_headings.heading_levels",
        "typos.repeated",
        "typos.dates",
        "typos.ranges",
        "typos.document_numbers",
        "unrevised.unrevised",
    ]
=======
    functions = [item.function for item in all_checks()]
    places = [(one.__module__, one.__code__.co_firstlineno) for one in functions]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    names = {
        f"{module.rpartition('.')[2]}.{one.__name__}"
        for (module, _), one in zip(places, functions, strict=True)
    }
    assert {"brackets.unpaired", "numbering.list_numbers", "typos.dates"} <= names
>>>>>>> slips
