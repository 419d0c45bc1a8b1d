"""What a unit adds to the package while its templates run: lists, pictures, problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.image.image import Image
from markupsafe import escape

from docgen.content.blocks import Document, Item, Marker, Paragraph, Picture, Span
from docgen.content.values import Blank, Text
from docgen.diagnostics import Place, Problem, template_error
from docgen.packs.expressions import Missing
from docgen.templates.block_xml import At, blocks_xml
from docgen.templates.marks import TRACE_END
from docgen.templates.provenance import Trace, ValueSource
from docgen.templates.sites import Sites
from docgen.word.styles import Styles
from docgen.word.xml import WP

_EMU_PER_INCH = 914400
_EMU_PER_TWIP = 635
_DEEPEST_LEVEL = 2
_NOWHERE = Place("")


@dataclass(frozen=True)
class Media:
    """A picture file in the package, and its relationship to the document."""

    identifier: str
    name: str
    data: bytes
    content_type: str


@dataclass
class FillContext:
    """The state of filling a unit; the resources of :mod:`docgen.templates.block_xml`."""

    styles: Styles
    sites: Sites
    images: Mapping[Picture, bytes]
    trace: Trace | None = None
    problems: list[Problem] = field(default_factory=list)
    media: dict[bytes, Media] = field(default_factory=dict)
    lists: dict[tuple[int, int], tuple[int, str]] = field(default_factory=dict)
    """Id and XML of new numberings, by slot and list; of the form's, by negative id and turn."""
    drawings: int = 0
    slots: int = 0
    _plain: bool = False

    @property
    def width(self) -> int:
        """The text width of the page, in twips."""
        return self.styles.width

    def slot(self, value: object, number: int) -> str:
        """The XML of a slot's value; each line of a plain text is a paragraph."""
        self.slots += 1
        self._plain = not isinstance(value, Document)
        return blocks_xml(_document(value), self.sites.slots[number], self)

    def marked(self, text: str, span: Span | None, at: At) -> str:
        """``text`` between trace marks, if there is a trace."""
        if self.trace is None:
            return text
        if self._plain:  # a text in a slot that is not Markdown
            source = ValueSource(at.document.place, span)
        elif span:
            source = ValueSource(span.place, span, span.binding, at.document, at.block, at.cell)
        else:
            source = ValueSource(None, None, None, at.document, at.block, at.cell)
        return f"{self.trace.opening(source)}{text}{TRACE_END}"

    def style(self, name: str) -> str:
        """The id of the style called ``name``; a missing style is reported."""
        if name.lower() not in self.styles.ids:
            self._report_missing(name)
        return self.styles.ids.get(name.lower(), "")

    def numbering(self, item: Item) -> tuple[int, int]:
        """The numbering id and level of a list item; each list has its own instance and start.

        A list typed as ``1)`` is at the second level of the style's numbering, （1）.
        """
        shift = 1 if item.marker is Marker.PARENTHESIS and item.depth == 0 else 0
        level = min(item.depth + shift, _DEEPEST_LEVEL)
        key = (self.slots, item.list_id)
        if key not in self.lists:
            style = "list bullet" if item.marker is Marker.BULLET else "list number"
            abstract = self.styles.numberings.get(style)
            if abstract is None:
                self._report_missing(f"{style.title()} (numbering)")
            number = self.styles.next_number + len(self.lists)
            xml = (
                f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract or 0}"/>'
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{item.start}"/>'
                "</w:lvlOverride></w:num>"
            )
            self.lists[key] = (number, xml)
        return self.lists[key][0], level

    def restart_numbering(self, number: int, turn: int) -> int:
        """The id of an instance of numbering ``number`` that restarts in each turn of a part."""
        abstract = self.styles.instances.get(str(number))
        if turn == 0 or abstract is None:
            return number
        key = (-number, turn)
        if key not in self.lists:
            new = self.styles.next_number + len(self.lists)
            levels = "".join(
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/>'
                "</w:lvlOverride>"
                for level, start in self.styles.starts.get(abstract, {}).items()
            )
            xml = f'<w:num w:numId="{new}"><w:abstractNumId w:val="{abstract}"/>{levels}</w:num>'
            self.lists[key] = (new, xml)
        return self.lists[key][0]

    def picture(self, picture: Picture, room: int) -> str:
        """An inline drawing in the picture's size, at most ``room`` EMU wide and a page high."""
        data = self.images[picture]
        image = Image.from_blob(data)
        media = self.media.setdefault(data, self._media(data, image))
        self.drawings += 1
        width = image.px_width * _EMU_PER_INCH // (image.horz_dpi or 96)
        height = image.px_height * _EMU_PER_INCH // (image.vert_dpi or 96)
        page = self.styles.height * _EMU_PER_TWIP - _EMU_PER_INCH // 2
        scale = min(1.0, room / width, page / height)
        width, height = max(int(width * scale), 1), max(int(height * scale), 1)
        return _drawing(self.drawings, picture.alt, media.identifier, width, height)

    def _media(self, data: bytes, image: Image) -> Media:
        number = len(self.media) + 1
        name = f"word/media/docgen{number}.{image.ext}"
        return Media(f"rIdDocgen{number}", name, data, image.content_type)

    def _report_missing(self, style: str) -> None:
        problem = template_error("no-style", self.styles.place, style=style)
        if problem not in self.problems:
            self.problems.append(problem)


def _document(value: object) -> Document:
    if isinstance(value, Document):
        return value
    if isinstance(value, (Blank, Missing)):
        return Document((), getattr(value, "place", None) or _NOWHERE)
    if not isinstance(value, str):
        raise TypeError("{{p … }} takes a text")
    place = (value.place if isinstance(value, Text) else None) or _NOWHERE
    lines = value.split("\n")
    return Document(tuple(Paragraph((Span(line, place),), place) for line in lines), place)


def _drawing(number: int, alt: str, relation: str, width: int, height: int) -> str:
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    pic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    identifier = 9000 + number
    return (
        f'<w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{identifier}" name="Picture {number}" descr="{escape(alt)}"/>'
        f'<a:graphic xmlns:a="{a}"><a:graphicData uri="{pic}"><pic:pic xmlns:pic="{pic}">'
        f'<pic:nvPicPr><pic:cNvPr id="{identifier}" name="Picture {number}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{r}" r:embed="{relation}"/>'
        f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        f"</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
