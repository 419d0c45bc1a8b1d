"""Rules about pages in a .docx: paper, margins, grid, tables, headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document
from lxml import etree

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import problem_code
from docgen.ordinals import ordinal_of
from docgen.packs.records import meaning_of
from docgen.verify.deviations import FORMAT_MARGIN, FORMAT_PAPER
from docgen.verify.official_format import Margins, OfficialFormat
from docgen.verify.walk import PlacedParagraph
from docgen.word.style_cascade import Cascade
from docgen.word.xml import w

FORMAT_GRID = problem_code(
    "format-grid",
    en=(
        "lines a page × characters a line are {found}{at}",
        "they should be {wanted}: set the grid of lines and characters in the page setup",
    ),
    zh=("每页行数 × 每行字数是 {found}{at}", "应为 {wanted}：页面设置里选「指定行和字符网格」"),
)
FORMAT_TABLE_WIDTH = problem_code(
    "format-table-width",
    en=("the table is {found} mm wide{at}", "make it fit the text area of {wanted} mm"),
    zh=("表格宽 {found} 毫米{at}", "版心宽 {wanted} 毫米，缩到版心以内"),
)
FORMAT_HEADING_LEVEL = problem_code(
    "format-heading-level",
    en=("a heading jumps to level {found}{at}", "it may be at most level {wanted}"),
    zh=("标题从上一级跳到了第 {found} 级{at}", "应为第 {wanted} 级以内"),
)
FORMAT_NUMBER = problem_code(
    "format-number",
    en=(
        "the number is 「{found}」{at}",
        "Word should number it 「{wanted}」: delete the typed number and apply the heading style",
    ),
    zh=("编号是「{found}」{at}", "应由 Word 自动编号「{wanted}」：删去手写的编号，应用标题样式"),
)

_TWIPS_PER_MM = 1440 / 25.4
_SIGNED = 2**31


def section_deviations(
    official: OfficialFormat, document: Document, place: Place
) -> Iterator[Problem]:
    """Sections with another paper, margin or grid (GB/T 9704-2012, 5.1 to 5.2.3)."""
    for number, section in enumerate(document.element.body.iter(w("sectPr")), 1):
        where = DocumentPlace(section=number)
        yield from _paper(official, section, place, where)
        yield from _margins(official, section, place, where)
        yield from _grid(official, section, place, where)


def _millimetres(section: etree._Element, tag: str, name: str) -> float:
    element = section.find(w(tag))
    value = element.get(w(name)) if element is not None else None
    return float(value or 0) / _TWIPS_PER_MM


def _paper(
    official: OfficialFormat, section: etree._Element, place: Place, where: DocumentPlace
) -> Iterator[Problem]:
    if official.paper is None:
        return
    found = sorted(_millimetres(section, "pgSz", side) for side in ("w", "h"))
    wanted = sorted((official.paper.width, official.paper.height))
    if any(
        abs(side - length) > official.tolerance for side, length in zip(found, wanted, strict=True)
    ):
        words = {"found": "×".join(f"{side:.0f}" for side in found)}
        words["wanted"] = "×".join(f"{length:g}" for length in wanted)
        yield deviation(FORMAT_PAPER, place, where, **words)


def _margins(
    official: OfficialFormat, section: etree._Element, place: Place, where: DocumentPlace
) -> Iterator[Problem]:
    for side, wanted in vars(official.margins).items():
        found = _millimetres(section, "pgMar", side)
        if wanted is not None and abs(found - wanted) > official.tolerance:
            words = {"property": meaning_of(Margins, side), "found": f"{found:.1f}"}
            yield deviation(FORMAT_MARGIN, place, where, wanted=f"{wanted:g}", **words)


def _grid(
    official: OfficialFormat, section: etree._Element, place: Place, where: DocumentPlace
) -> Iterator[Problem]:
    if official.paper is None or official.grid is None:
        return
    wanted = f"{official.grid.lines} × {official.grid.characters}"
    grid = section.find(w("docGrid"))
    kind = grid.get(w("type"), "") if grid is not None else ""
    if grid is None or kind not in ("linesAndChars", "snapToChars"):
        yield deviation(FORMAT_GRID, place, where, found="—", wanted=wanted)
        return
    text = official.styles.get(official.body.lower())
    size = (text.size if text else None) or 16
    spacing = int(grid.get(w("charSpace"), "0"))
    spacing -= 2 * _SIGNED if spacing >= _SIGNED else 0  # some writers store it unsigned
    pitch = float(grid.get(w("linePitch"), "0")) or 1
    width, height = (side * _TWIPS_PER_MM for side in official.area)
    # Millimetres rounded to twips must not lose a line or a character.
    lines, characters = int(height / pitch + 0.02), int(width / (size + spacing / 4096) / 20 + 0.02)
    if (lines, characters) != (official.grid.lines, official.grid.characters):
        found = f"{lines} × {characters}"
        yield deviation(FORMAT_GRID, place, where, found=found, wanted=wanted)


def table_deviations(
    official: OfficialFormat,
    document: Document,
    passages: Sequence[PlacedParagraph],
    place: Place,
) -> Iterator[Problem]:
    """Tables wider than the text area; those in cells are not measured."""
    if official.paper is None:
        return
    room = (official.area[0] + official.tolerance) * _TWIPS_PER_MM
    tables = ((table, _width(table)) for table in document.element.body.iter(w("tbl")))
    wide = {table: width for table, width in tables if width > room and not _is_nested(table)}
    places = table_places(passages) if wide else {}
    for table, width in wide.items():
        where = places.get(table, DocumentPlace())
        words = {"found": f"{width / _TWIPS_PER_MM:.0f}", "wanted": f"{official.area[0]:g}"}
        yield deviation(FORMAT_TABLE_WIDTH, place, where, **words)


def _width(table: etree._Element) -> float:
    columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
    return sum(float(column.get(w("w"), "0")) for column in columns)


def _is_nested(table: etree._Element) -> bool:
    return next(table.iterancestors(w("tc")), None) is not None


def table_places(
    passages: Sequence[PlacedParagraph],
) -> dict[etree._Element, DocumentPlace]:
    """The places of the tables that are in no cell, by their first paragraphs."""
    places: dict[etree._Element, DocumentPlace] = {}
    for passage in passages:
        if passage.in_table and passage.place.nested is None:
            table = next(passage.element.iterancestors(w("tbl")))
            where = DocumentPlace(heading=passage.place.heading, table=passage.place.table)
            places.setdefault(table, where)
    return places


def heading_deviations(
    official: OfficialFormat, cascade: Cascade, passages: Sequence[PlacedParagraph], place: Place
) -> Iterator[Problem]:
    """Skipped heading levels, typed numbers, and numberings of another format.

    A heading to which the format gives no level has that of its outline; a form on a sheet of its
    own may begin with any.
    """
    above = 0
    for passage in passages:
        rule = official.styles.get(passage.style)
        required = rule.level if rule else None
        level = required or passage.format.look.level
        if level is None or passage.in_table or not passage.text.strip():
            continue
        if level > above + 1 and (above or required):
            words = {"found": str(level), "wanted": str(above + 1)}
            yield deviation(FORMAT_HEADING_LEVEL, place, passage.place, **words)
        above = level
        if rule and rule.number:
            yield from _number(rule.number, cascade, passage, place)


def _number(
    wanted: str, cascade: Cascade, passage: PlacedParagraph, place: Place
) -> Iterator[Problem]:
    found = cascade.number_text(passage.element)
    if typed := ordinal_of(passage.text):
        yield deviation(FORMAT_NUMBER, place, passage.place, found=typed.text, wanted=wanted)
    elif found != wanted:
        yield deviation(FORMAT_NUMBER, place, passage.place, found=found or "—", wanted=wanted)
