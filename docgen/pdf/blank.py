"""A Word file of a line in each official font: what is laid out to load the fonts."""

from __future__ import annotations

from pathlib import Path

from docgen.pdf.fonts import SUBSTITUTES
from docgen.word.xml import R, W
from docgen.word.zip import zip_file

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LINE = "<w:p><w:r><w:rPr><w:rFonts {fonts}/>{bold}</w:rPr><w:t>年度报告1A</w:t></w:r></w:p>"
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


def write_blank(path: Path) -> None:
    """Writes the file, as little XML as LibreOffice opens."""
    lines = "".join(
        _LINE.format(fonts=" ".join(f'w:{slot}="{font}"' for slot in _SLOTS), bold=bold)
        for font in SUBSTITUTES
        for bold in ("", "<w:b/>")
    )
    entries = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{_KIND}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{lines}</w:body></w:document>',
    }
    path.write_bytes(zip_file({name: text.encode() for name, text in entries.items()}, {}))
