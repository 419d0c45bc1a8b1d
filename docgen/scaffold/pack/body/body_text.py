"""Reads the fields outside of tables: blanks in lines, years, chapters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from docx.document import Document
from lxml import etree

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.body.chapters import Outline, outline_of
from docgen.scaffold.pack.body.left_over import tell_left_over
from docgen.scaffold.pack.body.slot_look import SlotLooks
from docgen.scaffold.pack.body.titles import is_set_as_title, model_note, titles_in
from docgen.scaffold.pack.form_fields import (
    UNNAMED_UNIT,
    YEAR,
    Chapter,
    Field,
    FormFields,
    Kind,
    Path,
    Spot,
)
from docgen.scaffold.pack.lines.blank_words import is_thing
from docgen.scaffold.pack.lines.blanks import UNIT_NAME, gaps_in, gaps_of_lines, unit_name
from docgen.scaffold.pack.lines.form_line import FormLine, Gap
from docgen.scaffold.pack.lines.hints import hints_in, is_hint
from docgen.scaffold.pack.lines.lexer import MARK
from docgen.scaffold.pack.naming import NAMELESS, is_figure, key_of, without_forbidden
from docgen.scaffold.pack.terms import COUNTING
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
TEXT = "正文"
"""The key of the text of a letter, for which the form has only a hint: （正文，2000字以内）."""

_MARKS = re.compile(MARK)
_IN_BRACKETS = re.compile(r"[（(].*[）)]")
_COUNTING = re.compile(rf"[{''.join(sorted(COUNTING - {'男', '女', '长', '宽', '高', '重'}))}]")
"""Words before a figure that say nothing of it."""


def read_body(document: Document, edition: int, found: FormFields) -> None:
    """Adds the fields of paragraphs outside of tables, and the chapters.

    Doubts tell what still prints of hints, in tables too, so that their fields come first.
    """
    body = document.element.body
    styles = {style.style_id: style.name or "" for style in document.styles}
    outline = outline_of(body, styles)
    lines = [FormLine(paragraph) for paragraph in body.iterchildren(w("p"))]
    found.chapters += _with_looks(outline, document, lines)
    rooms = {chapter.paragraph for chapter in found.chapters}
    lines = [line for line in lines if line.paragraph not in rooms]
    found.gone += [_whole(line) for line in lines if line.paragraph in outline.prompts]
    lines = [line for line in lines if line.paragraph not in outline.prompts]
    groups = _groups(body, [chapter.heading for chapter in found.chapters])
    titles = titles_in(body)
    _drop_notes(lines, {*titles, *outline.headings}, found)
    found.gone += [_whole(line) for line in lines if _is_subtitle(line, titles)]
    asked = _read_prompts(lines, groups, titles, found)
    lines = [line for line in lines if line.paragraph not in asked]
    _read_lines(lines, _BodyNames(lines, groups, titles), edition, found, set(asked.values()))
    tell_left_over(body, found)


def _read_lines(
    lines: Sequence[FormLine],
    names: _BodyNames,
    edition: int,
    found: FormFields,
    asked: Collection[FormLine],
) -> None:
    """Adds the blanks of lines; those at the end of an ``asked`` line are filled below it."""
    for line, gap in gaps_of_lines(lines):
        paragraph = line.paragraph
        if gap.kind == "year":
            add_year(gap, paragraph, edition, found)
        elif not (line in asked and _is_open(line, gap)):
            path, sure = names.path_of(line, gap)
            if not sure:
                found.doubt(DRAFT_GUESSED_NAME, paragraph, field=".".join(path))
            found.fields.append(field_of(gap, path, paragraph))


def _with_looks(outline: Outline, document: Document, lines: list[FormLine]) -> Iterator[Chapter]:
    """The chapters, each with the look of the form's body text."""
    others = {*outline.headings, *outline.prompts, *titles_in(document.element.body)}
    others |= {chapter.paragraph for chapter in outline.chapters}
    plain = (line.paragraph for line in lines if line.paragraph not in others and _is_plain(line))
    looks = SlotLooks(document, outline.headings, plain)
    for chapter in outline.chapters:
        yield replace(chapter, look=looks.of(chapter.heading, chapter.paragraph))


def _is_plain(line: FormLine) -> bool:
    """Whether a line may be body text: it is not set at the right, and no label has room there."""
    aligned = line.paragraph.find(f"{w('pPr')}/{w('jc')}")
    at_side = aligned is not None and aligned.get(w("val")) in ("right", "end", "center")
    labelled = any(gap.sure and gap.kind != "year" for gap in gaps_in(line))
    return not at_side and not labelled


def _drop_notes(
    lines: Iterable[FormLine], headings: Collection[etree._Element], found: FormFields
) -> None:
    """Lets go of （提纲） at the end of a line, and of hints in the brackets of headings."""
    for line in lines:
        spans = [span for span in [model_note(line.text)] if span]
        if line.paragraph in headings:
            spans += [span for span in hints_in(line.text) if span not in spans and span[0] > 0]
        found.gone += [Spot(line.paragraph, *span) for span in spans]


def _is_subtitle(line: FormLine, titles: Collection[etree._Element]) -> bool:
    """Whether a line of the title is a hint: （不超过800字）."""
    return line.paragraph in titles and is_hint(line.text) and not model_note(line.text)


def _read_prompts(
    lines: Sequence[FormLine],
    groups: Mapping[etree._Element, Path],
    titles: Collection[etree._Element],
    found: FormFields,
) -> dict[etree._Element, FormLine]:
    """Adds the fields of paragraphs that only tell what to write, outside of an outline.

    Each belongs to the line with a label above it, or is the text of a letter if it is all in
    brackets. Returns those paragraphs with that line.
    """
    asked: dict[etree._Element, FormLine] = {}
    filled = [line for line in lines if line.text.strip()]
    for above, line in zip([filled[:1] and filled[0], *filled], filled, strict=False):
        if above is line or line.paragraph in titles or not is_hint(line.text) or not above:
            continue
        gap = next((gap for gap in gaps_in(above) if _is_open(above, gap)), None)
        if above.paragraph in asked:
            found.gone.append(_whole(line))
            asked[line.paragraph] = asked[above.paragraph]
        elif gap or _IN_BRACKETS.fullmatch(line.text.strip()):
            path = (*groups.get(line.paragraph, ()), key_of(gap.label) if gap else TEXT)
            found.fields.append(Field(path, _whole(line), "prose", gap.label if gap else ""))
            asked[line.paragraph] = above
    return asked


def _is_open(line: FormLine, gap: Gap) -> bool:
    """Whether a blank is what is behind a label at the end of a line, with no room of its own."""
    at_end = not line.text[gap.end :].strip()
    return gap.kind == "room" and gap.sure and at_end and not gap.has_room and not gap.is_hint


def _whole(line: FormLine) -> Spot:
    return Spot(line.paragraph, 0, len(line.text))


def add_year(gap: Gap, paragraph: etree._Element, edition: int, found: FormFields) -> None:
    """Adds a field for a blank year, or a printed one at most a year from the edition."""
    shift = gap.year - edition if gap.year else 0
    if -1 <= shift <= 1:
        spot = Spot(paragraph, gap.start, gap.end, keeps=not gap.year)
        found.fields.append(Field((YEAR,), spot, "year", shift=shift))


def field_of(gap: Gap, path: Path, paragraph: etree._Element) -> Field:
    """The field of a blank in a line."""
    kind: Kind = "ticks" if gap.kind == "box" else "text"
    if gap.counted or (gap.kind == "room" and is_figure(path[-1], "")):
        kind = "figure"
    spot = Spot(paragraph, gap.start, gap.end, keeps=gap.end > gap.start and not gap.is_hint)
    return Field(path, spot, kind, gap.label if gap.sure else "", _option(gap))


def _option(gap: Gap) -> str:
    return without_forbidden(gap.option) if gap.kind == "box" else ""


class _BodyNames:
    """The paths of blanks in lines.

    Args:
        lines: all of them.
        groups: the group of each paragraph.
        titles: the paragraphs of the title.
    """

    def __init__(
        self,
        lines: Sequence[FormLine],
        groups: Mapping[etree._Element, Path],
        titles: Collection[etree._Element],
    ) -> None:
        gaps = gaps_of_lines(lines)
        rooms = Counter(line.paragraph for line, gap in gaps if gap.kind == "room")
        self._groups = groups
        self._titles = {title for title in titles if rooms[title] == 1}
        units = [(line, gap) for line, gap in gaps if _is_unit(gap)]
        in_title = [line.text[gap.start : gap.end] for line, gap in units if line.paragraph in titles]
        texts = [line.text[gap.start : gap.end] for line, gap in units]
        self._own = next(iter(in_title or texts), "")

    def path_of(self, line: FormLine, gap: Gap) -> tuple[Path, bool]:
        """The path of a blank, and whether it is certain: by a label, a date or the title."""
        group = self._groups.get(line.paragraph, ())
        if gap.kind == "date" and not gap.label:
            return (*group, "日期"), True
        if _is_unit(gap):
            text = line.text[gap.start : gap.end]
            own = text == self._own or text.strip("（()）【】[]") in ("单位名称", "单位全称")
            return (UNNAMED_UNIT, True) if own else ((*group, _other_unit(text)), True)
        if gap.label and gap.sure:
            return (*group, key_of(gap.label)), True
        # In a line that may or may not be a title, only a blank at its start is the unit's name.
        first = is_set_as_title(line.paragraph) or not line.text[: gap.start].strip("（(")
        in_title = first and line.paragraph in self._titles and not gap.stands_in
        if in_title and gap.kind == "room" and not gap.counted and not is_thing(gap.label):
            return UNNAMED_UNIT, True
        nameless = not gap.label or (gap.unit and _COUNTING.fullmatch(gap.label))
        name = unit_name(gap.unit) if nameless and gap.unit else key_of(gap.label)
        return (*group, name or NAMELESS), False


def _is_unit(gap: Gap) -> bool:
    """Whether words stand in for the name of a unit: XX局."""
    return gap.stands_in and gap.label == UNIT_NAME


def _other_unit(text: str) -> str:
    """The name of a unit that is not the form's own: 公司名称 for XX公司."""
    return f"{key_of(_MARKS.sub('', text)) or '单位'}名称"


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
