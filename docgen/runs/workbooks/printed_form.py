"""A unit's forms as they print with room for further rows, each value with where it is typed.

The room comes from the forms themselves: blank rows are added to the lists in a copy of the
content, and that is filled in. So a further row has the cells, merges and numbers that it would
have in Word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from docgen.content.blocks import Document as Markdown
from docgen.content.content_edits import ContentEdits
from docgen.content.content_names import is_yaml
from docgen.content.field_changes import with_group
from docgen.content.row_changes import with_row
from docgen.content.source_files import apply_patches
from docgen.content.values import Items, Node, Value
from docgen.content.yaml_writer import KeyPath, YamlFile
from docgen.diagnostics import DocgenError, Place, Problem, Problems
from docgen.packs.content_index import ContentIndex, path_name
from docgen.packs.pack import Pack
from docgen.roundtrip.reading.docx_model import DocxFile, DocxRow, DocxTable, paragraphs
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.runs.build import BuiltUnit, Packs, filled_file
from docgen.runs.content_copy import ContentCopy
from docgen.runs.edition import Edition
from docgen.runs.pack_form import PackForm
from docgen.templates.provenance import Trace
from docgen.templates.table_labels import FormLabels
from docgen.temporary import temporary_folder
from docgen.word.style_cascade import Cascade

FieldKey: TypeAlias = tuple[str, KeyPath]
"""A content file, and the keys that lead to a value or a list in it."""

_TO_WRITE = "待填"
"""Stands in a text of paragraphs that is blank, so that its cell is known; it is never shown."""


@dataclass(frozen=True)
class PrintedForm:
    """The forms of a unit.

    Attributes:
        file: the Word file they print as, with the source of each value.
        cascade: its styles.
        drafts: the content files that it was made from: the unit's, with room in its lists.
        index: the values of these, and the formulas of the pack.
        pack: the pack.
        rows: how many rows each list has in the content itself, by its file and keys.
        blanks: texts of paragraphs that are blank.
        labels: the labels that the tables print.
        built: the unit as it is, with what is found in it.
    """

    file: DocxFile
    cascade: Cascade
    drafts: ContentEdits
    index: ContentIndex
    pack: Pack
    rows: Mapping[FieldKey, int]
    blanks: frozenset[FieldKey]
    labels: FormLabels
    built: BuiltUnit


def printed_form(
    edition: Edition, folder: Path, packs: Packs, room: int
) -> PrintedForm | tuple[Problem, ...]:
    """The forms of the unit in ``folder``, with ``room`` blank rows behind those of each list.

    The problems of content and pack, if they cannot be printed.
    """
    with temporary_folder("sheet") as root:
        copy = ContentCopy(edition, folder, packs, root)
        built = copy.built({})
        plain = _Printed.of(copy, built)
        loaded = packs.get(built.unit, Problems())
        if plain is None or loaded is None:
            return *built.outcome.problems, *packs.problems
        rows, texts = dict(plain.lists()), dict[str, str]()
        lists = {**rows, **dict.fromkeys(plain.blank_lists(), 0)}
        for (name, keys), count in lists.items():
            text = texts.get(name) or plain.drafts.text(name)
            texts[name] = _with_rows(plain, loaded[0], (name, keys), text, count, room)
        blanks = set(_blank_texts(copy.built(_encoded(texts)), plain.drafts, texts))
        for name, keys in blanks:
            texts[name] = _with_text(name, texts.get(name) or plain.drafts.text(name), keys)
        files = _encoded(texts)
        roomy = _Printed.of(copy, copy.built(files)) if files else plain
        if roomy is None:
            roomy, blanks = plain, set()
        found = dict(roomy.lists())
        return PrintedForm(
            roomy.file,
            roomy.cascade,
            roomy.drafts,
            roomy.index(loaded[0]),
            loaded[0],
            {key: lists.get(key, count) for key, count in found.items()},
            frozenset(blanks),
            loaded[1].form,
            built,
        )


@dataclass(frozen=True)
class _Printed:
    """What a unit's content prints as."""

    built: BuiltUnit
    file: DocxFile
    cascade: Cascade
    drafts: ContentEdits

    @classmethod
    def of(cls, copy: ContentCopy, built: BuiltUnit) -> _Printed | None:
        trace = Trace()
        data = filled_file(built, copy.edition, copy.packs, trace)
        if data is None:
            return None
        document = open_document(data)
        drafts = ContentEdits(copy.edition.project.root)
        printed = cls(built, read_document(document, trace), Cascade(document), drafts)
        for place in printed._places():  # the copy is gone when they are asked for again
            drafts.keys(place)
        return printed

    def _places(self) -> Iterator[Place]:
        """Yields the beginning of each file of the unit that values are from."""
        values = _values(self.built.unit.data)
        places = [place for value in values if (place := getattr(value, "place", None))]
        return (Place(name, 1, 1) for name in sorted({place.file for place in places}))

    def index(self, pack: Pack) -> ContentIndex:
        return ContentIndex(self.built.unit.data, pack.derived, pack.schema)

    def lists(self) -> Iterator[tuple[FieldKey, int]]:
        """Yields each list whose items print as rows of a table, and how many items it has."""
        found, others = dict[FieldKey, None](), set[FieldKey]()
        for table in self.file.body:
            for row in table.rows if isinstance(table, DocxTable) else ():
                lists = Counter((name, keys[:-1]) for name, keys in items_in(row, self.drafts))
                others |= {key for key, count in lists.items() if count > 1}
                item = item_of(row, self.drafts)
                found |= {(item[0], item[1][:-1]): None} if item else {}
        for key in found:
            file = self.drafts.yaml(key[0])
            node = file.node(key[1]) if file else None
            if key not in others and isinstance(node, yaml.SequenceNode):
                yield key, len(node.value)

    def blank_lists(self) -> Iterator[FieldKey]:
        """Yields the lists of groups that have no rows at all."""
        for value in _values(self.built.unit.data):
            if isinstance(value, Items) and not value:
                keys = self.drafts.keys(value.place)
                yield from [(value.place.file, keys)] if keys is not None else []


def items_in(row: DocxRow, drafts: ContentEdits) -> Counter[FieldKey]:
    """The items of lists that values of a row are typed in, each with how many of them are."""
    items = Counter[FieldKey]()
    for paragraph in paragraphs(row):
        for stretch in paragraph.sources:
            source = stretch.source
            place = source.document.place if source.document else source.place
            keys = drafts.keys(place) or ()
            depths = [depth for depth, key in enumerate(keys) if isinstance(key, int)]
            if place and depths:
                items[place.file, keys[: depths[-1] + 1]] += 1
    return items


def item_of(row: DocxRow, drafts: ContentEdits) -> FieldKey | None:
    """The item of a list that most values of a row are typed in, the innermost if it is one of two.

    A merged cell prints for several rows what is typed in the first of them.
    """
    items = items_in(row, drafts)
    return max(items, key=lambda item: (items[item], len(item[1])), default=None)


def _values(value: Value) -> Iterator[Value]:
    """Yields every group, list and value of a unit."""
    yield value
    children = value.values() if isinstance(value, Node) else ()
    for child in value if isinstance(value, Items) else children:
        yield from _values(child)


def _blank_texts(
    built: BuiltUnit, drafts: ContentEdits, texts: Mapping[str, str]
) -> Iterator[FieldKey]:
    """Yields the texts of paragraphs, within YAML files, that are blank."""
    files = dict[str, YamlFile]()
    for value in _values(built.unit.data):
        if isinstance(value, Markdown) and not value.blocks and is_yaml(value.place.file):
            name = value.place.file
            text = texts.get(name) or drafts.text(name)
            file = files.setdefault(name, YamlFile(name, text))
            if (keys := file.path(value.place)) is not None:
                yield name, keys


def _encoded(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in texts.items()}


def _with_text(name: str, text: str, keys: KeyPath) -> str:
    """A file with something in the place of a blank text."""
    file = YamlFile(name, text)
    return apply_patches(text, [file.patch(file.places[keys], _TO_WRITE)])


def _with_rows(plain: _Printed, pack: Pack, key: FieldKey, text: str, count: int, room: int) -> str:
    """A file with ``room`` blank rows behind the ``count`` rows of a list.

    As many as can be: a list that shares its lines with others stays as it is.
    """
    name, keys = key
    try:
        for number in range(count, count + room):
            file = YamlFile(name, text)
            if number:
                within = (path for path in file.places if path[: len(keys)] == keys)
                last = next(path for path in within if path[len(keys)] == number - 1)
                text = with_row(file.places[last], "add")(name, text).text
            else:
                place = file.places[keys]
                steps = plain.index(pack).steps(plain.drafts.place(name, keys))
                fields = PackForm(pack).below(path_name(steps)) if steps else ()
                blanks = {field.keys[1:]: "" for field in fields if field.keys[:1] == (0,)}
                text = with_group(place, "[]", blanks)(name, text).text
    except (DocgenError, yaml.YAMLError, StopIteration, KeyError):
        pass
    return text
