"""Reads the fields outside of tables: blanks in lines, years, chapters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from docx.document import Document
from lxml import etree

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.body.chapters import chapters_of
from docgen.scaffold.pack.body.titles import is_set_as_title, titles_in
from docgen.scaffold.pack.form_fields import UNNAMED_UNIT, YEAR, Field, FormFields, Kind, Path, Spot
from docgen.scaffold.pack.lines.blanks import gaps_of_lines
from docgen.scaffold.pack.lines.form_line import FormLine, Gap
from docgen.scaffold.pack.naming import NAMELESS, is_figure, key_of, without_forbidden
from docgen.word.xml import w

DRAFT_GUESSED_NAME = problem_code(
    "draft-guessed-name",
    en=(
        "「{field}」 is named after the words around it ({template})",
        "for a better name, change it in the template and in schema.json",
    ),
    zh=("「{field}」是按前后文字起的名（{template}）", "名称不合适就在模板和 schema.json 里一起改"),
)

COVER, SIGN_OFF = "封面", "落款"


def read_body(document: Document, edition: int, found: FormFields) -> None:
    """Adds the fields of paragraphs outside of tables, and the chapters."""
    body = document.element.body
    styles = {style.style_id: style.name or "" for style in document.styles}
    lines = [FormLine(paragraph) for paragraph in body.iterchildren(w("p"))]
    found.chapters += chapters_of(body, styles)
    groups = _groups(body, [chapter.heading for chapter in found.chapters])
    gaps = gaps_of_lines(lines)
    rooms = Counter(line.paragraph for line, gap in gaps if gap.kind == "room")
    titles = {title for title in titles_in(body) if rooms[title] == 1}
    for line, gap in gaps:
        paragraph = line.paragraph
        if gap.kind == "year":
            add_year(gap, paragraph, edition, found)
            continue
        # In a line that may or may not be a title, only a blank at its start is the unit's name.
        comes_first = is_set_as_title(paragraph) or not line.text[: gap.start].strip("（(")
        path, sure = _path(gap, groups.get(paragraph, ()), comes_first and paragraph in titles)
        if not sure:
            found.doubt(DRAFT_GUESSED_NAME, paragraph, field=".".join(path))
        found.fields.append(field_of(gap, path, paragraph))


def add_year(
    gap: Gap, paragraph: etree._Element, edition: int, found: FormFields, furthest: int = 1
) -> None:
    """Adds a field for a blank year, or a printed one at most ``furthest`` from the edition."""
    shift = gap.year - edition if gap.year else 0
    if abs(shift) <= furthest:
        spot = Spot(paragraph, gap.start, gap.end, keeps=not gap.year)
        found.fields.append(Field((YEAR,), spot, "year", shift=shift))


def field_of(gap: Gap, path: Path, paragraph: etree._Element) -> Field:
    """The field of a blank in a line."""
    kind: Kind = "ticks" if gap.kind == "box" else "text"
    if gap.counted or (gap.kind == "room" and is_figure(path[-1], "")):
        kind = "figure"
    spot = Spot(paragraph, gap.start, gap.end, keeps=gap.end > gap.start)
    return Field(path, spot, kind, gap.label if gap.sure else "", without_forbidden(gap.option))


def _path(gap: Gap, group: Path, in_title: bool) -> tuple[Path, bool]:
    """The path of a blank, and whether it is certain: by a label, a date or the title."""
    if gap.kind == "date" and not gap.label:
        return (*group, "日期"), True
    if gap.label and gap.sure:
        return (*group, key_of(gap.label)), True
    if in_title and gap.kind == "room" and not gap.counted:
        return UNNAMED_UNIT, True
    return (*group, key_of(gap.label) or NAMELESS), False


def _groups(body: etree._Element, headings: Sequence[etree._Element]) -> dict[etree._Element, Path]:
    """The groups of elements outside of tables and chapters.

    Elements before the first chapter are in 封面, those behind the last table or chapter in 落款.
    """
    children = list(body)
    tables = [number for number, child in enumerate(children) if child.tag == w("tbl")]
    chapters = [number for number, child in enumerate(children) if child in headings]
    groups: dict[etree._Element, Path] = {}
    for number, child in enumerate(children):
        if chapters and number < chapters[0]:
            groups[child] = (COVER,)
        elif number > max([*tables, *chapters], default=number):
            groups[child] = (SIGN_OFF,)
    return groups
