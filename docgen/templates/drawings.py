"""Pictures of a unit as inline drawings, and their files in the package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.image.image import Image
from markupsafe import escape

from docgen.content.blocks import Picture
from docgen.word.styles import Styles
from docgen.word.xml import WP

_EMU_PER_INCH = 914400
_EMU_PER_TWIP = 635


@dataclass(frozen=True)
class Media:
    """A picture file in the package, and its relationship to the document."""

    identifier: str
    name: str
    data: bytes
    content_type: str


@dataclass
class Drawings:
    """Collects the picture files of a unit; a picture shown twice is one file.

    Attributes:
        images: the bytes of each picture.
        styles: of the pack, for the height of the text area.
        media: the files, by their bytes.
    """

    images: Mapping[Picture, bytes]
    styles: Styles
    media: dict[bytes, Media] = field(default_factory=dict)
    _count: int = 0

    def xml(self, picture: Picture, room: int) -> str:
        """An inline drawing in the picture's size, at most ``room`` EMU wide and a page high."""
        data = self.images[picture]
        image = Image.from_blob(data)
        media = self.media.setdefault(data, self._media(data, image))
        self._count += 1
        width = image.px_width * _EMU_PER_INCH // (image.horz_dpi or 96)
        height = image.px_height * _EMU_PER_INCH // (image.vert_dpi or 96)
        page = self.styles.height * _EMU_PER_TWIP - _EMU_PER_INCH // 2
        scale = min(1.0, room / width, page / height)
        width, height = max(int(width * scale), 1), max(int(height * scale), 1)
        return _drawing(self._count, picture.alt, media.identifier, width, height)

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
