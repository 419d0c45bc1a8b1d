"""What the unit tests share: a collector of problems, and how they are read."""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from docgen.diagnostics import Problem, Problems


def collect() -> Problems:
    """An empty collector of problems."""
    return Problems()


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def placed(problems: Iterable[Problem]) -> list[str]:
    """``line:column code`` of each problem; the code alone for a whole file."""
    return [
        f"{problem.place.line}:{problem.place.column} {problem.code}"
        if problem.place.line
        else problem.code
        for problem in problems
    ]


class _Dumper(yaml.SafeDumper):
    """Writes ``None`` as a blank: docgen reads ``null`` as a text."""


_Dumper.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "")
)


def as_yaml(values: object) -> str:
    """Values as a unit types them, each on a line of its own."""
    text: str = yaml.dump(values, Dumper=_Dumper, allow_unicode=True, width=10**6)
    return text
