"""Puts the values that were taken out of a form into content, at the fields of their spots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from docgen.content.blocks import PLAIN
from docgen.content.markdown_writer import Prose, inline_markdown
from docgen.content.numbers import Figure
from docgen.diagnostics.codes import problem_code
from docgen.packs.typing import names_rate
from docgen.scaffold.pack.filled.blanking import TakenOut
from docgen.scaffold.pack.form_fields import Block, Field, FormFields, Path, Spot
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.tables.form_cell import cell_blanks
from docgen.scaffold.pack.tables.regions import FormGrid, FormRegion
from docgen.word.xml import w

VALUE_LEFT = problem_code(
    "filled-left",
    en=(
        "「{text}」 looks like last year's value and no field is there, so it stays ({template})",
        "if it is no part of the form, replace it by a tag, and add it to schema.json",
    ),
    zh=(
        "「{text}」像是上年填的内容，这里没有字段，仍印着（{template}）",
        "不是表上的，换成标签，并加到 schema.json",
    ),
)

Tree = dict[str, Any]


@dataclass
class TakenContent:
    """The content of a unit, as it was filled into the forms.

    Attributes:
        values: by key, nested as in content files; lists of a row each.
        texts: single values, by path.
        left: what no field takes, with its place.
    """

    values: Tree = field(default_factory=dict)
    texts: dict[Path, str] = field(default_factory=dict)
    left: list[TakenOut] = field(default_factory=list)

    def put(self, path: Path, text: str) -> None:
        """Sets the value of a field; one of a form that is repeated is that of its first item."""
        self.texts[path] = text
        node = self.values
        for key in path[:-1]:
            node = _below(node, key)
        node[path[-1]] = text


def _below(node: Tree, key: str) -> Tree:
    name = key.removesuffix("[]")
    if not key.endswith("[]"):
        below: Tree = node.setdefault(name, {})
        return below
    items: list[Tree] = node.setdefault(name, [{}])
    return items[0]


def content_of(found: FormFields, taken: Sequence[TakenOut], content: TakenContent) -> None:
    """Adds the values of a form to ``content``, and the types that they show to its fields."""
    rest = list(taken)
    for chapter in found.chapters:
        for one in [one for one in rest if one.value.heading is chapter.heading]:
            content.put(chapter.path, markdown_of(one.value.text))
            rest.remove(one)
    for number, block in enumerate(found.blocks):
        rows = _RowValues(block, rest)
        content_rows = rows.filled()
        node = content.values
        for key in block.path[:-1]:
            node = _below(node, key)
        node[block.path[-1].removesuffix("[]")] = content_rows
        found.blocks[number] = rows.retyped()
    ticks: dict[Path, list[str]] = {}
    for number, one_field in enumerate(found.fields):
        for one in [one for one in rest if _is_at(one.spot, one_field.spot)]:
            rest.remove(one)
            if one_field.kind == "ticks":
                ticks.setdefault(one_field.path, []).append(one_field.option)
            else:
                content.put(one_field.path, _typed(one.text, one_field))
                found.fields[number] = _retyped(one_field, [one.text])
    for path, options in ticks.items():
        content.put(path, "、".join(options))
    content.left += rest


def _is_at(spot: Spot, place: Spot) -> bool:
    """Whether a value stood where a field is: their stretches share a sign, or touch if empty."""
    if spot.paragraph is not place.paragraph:
        return False
    if place.start == place.end or spot.start == spot.end:
        return spot.start <= place.end and place.start <= spot.end
    return spot.start < place.end and place.start < spot.end


def _typed(text: str, one_field: Field) -> str:
    return markdown_of(text) if one_field.kind == "prose" else text


def _retyped(one_field: Field, texts: Sequence[str]) -> Field:
    """The field, as a text if somebody wrote there what is no figure."""
    figures = (_is_figure(text, one_field.path[-1]) for text in texts if text)
    is_text = one_field.kind == "figure" and not all(figures)
    return replace(one_field, kind="text") if is_text else one_field


def _is_figure(text: str, key: str) -> bool:
    is_rate = names_rate(key) and Figure.read_percent(text) is not None
    return is_rate or Figure.read(text) is not None


def markdown_of(text: str) -> str:
    """Lines of a Word file as Markdown: a paragraph each, with no sign read as markup."""
    lines = (line.strip(" \u3000\t") for line in text.split("\n"))
    proses = (Prose(line, PLAIN * len(line)) for line in lines if line)
    return "\n\n".join(inline_markdown(prose) or prose.text for prose in proses)


class _RowValues:
    """The values in the rows of a block.

    Args:
        block: the rows.
        rest: values; those that are in the rows are taken out of it.
    """

    def __init__(self, block: Block, rest: list[TakenOut]) -> None:
        self._block, self._rest = block, rest
        self._texts: dict[str, list[str]] = {}

    def filled(self) -> Any:
        """What the form prints in the rows, as content, with the values in it."""
        filled = deepcopy(self._block.default)
        for entry, row in zip(_entries(filled), self._rows(), strict=False):
            for region, content in row:
                if isinstance(content, Field):
                    self._put_cell(entry, content, region.cell.element)
                elif isinstance(content, tuple):
                    self._put_lines(entry, content, region)
        return filled

    def _rows(self) -> Iterator[list[tuple[FormRegion, Any]]]:
        """The cells of each row, each with the contents of the model's cell above it."""
        table = next(self._block.rows[0].iterancestors(w("tbl")))
        grid, rows = FormGrid(table), table.findall(w("tr"))
        for row in self._block.rows:
            number = rows.index(row) + 1
            cells = []
            for model, content in self._block.cells.items():
                region = grid.at(number, model.column)
                if region is not None:
                    cells.append((region, content))
            yield cells

    def _put_cell(self, entry: Tree, one_field: Field, cell: etree._Element) -> None:
        for one in [one for one in self._rest if one.value.cell is cell or _inside(one, cell)]:
            self._put(entry, one_field, _typed(one.text, one_field), one)

    def _put_lines(self, entry: Tree, fields: Sequence[Field], region: FormRegion) -> None:
        for one_field, (paragraph, gap) in zip(fields, cell_blanks(region), strict=False):
            place = Spot(paragraph, gap.start, gap.end)
            for one in [one for one in self._rest if _is_at(one.spot, place)]:
                before = entry.get(one_field.path[-1])
                ticked = f"{before}、{gap.option}" if before else gap.option
                self._put(entry, one_field, ticked if one_field.kind == "ticks" else one.text, one)

    def _put(self, entry: Tree, one_field: Field, text: str, one: TakenOut) -> None:
        entry[one_field.path[-1]] = text
        self._texts.setdefault(one_field.path[-1], []).append(text)
        self._rest.remove(one)

    def retyped(self) -> Block:
        """The block with the types that its values show."""
        cells = {
            region: _retyped(content, self._texts.get(content.path[-1], []))
            if isinstance(content, Field)
            else content
            for region, content in self._block.cells.items()
        }
        return replace(self._block, cells=cells)


def _inside(one: TakenOut, cell: etree._Element) -> bool:
    return next(one.spot.paragraph.iterancestors(w("tc")), None) is cell


def _entries(rows: Any) -> Iterator[Tree]:
    """The rows of a list, or of the lists in groups, in the order of the form."""
    if isinstance(rows, dict):
        for below in rows.values():
            yield from _entries(below)
    else:
        yield from rows or []
