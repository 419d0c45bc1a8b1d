"""The contents of a blank form: fields with their spots, repeated rows, chapters.

A path is a tuple of keys; the key of a list ends in ``[]``: ``("经费控制情况", "专项[]", "名称")``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from lxml import etree

from docgen.diagnostics.codes import Code
from docgen.packs.typing import MARKDOWN
from docgen.scaffold.pack.tables.regions import FormRegion

Path: TypeAlias = tuple[str, ...]
Kind: TypeAlias = Literal["text", "figure", "prose", "ticks", "year"]

YEAR = "年度"
UNIT: Path = ("单位名称",)
"""The path of the unit's own name in a pack whose forms do not ask for it."""

UNNAMED_UNIT: Path = ("",)
"""Placeholder path of a blank without a label in a title, which is for the unit's own name."""


@dataclass(frozen=True, eq=False)
class Spot:
    """A range of a paragraph's text, as :class:`FormLine` counts characters: a tab is one.

    Attributes:
        paragraph: the ``w:p``.
        start: index of the first character, from 0.
        end: index behind the last; equal to ``start`` for a position between two characters.
        keeps: whether the form's own text there is printed while the field is blank.
        room: how much fits before a tab stop of the line, at what stands behind it; in widths of
            a Chinese character, 0 if there is no such stop.
    """

    paragraph: etree._Element
    start: int = 0
    end: int = 0
    keeps: bool = False
    room: float = 0


@dataclass(frozen=True)
class Around:
    """The labels around a blank, as the form prints them.

    Attributes:
        groups: those of its groups of rows, from outer to inner.
        row: that of its row, with its number; empty if it has none.
        heads: those of its column, from outer to inner.
        code: what formulas of the form call its column: 甲, 3, 5=3-4; empty if it prints none.
        line: what formulas of the form call its row: 3, 3=1-2; empty if it prints none.
        table: the number of its table, from 1; 0 outside of tables.
        slot: its row, from 1, and its first grid column, from 0.
        indent: how far the label of its row is set in, in characters.
    """

    groups: tuple[str, ...] = ()
    row: str = ""
    heads: tuple[str, ...] = ()
    code: str = ""
    line: str = ""
    table: int = 0
    slot: tuple[int, int] = (0, 0)
    indent: float = 0


@dataclass(frozen=True, eq=False)
class Field:
    """A field of the form.

    Attributes:
        path: its keys.
        spot: where its value is printed.
        kind: the type of its value; ``year`` is the edition's year plus ``shift``.
        label: the label that the form prints.
        option: for a box □, the option beside it; each box is a :class:`Field` of the same path.
        shift: years from the edition; for the kind ``year``.
        points: for a score, the maximum if the form prints it.
        headed: whether a label above it names it.
        in_total: whether it is in the row that sums a list; all above its last key is this row.
        around: the labels around it.
        merges: whether its cell merges with the one above of the same text, in a list.
        unit: the unit of measure that the form prints behind it; empty if it prints none.
    """

    path: Path
    spot: Spot
    kind: Kind = "text"
    label: str = ""
    option: str = ""
    shift: int = 0
    points: str = ""
    headed: bool = False
    in_total: bool = False
    around: Around = Around()
    merges: bool = False
    unit: str = ""

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON schema, without options."""
        if self.kind == "figure":
            return {"type": ["number", "null"]}
        if self.kind == "prose":
            return {"type": ["string", "null"], "contentMediaType": MARKDOWN}
        described = self.label not in ("", self.path[-1])
        description = {"description": self.label} if described else {}
        return {"type": ["string", "null"], **description}


INDEX = "{{ loop.index }}"
"""The tag of a column that numbers the rows."""

Content: TypeAlias = Field | tuple[Field, ...] | str
"""What a cell of a repeated row holds: one field, the fields of its blanks, or a tag."""


@dataclass(frozen=True, eq=False)
class Block:
    """Rows of a form that become one repeated row.

    Attributes:
        path: the path of the list, or of the groups around it.
        item: the loop's variable.
        rows: the form's rows (``w:tr``); the first is the model.
        dropped: rows that no report prints: heads once more on the next page, ……
        heads: the rows of its heads.
        levels: the names of the groups' columns, from outer to inner; none for a plain list.
        cells: the contents of each cell of the model.
        default: the rows that the form prints, as content.
    """

    path: Path
    item: str
    rows: tuple[etree._Element, ...]
    levels: tuple[str, ...]
    cells: Mapping[FormRegion, Content]
    default: Any
    dropped: tuple[etree._Element, ...] = ()
    heads: tuple[etree._Element, ...] = ()

    @property
    def beside(self) -> tuple[etree._Element | None, etree._Element | None]:
        """The row of the form above its rows, and the one below them."""
        last = self.rows[-1]
        while (below := last.getnext()) is not None and below in self.dropped:
            last = below
        return self.rows[0].getprevious(), below

    @property
    def fields(self) -> list[Field]:
        """The fields of one row."""
        fields: list[Field] = []
        for content in self.cells.values():
            if isinstance(content, Field):
                fields.append(content)
            elif not isinstance(content, str):
                fields += content
        return fields


@dataclass(frozen=True, eq=False)
class Chapter:
    """A heading of an outline.

    Attributes:
        path: the path of its text.
        heading: the heading's ``w:p``.
        paragraph: the ``w:p`` that the text goes into, empty or with a hint; ``None`` for one
            behind the heading.
        look: a ``w:p`` whose look the text takes; ``None`` for that of its paragraph.
    """

    path: Path
    heading: etree._Element
    paragraph: etree._Element | None
    look: etree._Element | None = None


@dataclass
class FormFields:
    """The fields of one form.

    Attributes:
        fields: the fields outside of repeated rows.
        blocks: the repeated rows.
        chapters: the headings whose text goes into a file each.
        repeats: the list whose items have a form each; empty for a form that is not repeated.
        hints: cells whose text only says how to fill them in: 目标1：.
        gone: what the form prints that no report does: hints, （提纲） in a title; a paragraph
            goes with the last of its text.
        doubts: what a person has to check: a problem code, the element, and the message's words.
        continued: the numbers of the tables that go on with the rows of one before: （续）.
    """

    fields: list[Field] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    repeats: str = ""
    hints: list[etree._Element] = field(default_factory=list)
    gone: list[Spot] = field(default_factory=list)
    doubts: list[tuple[Code, etree._Element, dict[str, str]]] = field(default_factory=list)
    continued: set[int] = field(default_factory=set)

    def doubt(self, code: Code, element: etree._Element, **words: str) -> None:
        """Adds to ``doubts``."""
        self.doubts.append((code, element, words))

    def paths(self) -> Iterator[Path]:
        """The paths of all fields but years, of the fields of blocks, and of chapters."""
        yield from (field.path for field in self.fields if field.kind != "year")
        for block in self.blocks:
            yield from ((*block.path, *field.path) for field in block.fields)
        yield from (chapter.path for chapter in self.chapters)


def move_behind(found: FormFields, spot: Spot, by: int) -> None:
    """Moves the fields and what is let go behind a stretch of a line by ``by`` characters."""

    def moved(other: Spot) -> Spot:
        if other.paragraph is not spot.paragraph or other.start < spot.end:
            return other
        return replace(other, start=other.start + by, end=other.end + by)

    found.fields[:] = [replace(each, spot=moved(each.spot)) for each in found.fields]
    found.gone[:] = map(moved, found.gone)
