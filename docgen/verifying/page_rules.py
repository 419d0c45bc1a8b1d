"""Rules about pages in a .docx: paper, margins, grid, page numbers, tables, headings, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.packs.official import OfficialFormat
from docgen.verifying.look import Cascade
from docgen.verifying.walk import Passage
from docgen.word.marks import text_of, w

_TWIPS_PER_MM = 1440 / 25.4
_SIGNED = 2**31
_NUMBERED = re.compile(r"^(附件[：:])?\s*(\d+)[.．、]\s*")
_TYPED_NUMBER = re.compile(
    r"^\s*([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．]|（\d+）)"
)


def section_deviations(
    official: OfficialFormat, document: Document, place: Place
) -> Iterator[Problem]:
    """Paper, margins and grid of each section."""
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
    found = sorted(_millimetres(section, "pgSz", side) for side in ("w", "h"))
    wanted = sorted((official.width, official.height))
    if any(abs(a - b) > official.tolerance for a, b in zip(found, wanted, strict=True)):
        words = {"found": "×".join(f"{one:.0f}" for one in found)}
        words["wanted"] = "×".join(f"{one:g}" for one in wanted)
        yield deviation("format-paper", place, where, **words)


def _margins(
    official: OfficialFormat, section: etree._Element, place: Place, where: DocumentPlace
) -> Iterator[Problem]:
    for side in ("top", "bottom", "left", "right"):
        found, wanted = _millimetres(section, "pgMar", side), getattr(official.margins, side)
        if abs(found - wanted) > official.tolerance:
            words = {"side": side, "found": f"{found:.1f}", "wanted": f"{wanted:g}"}
            yield deviation("format-margin", place, where, **words)


def _grid(
    official: OfficialFormat, section: etree._Element, place: Place, where: DocumentPlace
) -> Iterator[Problem]:
    grid = section.find(w("docGrid"))
    kind = grid.get(w("type"), "") if grid is not None else ""
    if grid is None or kind not in ("linesAndChars", "snapToChars"):
        yield deviation("format-grid", place, where, found="—", **_wanted_grid(official))
        return
    text = official.styles.get(official.body.lower())
    size = (text.size if text else None) or 16
    spacing = int(grid.get(w("charSpace"), "0"))
    spacing -= 2 * _SIGNED if spacing >= _SIGNED else 0  # some writers store it unsigned
    pitch = float(grid.get(w("linePitch"), "0")) or 1
    width, height = (side * _TWIPS_PER_MM for side in official.area)
    # Rounding of millimetres to twips must not cost a line or a character.
    lines, characters = int(height / pitch + 0.02), int(width / (size + spacing / 4096) / 20 + 0.02)
    if (lines, characters) != (official.lines, official.characters):
        found = f"{lines} × {characters}"
        yield deviation("format-grid", place, where, found=found, **_wanted_grid(official))


def _wanted_grid(official: OfficialFormat) -> dict[str, str]:
    return {"wanted": f"{official.lines} × {official.characters}"}


def table_deviations(
    official: OfficialFormat, document: Document, place: Place
) -> Iterator[Problem]:
    """Tables wider than the text area."""
    room = (official.area[0] + official.tolerance) * _TWIPS_PER_MM
    tables = list(document.element.body.iter(w("tbl")))
    for number, table in enumerate(tables, 1):
        columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
        width = sum(float(column.get(w("w"), "0")) for column in columns)
        nested = next(table.iterancestors(w("tc")), None) is not None
        if width > room and not nested:
            where = DocumentPlace(table=number)
            words = {"found": f"{width / _TWIPS_PER_MM:.0f}", "wanted": f"{official.area[0]:g}"}
            yield deviation("format-table-width", place, where, **words)


def heading_deviations(
    official: OfficialFormat, cascade: Cascade, passages: Sequence[Passage], place: Place
) -> Iterator[Problem]:
    """Levels that are skipped, numbers that are typed, numbering that prints otherwise."""
    above = 0
    for passage in passages:
        rule = official.styles.get(passage.style)
        if rule is None or rule.level is None or passage.in_table:
            continue
        if rule.level > above + 1:
            words = {"found": str(rule.level), "wanted": str(above + 1)}
            yield deviation("format-heading-level", place, passage.place, **words)
        above = rule.level
        if rule.number:
            yield from _number(rule.number, cascade, passage, place)


def _number(wanted: str, cascade: Cascade, passage: Passage, place: Place) -> Iterator[Problem]:
    found = cascade.number_text(passage.element)
    if typed := _TYPED_NUMBER.match(passage.text):
        yield deviation("format-number", place, passage.place, found=typed[1], wanted=wanted)
    elif found != wanted:
        yield deviation("format-number", place, passage.place, found=found or "—", wanted=wanted)


def annex_deviations(
    official: OfficialFormat, passages: Sequence[Passage], place: Place
) -> Iterator[Problem]:
    """Annexes against the 附件说明, and each on a page of its own."""
    rule = official.annexes
    listed = [one for one in passages if one.style == rule.listed.lower() and one.text.strip()]
    marks = [one for one in passages if one.style == rule.mark.lower() and one.text.strip()]
    for mark in marks:
        if not _begins_page(mark.element):
            yield deviation("format-annex-page", place, mark.place, annex=mark.text)
    titles = _annex_titles(rule.title.lower(), passages, marks)
    announced = {}
    for one in listed:
        if number := _NUMBERED.match(one.text):
            announced[f"附件{number[2]}"] = (one, _NUMBERED.sub("", one.text).strip())
    for name in dict.fromkeys([*announced, *titles]):
        entry, annex = announced.get(name), titles.get(name)
        wanted, found = (entry[1] if entry else "—"), (annex[1] if annex else "—")
        if wanted != found:
            where = (annex or entry or (marks[0], ""))[0].place
            words = {"annex": name, "found": found, "wanted": wanted}
            yield deviation("format-annex-title", place, where, **words)


def _annex_titles(
    style: str, passages: Sequence[Passage], marks: Sequence[Passage]
) -> dict[str, tuple[Passage, str]]:
    """The first title after each mark. A single annex may be marked ``附件`` alone."""
    titles = {}
    for mark in marks:
        after = passages[passages.index(mark) + 1 :]
        title = next((one for one in after if one.style == style), None)
        name = "".join(mark.text.split())
        titles[name if name[2:] else "附件1"] = (title or mark, title.text if title else "—")
    return titles


def _begins_page(paragraph: etree._Element) -> bool:
    """Behind a section that breaks the page, behind a page break, or by its own property."""
    own = paragraph.find(f"{w('pPr')}/{w('pageBreakBefore')}")
    if own is not None and own.get(w("val"), "1") not in ("0", "false"):
        return True
    before = paragraph.getprevious()
    if before is None:
        return True
    if before.find(f".//{w('br')}[@{qn('w:type')}='page']") is not None:
        return True
    if before.find(f"{w('pPr')}/{w('sectPr')}") is None:
        return False
    following = next(_following_sections(paragraph), None)
    kind = following.find(w("type")) if following is not None else None
    return kind is None or kind.get(w("val")) != "continuous"


def _following_sections(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The ``w:sectPr`` that end the paragraph's own section and those after it."""
    for element in (paragraph, *paragraph.itersiblings()):
        yield from ([element] if element.tag == w("sectPr") else element.iter(w("sectPr")))


def number_deviations(
    official: OfficialFormat, document: Document, cascade: Cascade, place: Place
) -> Iterator[Problem]:
    """Page numbers: on every section but a cover, odd right and even left, running on."""
    rule = official.page_number
    if rule is None:
        return
    sections = list(document.sections)
    numbered = False
    for number, section in enumerate(sections, 1):
        where = DocumentPlace(section=number)
        footers = {"odd": section.footer, "even": section.even_page_footer}
        texts = {side: text_of(footer._element) for side, footer in footers.items()}
        if not any(text.strip() for text in texts.values()):
            if number > 1:
                yield deviation("format-no-page-number", place, where)
            continue
        start = section._sectPr.find(f"{w('pgNumType')}[@{w('start')}]")
        if numbered and start is not None:
            found = start.get(w("start"), "")
            yield deviation("format-page-number-restarts", place, where, found=found)
        for side, footer in footers.items():
            yield from _footer(official, cascade, footer._element, side, place, where)
        numbered = True
    even_and_odd = document.settings.odd_and_even_pages_header_footer
    if numbered and not even_and_odd:
        yield deviation("format-page-number-sides", place, DocumentPlace())


def _footer(
    official: OfficialFormat,
    cascade: Cascade,
    footer: etree._Element,
    side: str,
    place: Place,
    where: DocumentPlace,
) -> Iterator[Problem]:
    rule = official.page_number
    assert rule is not None
    paragraph = next((one for one in footer.iter(w("p")) if text_of(one).strip()), None)
    code = "".join(one.text or "" for one in footer.iter(w("instrText")))
    if paragraph is None or "PAGE" not in code.upper():
        yield deviation("format-no-page-number", place, where)
        return
    wanted = "right" if side == "odd" else "left"
    found = cascade.paragraph_look(paragraph).align
    if found not in (wanted, "both" if wanted == "left" else wanted):
        yield deviation("format-page-number-side", place, where, found=found, wanted=wanted)
    around = text_of(paragraph).split()
    if len(around) < 2 or {around[0], around[-1]} != {rule.dash}:
        pattern = f"{rule.dash} 1 {rule.dash}"
        yield deviation(
            "format-page-number-form", place, where, found=text_of(paragraph), wanted=pattern
        )
    style = official.styles.get(rule.style)
    for run in paragraph.iter(w("r")):
        look = cascade.text_look(paragraph, run)
        if style and style.size is not None and look.size != style.size and text_of(run).strip():
            words = {"found": f"{look.size:g}", "wanted": f"{style.size:g}"}
            yield deviation("format-size", place, where, **words)
            return
