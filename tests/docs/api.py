"""``api.md``: the names of ``docgen.__all__``, from docstrings, in Chinese from ``api.yaml``."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import docgen
from docgen.diagnostics.codes import Language
from tests.docs import cell, coded_cell, section

Words = Mapping[str, Any]
"""What ``api.yaml`` says of a name."""

_WORDS = Path(__file__).with_name("api.yaml")
_WIDTH = 100
"""Columns of a signature; of a longer one, each parameter stands in a line of its own."""

_SECTION = re.compile(r"\n\n(Attributes|Args):\n((?:    .*\n?)+)")
_ENTRY = re.compile(r"^    (\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)
_ROLE = re.compile(r":\w+:`(?:~?docgen\.)?([^`]*)`|``([^`]*)``")
_PAGE = re.compile(r"`docs/en/(\w+)\.md`")
_ANNOTATION = re.compile(r"(?<=: |> )(?:ForwardRef\('([^']*)'\)|'([^']*)')")
_ENUM = re.compile(r"<(\w+\.\w+): [^>]*>")
_HEADS: dict[Language, str] = {"en": "| name | what it is |", "zh": "| 名称 | 含义 |"}


@cache
def words() -> Words:
    """``api.yaml``."""
    read: Words = yaml.safe_load(_WORDS.read_text("utf-8"))
    return read


def names() -> Iterator[tuple[str, Words]]:
    """Each name that the page has, in its order."""
    for group in words()["groups"]:
        yield from group["names"].items()


@section("docs/en/api.md", "api")
def in_english() -> Iterator[str]:
    return _page("en")


@section("docs/zh/api.md", "api")
def in_chinese() -> Iterator[str]:
    return _page("zh")


def _page(language: Language) -> Iterator[str]:
    for group in words()["groups"]:
        yield from ("", f"## {group[language]}")
        for name, said in group["names"].items():
            yield from ("", f"### {name}", "", _says(name, said, language), "")
            yield from _signature(name)
            yield from _table(name, said, language)
            yield from ("```python", *said["example"].splitlines(), "```")


def _says(name: str, said: Words, language: Language) -> str:
    text: str = said.get(language) or _text(inspect.getdoc(getattr(docgen, name)) or "")
    return text


def _text(docstring: str) -> str:
    """A docstring without the parts that are a table, as Markdown."""
    return _markdown(_SECTION.sub("", docstring))


def _markdown(text: str) -> str:
    coded = _ROLE.sub(lambda role: f"`{role[1] or role[2]}`", text).strip()
    return _PAGE.sub(r"[\1](\1.md)", coded)


def _signature(name: str) -> Iterator[str]:
    value = getattr(docgen, name)
    if isinstance(value, str) or (isinstance(value, type) and issubclass(value, Enum)):
        return
    signature = inspect.signature(value)
    shown = _typed(f"{name}{signature}").removesuffix(" -> None")
    if len(shown) > _WIDTH:
        lines = [_typed(str(parameter)) for parameter in signature.parameters.values()]
        kinds = [parameter.kind for parameter in signature.parameters.values()]
        if inspect.Parameter.KEYWORD_ONLY in kinds:
            lines.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
        inner = "".join(f"    {line},\n" for line in lines)
        shown = f"{name}(\n{inner}){shown.rpartition(')')[2]}"
    yield from ("```python", *shown.splitlines(), "```", "")


def _typed(text: str) -> str:
    """A signature whose types have no quotes, and whose defaults are as they are typed."""
    text = _ENUM.sub(r"\1", text).replace("<factory>", "...")
    return _ANNOTATION.sub(lambda quoted: quoted[1] or quoted[2], text)


def _table(name: str, said: Words, language: Language) -> Iterator[str]:
    """What goes in, or what there is to read, and what can be called."""
    told = {key: (words_of(name, said, key, language)) for key in parts(name, said)}
    told |= {f"{key}{call}": text for key, call, text in _members(name, said, language)}
    if told:
        yield from (_HEADS[language], "| --- | --- |")
        yield from (f"| {coded_cell(key)} | {cell(text)} |" for key, text in told.items())
        yield ""


def parts(name: str, said: Words) -> list[str]:
    """The parameters of a function, the attributes of a class, the members of an enumeration."""
    value = getattr(docgen, name)
    if isinstance(value, str) or "en" in said:
        return []
    if isinstance(value, type) and issubclass(value, Enum):
        return [member.name for member in value]
    documented = documented_parts(value)
    if isinstance(value, type) and documented:
        return list(documented)
    given = inspect.signature(value).parameters
    return [key for key in given if key != "template_file"]


def documented_parts(value: object) -> dict[str, str]:
    """What the docstring of a class or a function says of its attributes or parameters."""
    found = _SECTION.search(inspect.getdoc(value) or "")
    entries = _ENTRY.findall(found[2]) if found else []
    return {key: _line(_markdown(text)) for key, text in entries}


def words_of(name: str, said: Words, key: str, language: Language) -> str:
    """What is said of a parameter or an attribute, in one language; empty for nothing."""
    shared = words()["parameters"].get(key, {})
    if language == "en":
        documented = documented_parts(getattr(docgen, name)).get(key)
        return documented or said.get("en_of", {}).get(key) or shared.get("en", "")
    chinese: str = said.get("of", {}).get(key) or shared.get("zh", "")
    return chinese


def members(name: str) -> dict[str, object]:
    """The public methods and properties of a class of docgen's own."""
    value = getattr(docgen, name)
    if not isinstance(value, type) or not value.__module__.startswith("docgen."):
        return {}
    found = vars(value).items()
    fields = getattr(value, "_fields", ())
    methods = {key: member for key, member in found if callable(member) or _is_property(member)}
    return {key: methods[key] for key in methods if key[0] != "_" and key not in fields}


def _line(text: str) -> str:
    return " ".join(text.split()).removesuffix(".")


def _is_property(member: object) -> bool:
    return isinstance(member, property) or type(member).__name__ == "cached_property"


def _members(name: str, said: Words, language: Language) -> Iterator[tuple[str, str, str]]:
    for key, member in members(name).items():
        english = _markdown((inspect.getdoc(member) or "").split("\n\n")[0].split("Raises")[0])
        text = said["members"][key] if language == "zh" else _line(english)
        yield key, "" if _is_property(member) else "()", text
