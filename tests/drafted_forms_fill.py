"""Fills the content of a drafted pack with random values and builds its report."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.document import Document

from docgen.content.unit import load_unit
from docgen.diagnostics import Problems
from docgen.project import Project
from docgen.runs.build import Packs, build_report

Schema = Mapping[str, Any]
Keys = tuple[str, ...]
_SETTINGS = ("模板", "年度", "待填写")
_OPTIONS = re.compile(r"\(\?:([^()]*(?:\([^()]*\)[^()]*)*)\)")
FULL = "100%"


@dataclass(eq=False)
class Filling:
    """How the fields of a pack are filled.

    Attributes:
        types: of the notes, by path as :mod:`docgen` lists it: ``明细[].金额``.
        rows: how many items each list has: by path, without the last ``[]``.
        hints: what the blank form prints in its blanks, which is no content.
        full: paths of rates that are typed as ``100%``.
        seed: of the numbers.
    """

    types: Mapping[str, str]
    rows: Mapping[str, int]
    hints: frozenset[str] = frozenset()
    full: frozenset[str] = frozenset()
    seed: int = 0
    _random: random.Random = field(init=False)
    _count: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def fill(self, pack: Path, content: Path) -> None:
        """Fills the files of a unit in place and takes the rules out of its pack."""
        settings = yaml.safe_load((pack / "pack.yaml").read_text("utf-8"))
        settings.pop("rules", None)
        (pack / "pack.yaml").write_text(
            yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=1000), "utf-8"
        )
        schema = json.loads((pack / "schema.json").read_text("utf-8"))
        for file in sorted(content.rglob("*.yaml")):
            folder = file.parent.relative_to(content).parts
            prefix = (f"{folder[0]}[]",) if folder else ()
            data = yaml.safe_load(file.read_text("utf-8")) or {}
            kept = {key: data[key] for key in ("模板", "年度") if key in data}
            own = {key: value for key, value in data.items() if key not in _SETTINGS}
            filled = self._filled(own, prefix, schema)
            file.write_text(
                yaml.safe_dump(kept | filled, allow_unicode=True, sort_keys=False), "utf-8"
            )
        for file in sorted(content.rglob("*.md")):
            file.write_text(self._word("正文"), "utf-8")

    def _filled(self, value: Any, keys: Keys, schema: Schema) -> Any:
        if isinstance(value, dict):
            return {key: self._filled(one, (*keys, str(key)), schema) for key, one in value.items()}
        kind = schema_at(schema, keys)
        if isinstance(value, list) or (value is None and "array" in _types(kind)):
            return self._list(value or [None], keys, schema)
        if value is None and "object" in _types(kind):
            names = kind.get("properties", {})
            return {name: self._filled(None, (*keys, name), schema) for name in names}
        if value is None or str(value).strip() in self.hints:
            path = path_of(schema, keys)
            return FULL if path in self.full else self._value(kind, self.types.get(path, ""))
        return value

    def _list(self, items: list[Any], keys: Keys, schema: Schema) -> list[Any]:
        inner = (*keys[:-1], f"{keys[-1]}[]")
        path = path_of(schema, keys)
        count = len(items) if "*" in path else self.rows.get(path, len(items))
        repeated = [*items, *[items[-1]] * count][:count]
        return [self._filled(item, inner, schema) for item in repeated]

    def _value(self, kind: Schema, noted: str) -> Any:
        if options := options_of(kind):
            return options[0]
        if "number" in _types(kind) or "integer" in _types(kind):
            return self._random.randint(100, 9999)
        if noted in ("number", "rate"):
            return str(self._random.randint(100, 9999))
        return "2023年5月6日" if noted == "date" else self._word("文")

    def _word(self, word: str) -> str:
        self._count += 1
        return f"{word}{self._count}号"


def options_of(kind: Schema) -> list[str]:
    """The options that a schema allows, from ``enum`` or the first group of its ``pattern``."""
    if "enum" in kind:
        return [option for option in kind["enum"] if option is not None]
    found = _OPTIONS.search(kind.get("pattern", ""))
    return [re.sub(r"\\(.)", r"\1", option) for option in found[1].split("|")] if found else []


def _types(kind: Schema) -> list[str]:
    types = kind.get("type", [])
    return [types] if isinstance(types, str) else list(types)


def _steps(schema: Schema, keys: Keys) -> Iterator[tuple[str, Schema]]:
    """Each key as paths have it, ``*`` for that of a group, with the schema below it."""
    kind: Schema = schema
    for key in keys:
        name = key.removesuffix("[]")
        properties = kind.get("properties", {})
        step = name if name in properties else "*"
        kind = _resolved(properties.get(name) or kind.get("additionalProperties") or {}, schema)
        if key.endswith("[]"):
            kind = _resolved(kind.get("items", {}), schema)
        yield step + "[]" * key.endswith("[]"), kind


def _resolved(kind: Any, schema: Schema) -> Schema:
    if not isinstance(kind, dict):
        return {}
    name = kind.get("$ref", "").rpartition("/")[2]
    return schema.get("$defs", {}).get(name, {}) if name else kind


def schema_at(schema: Schema, keys: Keys) -> Schema:
    """The schema of the value at ``keys``; empty if there is none."""
    return ([schema] + [kind for _, kind in _steps(schema, keys)])[-1]


def path_of(schema: Schema, keys: Keys) -> str:
    """``keys`` as a path: ``绩效指标.*.*[].得分``."""
    return ".".join(step for step, _ in _steps(schema, keys))


def built(content: Path, root: Path, problems: Problems) -> Document | None:
    """The report of the unit in ``content``; ``None`` after errors, which are in ``problems``.

    It is built as a draft: random numbers agree with no check, and need not.
    """
    unit = load_unit(content, content.parent.name, root, problems)
    packs = Packs(Project(root))
    pack_and_template = packs.get(unit, problems)
    problems.extend(packs.problems)
    if pack_and_template is None or problems.has_errors:
        return None
    report, _ = build_report(unit, *pack_and_template, Project(root), problems, draft=True)
    return docx.Document(io.BytesIO(report.data)) if report else None


def has_type(noted: str, kind: Schema) -> bool:
    """Whether a schema has the type of a note."""
    types = kind.get("type", [])
    markdown = kind.get("contentMediaType") == "text/markdown"
    if noted in ("number", "rate"):
        return "number" in types or "integer" in types
    if noted == "prose":
        return markdown
    if noted == "choice":
        return bool(options_of(kind))
    return "string" in types and "number" not in types and not markdown
