"""What is found in a blank form: fields with their spots, and blocks of rows that repeat.

A path is a tuple of keys; the key of a list ends in ``[]``: ``("经费控制情况", "专项[]", "名称")``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from lxml import etree

from docgen.packs.typing import MARKDOWN
from docgen.scaffold.pack.regions import Region

Path: TypeAlias = tuple[str, ...]
Kind: TypeAlias = Literal["text", "figure", "prose", "ticks", "year"]

YEAR = "年度"
UNIT: Path = ("单位名称",)
"""The unit's own name in a pack whose forms do not ask for it."""

ASKED: Path = ("",)
"""For the unit's own name, where a blank has no label but can be nothing else."""


@dataclass(frozen=True, eq=False)
class Spot:
    """A stretch of a paragraph's text, tabs counted as one sign each.

    Attributes:
        paragraph: the ``w:p``.
        start: its first sign, from 0.
        end: behind its last; equal to ``start`` between two signs.
        keeps: whether what the form shows there stays while the field is blank.
    """

    paragraph: etree._Element
    start: int = 0
    end: int = 0
    keeps: bool = False


@dataclass(frozen=True, eq=False)
class Field:
    """A field of the form.

    Attributes:
        path: its keys.
        spot: where it goes.
        kind: what it holds; ``year`` is the edition's, moved by ``shift``.
        label: what the form prints for it.
        option: of a box □, what stands behind it; the field has a spot for each box.
        shift: years from the edition.
        row: what the form prints for its row in a table.
        row_key: the key in its path that the row has; empty if it has none.
        points: of a score, the points it can have at most, where the form prints them.
        headed: whether a label above it names it.
    """

    path: Path
    spot: Spot
    kind: Kind = "text"
    label: str = ""
    option: str = ""
    shift: int = 0
    row: str = ""
    row_key: str = ""
    points: str = ""
    headed: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """What the schema says of it."""
        if self.kind == "figure":
            return {"type": ["number", "null"]}
        if self.kind == "prose":
            return {"type": ["string", "null"], "contentMediaType": MARKDOWN}
        said = {"description": self.label} if self.label not in ("", self.path[-1]) else {}
        return {"type": ["string", "null"], **said}


Content: TypeAlias = Field | tuple[Field, ...] | str
"""What a cell of a repeated row holds."""


@dataclass(frozen=True, eq=False)
class Block:
    """Rows of a form that become one repeated row.

    Attributes:
        path: the list, or the groups around it.
        item: the loop's variable.
        rows: the form's rows; the first is the model.
        levels: the labels that groups take, from outer to inner; none for a plain list.
        cells: what each cell of the model holds: one field, the fields of the blanks in its
            lines, or a tag.
        default: what the form prints there, as content.
        sums: columns that add others up in each row, with those.
    """

    path: Path
    item: str
    rows: tuple[etree._Element, ...]
    levels: tuple[str, ...]
    cells: Mapping[Region, Content]
    default: Any
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def fields(self) -> list[Field]:
        """The fields of one row."""
        contents = (one for one in self.cells.values() if not isinstance(one, str))
        return [field for one in contents for field in (one if isinstance(one, tuple) else [one])]


@dataclass(frozen=True, eq=False)
class Chapter:
    """A heading of an outline: its text goes into ``paragraph``, or behind ``heading``."""

    path: Path
    heading: etree._Element
    paragraph: etree._Element | None


@dataclass
class FormFields:
    """All that was found in one form.

    Attributes:
        repeats: the list that the form is repeated for, a form each; empty if it is not.
        hints: cells whose text only says how to fill them in: 目标1：.
        doubts: a code, the element it is about, and words: what a person has to look at.
    """

    fields: list[Field] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    repeats: str = ""
    hints: list[etree._Element] = field(default_factory=list)
    doubts: list[tuple[str, etree._Element, dict[str, str]]] = field(default_factory=list)

    def doubt(self, code: str, element: etree._Element, **words: str) -> None:
        """Notes something that is not sure."""
        self.doubts.append((code, element, words))

    def paths(self) -> Iterator[Path]:
        """Every path, those below blocks and chapters included."""
        yield from (one.path for one in self.fields if one.kind != "year")
        for block in self.blocks:
            yield from ((*block.path, *one.path) for one in block.fields)
        yield from (one.path for one in self.chapters)
