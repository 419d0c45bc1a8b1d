"""Whatever stands at any key of pack.yaml or schema.json, it is told or sound: nothing raises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen.packs.pack import load_pack
from docgen.packs.pack_yaml import pack_schema_text
from docgen.wording.problem_texts import problem_text
from tests.unit.helpers import collect

PACK: dict[str, Any] = yaml.safe_load("""\
output: '{{ 名称 }}'
about: 表
properties: {title: 题, author: 甲, date: 今}
parts:
  - {file: form.docx, repeat: 项 in 列, content: 附件.yaml}
derived: {组.率: (组.甲 / 组.乙) | percent, '列[].丁': 丙 * 2}
format:
  paper: {width: 210, height: 297}
  margins: {top: 37}
  grid: {lines: 22, characters: 28}
  tolerance: 1
  styles: {Normal: {font: 宋体, size: 16}}
  page number: {style: footer}
  annexes: {mark: Normal}
  elements: {letter: 是, mark: Normal}
checks: {year: 年度, carried: {甲: 乙}, money: [组], titles: [表], without: [得分不超过分值]}
next: {kept: [名称], dates: [名称], texts: [名称]}
rules:
  - {name: 真, at: 组, require: 甲 <= 乙, warn: 是, hint: 核对}
""")
NUMBER = {"type": "number"}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "x-required": ["名称"],
    "properties": {
        "名称": {"type": "string"},
        "组": {
            "type": ["object", "null"],
            "properties": {"甲": NUMBER, "乙": NUMBER, "率": NUMBER},
        },
        "列": {"type": "array", "items": {"$ref": "#/$defs/项"}},
        "多": {"additionalProperties": {"type": "array", "items": {"properties": {"分": {}}}}},
    },
    "$defs": {"项": {"type": "object", "properties": {"丙": NUMBER}, "required": ["丙"]}},
}
OTHERS: tuple[Any, ...] = (
    *(None, "x", 7, -1.5, True, "", "2024-01-01", [], ["x"], [[]], [None], {}, {"x": 1}),
    {"甲": ["乙"]},
)


def spots(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The keys that lead to each value in another."""
    yield above
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in keys:
        yield from spots(value[key], (*above, key))


def changed(whole: Any, spot: tuple[Any, ...]) -> Iterator[Any]:
    """The whole with something else at a spot, without it, and with another key for it."""
    if not spot:
        yield from OTHERS
        return
    for number in range(len(OTHERS) + 2):
        copy = deepcopy(whole)
        owner = copy
        for step in spot[:-1]:
            owner = owner[step]
        if number < len(OTHERS):
            owner[spot[-1]] = OTHERS[number]
        else:
            value = owner.pop(spot[-1])
            if number > len(OTHERS) and isinstance(owner, dict):
                owner[f"{spot[-1]}s"] = value
        yield copy


def loaded(folder: Path) -> list[str]:
    problems = collect()
    pack = load_pack(folder, folder, problems, partial=True)
    if not any(problem.is_error for problem in problems):
        assert pack is not None
        assert pack.parts
    return [problem_text(problem, "zh") + problem_text(problem, "en") for problem in problems]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "form.docx").touch()
    (tmp_path / "pack.yaml").write_text(yaml.safe_dump(PACK, allow_unicode=True), "utf-8")
    (tmp_path / "schema.json").write_text(json.dumps(SCHEMA, ensure_ascii=False), "utf-8")
    assert loaded(tmp_path) == []
    return tmp_path


@pytest.mark.parametrize("spot", list(spots(PACK)), ids=str)
def test_anything_at_any_key_of_the_pack_file(folder: Path, spot: tuple[Any, ...]) -> None:
    for whole in changed(PACK, spot):
        (folder / "pack.yaml").write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")
        loaded(folder)


@pytest.mark.parametrize("spot", list(spots(SCHEMA)), ids=str)
def test_anything_at_any_key_of_the_schema(folder: Path, spot: tuple[Any, ...]) -> None:
    for whole in changed(SCHEMA, spot):
        (folder / "schema.json").write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
        loaded(folder)


KEYS = sorted(set(json.loads(pack_schema_text())["properties"]) & set(PACK))


@pytest.mark.parametrize("key", KEYS)
def test_a_mistyped_key_is_told_with_the_near_name(folder: Path, key: str) -> None:
    for typed in (key[:-1], f"{key}s", key[1:]):
        whole = {typed if name == key else name: value for name, value in PACK.items()}
        (folder / "pack.yaml").write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")
        told = [text for text in loaded(folder) if "pack-key" in text]
        assert len(told) == 1
        assert f"「{typed}」" in told[0]
        assert f"是不是「{key}」" in told[0]
