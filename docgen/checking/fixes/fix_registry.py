"""The register of fixers: what to type where a value or a key of a YAML file is wrong.

A fixer is registered with the codes of the problems that it mends:

    @fixer(NOT_ALLOWED)
    def option(case: Case) -> Fix | None:

Problems of which a module knows itself what to type carry their fix already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from docgen.content.source_files import read_source
from docgen.content.yaml_entries import YamlEntries, YamlEntry
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Fix, Place, Problem, Problems
from docgen.diagnostics.codes import Code, import_all


@dataclass(frozen=True)
class Case:
    """A problem in a YAML file, the file, and all problems of the unit."""

    problem: Problem
    values: YamlFile
    entries: YamlEntries
    all_problems: tuple[Problem, ...]

    @property
    def place(self) -> Place:
        """The place of the problem."""
        return self.problem.place

    @property
    def typed(self) -> str | None:
        """The value at the place; ``None`` if there is no single one."""
        return self.values.value(self.place) if self.values.path(self.place) is not None else None

    @property
    def entry(self) -> YamlEntry | None:
        """The entry whose value, or else key, stands at the place."""
        return self.entries.of_value(self.place) or self.entries.of_key(self.place)

    def value(self, new: str, *, safe: bool) -> Fix:
        """The fix that sets the value at the place."""
        return self.entries.fix(self.values.patch(self.place, new), safe=safe)


Fixer = Callable[[Case], Fix | None]

_fixers: dict[Code, Fixer] = {}


def fixer(*codes: Code) -> Callable[[Fixer], Fixer]:
    """Registers a function as the fixer of problems of these codes."""

    def register(function: Fixer) -> Fixer:
        _fixers.update(dict.fromkeys(codes, function))
        return function

    return register


@cache
def _all_fixers() -> dict[Code, Fixer]:
    import_all("docgen.checking.fixes")
    return _fixers


def with_fixes(problems: Iterable[Problem], root: Path) -> Iterator[Problem]:
    """The problems of a unit, with what to type where there is one answer.

    Places are relative to ``root``.
    """
    together = tuple(problems)
    files: dict[str, tuple[YamlFile, YamlEntries] | None] = {}
    for problem in together:
        name = problem.place.file
        if problem.fix or problem.code not in _all_fixers() or not name.endswith((".yaml", ".yml")):
            yield problem
            continue
        if name not in files:
            files[name] = _file(root, name)
        if file := files[name]:
            fix = _all_fixers()[problem.code](Case(problem, *file, together))
            yield replace(problem, fix=fix)
        else:
            yield problem


def _file(root: Path, name: str) -> tuple[YamlFile, YamlEntries] | None:
    """The values and the entries of a file; ``None`` if it cannot be read."""
    source = read_source(root / name, name, Problems())
    try:
        return (YamlFile(name, source.text), YamlEntries(name, source.text)) if source else None
    except yaml.YAMLError:
        return None
