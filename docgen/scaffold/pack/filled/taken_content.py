"""Puts the values that were taken out of a form into content, at the fields of their spots."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from lxml import etree

from docgen.content.blocks import PLAIN
from docgen.content.markdown_writer import Prose, inline_markdown
from docgen.content.numbers import Figure
from docgen.diagnostics.codes import problem_code
from docgen.packs.typing import names_rate
from docgen.scaffold.pack.filled.blanking import TakenOut
from docgen.scaffold.pack.form_fields import Block, Field, FormFields, Path, Spot
from docgen.scaffold.pack.tables.form_cell import cell_blanks
from docgen.scaffold.pack.tables.regions import FormGrid, FormRegion
from docgen.word.xml import w

FILLED_LEFT = problem_code(
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
        """Sets the value of a field; in a form that is repeated, that of its first item."""
        self.texts[path] = text
        self._above(path)[path[-1]] = text

    def put_rows(self, path: Path, rows: Any) -> None:
        """Sets the rows of a list, or of the lists in groups."""
        self._above(path)[path[-1].removesuffix("[]")] = rows

    def _above(self, path: Path) -> Tree:
        """The group or item that a path leads to."""
        node = self.values
        for key in path[:-1]:
            node = _below(node, key)
        return node


def _below(node: Tree, key: str) -> Tree:
    name = key.removesuffix("[]")
    if not key.endswith("[]"):
        below: Tree = node.setdefault(name, {})
        return below
    items: list[Tree] = node.setdefault(name, [{}])
    return items[0]


class _Rest:
    """Values that no field has taken yet."""

    def __init__(self, values: Sequence[TakenOut]) -> None:
        self.values = list(values)

    def take(self, fits: Callable[[TakenOut], bool]) -> list[TakenOut]:
        """Those that fit, which are then no more in the rest."""
        found = [value for value in self.values if fits(value)]
        for value in found:
            self.values.remove(value)
        return found

    def at(self, place: Spot) -> list[TakenOut]:
        """Those that stood at a place, which are then no more in the rest."""
        return self.take(lambda value: _is_at(value.spot, place))


def content_of(found: FormFields, taken: Sequence[TakenOut], content: TakenContent) -> None:
    """Adds the values of a form to ``content``, and the types that they show to its fields."""
    rest = _Rest(taken)
    for chapter in found.chapters:
        for value in rest.take(partial(_is_below, chapter.heading)):
            content.put(chapter.path, markdown_of(value.text))
    for number, block in enumerate(found.blocks):
        rows = _RowValues(block, rest)
        content.put_rows(block.path, rows.filled())
        found.blocks[number] = rows.retyped()
    ticks: dict[Path, list[str]] = {}
    for number, form_field in enumerate(found.fields):
        for value in rest.at(form_field.spot):
            if form_field.kind == "ticks":
                ticks.setdefault(form_field.path, []).append(form_field.option)
            else:
                content.put(form_field.path, _typed(value.text, form_field))
                found.fields[number] = _retyped(form_field, [value.text])
    for path, options in ticks.items():
        content.put(path, "、".join(options))
    content.left += rest.values


def _is_below(heading: etree._Element, value: TakenOut) -> bool:
    return value.value.heading is heading


def _is_at(spot: Spot, place: Spot) -> bool:
    """Whether a value stood where a field is: their stretches share a sign, or touch if empty."""
    if spot.paragraph is not place.paragraph:
        return False
    if place.start == place.end or spot.start == spot.end:
        return spot.start <= place.end and place.start <= spot.end
    return spot.start < place.end and place.start < spot.end


def _typed(text: str, form_field: Field) -> str:
    return markdown_of(text) if form_field.kind == "prose" else text


def _retyped(form_field: Field, texts: Sequence[str]) -> Field:
    """The field, as a text if somebody wrote there what is no figure."""
    figures = (_is_figure(text, form_field.path[-1]) for text in texts if text)
    is_text = form_field.kind == "figure" and not all(figures)
    return replace(form_field, kind="text") if is_text else form_field


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
        rest: values, of which those in the rows are taken.
    """

    def __init__(self, block: Block, rest: _Rest) -> None:
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

    def _put_cell(self, entry: Tree, form_field: Field, cell: etree._Element) -> None:
        for value in self._rest.take(partial(_is_in, cell)):
            self._put(entry, form_field, _typed(value.text, form_field))

    def _put_lines(self, entry: Tree, fields: Sequence[Field], region: FormRegion) -> None:
        for form_field, (paragraph, gap) in zip(fields, cell_blanks(region), strict=False):
            for value in self._rest.at(Spot(paragraph, gap.start, gap.end)):
                before = entry.get(form_field.path[-1])
                ticked = f"{before}、{gap.option}" if before else gap.option
                self._put(entry, form_field, ticked if form_field.kind == "ticks" else value.text)

    def _put(self, entry: Tree, form_field: Field, text: str) -> None:
        entry[form_field.path[-1]] = text
        self._texts.setdefault(form_field.path[-1], []).append(text)

    def retyped(self) -> Block:
        """The block with the types that its values show."""
        cells = {
            region: _retyped(content, self._texts.get(content.path[-1], []))
            if isinstance(content, Field)
            else content
            for region, content in self._block.cells.items()
        }
        return replace(self._block, cells=cells)


def _is_in(cell: etree._Element, value: TakenOut) -> bool:
    return next(value.spot.paragraph.iterancestors(w("tc")), None) is cell


def _entries(rows: Any) -> Iterator[Tree]:
    """The rows of a list, or of the lists in groups, in the order of the form."""
    if isinstance(rows, dict):
        for below in rows.values():
            yield from _entries(below)
    else:
        yield from rows or []
