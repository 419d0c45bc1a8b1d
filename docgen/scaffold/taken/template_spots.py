"""What the tags of a template print where they stand: a field, a box, or another thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from docgen.content.typed_dates import dates_in
from docgen.packs.pack import Pack
from docgen.packs.part import Part
from docgen.packs.schema_fields import Fields, Shape
from docgen.scaffold.pack.filled.value_looks import is_person
from docgen.scaffold.pack.form_fields import Path
from docgen.scaffold.pack.update.label_paths import (
    FormBlank,
    FormGap,
    FormPaths,
    LabelPath,
    PrintedLine,
)
from docgen.scaffold.pack.update.old_part import tag_units
from docgen.scaffold.pack.update.old_reads import reads_of
from docgen.scaffold.taken.line_pattern import TICKS, LinePattern, plain
from docgen.scaffold.taken.option_ticks import ticked_options
from docgen.templates.lint.placeholder_uses import ENVIRONMENT
from docgen.word.tag_pattern import TAG
from docgen.word.xml import w

_WORKED_OUT = frozenset({"sum", "length", "count", "rows", "join", "map", "max", "min", "chinese"})
"""Filters whose result is another value than the field."""
_ROOM = re.compile(r"[\s_＿]+")
_OPEN_DATE = re.compile(r"(?:年月日?|月日)?时?分?")
"""What is left of a date that nobody has filled in."""
_BEGINS_DAY = re.compile(r"(?:19|20)\d\d\D|[一二][〇○零O0一二三四五六七八九]{3}年")


@dataclass(frozen=True, eq=False)
class TemplateSpot:
    """The tags at a stretch of a template.

    Attributes:
        path: the field that they print as it is; empty if they print another thing.
        option: the word of a box.
        empty: what they print while the field is blank.
        is_markdown: whether the field holds Markdown.
        merges: whether the cell is one with the cell above that says the same.
        shape: what the schema says of its text.
        is_figure: whether the field holds a figure.
    """

    path: Path = ()
    option: str = ""
    empty: str = ""
    is_markdown: bool = False
    merges: bool = False
    shape: re.Pattern[str] | None = None
    is_figure: bool = False

    @property
    def is_day(self) -> bool:
        """Whether the form prints an open date here: 年　月　日."""
        open_date = _ROOM.sub("", self.empty)
        return bool(open_date) and _OPEN_DATE.fullmatch(open_date) is not None

    def apart(self, text: str) -> tuple[str, str]:
        """What of a text was typed before an open date, such as a name, and what is the field's."""
        narrow = plain(text)
        if not self.is_day or _OPEN_DATE.fullmatch(_ROOM.sub("", text)):
            return "", text
        if is_person(text.strip()):
            return text.strip(), ""
        begins = _BEGINS_DAY.search(narrow)
        at = begins.start() if begins else 0
        is_sure = any(sure for _, sure in dates_in(text[at:]))
        return (text[:at].strip(), text[at:]) if is_sure else ("", text)

    def value(self, text: str) -> str:
        """What the field holds if the report has ``text`` here."""
        if self.option:
            return self.option if text.strip() in TICKS and text.strip() else ""
        bare = _ROOM.sub("", text)
        if self.shape is not None and not self.shape.search(text) and self.shape.search(bare):
            return bare
        if day := self._day(text):
            return day
        is_open = bare == _ROOM.sub("", self.empty) or _OPEN_DATE.fullmatch(bare)
        return "" if is_open else text

    def _day(self, text: str) -> str:
        """The date that a text is, as the schema wants it; empty if it is none, or as wanted."""
        if self.shape is None or self.shape.search(text):
            return ""
        days = (day for day, is_sure in dates_in(text) if is_sure)
        return next(filter(self.shape.search, days), "")


@dataclass(frozen=True, eq=False)
class SpotText:
    """What a report has at a spot.

    Attributes:
        spot: the spot.
        text: the text; for a box its word, or nothing.
        elements: the paragraphs that it was read from.
        runs_on: whether the print goes on right behind it, as in a title: its end is not sure.
    """

    spot: TemplateSpot
    text: str
    elements: tuple[etree._Element, ...] = ()
    runs_on: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the text is as the schema wants it."""
        shape = self.spot.shape
        return not self.text or shape is None or shape.search(self.text) is not None


Spots = Mapping[etree._Element, Sequence[TemplateSpot]]
"""The spots of each paragraph with tags, from left to right."""


@dataclass(frozen=True, eq=False)
class SpotPattern:
    """Lines of a template, as a pattern with the fields that it holds.

    Attributes:
        pattern: the lines.
        spots: what each of its stretches prints.
    """

    pattern: LinePattern
    spots: tuple[TemplateSpot, ...]

    @property
    def prints_fields(self) -> bool:
        """Whether it prints a field at all."""
        return any(spot.path for spot in self.spots)

    def read(self, text: str, elements: tuple[etree._Element, ...]) -> list[SpotText] | None:
        """What a text has at its fields; ``None`` for another text."""
        gaps = self.pattern.read(text)
        if gaps is None:
            return None
        texts, _ = self._apart([text[gap.start : gap.end] for gap in gaps])
        return [
            SpotText(spot, spot.value(held), elements, runs_on)
            for spot, held, runs_on in zip(self.spots, texts, self.pattern.runs_on, strict=True)
            if spot.path
        ]

    def penned(self, text: str) -> list[str]:
        """What was typed where the form has room for a pen, with the words before it."""
        gaps = self.pattern.read(text) or []
        _, named = self._apart([text[gap.start : gap.end] for gap in gaps])
        return [*named, *(text[start:end] for start, end in self.pattern.penned(text))]

    def _apart(self, texts: Sequence[str]) -> tuple[list[str], list[str]]:
        """The texts of the spots, and what was typed before a date and is no spot's.

        A name goes into the spot right before that of the date.
        """
        held, named = list(texts), []
        stretches = self.pattern.stretches
        for number, (spot, text) in enumerate(zip(self.spots, texts, strict=False)):
            words, held[number] = spot.apart(text) if spot.path else ("", text)
            before = number - 1
            is_next = number > 0 and stretches[before].end == stretches[number].start
            if words and is_next and self.spots[before].path and not held[before].strip():
                held[before] = words
            elif words:
                named.append(words)
        return held, named

    def taken(self, text: str, elements: tuple[etree._Element, ...]) -> list[SpotText] | None:
        """As ``read``; a text without the print around a single field is the field's."""
        held = [spot for spot in self.spots if spot.path]
        if held and all(spot.option for spot in held) and len({spot.path for spot in held}) == 1:
            ticked = ticked_options(text, [spot.option for spot in held])
            if ticked is not None:
                own = ((spot, spot.option if spot.option in ticked else "") for spot in held)
                return [SpotText(spot, option, elements) for spot, option in own]
        found = self.read(text, elements)
        if found is None and len(held) == 1 and not held[0].option:
            return [SpotText(held[0], held[0].value(text), elements)]
        return found


def spot_pattern(lines: Iterable[etree._Element], spots: Spots) -> SpotPattern:
    """The pattern of the paragraphs of a cell, or of one."""
    printed = [PrintedLine(line, tag_units(line)) for line in lines]
    told = [line for line in printed if line.text.strip()]
    held = [spot for line in told for spot in spots.get(line.paragraph, ())]
    return SpotPattern(LinePattern(tuple(told)), tuple(held))


def spots_of(pack: Pack, part: Part, document: Document) -> Spots:
    """The spots of a part."""
    body = document.element.body
    lines = [PrintedLine(each, tag_units(each)) for each in body.iter(w("p"))]
    blanks = {
        (line.paragraph, number): FormBlank(LabelPath(), [line], gap, 0, None, None, 0)
        for line in lines
        for number, gap in enumerate(line.stretches)
    }
    reads = reads_of(pack, part, document, FormPaths(list(blanks.values())))
    fields = Fields(pack.schema)
    found: dict[etree._Element, list[TemplateSpot]] = {}
    for (paragraph, _), blank in blanks.items():
        gap = blank.stretch or FormGap(0, 0)
        found.setdefault(paragraph, []).append(_spot(gap.holds, reads.get(blank, ()), fields))
    return found


def _spot(tags: str, path: Path, fields: Fields) -> TemplateSpot:
    filters = list(_filters(tags)) if path else []
    if not filters or any(name in _WORKED_OUT for name, _ in filters):
        return TemplateSpot()
    words = {name: str(args[0]) for name, args in filters if args}
    is_markdown = tags.startswith("{{p")
    merges = any(name == "merge" for name, _ in filters)
    field = shape_at(path, fields)
    schema = field.schema or {}
    is_figure = bool(field.types) and not {*field.types} - {"number", "integer", "null"}
    return TemplateSpot(
        path,
        words.get("box", ""),
        words.get("blank", ""),
        is_markdown,
        merges,
        _pattern(schema),
        is_figure,
    )


def _filters(tags: str) -> Iterator[tuple[str, list[Any]]]:
    """The filters of the first tag, if it prints a field; at the end the field, without a name.

    ``{{ 分值 | blank }}`` does, ``{{ 分值 + 10 }}`` and ``{{ loop.index }}`` do not.
    """
    shown = _output(tags)
    found: list[tuple[str, list[Any]]] = []
    while isinstance(shown, nodes.Filter):
        args = [each.value for each in shown.args if isinstance(each, nodes.Const)]
        found.append((shown.name, args))
        shown = shown.node
    if _root(shown) not in ("", "loop"):
        yield from found
        yield "", []


def constant_of(tags: str) -> str:
    """The text that the first tag prints whatever the content: 绩效指标 of ``{{ "绩效指标" }}``."""
    shown = _output(tags)
    while isinstance(shown, nodes.Filter):
        shown = shown.node
    return shown.value if isinstance(shown, nodes.Const) and isinstance(shown.value, str) else ""


def _output(tags: str) -> nodes.Node | None:
    tag = TAG.search(tags)
    if tag is None or not tag[0].startswith("{{"):
        return None
    inside = tag[0].removeprefix("{{").removesuffix("}}")
    if inside[:1] in "pr" and inside[1:2] in " \t":
        inside = inside[1:]
    try:
        (output,) = ENVIRONMENT.parse(f"{{{{ {inside} }}}}").body
    except (TemplateSyntaxError, ValueError):
        return None
    return output.nodes[0] if isinstance(output, nodes.Output) else None


def _root(shown: nodes.Node | None) -> str:
    """The name that a path begins with: 项目 in ``项目.名称``; empty for what is no path."""
    while isinstance(shown, (nodes.Getattr, nodes.Getitem)):
        shown = shown.node
    return shown.name if isinstance(shown, nodes.Name) else ""


def _pattern(schema: Mapping[str, Any]) -> re.Pattern[str] | None:
    if options := schema.get("enum"):
        return re.compile(f"(?:{'|'.join(re.escape(str(option)) for option in options)})$")
    pattern = schema.get("pattern")
    return re.compile(pattern) if pattern else None


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
