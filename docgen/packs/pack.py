"""A template pack: ``pack.yaml``, the parts it lists, and its schema.

title: 部门整体支出绩效自评报告
output: "{{ 年度 }}年度…报告"     the output's file name, without an ending
properties: {title: …, author: …, date: …}
parts:
  - file: report.docx
  - file: annex-3-project.docx
    repeat: 项目 in projects      once for each item
derived:
  年度预算申请.执行率: (全年执行数 / 全年预算数) | percent
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.content.source_files import read_source
from docgen.content.values import Items, Node, Text, Value
from docgen.content.yaml_reader import read_yaml
from docgen.diagnostics import Place, Problems, nearest, template_error
from docgen.packs.next_year import NextYear, read_next
from docgen.packs.official_format import OfficialFormat, read_format
from docgen.packs.pack_codes import PACK_FIELD, PACK_KEY, SCHEMA_INVALID
from docgen.packs.rules import Checks, Rule
from docgen.problem_codes import Code, problem_code

NO_PART = problem_code(
    "no-part",
    en=("the pack has no file {file}", "put it into the pack's folder, or correct `file`"),
    zh=("模板包中没有文件 {file}", "把文件放进模板包文件夹，或改正 file"),
)
PACK_REPEAT = problem_code(
    "pack-repeat",
    en=("repeat is not as it should be: {text}", "write it like `repeat: 项目 in projects`"),
    zh=("repeat 写得不对：{text}", "写成 repeat: 项目 in projects"),
)
JSON_SYNTAX = problem_code(
    "json-syntax",
    en=("this is not JSON: {reason}", "check the commas, quotes and brackets of this line"),
    zh=("JSON 写法有误：{reason}", "检查这一行的逗号、引号和括号"),
)

_KEYS = ("output", "properties", "parts", "derived", "rules", "checks", "next", "format")
_REPEAT = re.compile(r"^\s*(\w+)\s+in\s+(.+?)\s*$")


@dataclass(frozen=True)
class Part:
    """One .docx of a pack.

    Attributes:
        path: the file.
        name: its path relative to the project, for messages.
        loop: ``(variable, expression)`` when the part is repeated.
    """

    path: Path
    name: str
    loop: tuple[str, str] | None = None


@dataclass(frozen=True)
class Derived:
    """A field that is computed from others.

    Attributes:
        field: the path of keys; ``projects[]`` means in each item of a list.
        formula: an expression; names are looked up in the field's group first, then in the root.
        place: its line in pack.yaml.
    """

    field: str
    formula: str
    place: Place


@dataclass(frozen=True)
class Properties:
    """Texts with expressions for the document properties of the output."""

    title: Text
    author: Text
    date: Text


@dataclass(frozen=True)
class Pack:
    """A pack as its files describe it; templates are not opened yet."""

    name: str
    place: Place
    output: Text
    properties: Properties
    parts: tuple[Part, ...]
    derived: tuple[Derived, ...]
    schema: dict[str, Any]
    format: OfficialFormat | None
    rules: tuple[Rule, ...]
    checks: Checks
    next: NextYear


def load_pack(
    folder: Path, root: Path, problems: Problems, *, partial: bool = False
) -> Pack | None:
    """The pack in ``folder``, or ``None`` after errors; names are relative to ``root``.

    With ``partial``, the pack is returned after errors as well, unless pack.yaml cannot be read.
    """
    name = (folder / "pack.yaml").relative_to(root).as_posix()
    found = Problems()
    source = read_source(folder / "pack.yaml", name, found)
    data = read_yaml(source, found) if source else Node(Place(name))
    pack = None if found.has_errors else _PackYamlReader(folder, root, data, found).pack()
    problems.extend(problem.of_pack() for problem in found if partial or found.has_errors)
    return pack if partial or not found.has_errors else None


class _PackYamlReader:
    """Reads the fields of a pack from pack.yaml; missing and wrong ones are reported."""

    def __init__(self, folder: Path, root: Path, data: Node, problems: Problems) -> None:
        self.folder, self.root, self.data, self.problems = folder, root, data, problems

    def check_keys(self, node: Node, *keys: str) -> None:
        """Reports each key of ``node`` that is not among ``keys``: a misspelt key has no effect."""
        for key in node:
            if key not in keys:
                words = {"key": key, "nearest": nearest(key, keys)}
                self.problem(PACK_KEY, node.key_places[key], **words)

    def pack(self) -> Pack:
        self.check_keys(self.data, *_KEYS)
        return Pack(
            name=self.folder.name,
            place=self.data.place,
            output=self.text(self.data, "output"),
            properties=self.properties(),
            parts=tuple(self.parts()),
            derived=tuple(self.derived()),
            schema=self.schema(),
            format=read_format(self.data.get("format"), self.problems),
            rules=tuple(self.rules()),
            checks=self.checks(),
            next=read_next(self.data.get("next"), self.problems),
        )

    def problem(self, code: Code, place: Place, **words: object) -> None:
        self.problems.add(template_error(code, place, **words))

    def text(self, node: Node, key: str) -> Text:
        value = node.get(key)
        if not isinstance(value, Text):
            self.problem(PACK_FIELD, node.place, key=key)
            return Text("", node.place)
        return value

    def properties(self) -> Properties:
        node = self.data.get("properties")
        if not isinstance(node, Node):
            self.problem(PACK_FIELD, self.data.place, key="properties")
            return Properties(Text(""), Text(""), Text(""))
        return Properties(*(self.text(node, key) for key in ("title", "author", "date")))

    def parts(self) -> list[Part]:
        items = self.data.get("parts")
        if not isinstance(items, Items) or not items:
            self.problem(PACK_FIELD, self.data.place, key="parts")
            return []
        for item in items:
            if not isinstance(item, Node):
                self.problem(PACK_FIELD, getattr(item, "place", None) or items.place, key="file")
        return [self.part(item) for item in items if isinstance(item, Node)]

    def part(self, item: Node) -> Part:
        file = self.text(item, "file")
        self.check_keys(item, "file", "repeat")
        path = self.folder / Path(file).name
        if file and (Path(file).name != file or not _is_file(path)):
            self.problem(NO_PART, file.place or item.place, file=file)
        repeat = item.get("repeat")
        match = _REPEAT.match(str(repeat)) if repeat is not None else None
        if repeat is not None and not match:
            self.problem(PACK_REPEAT, item.key_places["repeat"], text=repeat)
        loop = (match[1], match[2]) if match else None
        return Part(path, path.relative_to(self.root).as_posix(), loop)

    def derived(self) -> list[Derived]:
        node = self.data.get("derived", Node(self.data.place))
        if not isinstance(node, Node):
            self.problem(PACK_FIELD, self.data.key_places["derived"], key="derived")
            return []
        return [Derived(key, str(value), node.key_places[key]) for key, value in node.items()]

    def rules(self) -> Iterator[Rule]:
        items = self.data.get("rules", Items(self.data.place))
        for item in items if isinstance(items, list) else ():
            if not isinstance(item, Node):
                self.problem(PACK_FIELD, self.data.key_places["rules"], key="name")
                continue
            self.check_keys(item, "name", "at", "each", "require", "warn")
            yield Rule(
                name=self.text(item, "name"),
                at=str(item.get("at", "")),
                each=str(item.get("each", "")),
                require=self.text(item, "require"),
                warns="warn" in item,
                place=item.place,
            )

    def checks(self) -> Checks:
        node = self.data.get("checks", Node(self.data.place))
        if not isinstance(node, Node):
            self.problem(PACK_FIELD, self.data.key_places["checks"], key="checks")
            return Checks()
        lists = ("money", "points", "facts", "plans", "apart", "titles")
        self.check_keys(node, "year", "carried", "unit", *lists)
        money, points, facts, plans, apart, titles = (tuple(self.texts(node, key)) for key in lists)
        carried = node.get("carried")
        return Checks(
            year=str(node.get("year", "")),
            last_year_of=dict(map(_as_texts, carried.items())) if isinstance(carried, Node) else {},
            unit=str(node.get("unit", "")),
            money=money,
            points=points,
            facts=facts,
            plans=plans,
            other_money=apart,
            titles=titles,
        )

    def texts(self, node: Node, key: str) -> Iterator[str]:
        value = node.get(key)
        yield from map(str, value) if isinstance(value, list) else ()

    def schema(self) -> dict[str, Any]:
        path = self.folder / "schema.json"
        name = path.relative_to(self.root).as_posix()
        if not path.exists():
            return {}
        source = read_source(path, name, self.problems)
        try:
            schema = json.loads(source.text) if source else {}
        except json.JSONDecodeError as reason:
            self.problem(JSON_SYNTAX, Place(name, reason.lineno, reason.colno), reason=reason.msg)
            return {}
        except RecursionError:
            self.problem(JSON_SYNTAX, Place(name, 1, 1), reason="nested too deeply")
            return {}
        if not isinstance(schema, dict):
            self.problem(SCHEMA_INVALID, Place(name, 1, 1), reason="{…}")
        return schema if isinstance(schema, dict) else {}


def _as_texts(item: tuple[str, Value]) -> tuple[str, str]:
    return item[0], str(item[1])


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than the file system allows
        return False
