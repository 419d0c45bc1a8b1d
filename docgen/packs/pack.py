"""A template pack: ``pack.yaml``, the parts it lists, and its schema.

title: 部门整体支出绩效自评报告
output: "{{ 年度 }}年度…报告"     the output's file name, without an ending
properties: {title: …, author: …, date: …}
parts:
  - file: report.docx
  - file: annex-1-base-data.docx
    content: 附件1-基础数据.yaml    the file that a unit types its fields into
  - file: annex-3-project.docx
    repeat: 项目 in projects        once for each item
derived:
  年度预算申请.执行率: (全年执行数 / 全年预算数) | percent
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from docgen.content.source_files import LINK_OUTSIDE, SourceFile, is_inside, read_source
from docgen.content.values import Node, Text
from docgen.content.yaml_reader import read_yaml
from docgen.diagnostics import Place, Problems, template_error
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import existing
from docgen.packs.derived_groups import worked_out
from docgen.packs.filing_rules import BundleRule, EvidenceRule
from docgen.packs.follows import Follows
from docgen.packs.formula_order import Derived, in_order
from docgen.packs.next_year import NextYear
from docgen.packs.over import Over
from docgen.packs.pack_codes import SCHEMA_INVALID
from docgen.packs.pack_yaml import PACK_FORMAT, REPEAT, PartEntry, Properties, read_pack_yaml
from docgen.packs.part import Part
from docgen.packs.public import Public
from docgen.packs.rules import Checks, Rule
from docgen.packs.schema import CompiledSchema, schema_problems
from docgen.project import Project

NO_PART = problem_code(
    "no-part",
    en=("the pack has no file {file}", "put it into the pack's folder, or correct `file`"),
    zh=("模板包中没有文件 {file}", "把文件放进模板包文件夹，或改正 file"),
)
JSON_SYNTAX = problem_code(
    "json-syntax",
    en=("this is not JSON: {reason}", "check the commas, quotes and brackets of this line"),
    zh=("JSON 写法有误：{reason}", "检查这一行的逗号、引号和括号"),
)

_MAX_DEPTH = 60
"""Nesting of a schema; each level of it takes several calls of its validator."""


@dataclass(frozen=True)
class Pack:
    """A pack as its files describe it; templates are not opened yet.

    Attributes:
        name: the name of its folder.
        place: the beginning of pack.yaml.
        output: the output's file name, with expressions.
        properties: the document properties, with expressions.
        parts: its .docx files, in order.
        derived: the computed fields, in the order in which they are worked out.
        schema: the JSON Schema of the content; empty if there is none.
        format: the official format, as :mod:`docgen.verify.official_format` reads it.
        rules: what must hold.
        checks: what the checks of texts have to know.
        next: how next year's content is made.
        follows: the pack for last year's form, if there is one.
        over: the units that it sums up, if it does.
        evidence: the list that names the evidence behind the report, if there is one.
        bundle: how the files that are handed in are called.
        public: what a public copy leaves out.
    """

    name: str
    place: Place
    output: Text
    properties: Properties
    parts: tuple[Part, ...]
    derived: tuple[Derived, ...]
    schema: dict[str, Any]
    format: Node | None
    rules: tuple[Rule, ...]
    checks: Checks
    next: NextYear
    follows: Follows = field(default_factory=Follows)
    over: Over = field(default_factory=Over)
    evidence: EvidenceRule = field(default_factory=EvidenceRule)
    bundle: BundleRule = field(default_factory=BundleRule)
    public: Public = field(default_factory=Public)

    @cached_property
    def compiled_schema(self) -> CompiledSchema:
        """The schema, compiled."""
        return CompiledSchema(self.schema)

    @property
    def numbers_headings(self) -> bool:
        """Whether Word numbers the headings of a text, as ``format`` says."""
        styles = self.format.get("styles") if self.format else None
        heading = styles.get("Heading 2") if isinstance(styles, Node) else None
        return isinstance(heading, Node) and "number" in heading

    @cached_property
    def worked_out(self) -> frozenset[str]:
        """The paths of what nobody has to type, as formulas work it out."""
        derived = worked_out(self.schema, {formula.field for formula in self.derived})
        return derived | self.over.lists


def load_pack(
    folder: Path, root: Path, problems: Problems, *, partial: bool = False
) -> Pack | None:
    """The pack in ``folder``, or ``None`` after errors; names are relative to ``root``.

    With ``partial``, the pack is returned after errors as well, unless pack.yaml cannot be read.
    """
    name = (folder / "pack.yaml").relative_to(root).as_posix()
    found = Problems()
    source = pack_source(folder / "pack.yaml", root, found)
    data = read_yaml(source, found) if source else Node(Place(name))
    if not found.has_errors and (problem := PACK_FORMAT.take(data)):
        found.add(problem)
    pack = None if found.has_errors else _pack(folder, root, data, found)
    problems.extend(problem.of_pack() for problem in found if partial or found.has_errors)
    return pack if partial or not found.has_errors else None


def find_pack(
    project: Project, typed: str, problems: Problems, *, partial: bool = False
) -> Pack | None:
    """The pack that was typed, the project's own or one that comes with docgen.

    ``None`` and ``partial`` are as in :func:`load_pack`. Raises :class:`UsageError` if there is no
    such pack.
    """
    name = project.known_pack(typed)
    home = project.home_of(name)
    return load_pack(home.packs / name, home.root, problems, partial=partial)


def _pack(folder: Path, root: Path, data: Node, problems: Problems) -> Pack:
    typed = read_pack_yaml(data, problems)
    formulas = data.get("derived")
    places = formulas.key_places if isinstance(formulas, Node) else {}
    schema = typed.over.added_to(_content_schema(folder / "schema.json", root, problems))
    derived, circles = in_order(
        [Derived(field, formula, places[field]) for field, formula in typed.derived.items()], schema
    )
    problems.extend(circles)
    return Pack(
        name=folder.name,
        place=data.place,
        output=typed.output,
        properties=typed.properties,
        parts=tuple(
            part for entry in typed.parts if (part := _part(entry, folder, root, problems))
        ),
        derived=derived,
        schema=schema,
        format=typed.format,
        rules=typed.rules,
        checks=typed.checks,
        next=typed.next,
        follows=typed.follows,
        over=typed.over,
        evidence=typed.evidence,
        bundle=typed.bundle,
        public=typed.public,
    )


def pack_source(path: Path, root: Path, problems: Problems) -> SourceFile | None:
    """A file of a pack; ``None`` if it cannot be read, or is a link out of the project."""
    name = path.relative_to(root).as_posix()
    if path.exists() and _leads_out(path, root):
        place, words = Place(name), {"name": path.name, "folder": path.parent.name}
        problems.add(template_error(LINK_OUTSIDE, place, **words))
        return None
    return read_source(path, name, problems)


def _leads_out(path: Path, root: Path) -> bool:
    """Whether a file of a pack is a link out of the project; the pack's folder itself may be."""
    return not is_inside(path, path.parent) and not is_inside(path, root)


def _part(entry: PartEntry, folder: Path, root: Path, problems: Problems) -> Part | None:
    path = existing(folder / Path(entry.file).name)
    if _leads_out(path, root):
        words = {"name": path.name, "folder": folder.name}
        problems.add(template_error(LINK_OUTSIDE, entry.file.place or Place(""), **words))
        return None
    loop = re.match(REPEAT, entry.repeat)
    name = path.relative_to(root).as_posix()
    part = Part(path, name, (loop[1], loop[2]) if loop else None, entry.content)
    if entry.file and (Path(entry.file).name != entry.file or not part.exists):
        place = entry.file.place or Place("")
        problems.add(template_error(NO_PART, place, file=entry.file))
    return part


def _content_schema(path: Path, root: Path, problems: Problems) -> dict[str, Any]:
    """The schema of the content; empty if there is none or after errors."""
    name = path.relative_to(root).as_posix()
    source = pack_source(path, root, problems) if path.exists() else None
    try:
        schema = json.loads(source.text) if source else {}
        _check_depth(schema)
    except json.JSONDecodeError as reason:
        place = Place(name, reason.lineno, reason.colno)
        problems.add(template_error(JSON_SYNTAX, place, reason=reason.msg))
        return {}
    except RecursionError:
        problems.add(template_error(JSON_SYNTAX, Place(name, 1, 1), reason="nested too deeply"))
        return {}
    if not isinstance(schema, dict):
        problems.add(template_error(SCHEMA_INVALID, Place(name, 1, 1), reason="{…}"))
        return {}
    faults = schema_problems(schema, Place(name))
    problems.extend(faults)
    return {} if faults else schema


def _check_depth(schema: object) -> None:
    """Raises :class:`RecursionError` if the schema nests so deep that its readers could."""
    level = [schema]
    for _ in range(_MAX_DEPTH):
        level = [child for item in level for child in _children(item)]
        if not level:
            return
    raise RecursionError


def _children(item: object) -> Iterable[object]:
    return item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
