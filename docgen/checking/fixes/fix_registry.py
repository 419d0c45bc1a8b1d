"""The register of fixers: what to type where a value, a key or a field in a text is wrong.

A fixer is registered with the codes of the problems that it mends:

    @fixer(NOT_ALLOWED)
    def option(case: Case) -> Fix | None:

Problems of which a module knows itself what to type carry their fix already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import yaml

from docgen.content.source_files import read_source
from docgen.content.yaml_entries import YamlEntries, YamlEntry
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Fix, Place, Problem, Problems
from docgen.diagnostics.codes import Code, import_all


@dataclass(frozen=True)
class Case:
    """A problem, the text of its file, and all problems of the unit."""

    problem: Problem
    text: str
    all_problems: tuple[Problem, ...]

    @property
    def place(self) -> Place:
        """The place of the problem."""
        return self.problem.place

    @cached_property
    def values(self) -> YamlFile:
        """The values of the file, if it is YAML."""
        return YamlFile(self.place.file, self.text)

    @cached_property
    def entries(self) -> YamlEntries:
        """The entries of the file, if it is YAML."""
        return YamlEntries(self.place.file, self.text)

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
    texts: dict[str, str | None] = {}
    for problem in together:
        name, function = problem.place.file, _all_fixers().get(problem.code)
        if problem.place.is_taken:  # nobody types it in a file of content
            yield replace(problem, fix=None)
            continue
        if problem.fix or function is None or not problem.place.line:
            yield problem
            continue
        if name not in texts:
            source = read_source(root / name, name, Problems())
            texts[name] = source.text if source else None
        text = texts[name]
        case = None if text is None else Case(problem, text, together)
        yield replace(problem, fix=_fix(function, case)) if case else problem


def _fix(function: Fixer, case: Case) -> Fix | None:
    try:
        return function(case)
    except yaml.YAMLError:  # the file is no YAML
        return None
