"""The register of checks.

A check is registered beside its function, in a module of ``checks/``, with what it may report:

    @check(Finding(OWN_LABEL, Severity.WARNING, en="名称: 名称", zh="填的是栏目名"))
    def own_labels(unit: CheckedUnit) -> Iterator[Problem]:
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from docgen.checking.checked_unit import CheckFunction
from docgen.checking.findings import Finding, add_findings
from docgen.diagnostics.codes import Code, import_all


@dataclass(frozen=True)
class Check:
    """A check and the codes that it may report.

    Attributes:
        function: the check.
        codes: what it may report.
        of_source: whether it is about what is typed as Markdown and YAML: of no Word file.
    """

    function: CheckFunction
    codes: frozenset[Code]
    of_source: bool = False


_checks: list[Check] = []


def check(
    *found: Finding | Code, of_source: bool = False
) -> Callable[[CheckFunction], CheckFunction]:
    """Registers a function as a check.

    Args:
        found: what it may report; a finding that another check describes by its code alone.
        of_source: whether it is about what is typed as Markdown and YAML, and no Word file has it.
    """

    def register(function: CheckFunction) -> CheckFunction:
        add_findings(*(item for item in found if isinstance(item, Finding)))
        codes = {item.code if isinstance(item, Finding) else item for item in found}
        _checks.append(Check(function, frozenset(codes), of_source))
        return function

    return register


@cache
def all_checks() -> tuple[Check, ...]:
    """All checks, by module and then as they stand there."""
    import_all("docgen.checking.checks")

    def position(registered: Check) -> tuple[str, int]:
        code = registered.function.__code__
        return code.co_filename, code.co_firstlineno

    return tuple(sorted(_checks, key=position))
