"""What there is outside of tables, and in lines inside their cells: blanks, years, chapters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from docgen.drafting.chapters import chapters_of
from docgen.drafting.fields import UNIT, YEAR, Field, Found, Kind, Path, Spot
from docgen.drafting.lines import Gap, Line, gaps_in, has_date
from docgen.drafting.matrix import keys_of_heads
from docgen.drafting.naming import SIGNATURE, fit, is_figure, key_of
from docgen.drafting.regions import Region
from docgen.drafting.sheets import Sheet
from docgen.word.marks import w

COVER, SIGN_OFF = "封面", "落款"

_BY_HAND = re.compile(rf"{SIGNATURE.pattern}|盖章|公章")
"""What is below an opinion in its cell; the date beside it is written by hand as well."""

_LEAST_ROOM = 2
"""Blanks behind a label in a cell that are room to fill in."""

_YEAR_OR_ROOM = re.compile(r"(?:20\d\d|[_×xX]{2,}|(?<=[（(]))年度?|[_×xX]{2,}|[（(][）)]$")
_LINE_END = re.compile(r"[。；，,;.]")


def read_body(body: etree._Element, edition: int, found: Found) -> None:
    """Adds the fields of paragraphs outside of tables, and the chapters."""
    paragraphs = list(body.iterchildren(w("p")))
    found.chapters += chapters_of(body)
    groups = _groups(body, [one.heading for one in found.chapters])
    titles = _titles(body)
    for paragraph in paragraphs:
        line = Line(paragraph)
        for gap in gaps_in(line):
            if gap.what == "year":
                _add_year(gap, paragraph, edition, found)
                continue
            path, sure = _path(gap, groups.get(paragraph, ()), paragraph in titles)
            if not sure:
                found.doubt("draft-guessed-name", paragraph, field=".".join(path))
            found.fields.append(_field(gap, path, paragraph))


def read_cells(sheet: Sheet, found: Found) -> None:
    """Adds the fields of lines inside cells, and claims those cells."""
    for region in sheet.grid.regions:
        paragraphs = region.cell.element.findall(w("p"))
        gaps = [(one, gap) for one in paragraphs for gap in gaps_in(Line(one))]
        for paragraph, gap in gaps:
            if gap.what == "year":
                _add_year(gap, paragraph, sheet.edition, found)
        dated = any(has_date(Line(one)) for one in paragraphs)
        above = len(paragraphs) > 1 and not Line(paragraphs[0]).text.strip()
        signed = _BY_HAND.search(region.text) is not None and (dated or above)
        kept = [(one, gap) for one, gap in gaps if _counts(gap, region)
                and not (signed and gap.what == "date" and not gap.label)]  # fmt: skip
        if not region.text.strip("_"):
            continue
        whole = _path_in(region, Gap(0, 0, "room"), sheet)
        for paragraph, gap in kept:
            path = _path_in(region, gap, sheet)
            if len(kept) > 1 and len(path) > len(whole) > 0:
                path = (*whole[:-1], f"{whole[-1]}{path[-1]}")  # beside a box, 其他____
            found.fields.append(_field(gap, path, paragraph))
        if signed and above:
            path = _path_in(region, Gap(0, 0, "room"), sheet)
            found.fields.append(Field(path, Spot(paragraphs[0]), "text"))
        if kept or signed or dated:
            sheet.claimed.add(region)


def title_of(body: etree._Element) -> str:
    """The form's title, without year and without gaps; empty if it has none."""
    texts = ("".join(Line(one).text.split()) for one in _titles(body))
    plain = (_YEAR_OR_ROOM.sub("", text) for text in texts)
    return next((text for text in plain if text and not text.startswith("附件")), "")


def _counts(gap: Gap, region: Region) -> bool:
    """Years are places of their own; a label's colon alone is the matter of its column."""
    if gap.what == "year":
        return False
    has_room = gap.end - gap.start >= _LEAST_ROOM
    return gap.what in ("date", "box") or has_room


def _add_year(gap: Gap, paragraph: etree._Element, edition: int, found: Found) -> None:
    shift = gap.year - edition if gap.year else 0
    if -1 <= shift <= 1:
        spot = Spot(paragraph, gap.start, gap.end, keeps=not gap.year)
        found.fields.append(Field((YEAR,), spot, "year", shift=shift))


def _path(gap: Gap, group: Path, in_title: bool) -> tuple[Path, bool]:
    """The keys of a blank, and whether its label says so."""
    if gap.what == "date" and not gap.label:
        return (*group, "日期"), True
    if gap.label and gap.sure:
        return (*group, key_of(gap.label)), True
    if in_title:
        return UNIT, True
    return (*group, key_of(gap.label) or "填空"), False


def _path_in(region: Region, gap: Gap, sheet: Sheet) -> Path:
    """The keys of a blank in a cell: those around the cell, and its own."""
    around = sheet.around(region)
    labels = [*around.groups, *((around.row,) if around.row else ())]
    path = (*(key_of(one.text) for one in labels), *keys_of_heads(around.heads, sheet))
    own = key_of(gap.label) if gap.what != "date" or gap.label else "日期" if not path else ""
    return (*path, own) if own else path or ("填空",)


def _field(gap: Gap, path: Path, paragraph: etree._Element) -> Field:
    kind: Kind = "ticks" if gap.what == "box" else "text"
    if gap.what == "room" and is_figure(path[-1], ""):
        kind = "figure"
    spot = Spot(paragraph, gap.start, gap.end, keeps=gap.end > gap.start)
    return Field(path, spot, kind, gap.label if gap.sure else "", fit(gap.option))


def _titles(body: etree._Element) -> list[etree._Element]:
    """Centred paragraphs with text, and those in a title's style."""
    paragraphs = [one for one in body.iterchildren(w("p")) if Line(one).text.strip()]
    found = [one for one in paragraphs if _is_centred(one) or _is_title(one)]
    return found or [one for one in paragraphs[:1] if not _LINE_END.search(Line(one).text)]


def _is_centred(paragraph: etree._Element) -> bool:
    how = paragraph.find(f"{w('pPr')}/{w('jc')}")
    return how is not None and how.get(w("val")) == "center"


def _is_title(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return style is not None and "title" in style.get(w("val"), "").lower()


def _groups(body: etree._Element, headings: Sequence[etree._Element]) -> dict[etree._Element, Path]:
    """Lines before the first chapter are the cover's, those below the last table the sign-off's."""
    children = list(body)
    tables = [number for number, one in enumerate(children) if one.tag == w("tbl")]
    chapters = [number for number, one in enumerate(children) if one in headings]
    groups: dict[etree._Element, Path] = {}
    for number, one in enumerate(children):
        if chapters and number < chapters[0]:
            groups[one] = (COVER,)
        elif number > max([*tables, *chapters], default=number):
            groups[one] = (SIGN_OFF,)
    return groups
