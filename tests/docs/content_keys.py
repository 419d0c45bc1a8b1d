"""``content.md``: the keys of the packs that docgen brings, from their schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from docgen.diagnostics import Problems
from docgen.diagnostics.codes import Language
from docgen.packs.pack import Pack, load_pack
from docgen.packs.typing import Schema, resolved, types_of
from tests.docs import cell, section
from tests.support import ROOT

_WORDS = Path(__file__).with_name("content.yaml")
_HEADS: dict[Language, str] = {
    "en": "| key | type | meaning |",
    "zh": "| 键 | 类型 | 含义 |",
}
_UNITS = {"万元": "10,000 yuan", "人": "people"}
"""Descriptions that are a unit of measure, in English."""


@dataclass(frozen=True)
class Key:
    """A key of a pack.

    Attributes:
        path: where it stands, ``[]`` for each item of a list.
        schema: what may stand there.
        like: the key before that has the same keys below it, if one has.
    """

    path: str
    schema: Schema
    like: str = ""

    @property
    def label(self) -> str:
        """Its last name."""
        return self.path.rpartition(".")[2]


@cache
def words() -> Mapping[str, Any]:
    """``content.yaml``."""
    read: Mapping[str, Any] = yaml.safe_load(_WORDS.read_text("utf-8"))
    return read


def packs() -> Iterator[Pack]:
    """The packs that docgen brings."""
    for name in words()["packs"]:
        pack = load_pack(ROOT / "word_templates" / name, ROOT, Problems())
        assert pack is not None
        yield pack


def keys(pack: Pack) -> Iterator[Key]:
    """Each key of a pack; of groups that have one form, the keys below the first alone."""
    yield from _below(pack.schema, pack.schema, "", {})


def _below(root: Schema, schema: Schema, before: str, seen: dict[str, str]) -> Iterator[Key]:
    for name, given in schema.get("properties", {}).items():
        path, about = f"{before}{name}", resolved(root, given)
        is_group = "properties" in about or "additionalProperties" in about
        reference = given.get("$ref", "") if is_group else ""
        first = seen.setdefault(reference, path) if reference else path
        yield Key(path, about, "" if first == path else first)
        if first == path:
            yield from _inside(root, about, path, seen)


def _inside(root: Schema, about: Schema, path: str, seen: dict[str, str]) -> Iterator[Key]:
    """The keys of a group, of each item of a list, of groups that the unit names itself."""
    yield from _below(root, about, f"{path}.", seen)
    for more, sign in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(inner := resolved(root, about.get(more)), dict) and inner:
            yield from _inside(root, inner, f"{path}{sign}", seen)


def meaning_of(key: Key, language: Language) -> str:
    """What a key means: of those of one name, what is said of it in its group."""
    labels = words()["labels"]
    groups = key.path.replace("[]", "").replace(".*", "").split(".")
    said = labels.get(".".join(groups[-2:])) or labels.get(key.label, {})
    described = key.schema.get("description", "")
    if language == "zh" and described and described not in _UNITS:
        return str(described)
    return str(said.get(language, ""))


@section("docs/en/content.md", "content")
def in_english() -> Iterator[str]:
    return _tables("en")


@section("docs/zh/content.md", "content")
def in_chinese() -> Iterator[str]:
    return _tables("zh")


def _tables(language: Language) -> Iterator[str]:
    for pack in packs():
        yield from ("", f"## {pack.name}", "", words()["packs"][pack.name][language], "")
        yield from (_HEADS[language], "| --- | --- | --- |")
        formulas = {derived.field: derived.formula for derived in pack.derived}
        for key in keys(pack):
            told = [meaning_of(key, language)]
            if key.path in formulas:
                told.append(words()["types"][language]["formula"].format(formulas[key.path]))
            text = {"en": "; ", "zh": "；"}[language].join(filter(None, told))
            yield f"| `{key.path}` | {_type(key, language)} | {cell(text)} |"


def _type(key: Key, language: Language) -> str:
    names: dict[str, str] = words()["types"][language]
    schema = key.schema
    if key.like:
        return names["as"].format(key.like)
    types = types_of(schema)
    is_markdown = schema.get("contentMediaType") == "text/markdown"
    kind = "markdown" if is_markdown else next(iter(types), "any")
    unit = schema.get("description", "")
    shown = names[kind]
    if unit in _UNITS:
        shown += names["unit"].format(unit if language == "zh" else _UNITS[unit])
    may_be_blank = "null" in schema.get("type", ["null"]) or schema.get("readOnly")
    return shown if may_be_blank else shown + names["filled"]
