"""Content for a drafted pack as people type it: other counts of rows, blanks, words of the form."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.drafted_forms_fill import Filling, Keys, Schema, options_of, path_of

_SETTINGS = ("模板", "年度", "待填写")
_WORDS = (
    "无",
    "见附件",
    "0731-22881234",
    "2022年12月",
    "市财政局（盖章）",
    "12万元",
    "100%",
    "3.5",
)
Values = dict[tuple[str, ...], str]
"""Typed texts by their keys; an item of a list has its number, from 0."""


@dataclass(eq=False)
class Various(Filling):
    """Values of many kinds; some fields stay blank, lists have more or fewer rows.

    Attributes:
        plain: whether every field has a text of its own and lists keep their rows.
    """

    plain: bool = False
    _draw: random.Random = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._draw = random.Random(f"various {self.seed}")

    def _list(self, items: list[Any], keys: Keys, schema: Schema) -> list[Any]:
        path = path_of(schema, keys)
        if not self.plain and "*" not in path:
            return super()._list(items * 3, keys, schema)[: self._draw.randint(1, len(items) + 2)]
        return super()._list(items, keys, schema)

    def _value(self, kind: Schema, noted: str) -> Any:
        if options := options_of(kind):
            return self._draw.choice(options)
        if self.plain:
            return super()._value(kind, noted)
        draw = self._draw.random()
        types = kind.get("type", [])
        if draw < 0.1 and "null" in types:
            return ""
        if "number" in types or "integer" in types:
            figure = super()._value(kind, noted)
            return figure / 100 if draw > 0.7 and "number" in types else figure
        text = str(super()._value(kind, noted))
        return self._draw.choice(_WORDS) if draw > 0.85 else text


def typed_values(content: Path) -> Values:
    """What is typed in the files of a unit, without its settings and what is blank."""
    values: Values = {}
    for file in sorted(content.rglob("*.yaml")):
        data = yaml.safe_load(file.read_text("utf-8")) or {}
        folder = file.parent.relative_to(content).parts
        around = (*folder, str(int(file.stem) - 1)) if folder else ()
        own = {key: value for key, value in data.items() if key not in _SETTINGS}
        values.update(_leaves(own, around))
    for file in sorted(content.rglob("*.md")):
        lines = file.read_text("utf-8").splitlines()
        text = "\n".join(line for line in lines if not line.startswith("<!--"))
        values.update(_leaves(text, file.relative_to(content).with_suffix("").parts))
    return values


def _leaves(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, (*keys, str(key)))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _leaves(one, (*keys, str(number)))
    elif value is not None and str(value).strip():
        yield keys, str(value).strip()
