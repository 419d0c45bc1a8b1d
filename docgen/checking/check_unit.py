"""All checks of a unit beyond the types of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.checking.check_registry import all_checks
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.over_years.other_documents import OtherDocument
from docgen.content.unit import Unit
from docgen.content.values import Node
from docgen.diagnostics import Problem
from docgen.packs.pack import Pack


def check_unit(
    unit: Unit, pack: Pack, last: Node | None, others: Sequence[OtherDocument] = ()
) -> Iterator[Problem]:
    """The problems of a unit, in a fixed order of checks.

    Args:
        unit: the unit with its types read, derived values added and bindings resolved.
        pack: the pack that it fills.
        last: its content of the edition before, or ``None``.
        others: the documents that it is compared with.
    """
    checks = all_checks()
    of_source = (check.function for check in checks if check.of_source)
    checked = CheckedUnit(unit, pack, last, () if unit.is_typed else of_source, others)
    for check in checks:
        yield from checked.found_by(check.function)
