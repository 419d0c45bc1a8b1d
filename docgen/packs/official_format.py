"""The official format that a pack requires, in numbers: the ``format`` of pack.yaml.

    format:
      paper: {width: 210, height: 297}                      millimetres
      margins: {top: 37, bottom: 35, left: 28, right: 26}   millimetres
      grid: {lines: 22, characters: 28}                     a page, a line
      styles:
        Body Text: {font: 仿宋_GB2312, size: 16, indent: 2}  points, characters
      page number: {style: footer, dash: —, below: 7}       millimetres below the text area
      annexes: {mark: Annex Mark, title: Annex Title, listed: Annex List}

A property that is not given is not checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from docgen.content.values import Blank, Figure, Node, Text
from docgen.diagnostics import Problems, template_error
from docgen.packs.pack_codes import PACK_FIELD

LATIN = "Times New Roman"


@dataclass(frozen=True)
class Margins:
    """Distances of the text area from the edges of the paper, in millimetres."""

    top: float = 0
    bottom: float = 0
    left: float = 0
    right: float = 0


@dataclass(frozen=True)
class StyleRule:
    """The required look of a style; ``None`` and the empty string leave a property unchecked.

    Attributes:
        font: the font of Chinese characters.
        latin: the font of letters and digits.
        size: in points.
        align: ``left``, ``center``, ``right`` or ``both``.
        indent: of the first line, in characters.
        spacing: exact line spacing, in points.
        number: the number format of its numbering, ``（%2）``.
        level: of a heading, 1 to 9.
    """

    font: str = ""
    latin: str = LATIN
    size: float | None = None
    align: str = ""
    indent: float | None = None
    spacing: float | None = None
    number: str = ""
    level: int | None = None


@dataclass(frozen=True)
class PageNumberRule:
    """The page number, ``dash 1 dash``: to the right on odd pages, to the left on even pages.

    Attributes:
        style: of the footer's paragraph.
        dash: the sign on each side.
        below: millimetres from the text area to the dash.
        inset: characters from the edge of the text area.
    """

    style: str = "footer"
    dash: str = "—"
    below: float = 7
    inset: float = 1


@dataclass(frozen=True)
class AnnexRule:
    """The styles of the mark ``附件1``, of the annex title, and of the entries of the 附件说明."""

    mark: str = ""
    title: str = ""
    listed: str = ""


@dataclass(frozen=True)
class OfficialFormat:
    """The whole format: lengths in millimetres; ``styles`` is keyed by style names in lower case.

    Attributes:
        lines: lines per page.
        characters: characters per line.
        tolerance: millimetres by which a length may differ.
        body: the style required of running text.
        table: the style required of text in tables.
    """

    width: float = 0
    height: float = 0
    margins: Margins = Margins()
    lines: int = 0
    characters: int = 0
    tolerance: float = 1
    body: str = "Body Text"
    table: str = "Table Text"
    styles: Mapping[str, StyleRule] = field(default_factory=dict)
    page_number: PageNumberRule | None = None
    annexes: AnnexRule = AnnexRule()

    @property
    def area(self) -> tuple[float, float]:
        """Width and height of the text area, in millimetres."""
        margins = self.margins
        return (
            self.width - margins.left - margins.right,
            self.height - margins.top - margins.bottom,
        )


def read_format(node: object, problems: Problems) -> OfficialFormat | None:
    """The format in ``node`` of pack.yaml; ``None`` where the pack has none."""
    if not isinstance(node, Node):
        return None
    reader = _FormatReader(problems)
    paper, grid = reader.group(node, "paper"), reader.group(node, "grid")
    styles = reader.group(node, "styles")
    return OfficialFormat(
        width=reader.number(paper, "width"),
        height=reader.number(paper, "height"),
        margins=Margins(
            **{
                side: reader.number(reader.group(node, "margins"), side)
                for side in ("top", "bottom", "left", "right")
            }
        ),
        lines=int(reader.number(grid, "lines")),
        characters=int(reader.number(grid, "characters")),
        tolerance=reader.number(node, "tolerance", 1),
        body=reader.text(node, "body") or OfficialFormat.body,
        table=reader.text(node, "table") or OfficialFormat.table,
        styles={name.lower(): reader.style(reader.group(styles, name)) for name in styles},
        page_number=reader.page_number(node),
        annexes=AnnexRule(
            **{
                name: reader.text(reader.group(node, "annexes"), name)
                for name in ("mark", "title", "listed")
            }
        ),
    )


class _FormatReader:
    """Reads numbers and texts; anything else is reported."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems

    def group(self, node: Node, key: str) -> Node:
        value = node.get(key)
        if value is not None and not isinstance(value, Node):
            self._report(node, key)
        return value if isinstance(value, Node) else Node(node.place)

    def text(self, node: Node, key: str, default: str = "") -> str:
        value = node.get(key)
        return str(value) if isinstance(value, Text) else default

    def number(self, node: Node, key: str, default: float = 0) -> float:
        value = self.number_or_none(node, key)
        return default if value is None else value

    def number_or_none(self, node: Node, key: str) -> float | None:
        value = node.get(key)
        if value is None or isinstance(value, Blank):
            return None
        figure = Figure.read(value) if isinstance(value, Text) else None
        if figure is None or figure.value < Decimal(0):
            self._report(node, key)
            return None
        return float(figure.value)

    def style(self, node: Node) -> StyleRule:
        level = self.number_or_none(node, "level")
        return StyleRule(
            font=self.text(node, "font"),
            latin=self.text(node, "latin", LATIN),
            size=self.number_or_none(node, "size"),
            align=self.text(node, "align"),
            indent=self.number_or_none(node, "indent"),
            spacing=self.number_or_none(node, "spacing"),
            number=self.text(node, "number"),
            level=int(level) if level is not None else None,
        )

    def page_number(self, node: Node) -> PageNumberRule | None:
        if "page number" not in node:
            return None
        group, default = self.group(node, "page number"), PageNumberRule()
        return PageNumberRule(
            style=self.text(group, "style", default.style),
            dash=self.text(group, "dash", default.dash),
            below=self.number(group, "below", default.below),
            inset=self.number(group, "inset", default.inset),
        )

    def _report(self, node: Node, key: str) -> None:
        place = node.key_places.get(key, node.place)
        self._problems.add(template_error(PACK_FIELD, place, key=key))
