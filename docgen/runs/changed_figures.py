"""What a changed export changes in a report: each cell, and each place that it reaches on paper.

The report is filled twice, with what was taken and with what the workbooks show now; what is
printed differs where a figure is printed, where one is worked out from it, and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from lxml import etree

from docgen.content.content_edits import ContentEdits
from docgen.content.pictures import load_pictures
from docgen.content.taken_cells import ChangedCell, TakenRecord, key_of
from docgen.content.unit import Unit, load_unit
from docgen.content.values import Node
from docgen.diagnostics import DocumentPlace, Place, Problems
from docgen.packs.binding import bind_documents
from docgen.packs.content_index import ContentIndex, path_name
from docgen.packs.derived import add_derived
from docgen.packs.meant_names import adopt_meant_names
from docgen.packs.pack import Pack
from docgen.project import Project
from docgen.roundtrip.comparing.locations import Locations
from docgen.roundtrip.reading.docx_model import DocxFile, DocxParagraph, paragraphs
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.templates.fill import fill
from docgen.templates.marks import TRACE_OPEN
from docgen.templates.package import zipped
from docgen.templates.provenance import Trace, ValueSource
from docgen.templates.template import CompiledTemplate
from docgen.word.xml import text_of, w
from docgen.word.zip import CompressedEntry

_MARK = TRACE_OPEN.encode()


@dataclass(frozen=True)
class FollowingFigure:
    """A figure that is worked out from others, and prints as another now.

    Attributes:
        name: its field, or what stands in the ``{{ }}`` that prints it.
        old: what it printed.
        new: what it prints now.
        printed: where.
    """

    name: str
    old: str
    new: str
    printed: tuple[DocumentPlace, ...]


@dataclass(frozen=True)
class FigureChange:
    """A cell that shows something else than what was taken.

    Attributes:
        place: the cell, and the place of the first reference to it.
        name: the cell as the reference names it: its address, or labels.
        old: what was taken.
        new: what it shows.
        printed: where the report prints it.
        follows: the figures that are worked out from it.
    """

    place: Place
    name: str
    old: str
    new: str
    printed: tuple[DocumentPlace, ...] = ()
    follows: tuple[FollowingFigure, ...] = ()

    @property
    def cell_name(self) -> str:
        """Workbook, sheet and cell; behind labels the address that they name now."""
        book = self.place.file.rpartition("/")[2]
        address = "" if self.name == self.place.address else f" ({self.place.address})"
        return f"{book}!{self.place.sheet}!{self.name}{address}"


class _PrintedValue(NamedTuple):
    """A value on paper: what it is of, its text, and the paragraph."""

    source: ValueSource
    text: str
    paragraph: DocxParagraph


@dataclass(frozen=True)
class _FilledUnit:
    """A unit that was filled in.

    Attributes:
        data: its values.
        entries: the files of its Word file, with the marks of the trace.
        trace: has the sources of what is printed.
        static_entries: the other files of the Word file.
    """

    data: Node
    entries: Mapping[str, bytes]
    trace: Trace
    static_entries: Mapping[str, CompressedEntry]

    def document(self) -> DocxFile:
        """The Word file as its reader sees it."""
        data = zipped(self.entries, self.static_entries)
        return read_document(open_document(data), self.trace)

    def texts(self) -> dict[int, str]:
        """What is printed of each source, by its number; that takes a fifth of reading all."""
        numbers = {id(source): number for number, source in enumerate(self.trace.sources)}
        found = dict[int, str]()
        for data in self.entries.values():
            root = etree.fromstring(data) if _MARK in data else None
            for paragraph in () if root is None else root.iter(w("p")):
                text, _, stretches = self.trace.read(text_of(paragraph), "")
                for each in stretches:
                    found[numbers[id(each.source)]] = text[each.start : each.stop]
        return found


def figure_changes(
    unit: Unit, record: TakenRecord, pack: Pack, template: CompiledTemplate, project: Project
) -> list[FigureChange]:
    """What has changed in the workbooks of a unit whose values are typed, worked out and bound.

    Of a unit that cannot be filled in, no printed places are known.
    """
    changes = record.changes(unit.cells)
    before = _as_taken(unit, changes, pack, project) if changes else None
    now = _filled(unit.data, unit, template, project) if before else None
    then = _filled(before.data, unit, template, project) if before else None
    if now is None or then is None:
        return [_change(changed) for changed in changes]
    document = now.document()
    reaches = _Reaches(now.data, Locations(document, template.form), pack, project)
    before_texts, sources = _before(then, now), now.trace.sources
    old = {id(sources[number]): text for number, text in before_texts.items()}
    reaches.read((old.get(id(each.source), ""), each) for each in _printed(document))
    return [reaches.of(changed) for changed in changes]


def _change(changed: ChangedCell) -> FigureChange:
    cell = changed.cell
    return FigureChange(cell.place, cell.reference.cell, changed.old, cell.text)


def _as_taken(
    unit: Unit, changes: Sequence[ChangedCell], pack: Pack, project: Project
) -> Unit | None:
    """The unit as it was with what was taken; ``None`` if it cannot be worked out."""
    problems, instead = Problems(), {key_of(changed.cell): changed.old for changed in changes}
    before = load_unit(unit.folder, unit.edition, project.root, problems, instead)
    adopt_meant_names(before.data, pack.schema)
    pack.compiled_schema.apply(before.data, problems)
    add_derived(before.data, pack.derived, problems)
    bind_documents(before.data, problems)
    return before if before.complete else None


def _filled(
    data: Node, unit: Unit, template: CompiledTemplate, project: Project
) -> _FilledUnit | None:
    problems, trace = Problems(), Trace()
    images = load_pictures(data, unit.folder, project.root, problems)
    entries = fill(template, data, images, problems, trace)
    if entries is None:
        return None
    return _FilledUnit(data, entries, trace, template.static_entries)


def _printed(document: DocxFile) -> Iterator[_PrintedValue]:
    body = (outer for block in document.body for outer in paragraphs(block))
    for outer in (*body, *document.outside):
        for paragraph in (outer, *outer.boxes):
            for stretch in paragraph.sources:
                text = paragraph.text[stretch.start : stretch.stop]
                yield _PrintedValue(stretch.source, text, paragraph)


def _before(then: _FilledUnit, now: _FilledUnit) -> dict[int, str]:
    """What was printed before in the place of each source of now, by its number."""
    texts = then.texts()
    keys, others = ([_key(source) for source in side.trace.sources] for side in (now, then))
    if keys == others:
        return texts
    blocks = SequenceMatcher(None, keys, others, False).get_matching_blocks()
    numbers = ((start + n, other + n) for start, other, size in blocks for n in range(size))
    return {number: texts[other] for number, other in numbers if other in texts}


def _key(source: ValueSource) -> tuple[object, ...]:
    """What a value on paper is of, whatever it is."""
    document = source.document.place if source.document else None
    return source.place, source.binding, document, source.block, source.cell


@dataclass
class _Reaches:
    """Gathers where changed figures are printed."""

    data: Node
    locations: Locations
    pack: Pack
    project: Project
    _own: dict[Place, list[DocumentPlace]] = field(default_factory=lambda: defaultdict(list))
    _following: dict[str, list[tuple[str, str, DocumentPlace]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _inputs: dict[str, frozenset[Place]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._index = ContentIndex(self.data, self.pack.derived, self.pack.schema)
        self._drafts = ContentEdits(self.project.root)

    def read(self, pairs: Iterable[tuple[str, _PrintedValue]]) -> None:
        """Reads all that is printed, with what was printed before."""
        for old, new in pairs:
            place = new.source.place
            if place is not None and place.is_taken:
                self._own[_cell(place)].append(self._where(new.paragraph))
            elif place is None and old != new.text:
                self._follow(old, new)
        self._by_input = self._of_inputs()

    def of(self, changed: ChangedCell) -> FigureChange:
        """A changed cell with all that it reaches."""
        cell = changed.cell
        printed, follows = self._own.get(_cell(cell.place), ()), self._by_input[_cell(cell.place)]
        names = cell.reference.cell, changed.old, cell.text
        return FigureChange(cell.place, *names, tuple(printed), tuple(follows))

    def _where(self, paragraph: DocxParagraph) -> DocumentPlace:
        """Where a paragraph is; one in a header or a note by its words."""
        place = self.locations.of(paragraph)
        return DocumentPlace(words=paragraph.text) if place == DocumentPlace() else place

    def _follow(self, old: str, new: _PrintedValue) -> None:
        name, inputs = self._origin(new.source)
        taken = frozenset(_cell(place) for place in inputs if place.is_taken)
        if name and taken:
            self._inputs[name] = taken
            self._following[name].append((old, new.text, self._where(new.paragraph)))

    def _origin(self, source: ValueSource) -> tuple[str, tuple[Place, ...]]:
        """The field of a derived value, or its expression; and where its inputs were typed."""
        steps = self._index.steps_of(source.value)
        if steps:
            return path_name(steps), self._index.inputs(steps, inside=True)
        if source.binding is None or source.document is None:
            return "", ()
        try:
            expression = self._drafts.expression(source.binding).strip("{} ")
        except (IndexError, ValueError):  # a text of YAML that is folded, or in quotes
            return "", ()
        return expression, self._inputs_of(expression, source)

    def _inputs_of(self, expression: str, source: ValueSource) -> tuple[Place, ...]:
        around = self._index.around(source.document)
        return self._index.inputs_of(expression, around, inside=True)

    def _of_inputs(self) -> Mapping[Place, list[FollowingFigure]]:
        """The figures that follow from each cell."""
        found = defaultdict[Place, list[FollowingFigure]](list)
        for name, printed in self._following.items():
            (old, new, _), places = printed[0], tuple(place for _, _, place in printed)
            figure = FollowingFigure(name, old, new, places)
            for place in self._inputs[name]:
                found[place].append(figure)
        return found


def _cell(place: Place) -> Place:
    """A cell, whatever refers to it."""
    return place._replace(reference="")
