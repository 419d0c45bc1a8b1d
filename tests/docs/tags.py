"""``tags.md``: the kinds of placeholders that ``docgen template outline`` tells, from the packs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.templates.lint.pack_outline import KINDS, outline_pack
from docgen.templates.placeholders import Placeholder
from tests.docs import coded_cell, section
from tests.docs.content_keys import packs
from tests.support import ROOT

_WORDS = Path(__file__).with_name("tags.yaml")
_HEADS: dict[Language, str] = {
    "en": "| as told | in JSON | such as | in | what it does |",
    "zh": "| 名称 | JSON 里 | 例子 | 出自 | 作用 |",
}


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """``tags.yaml``."""
    read: Mapping[str, Mapping[str, str]] = yaml.safe_load(_WORDS.read_text("utf-8"))
    return read


@section("docs/en/tags.md", "tags")
def in_english() -> Iterator[str]:
    return _table("en")


@section("docs/zh/tags.md", "tags")
def in_chinese() -> Iterator[str]:
    return _table("zh")


@cache
def shown() -> Mapping[tuple[str, str], tuple[str, Placeholder]]:
    """The first placeholder of each kind and level in the packs, with its pack."""
    found: dict[tuple[str, str], tuple[str, Placeholder]] = {}
    for pack in packs():
        for use in outline_pack(pack.name, root=ROOT).uses:
            kind = (use.placeholder.kind, use.placeholder.level)
            found.setdefault(kind, (pack.name, use.placeholder))
    return found


def _table(language: Language) -> Iterator[str]:
    yield from (_HEADS[language], "| --- | --- | --- | --- | --- |")
    texts = phrases(language)
    for kind in KINDS:
        levels = [level for known, level in shown() if known == kind] or [""]
        for level in levels:
            told = texts[f"tag-{kind}"] + (texts[f"level-{level}"] if level else "")
            where, tag = _example(kind, level)
            cells = (told, f"`{_in_json(kind, level)}`", tag, where, words()[kind][language])
            yield f"| {' | '.join(cells)} |"


def _example(kind: str, level: str) -> tuple[str, str]:
    if (kind, level) not in shown():
        return "", coded_cell(words()[kind]["tag"])
    pack, placeholder = shown()[kind, level]
    if level == "part":
        return f"`{pack}/pack.yaml`", coded_cell(f"repeat: {placeholder.source[7:-3]}")
    part = Path(placeholder.place.part)
    return f"`{pack}/{part.name}`", coded_cell(placeholder.tag)


def _in_json(kind: str, level: str) -> str:
    return f'"kind": "{kind}", "level": "{level}"' if level else f'"kind": "{kind}"'
