"""Pictures of a unit as inline drawings, and their files in the package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.image.image import Image
from markupsafe import escape

from docgen.content.blocks import Align, Picture
from docgen.content.picture_attributes import PICTURE_TOO_WIDE
from docgen.diagnostics import Problems, error
from docgen.word.fields.field import DOCUMENT
from docgen.word.styles import Styles
from docgen.word.text_width import half_ems
from docgen.word.xml import WP

_EMU_PER_TWIP = 635
_TWIPS_PER_INCH = 1440
_TWIPS_PER_MM = _TWIPS_PER_INCH / 25.4
_SCREEN = 96
"""Pixels of an inch, where the file does not say."""

_USUAL_HEIGHT = 0.4
"""Of the height of the text: a picture without a width is no higher."""

_SLACK = 4
"""Halves of a character by which a caption may be wider than estimated."""

_CAPTION_HEIGHT = 720
"""Twips that stay free below a picture, for its caption."""


@dataclass(frozen=True)
class Media:
    """A picture file in the package, and its relationship to the document."""

    identifier: str
    name: str
    data: bytes
    content_type: str


@dataclass(frozen=True)
class Room:
    """The room for a picture, in twips: the width there is, and that of one without a width."""

    width: int
    usual: int


@dataclass(frozen=True)
class Drawing:
    """A ``w:drawing`` and its width in twips."""

    xml: str
    width: int


@dataclass
class Drawings:
    """Collects the picture files of a unit; a picture shown twice is one file.

    Attributes:
        images: the bytes of each picture.
        styles: of the pack, for the height of the text area.
        problems: is extended by pictures that are wider than their room.
        media: the files, by their bytes.
        stories: the files of the package that show a picture, with the bytes of each.
    """

    images: Mapping[Picture, bytes]
    styles: Styles
    problems: Problems
    media: dict[bytes, Media] = field(default_factory=dict)
    stories: dict[tuple[str, bytes], Media] = field(default_factory=dict)
    _count: int = 0

    def drawing(self, picture: Picture, room: Room, story: str = DOCUMENT) -> Drawing:
        """An inline drawing of ``picture`` in a file of the package.

        Its width is the one that was typed. Without one it has its own size, but no more than the
        usual width and two fifths of the page, so that two pictures with captions fit on a page.
        """
        data = self.images[picture]
        image = Image.from_blob(data)
        media = self.media.setdefault(data, self._media(data, image))
        self.stories[story, data] = media
        self._count += 1
        width = image.px_width / (image.horz_dpi or _SCREEN) * _TWIPS_PER_INCH
        height = image.px_height / (image.vert_dpi or _SCREEN) * _TWIPS_PER_INCH
        if picture.width:
            scale = self._typed_width(picture, room) / width
        else:
            scale = min(1, room.usual / width, self.styles.height * _USUAL_HEIGHT / height)
        scale = min(scale, (self.styles.height - _CAPTION_HEIGHT) / height)
        size = (max(int(side * scale * _EMU_PER_TWIP), 1) for side in (width, height))
        xml = _drawing(self._count, picture.alt, media.identifier, *size)
        return Drawing(xml, round(width * scale))

    def _typed_width(self, picture: Picture, room: Room) -> float:
        """The width that was typed, in twips."""
        assert picture.width is not None
        there_is = room.width / _TWIPS_PER_MM
        width = picture.width.within(there_is)
        if width > there_is and picture.width.unit != "%":
            words = {"width": str(picture.width), "room": f"{there_is:.0f}mm"}
            self.problems.add(error(PICTURE_TOO_WIDE, picture.place, **words))
        return min(width, there_is) * _TWIPS_PER_MM

    def _media(self, data: bytes, image: Image) -> Media:
        number = len(self.media) + 1
        name = f"word/media/docgen{number}.{image.ext}"
        return Media(f"rIdDocgen{number}", name, data, image.content_type)


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


def caption_indent(picture: Picture, drawn: int, room: int, size: float) -> str:
    """The ``w:ind`` that centres a caption below a picture of ``drawn`` twips at an edge.

    ``room`` is the width of the text; a caption that is wider than its picture takes more of it,
    in text of ``size`` points.
    """
    if picture.align is Align.CENTER:
        return ""
    taken = (half_ems(picture.caption) + _SLACK) * size * 10
    beside = max(0, round(room - max(drawn, taken)))
    side = "right" if picture.align is Align.LEFT else "left"
    return f'<w:ind w:{side}="{beside}"/>'
