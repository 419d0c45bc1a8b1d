"""Content in YAML as the modules of ``packs`` see it, and all that a problem says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docgen.content.source_files import SourceFile
from docgen.content.values import Blank, Items, Node, Value
from docgen.content.yaml_reader import read_yaml
from docgen.diagnostics import ExitCode, Problem, Severity
from docgen.packs.typing import Schema, type_values
from tests.unit.helpers import collect

ANY: Schema = {
    "additionalProperties": {"$ref": "#/$defs/value"},
    "$defs": {
        "value": {
            "type": "number",
            "properties": {"正文": {"contentMediaType": "text/markdown"}},
            "additionalProperties": {"$ref": "#/$defs/value"},
            "items": {"$ref": "#/$defs/value"},
        }
    },
}
"""What looks like a figure is one; 正文 in a group is Markdown."""


def read(text: str) -> Node:
    """A unit of texts and blanks."""
    problems = collect()
    node = read_yaml(SourceFile("甲.yaml", text), problems)
    assert not list(problems)
    return node


def typed(text: str, schema: Schema = ANY) -> Any:
    """A unit whose values have the types of a schema."""
    node, problems = read(text), collect()
    type_values(node, schema, problems)
    assert not list(problems)
    return node


def said(problems: Iterable[Problem]) -> list[str]:
    """``line:column code name=word …`` of each problem; ``pack`` and ``warning`` stand behind."""
    return [
        " ".join(
            (
                f"{problem.place.line}:{problem.place.column} {problem.code}",
                *(f"{name}={word}" for name, word in problem.words.items()),
                *(["pack"] if problem.exit_code is ExitCode.TEMPLATE else []),
                *(["warning"] if problem.severity is Severity.WARNING else []),
            )
        )
        for problem in problems
    ]


def plain(value: Value) -> object:
    """A value as Python's own: figures and texts as they print, a blank as ``None``."""
    if isinstance(value, Node):
        return {key: plain(child) for key, child in value.items()}
    if isinstance(value, Items | list):
        return [plain(item) for item in value]
    return None if isinstance(value, Blank) else str(value)
