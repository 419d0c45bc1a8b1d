"""The blanks of a pack: those with a tag, and those that the draft could not name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Literal, TypeAlias

from docx.document import Document
from lxml import etree

from docgen.diagnostics import Place, Problem, Problems, TemplatePlace, warning
from docgen.packs.pack import Pack
from docgen.packs.part import Part
from docgen.packs.schema_fields import Fields, Shape
from docgen.packs.typing import MARKDOWN
from docgen.scaffold.pack.lines.blanks import gaps_in
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.naming import key_of
from docgen.scaffold.pack.report.draft_notes import DraftNote
from docgen.scaffold.pack.report.rule_reads import rules_by_field
from docgen.scaffold.pack.writing.tag_placement import PROJECTS
from docgen.templates.lint.placeholder_uses import Use, pack_fields, part_tags, uses_in
from docgen.templates.part_file import read_part
from docgen.templates.part_outline import PartOutline
from docgen.templates.table_labels import TemplateTable
from docgen.word.tag_pattern import TAG
from docgen.word.xml import w

State: TypeAlias = Literal["tagged", "unsure", "told"]
Kind: TypeAlias = Literal["text", "number", "prose", "choice", "year", ""]

_PRINTING = ("value", "slot", "merge")


@dataclass(frozen=True)
class DraftedBlank:
    """A blank of a form, and what became of it.

    Attributes:
        part: the file of its part.
        paragraph: the number of its paragraph in the body of the part, from 0.
        start: its first character there, as :class:`FormLine` counts, or that of its tag.
        stop: the one behind its last; equal to ``start`` for all of the paragraph's cell.
        place: table, row and cell.
        state: ``tagged``; ``unsure``, with a tag that has to be looked at; ``told``, without a tag.
        label: the labels that the form prints for it, of its row and of its column.
        suggested: for one without a field, the path that a field there might have.
        path: the path of its field; empty without one.
        kind: the type of its field; empty without one.
        options: the words that a choice may have.
        formula: the formula that derives it.
        rules: the names of the rules that read it.
        hint: what the blank form said on how to fill it in.
        doubts: what has to be looked at.
        tag: its tag, as it is typed.
    """

    part: str
    paragraph: int
    start: int
    stop: int
    place: TemplatePlace
    state: State = "tagged"
    label: tuple[str, ...] = ()
    suggested: str = ""
    path: str = ""
    kind: Kind = ""
    options: tuple[str, ...] = ()
    formula: str = ""
    rules: tuple[str, ...] = ()
    hint: str = ""
    doubts: tuple[Problem, ...] = ()
    tag: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its field, without the list of projects that have a form each."""
        own = self.path.removeprefix(f"{PROJECTS}[].").replace("[]", "").replace(".*", "")
        return tuple(own.split(".")) if own else ()

    @property
    def is_listed(self) -> bool:
        """Whether it stands in a row that is repeated."""
        return "[]" in self.path.removeprefix(f"{PROJECTS}[].").rpartition(".")[0]


@dataclass(frozen=True)
class PackBlanks:
    """The blanks of a pack in reading order, and the doubts about whole parts."""

    blanks: tuple[DraftedBlank, ...] = ()
    doubts: tuple[Problem, ...] = ()


def blanks_of(pack: Pack, notes: Iterable[DraftNote], problems: Problems) -> PackBlanks:
    """The blanks of a pack; parts that cannot be read are told in ``problems``."""
    by_part = defaultdict[str, list[DraftNote]](list)
    for note in notes:
        by_part[note.part].append(note)
    blanks, doubts = list[DraftedBlank](), list[Problem]()
    facts = _PackFacts(pack)
    for part in pack.parts:
        document = read_part(part, problems)
        if document is not None:
            reader = _PartReader(part, document, facts, by_part[part.path.name], problems)
            blanks += reader.blanks()
            doubts += reader.doubts(-1)
    return PackBlanks(tuple(blanks), tuple(doubts))


class _PackFacts:
    """What a pack says of its fields."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.formulas = {derived.field: derived.formula for derived in pack.derived}

    @cached_property
    def fields(self) -> Fields:
        return pack_fields(self.pack)

    @cached_property
    def rules(self) -> dict[str, tuple[str, ...]]:
        return rules_by_field(self.pack, self.fields)

    def kind(self, shape: Shape, tag: str) -> Kind:
        """The type of a field, by its schema."""
        schema = shape.schema or {}
        if shape.path == self.pack.checks.year:
            return "year"
        if "| box(" in tag or "enum" in schema:
            return "choice"
        if schema.get("contentMediaType") == MARKDOWN:
            return "prose"
        return "number" if {"number", "integer"} & set(shape.types) else "text"

    def formula(self, path: str) -> str:
        """The formula of a field, or of a group that it is in; empty without one."""
        while path:
            if path in self.formulas:
                return self.formulas[path]
            path = path.rpartition(".")[0]
        return ""


class _PartReader:
    """Reads the blanks of a part."""

    def __init__(
        self,
        part: Part,
        document: Document,
        facts: _PackFacts,
        notes: Sequence[DraftNote],
        problems: Problems,
    ) -> None:
        self._part, self._facts, self._problems = part, facts, problems
        self._body = document.element.body
        self._paragraphs = list(self._body.iter(w("p")))
        self._outline = PartOutline(self._body)
        self._hints = {note.paragraph: note.hint for note in notes if note.hint}
        self._doubted = defaultdict[int, list[DraftNote]](list)
        for note in notes:
            if note.code:
                self._doubted[note.paragraph].append(note)

    def doubts(self, number: int) -> tuple[Problem, ...]:
        """The doubts about a paragraph, or about the whole part."""
        is_there = 0 <= number < len(self._paragraphs)
        place = self._place(number) if is_there else None
        where = Place(self._part.path.name)
        notes = self._doubted.get(number, ())
        return tuple(warning(note.code, where, place, **note.words) for note in notes)

    def blanks(self) -> Iterator[DraftedBlank]:
        """The blanks in reading order; those without a tag if the draft told them."""
        tagged = defaultdict[int, list[DraftedBlank]](list)
        for blank in self._tagged():
            tagged[blank.paragraph].append(blank)
        for number in range(len(self._paragraphs)):
            if number in tagged:
                yield from self._doubted_among(tagged[number], self.doubts(number))
            elif number in self._doubted:
                yield from self._told(number, chain.from_iterable(tagged.values()))

    def _doubted_among(
        self, blanks: Sequence[DraftedBlank], doubts: Sequence[Problem]
    ) -> Iterator[DraftedBlank]:
        """The blanks of a paragraph with the doubts about each; one that names none is of all."""
        names = [{blank.path, blank.path.rpartition(".")[2]} for blank in blanks]
        named = [[not own.isdisjoint(doubt.words.values()) for own in names] for doubt in doubts]
        for number, blank in enumerate(blanks):
            about = [
                doubt
                for doubt, row in zip(doubts, named, strict=True)
                if row[number] or not any(row)
            ]
            state: State = "unsure" if about else "tagged"
            yield replace(blank, state=state, doubts=tuple(about))

    def _tagged(self) -> Iterator[DraftedBlank]:
        spots = self._spots()
        for use in self._uses():
            if use.placeholder.level == "part":
                continue  # the loop of the whole part is in no paragraph
            found = next((spot for spot in spots if spot[3] == use.placeholder.tag), None)
            if found is not None and use.placeholder.kind in _PRINTING and use.reads:
                yield self._blank(use, *found[:3])

    def _uses(self) -> Iterator[Use]:
        tags = part_tags(self._body, self._part, "")
        return uses_in(tags, self._facts.fields, self._problems)

    def _spots(self) -> Iterator[tuple[int, int, int, str]]:
        """Each tag: its paragraph, first character, the one behind its last, and itself."""
        for number, paragraph in enumerate(self._paragraphs):
            for match in TAG.finditer(FormLine(paragraph).text):
                yield number, match.start(), match.end(), match[0]

    def _blank(self, use: Use, number: int, start: int, stop: int) -> DraftedBlank:
        shape, tag = use.reads[0].shape, use.placeholder
        labels = (tag.row_label, tag.column_label) if tag.place.table else (tag.row_label,)
        return DraftedBlank(
            part=self._part.path.name,
            paragraph=number,
            start=start,
            stop=stop,
            place=self._place(number),
            label=tuple(TAG.sub("", label).strip() for label in labels if TAG.sub("", label)),
            path=shape.path,
            kind=self._facts.kind(shape, tag.tag),
            options=tuple((shape.schema or {}).get("enum", ())[:-1]),
            formula=self._facts.formula(shape.path),
            rules=self._facts.rules.get(shape.path, ()),
            hint=self._hints.get(number, ""),
            tag=tag.tag,
        )

    def _told(self, number: int, tagged: Iterable[DraftedBlank]) -> Iterator[DraftedBlank]:
        """The blanks of a paragraph without a tag, or the paragraph as a whole."""
        line = FormLine(self._paragraphs[number])
        place, labels = self._place(number), self._labels(line.paragraph)
        gaps = [gap for gap in gaps_in(line) if gap.kind != "year"] if line.text.strip() else []
        row = place.table, place.row
        beside = (each for each in tagged if (each.place.table, each.place.row) == row)
        group = next((each.path.rpartition(".")[0] for each in beside if place.table), "")
        key = key_of(labels[-1]) if labels else ""
        for start, stop in [(gap.start, gap.end) for gap in gaps] or [(0, 0)]:
            yield DraftedBlank(
                self._part.path.name,
                number,
                start,
                stop,
                place,
                "told",
                labels,
                suggested=".".join(filter(None, (group, key))) if key else "",
                hint=self._hints.get(number, ""),
                doubts=self.doubts(number),
            )

    def _labels(self, paragraph: etree._Element) -> tuple[str, ...]:
        """The labels of the row and of the column of a cell; none outside of tables."""
        cell = next(paragraph.iterancestors(w("tc")), None)
        if cell is None:
            return ()
        table = TemplateTable(next(cell.iterancestors(w("tbl"))))
        region = table.region(cell)
        headers = table.headers(region) if region else ()
        texts = (TAG.sub("", header.text).strip() for header in headers if header)
        return tuple(text for text in texts if text)

    def _place(self, number: int) -> TemplatePlace:
        return self._outline.place(self._paragraphs[number], self._part.path.name, "")


def paragraphs_of(document: Document) -> list[etree._Element]:
    """The paragraphs of a body, as :class:`DraftedBlank` numbers them."""
    return list(document.element.body.iter(w("p")))
