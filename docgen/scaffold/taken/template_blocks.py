"""The blocks of a pack's parts, in the order of its report: lines, slots for texts, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from docx.document import Document
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from docgen.diagnostics import Problems
from docgen.packs.pack import Pack
from docgen.packs.part import Part
from docgen.packs.schema_fields import Fields, Shape
from docgen.scaffold.pack.form_fields import Path
from docgen.scaffold.pack.update.label_paths import FormBlank, FormPaths, PrintedLine
from docgen.scaffold.pack.update.old_part import Wrap, is_control, old_paths, tag_units, wraps_of
from docgen.scaffold.pack.update.old_reads import reads_of
from docgen.scaffold.taken.line_pattern import LinePattern
from docgen.templates.lint.placeholder_uses import ENVIRONMENT
from docgen.templates.part_file import read_part
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of, w

_WORKED_OUT = frozenset({"sum", "length", "count", "rows", "join", "map", "max", "min", "chinese"})
"""Filters whose result is another value than the field."""


@dataclass(eq=False)
class TemplatePart:
    """A part of a pack.

    Attributes:
        part: the part.
        number: its number in the pack, from 0.
        document: its template.
        paths: its blanks with their labels.
        fields: the field that each blank prints.
        patterns: what the schema says of the texts of some blanks.
        wraps: its loops and conditions around rows and paragraphs.
    """

    part: Part
    number: int
    document: Document
    paths: FormPaths
    fields: dict[FormBlank, Path]
    patterns: dict[FormBlank, re.Pattern[str]] = field(default_factory=dict)
    wraps: list[Wrap] = field(default_factory=list)

    @property
    def is_repeated(self) -> bool:
        """Whether the report has it several times."""
        return self.part.loop is not None


@dataclass(frozen=True, eq=False)
class TemplateBlock:
    """A block of a part.

    Attributes:
        part: its part.
        element: its ``w:p`` or ``w:tbl``.
        kind: a line of text, a slot for Markdown, or a table.
        pattern: the line.
        blanks: its blanks.
        loop: the loop that repeats it, among other paragraphs.
        optional: whether the report may leave it out.
    """

    part: TemplatePart
    element: etree._Element
    kind: Literal["line", "slot", "table"]
    pattern: LinePattern | None = None
    blanks: tuple[FormBlank, ...] = ()
    loop: Wrap | None = None
    optional: bool = False


def template_parts(pack: Pack, problems: Problems) -> list[TemplatePart]:
    """The parts of a pack; a part that cannot be read is reported, and left out."""
    parts = []
    for number, part in enumerate(pack.parts):
        document = read_part(part, problems)
        if document is None:
            continue
        body = document.element.body
        paths = old_paths(body)
        reads = reads_of(pack, part, document, paths)
        fields = {blank: path for blank, path in reads.items() if _prints(blank)}
        patterns = dict(_patterns(fields, pack))
        wraps = list(wraps_of(body))
        parts.append(TemplatePart(part, number, document, paths, fields, patterns, wraps))
    return parts


def _patterns(
    fields: Mapping[FormBlank, Path], pack: Pack
) -> Iterator[tuple[FormBlank, re.Pattern[str]]]:
    known = Fields(pack.schema)
    for blank, path in fields.items():
        pattern = (shape_at(path, known).schema or {}).get("pattern")
        if pattern:
            yield blank, re.compile(pattern)


def shape_at(path: Iterable[str | int], fields: Fields) -> Shape:
    """The field of the schema at a path; ``名称[]``, or a number behind it, is each item."""
    shape = fields.root
    for key in path:
        if isinstance(key, int):
            shape = fields.item(shape)
            continue
        shape = fields.child(shape, key.removesuffix("[]"))
        shape = fields.item(shape) if key.endswith("[]") else shape
    return shape


def blocks_of(part: TemplatePart) -> Iterator[TemplateBlock]:
    """The blocks of a part that a report prints."""
    alone: dict[etree._Element, list[FormBlank]] = {}
    for blank in part.paths.blanks:
        if blank.cell is None:
            alone.setdefault(blank.lines[0].paragraph, []).append(blank)
    for element in part.document.element.body.iterchildren(w("p"), w("tbl")):
        around = [wrap for wrap in part.wraps if element in wrap.inside]
        loop = next((wrap for wrap in around if wrap.is_loop), None)
        if element.tag == w("tbl"):
            yield TemplateBlock(part, element, "table", loop=loop, optional=bool(around))
        elif not is_control(element) and text_of(element).strip():
            blanks = tuple(alone.get(element, ()))
            line = PrintedLine(element, tag_units(element))
            is_slot = any(blank.tags.startswith("{{p") for blank in blanks)
            kind: Literal["slot", "line"] = "slot" if is_slot else "line"
            pattern = LinePattern(line)
            yield TemplateBlock(part, element, kind, pattern, blanks, loop, bool(around))


def _prints(blank: FormBlank) -> bool:
    if blank.stretch is not None:
        return prints_field(blank.stretch.holds)
    return any(prints_field(gap.holds) for line in blank.lines for gap in line.stretches)


def prints_field(tags: str) -> bool:
    """Whether the first tag prints a field as it is, and nothing worked out of fields.

    ``{{ 分值 | blank }}`` does, ``{{ 分值 + 10 }}`` and ``{{ 附件 | length }}`` do not.
    """
    tag = TAG.search(tags)
    if tag is None or not tag[0].startswith("{{"):
        return False
    inside = tag[0].removeprefix("{{").removesuffix("}}")
    if inside[:1] in "pr" and inside[1:2] in " \t":
        inside = inside[1:]
    try:
        (output,) = ENVIRONMENT.parse(f"{{{{ {inside} }}}}").body
    except (TemplateSyntaxError, ValueError):
        return False
    shown = output.nodes[0] if isinstance(output, nodes.Output) else None
    while isinstance(shown, nodes.Filter) and shown.name not in _WORKED_OUT:
        shown = shown.node
    return _root(shown) not in ("", "loop")


def field_gap(line: PrintedLine) -> int:
    """The number of the first stretch of a line that prints a field; 0 if none does."""
    prints = (at for at, gap in enumerate(line.stretches) if prints_field(gap.holds))
    return next(prints, 0)


def _root(shown: nodes.Node | None) -> str:
    """The name that a path begins with: 项目 in ``项目.名称``; empty for what is no path."""
    while isinstance(shown, (nodes.Getattr, nodes.Getitem)):
        shown = shown.node
    return shown.name if isinstance(shown, nodes.Name) else ""
