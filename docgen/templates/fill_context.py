"""What a unit adds to the package while its templates run: lists, pictures, problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.content.blocks import Document, Item, Paragraph, Picture, Span
from docgen.content.values import Blank, Text, Unfilled
from docgen.diagnostics import Place, Problems, TemplatePlace, template_error
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import Missing
from docgen.templates.block_xml import At, blocks_xml
from docgen.templates.chart_data import ChartReader
from docgen.templates.drawings import Drawing, Drawings, Room
from docgen.templates.list_numbers import ListNumbers
from docgen.templates.marks import TRACE_END
from docgen.templates.provenance import Trace, ValueSource
from docgen.templates.sites import Sites
from docgen.word.charts.chart_copies import ChartUse
from docgen.word.made_styles import MADE_STYLES
from docgen.word.styles import Styles

NO_STYLE = problem_code(
    "no-style",
    en=(
        "the template has no style 「{style}」, and the text uses it",
        "make the style in the first .docx of the pack",
    ),
    zh=("模板没有样式「{style}」，正文里用到了它", "在模板包的第一个 .docx 中建立这个样式"),
)

_NOWHERE = Place("")


@dataclass
class FillContext:
    """The state of filling a unit; the resources of :mod:`docgen.templates.block_xml`."""

    styles: Styles
    sites: Sites
    images: Mapping[Picture, bytes]
    trace: Trace | None = None
    problems: Problems = field(default_factory=Problems)
    slots: int = 0
    story: str = ""
    """The file of the package whose template runs."""
    charts: list[tuple[ChartUse, Place, TemplatePlace | None]] = field(default_factory=list)
    """The charts that were filled, each with the places of its data and of its tag."""
    _text: Document | None = None
    """The Markdown text of the current slot; ``None`` if what fills it is none."""

    def __post_init__(self) -> None:
        """Begins without lists and pictures."""
        self.lists = ListNumbers(self.styles, self._report_missing)
        self.drawings = Drawings(self.images, self.styles, self.problems)

    @property
    def width(self) -> int:
        """The text width of the page, in twips."""
        return self.styles.width

    def added_to(self, entries: dict[str, bytes]) -> dict[str, bytes]:
        """The files of the package with what the values brought along; here they bring none."""
        return entries

    def slot(self, value: object, number: int) -> str:
        """The XML of a slot's value; each line of a plain text is a paragraph."""
        self.slots += 1
        self._text = _markdown_text(value)
        return blocks_xml(_document(value), self.sites.slots[number], self)

    def marked(self, text: str, span: Span | None, at: At) -> str:
        """``text`` between trace marks, if there is a trace."""
        if self.trace is None:
            return text
        if self._text is None:
            source = ValueSource(at.document.place, span)
        elif span:
            source = ValueSource(span.place, span, span.binding, self._text, at.block, at.cell)
        else:
            source = ValueSource(None, None, None, self._text, at.block, at.cell)
        return f"{self.trace.opening(source)}{text}{TRACE_END}"

    def style(self, name: str) -> str:
        """The id of the style called ``name``; a missing style is reported."""
        if name.lower() not in self.styles.ids:
            self._report_missing(name)
        return self.styles.ids.get(name.lower(), "")

    def size(self, name: str) -> float:
        """The size of the style called ``name``, which is made where there is none, in points."""
        return self.styles.sizes.get(name.lower()) or MADE_STYLES[name].size

    def numbering(self, item: Item) -> tuple[int, int]:
        """The numbering id and level of a list item of the current slot."""
        return self.lists.of_item(item, self.slots)

    def picture(self, picture: Picture, room: Room) -> Drawing:
        """An inline drawing of ``picture``."""
        return self.drawings.drawing(picture, room, self.story)

    def chart(
        self, value: object, identifier: str, number: int, titles: tuple[str, ...] = ()
    ) -> str:
        """The id of the relationship to the chart ``identifier`` of the form, filled with a list.

        ``number`` is the site of its tag; ``titles`` are the values of those in its titles.
        """
        reader = ChartReader(self.problems, self.styles.place, self.sites.place(number))
        table = reader.table(value)
        new = f"rIdDocgenChart{len(self.charts) + 1}"
        use = ChartUse(self.story, identifier, new, table, titles)
        self.charts.append((use, reader.place, reader.site))
        return new

    def _report_missing(self, style: str) -> None:
        problem = template_error(NO_STYLE, self.styles.place, style=style)
        if problem not in self.problems:
            self.problems.add(problem)


def _markdown_text(value: object) -> Document | None:
    """The Markdown text that fills a slot: that of a chapter still to be written has no block."""
    if isinstance(value, Document):
        return value
    place = value.place if isinstance(value, Unfilled) else None
    return Document((), place) if place and place.file.endswith(".md") else None


def _document(value: object) -> Document:
    if isinstance(value, Document):
        return value
    if isinstance(value, Unfilled):
        place = value.place or _NOWHERE
        return Document((Paragraph((Span("", place, unfilled=value),), place),), place)
    if isinstance(value, (Blank, Missing)):
        return Document((), getattr(value, "place", None) or _NOWHERE)
    if not isinstance(value, str):
        raise TypeError("{{p … }} takes a text")
    place = (value.place if isinstance(value, Text) else None) or _NOWHERE
    lines = value.split("\n")
    return Document(tuple(Paragraph((Span(line, place),), place) for line in lines), place)
