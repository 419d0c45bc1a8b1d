"""Annexes as writers have them: Word files of other offices, drawn from a seed.

Each has styles of the ids and names that the report has too, with other looks; defaults and a theme
of its own; lists that count anew; notes, tables with styles, pictures, sections across.
"""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.shared import Cm, Pt

from tests.support import entries, packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONTS = ("SimSun", "FangSong", "KaiTi", "SimHei")
WORDS = "项目清单一览平面图规划用地面积经费预算单位负责验收数量设备名称备注合计"

RUN_DEFAULTS = (
    "",
    '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" '
    'w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:kern w:val="2"/><w:sz w:val="21"/>',
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="KaiTi"/><w:sz w:val="28"/>',
    '<w:rFonts w:ascii="Courier New" w:eastAsia="SimHei" w:hAnsi="Courier New"/>'
    '<w:color w:val="C00000"/><w:sz w:val="18"/>',
)
PARAGRAPH_DEFAULTS = (
    "",
    '<w:spacing w:after="160" w:line="278" w:lineRule="auto"/>',
    '<w:spacing w:before="120" w:line="400" w:lineRule="exact"/><w:jc w:val="center"/>',
    '<w:ind w:firstLine="420"/>',
)
TABLE_STYLES = (
    "",
    '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>',
    '<w:rPr><w:sz w:val="16"/></w:rPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/>'
    '<w:sz w:val="30"/></w:rPr></w:tblStylePr>',
)


def written(seed: int, *, is_plain: bool = False) -> bytes:
    """A Word file of that seed: the same for the same seed.

    A plain one has no tables, notes and even pages: LibreOffice numbers notes through a document,
    has rules of its own where table styles and defaults contradict each other, and even pages
    become odd ones. Its defaults name a font: which one a program takes else is its own.
    """
    chance = random.Random(seed)
    document = docx.Document()
    _look(document, chance, is_plain=is_plain)
    steps = list(_STEPS)
    chance.shuffle(steps)
    for step in steps[: chance.randint(2, len(steps))]:
        if not (is_plain and step in (_table, _even)):
            step(document, chance)
    document.add_paragraph(_words(chance))
    data = io.BytesIO()
    document.save(data)
    is_noted = not is_plain and chance.random() < 0.5
    return _with_notes(data.getvalue(), chance) if is_noted else data.getvalue()


def _words(chance: random.Random, most: int = 40) -> str:
    return "".join(chance.choice(WORDS) for _ in range(chance.randint(2, most)))


def _look(document: Document, chance: random.Random, *, is_plain: bool) -> None:
    """Defaults of its own, and styles of common names with other looks."""
    styles = document.styles.element
    found = styles.find(f"{{{W}}}docDefaults")
    styles.remove(found)
    if is_plain or chance.random() < 0.9:
        runs = chance.choice(RUN_DEFAULTS[1:] if is_plain else RUN_DEFAULTS)
        lines = chance.choice(PARAGRAPH_DEFAULTS)
        styles.insert(
            0,
            parse_xml(
                f'<w:docDefaults xmlns:w="{W}"><w:rPrDefault><w:rPr>{runs}</w:rPr></w:rPrDefault>'
                f"<w:pPrDefault><w:pPr>{lines}</w:pPr></w:pPrDefault></w:docDefaults>"
            ),
        )
    for name in ("Normal", "Heading 1", "Body Text", "List Number", "Title"):
        style = document.styles[name]
        if chance.random() < 0.7:
            style.font.size = Pt(chance.randint(8, 26))
            style.font.name = chance.choice(FONTS)
            style.paragraph_format.space_after = Pt(chance.randint(0, 12))
        if chance.random() < 0.4:
            style.paragraph_format.left_indent = Pt(chance.randint(0, 40))
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(chance.choice((1.5, 2.5, 3.5)))


def _paragraphs(document: Document, chance: random.Random) -> None:
    for _ in range(chance.randint(2, 8)):
        style = chance.choice(("Normal", "Heading 1", "Body Text", "Title", "Quote"))
        paragraph = document.add_paragraph(style=None if style == "Normal" else style)
        paragraph.add_run(_words(chance))
        run = paragraph.add_run(_words(chance, 10))
        run.bold = chance.random() < 0.5
        if chance.random() < 0.2:
            run.style = "Intense Emphasis"


def _list(document: Document, chance: random.Random) -> None:
    for _ in range(chance.randint(2, 6)):
        document.add_paragraph(_words(chance), style=chance.choice(("List Number", "List Bullet")))
    document.add_paragraph("{{ 这不是标签 }} {% for x in y %}")


def _table(document: Document, chance: random.Random) -> None:
    style = chance.choice(("Table Grid", "Light List Accent 1", None))
    table = document.add_table(chance.randint(1, 12), chance.randint(1, 5), style)
    for row in table.rows:
        for cell in row.cells:
            cell.text = _words(chance, 8)
    own = chance.choice(TABLE_STYLES)
    if style == "Table Grid" and own:
        element = document.styles["Table Grid"].element
        for old in element.findall(f"{{{W}}}pPr"):
            element.remove(old)
        added = list(parse_xml(f'<w:x xmlns:w="{W}">{own}</w:x>'))
        behind = element.find(f"{{{W}}}tblPr")
        for child in added:
            if child.tag.endswith("tblStylePr"):
                element.append(child)
            else:
                behind.addprevious(child)


def _across(document: Document, chance: random.Random) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph(_words(chance))


def _stories(document: Document, chance: random.Random) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = _words(chance, 12)
    if chance.random() < 0.5:
        section.footer.paragraphs[0].text = _words(chance, 12)
    if chance.random() < 0.3:
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = _words(chance, 6)


def _even(document: Document, chance: random.Random) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].even_page_header.paragraphs[0].text = _words(chance, 6)
    document.add_page_break()  # type: ignore[no-untyped-call]


def _picture(document: Document, chance: random.Random) -> None:
    document.add_picture(io.BytesIO(_png(chance.randrange(256))), width=Cm(chance.randint(2, 9)))


def _png(grey: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + bytes([grey, 255 - row, row]) * 40 for row in range(40))
    head = struct.pack(">2I5B", 40, 40, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


_STEPS: tuple[Callable[[Document, random.Random], None], ...] = (
    _paragraphs,
    _list,
    _table,
    _across,
    _stories,
    _even,
    _picture,
    _paragraphs,
    _table,
)


def _with_notes(data: bytes, chance: random.Random) -> bytes:
    """The file with a footnote at the end of its last paragraph."""
    files = dict(entries(data))
    note = (
        '<w:footnotes xmlns:w="{w}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
        '<w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" '
        'w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote><w:footnote '
        'w:id="2"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/>'
        "</w:r><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    files["word/footnotes.xml"] = note.format(w=W, words=_words(chance, 12)).encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rIdNotes" Type="{kind}" Target="footnotes.xml"/>'
    _add(files, "word/_rels/document.xml.rels", "</Relationships>", relation)
    _add(
        files,
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footnotes+xml"/>',
    )
    document = files["word/document.xml"].decode()
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    at = [match.end() for match in re.finditer("</w:r>", document)][-1]
    files["word/document.xml"] = (document[:at] + reference + document[at:]).encode()
    return packed(files, zipfile.ZIP_DEFLATED)


def _add(files: dict[str, bytes], name: str, before: str, added: str) -> None:
    text = files[name].decode()
    files[name] = text.replace(before, added + before).encode()
