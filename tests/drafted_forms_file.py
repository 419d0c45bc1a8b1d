"""Reads a form file of the corpus (``tests/forms``) and builds its blank Word document.

The notation is in the docstring of :mod:`tests.drafted_forms`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.shared import Pt, Twips
from docx.table import Table
from lxml import etree

from docgen.word.xml import w
from tests.blank_forms import ABOVE, CENTRE, LEFT, RIGHT, _drop_old_styles, _fonts, add_table
from tests.drafted_forms_marks import write_marks

FOLDER = Path(__file__).parent / "forms"
TYPES: Final = ("text", "number", "rate", "date", "prose", "choice")
_CELLS = "表格文字"
_BLANK = re.compile("«([^«»]*)»")
_BETWEEN_CELLS = re.compile(r"\|(?![^«»]*»)")
_PARTS = re.compile(
    r"(?P<name>[^:=~|]+)(?::(?P<type>[a-z]+)(?:\((?P<option>[^()]*)\))?)?"
    r"(?:(?P<sure>[=~])(?P<formula>[^|]*))?(?:\|(?P<printed>.*))?",
    re.DOTALL,
)
_YEAR = re.compile(r"@year([+-]\d+)?")
OR = "‖"
"""Between words of a name of which one is enough: ``办公费/本年‖2023``."""

REFERENCE = re.compile(r"\[((?:[^\[\]]|\[\])+)\]")
"""A name in a formula: ``[明细[]/金额]``."""


class FormFileError(ValueError):
    """A form file that cannot be read, with its line."""


@dataclass(frozen=True, eq=False)
class Blank:
    """A blank of the form, and what it should become.

    Attributes:
        name: words of its labels, from outer to inner, with ``/``; empty for a mark or a year.
        type: one of ``TYPES``.
        option: the option of a box.
        formula: over names in brackets; empty for what is typed.
        sure: whether the form itself makes the formula certain.
        printed: what the blank form has there.
        mark: ``pen``, ``told``, ``year``, or empty.
        shift: years from the edition, for a year.
        line: in the file, from 1.
    """

    name: str
    type: str = "text"
    option: str = ""
    formula: str = ""
    sure: bool = False
    printed: str = ""
    mark: str = ""
    shift: int = 0
    line: int = 0

    @property
    def list_name(self) -> str:
        """The list that it is a column of: ``明细[]``; empty outside of lists."""
        return self.name.rpartition("[]")[0] + "[]" if "[]" in self.name else ""


@dataclass(frozen=True, eq=False)
class Written:
    """The text of a paragraph or a cell: fixed texts and blanks in turn."""

    pieces: tuple[str | Blank, ...] = ()

    @property
    def blanks(self) -> list[Blank]:
        return [piece for piece in self.pieces if isinstance(piece, Blank)]

    @property
    def printed(self) -> str:
        """As the blank form prints it."""
        return "".join(
            piece.printed if isinstance(piece, Blank) else piece for piece in self.pieces
        )

    @property
    def fixed(self) -> str:
        """What is no blank."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


@dataclass(frozen=True, eq=False)
class Line:
    """A paragraph of the body.

    Attributes:
        look: ``title``, ``centre``, ``right``, ``bold``, ``heading1``, ``break`` or empty.
    """

    look: str
    text: Written


@dataclass(frozen=True, eq=False)
class FormTable:
    """A table.

    Attributes:
        widths: of its grid columns, in twips.
        rows: a text for each grid column; a covered one is ``<`` or ``^``.
        inner: nested tables by row and grid column, from 0.
    """

    widths: tuple[int, ...]
    rows: list[list[Written]] = field(default_factory=list)
    inner: dict[tuple[int, int], FormTable] = field(default_factory=dict)

    def texts(self) -> Iterator[Written]:
        for row in self.rows:
            yield from row
        for table in self.inner.values():
            yield from table.texts()


@dataclass(eq=False)
class FormFile:
    """A form of the corpus.

    Attributes:
        name: of its file.
        landscape: how its pages lie.
        parts: paragraphs and tables, in order.
    """

    name: str
    landscape: bool = False
    parts: list[Line | FormTable] = field(default_factory=list)

    def blanks(self) -> list[Blank]:
        """All blanks, in order."""
        return [blank for text in self.texts() for blank in text.blanks]

    def texts(self) -> Iterator[Written]:
        """All texts, in order."""
        for part in self.parts:
            if isinstance(part, Line):
                yield part.text
            else:
                yield from part.texts()


def form_files(folder: Path = FOLDER) -> dict[str, Path]:
    """The form files in a folder, by name."""
    return {path.stem: path for path in sorted(folder.glob("*.form"))}


def read_form_file(path: Path) -> FormFile:
    """Reads a form file. Raises :class:`FormFileError` with the line of what is wrong."""
    form = FormFile(path.stem)
    table: FormTable | None = None
    outer: FormTable | None = None
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        command, _, words = line.partition(" ")
        if not line.strip() or command == "#" or line.startswith("#"):
            table = table if line.startswith("#") else None
        elif command == "@table":
            outer = table = FormTable(tuple(map(int, words.split())))
            form.parts.append(table)
        elif command == "@inner":
            if outer is None:
                raise FormFileError(f"{path.name}:{number}: @inner without a @table")
            row, column, *widths = map(int, words.split())
            table = outer.inner[row - 1, column - 1] = FormTable(tuple(widths))
        elif table is not None:
            table.rows.append(_row(line, table, f"{path.name}:{number}"))
        elif command == "@landscape":
            form.landscape = True
        else:
            form.parts.append(_line(line, f"{path.name}:{number}"))
    _check(form)
    return form


def _line(line: str, where: str) -> Line:
    if not line.startswith("@"):
        return Line("", _written(line, where))
    command, _, words = line[1:].partition(" ")
    if command not in ("title", "centre", "right", "bold", "break", "empty") and not re.fullmatch(
        "heading[123]", command
    ):
        raise FormFileError(f"{where}: unknown command @{command}")
    return Line(command, _written(words, where))


def _row(line: str, table: FormTable, where: str) -> list[Written]:
    texts = [_written(text.strip(" ").replace("\\n", "\n"), where) for text in _split(line)]
    if len(texts) != len(table.widths):
        raise FormFileError(f"{where}: {len(texts)} cells in {len(table.widths)} grid columns")
    for text, above in zip(texts, table.rows[-1] if table.rows else (), strict=False):
        if text.printed == ABOVE and above.printed == LEFT:
            raise FormFileError(f"{where}: a wide cell goes on below as ^ and then <")
    return texts


def _split(line: str) -> list[str]:
    return _BETWEEN_CELLS.split(line)


def _written(text: str, where: str) -> Written:
    parts = _BLANK.split(text)
    if "«" in "".join(parts[::2]) or "»" in "".join(parts[::2]):
        raise FormFileError(f"{where}: an open «")
    pieces: list[str | Blank] = []
    for at, part in enumerate(parts):
        if at % 2:
            pieces.append(_blank(part, where))
        elif part:
            pieces.append(part)
    return Written(tuple(pieces))


def _blank(text: str, where: str) -> Blank:
    line = int(where.rpartition(":")[2])
    head, _, printed = text.partition("|")
    if head in ("!pen", "!told"):
        return Blank("", printed=printed, mark=head[1:], line=line)
    if year := _YEAR.fullmatch(head):
        shift = int(year[1] or 0)
        return Blank("", printed=printed, mark="year", shift=shift, line=line)
    found = _PARTS.fullmatch(text)
    if found is None or (kind := found["type"] or "text") not in TYPES:
        raise FormFileError(f"{where}: 「{text}」 is no annotation")
    if (kind == "choice") != (found["option"] is not None):
        raise FormFileError(f"{where}: a choice has an option, and only a choice: 「{text}」")
    return Blank(
        found["name"].strip(),
        kind,
        found["option"] or "",
        (found["formula"] or "").strip(),
        found["sure"] == "=",
        found["printed"] or "",
        line=line,
    )


def _check(form: FormFile) -> None:
    """Raises :class:`FormFileError` for a formula over a name that no blank has."""
    names = {blank.name for blank in form.blanks()}
    for blank in form.blanks():
        for name in REFERENCE.findall(blank.formula):
            if name not in names:
                raise FormFileError(f"{form.name}.form:{blank.line}: no blank is called 「{name}」")


# The Word document.


def build_form(form: FormFile) -> Document:
    """The blank Word document: A4, 16 pt 仿宋 outside of tables and 10.5 pt 宋体 in them."""
    document = _empty_document(form.landscape)
    for part in form.parts:
        if isinstance(part, FormTable):
            _add_table(document, part)
        else:
            _add_line(document, part)
    for paragraph in list(document.element.body.iter(w("p"))):
        write_marks(paragraph)
    return document


def _empty_document(landscape: bool) -> Document:
    document = docx.Document()
    _drop_old_styles(document)
    document.core_properties.author = document.core_properties.comments = ""
    section = document.sections[0]
    size = (Twips(11906), Twips(16838))
    section.page_width, section.page_height = reversed(size) if landscape else size
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Twips(1418)
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1
    _fonts(normal.element.get_or_add_rPr(), "仿宋")
    cells = document.styles.add_style(_CELLS, WD_STYLE_TYPE.PARAGRAPH)
    cells.base_style = normal
    cells.font.size = Pt(10.5)
    _fonts(cells.element.get_or_add_rPr(), "宋体")
    for language in document.styles.element.iter(w("lang")):
        language.set(w("eastAsia"), "zh-CN")
    return document


def _add_line(document: Document, line: Line) -> None:
    if line.look == "break":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    level = line.look.removeprefix("heading") if line.look.startswith("heading") else ""
    paragraph = document.add_paragraph(style=f"Heading {level}" if level else None)
    if line.look in ("title", "centre"):
        paragraph.alignment = CENTRE
    elif line.look == "right":
        paragraph.alignment = RIGHT
    if not line.text.printed:
        return
    run = paragraph.add_run(line.text.printed)
    if line.look == "title":
        run.font.size = Pt(18)
        _fonts(run._r.get_or_add_rPr(), "黑体")
    elif line.look == "bold":
        run.bold = True


def _add_table(document: Document, table: FormTable) -> None:
    added = add_table(document, table.widths, _notation(table), style=_CELLS)
    for (row, column), inner in table.inner.items():
        add_table(added.cell(row, column), inner.widths, _notation(inner), style=_CELLS)
    if isinstance(added, Table):
        _part_tables(added._tbl)


def _part_tables(table: etree._Element) -> None:
    """Two tables in a row would be one for Word: an empty paragraph parts them."""
    before = table.getprevious()
    if before is not None and before.tag == w("tbl"):
        table.addprevious(table.makeelement(w("p"), nsmap=None))


def _notation(table: FormTable) -> list[str]:
    return ["|".join(text.printed for text in row) for row in table.rows]


def covered(text: Written) -> bool:
    """Whether a grid column of a row only continues another cell."""
    return text.printed in (LEFT, ABOVE)
