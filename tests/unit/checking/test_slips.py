"""Every row of the lists of slips does what its example says; texts with slips, and sound ones."""

from __future__ import annotations

from importlib import import_module

import pytest

from docgen.checking.check_registry import all_checks
from docgen.checking.check_unit import check_unit
from docgen.checking.text_slips import TextSlip, find_slips
from docgen.content.fixed_text import FixedText
from docgen.diagnostics import Problem
from tests.unit.checking.slip_texts import FORM, SLIPS, SOUND
from tests.unit.checking.units import PACK, field, markdown, marked

CODES = {
    *("placeholder", "repeated", "signs-together", "stray-sign", "doubled-word", "half-width"),
    *("unpaired", "closed-otherwise", "document-number", "full-width", "no-full-stop"),
    *(
        "numbering",
        "numbering-begins",
        "unit-missing",
        "name-slip",
        "near-names",
        "comparison",
        "exponent",
    ),
}


def _rows() -> list[TextSlip]:
    """The rows of all lists."""
    modules = {check.function.__module__ for check in all_checks()}
    values = [value for module in modules for value in vars(import_module(module)).values()]
    lists = [value for value in values if isinstance(value, tuple)]
    rows = {id(row): row for rows in lists for row in rows if isinstance(row, TextSlip)}
    return sorted(rows.values(), key=lambda row: (row.code, row.wrong))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row.code}: {row.wrong}")
def test_every_row_finds_its_example_and_mends_it(row: TextSlip) -> None:
    (problem,) = find_slips(field(row.wrong), [row])
    assert (problem.code, problem.severity) == (row.code, row.severity)
    assert list(find_slips(field(row.right), [row])) == []
    if row.new is None:
        assert problem.fix is None
    else:
        assert problem.fix is not None
        assert problem.fix.safe is row.safe
        assert FixedText(row.wrong, [problem.fix]).text == row.right
        assert problem.words["text"] in row.wrong
        assert problem.words["wanted"] in row.right


def test_there_are_rows_of_many_kinds() -> None:
    assert len(_rows()) > 40


def slips_of(text: str) -> list[Problem]:
    """What is told of a chapter's form, beside the fields of FORM."""
    unit = markdown(text, FORM)
    found = check_unit(unit.unit, PACK, None)
    own = [problem for problem in found if problem.place.file.endswith(".md")]
    return sorted(
        (problem for problem in own if problem.code in CODES), key=lambda problem: problem.place
    )


@pytest.mark.parametrize(("codes", "text"), SLIPS, ids=[text for _, text in SLIPS])
def test_a_slip_in_a_text_is_told_at_its_place(codes: str, text: str) -> None:
    plain, places = marked(text)
    told = [
        f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in slips_of(plain)
    ]
    wanted = [f"{place} {code}" for place, code in zip(places, codes.split(), strict=True)]
    assert told == wanted


@pytest.mark.parametrize("text", SOUND)
def test_nothing_is_told_of_a_sound_text(text: str) -> None:
    assert slips_of(text) == []


def test_what_a_blank_will_give_may_stand_between_two_signs() -> None:
    assert slips_of("{{ 封面.地址 }}，甲、{{ 封面.地址 }}。") == []
    text = "{{ 封面.单位 }}，甲、{{ 封面.单位 }}。"
    assert slips_of(text) == []
    assert [problem.code for problem in slips_of("，甲、。")] == ["stray-sign", "signs-together"]
