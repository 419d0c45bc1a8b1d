"""Reads the fields outside of tables: blanks in lines, years, chapters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from docx.document import Document
from lxml import etree

from docgen.checking.checks.left_overs import left_overs_in
from docgen.checking.hints import hints_in, is_hint, is_prompt, without_hints
from docgen.diagnostics.codes import problem_code
from docgen.ordinals import NUMERALS, ordinal_of
from docgen.scaffold.pack.body.chapters import Outline, is_short_room, outline_of
from docgen.scaffold.pack.body.left_over import notes_in, tell_left_over
from docgen.scaffold.pack.body.slot_look import SlotLooks
from docgen.scaffold.pack.body.titles import is_at_side, is_set_as_title, model_note, titles_in
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
from docgen.scaffold.pack.formulas.field_types import is_figure
from docgen.scaffold.pack.lines.blanks import UNIT_NAME, gaps_in, gaps_of_lines
from docgen.scaffold.pack.lines.counted import unit_name
from docgen.scaffold.pack.lines.form_line import FormLine, Gap
from docgen.scaffold.pack.lines.lexer import MARK
from docgen.scaffold.pack.naming import NAMELESS, asks_for_unit, key_of, without_forbidden
from docgen.scaffold.pack.terms import PLACES
from docgen.word.xml import w

DRAFT_GUESSED_NAME = problem_code(
    "draft-guessed-name",
    en=(
        "「{field}」 is named after the words around it ({template})",
        "for a better name, change it in the template and in schema.json",
    ),
    zh=("「{field}」是按前后文字起的名（{template}）", "名称不合适就在模板和 schema.json 里一起改"),
)

DRAFT_NO_NAME = problem_code(
    "draft-no-name",
    en=(
        "nothing names the blank in 「{text}」, so no tag was placed ({template})",
        "if it is to be filled in, type a tag there and add it to schema.json; else leave it",
    ),
    zh=(
        "「{text}」里的空白没有栏目名，没有放标签（{template}）",
        "要填的，在模板里写上标签，并加到 schema.json；不填的不用管",
    ),
)
_SHOWN = 8
"""Characters shown on each side of a blank."""

_YEAR_FIRST = re.compile(r"^(?:20\d\d)?\s*年度\s*")
_SLIP = re.compile(r"[^，。：:]{0,12}回执(?:单|表)?")

COVER, SIGN_OFF, SLIP = "封面", "落款", "回执"
TEXT = "正文"
"""The key of the text of a letter, for which the form has only a hint: （正文，2000字以内）."""

_MARKS = re.compile(MARK)
_ARTICLE = re.compile(rf"^第[\d{NUMERALS}]+[条章节部分]+\s*")
_NUMBERED = re.compile(rf"{_ARTICLE.pattern}|\s*[（(]?[{NUMERALS}\d]+[）)、.．]")
_SENTENCE = re.compile(r"[。；，]|[：:]$")
_SPEAKS = re.compile(r"(?<![申恳邀聘提报敬])请(?![示假柬])|[，。；]|下表|[为是有][：:]$")
"""Words of a sentence, whose colon tells of the table below it."""

_SENTENCE_END = re.compile(r"[。；]\s*$")
_QUESTION_END = re.compile(r"[？?]$")
_LONGEST_LABEL = 30
_IN_BRACKETS = re.compile(r"[（(].*[）)]")
_OF_TITLE = re.compile(r"[^\W_]{0,6}?(?:合同|协议|项目|工程|课题|会议|活动|培训班|培训)")
_PLACE = re.compile(rf"(?:{PLACES})")
_ABOUT = re.compile(r"(?:的|有关|相关|事项|问题|经费)")
"""What follows a thing, not a unit, in a title: 关于____的请示."""


def read_body(document: Document, edition: int, found: FormFields) -> None:
    """Adds the fields of paragraphs outside of tables, and the chapters.

    Doubts tell what still prints of hints, in tables too, so that their fields come first.
    """
    body = document.element.body
    styles = {style.style_id: style.name or "" for style in document.styles}
    outline = outline_of(body, styles)
    lines = [FormLine(paragraph) for paragraph in body.iterchildren(w("p"))]
    found.chapters += _with_looks(outline, document, lines)
    rooms = set(_slots(found.chapters))
    lines = [line for line in lines if line.paragraph not in rooms]
    found.gone += [_whole(line) for line in lines if line.paragraph in outline.prompts]
    lines = [line for line in lines if line.paragraph not in outline.prompts]
    groups = _groups(body, outline)
    titles = titles_in(body)
    _drop_notes(lines, {*titles, *outline.headings}, found)
    found.gone += [_whole(line) for line in lines if _is_subtitle(line, titles)]
    headings = {*titles, *(chapter.heading for chapter in found.chapters)}
    notes = notes_in(body)
    may_ask = [line for line in lines if line.paragraph not in notes]
    asked = _read_prompts(may_ask, groups, headings, found)
    lines = [line for line in lines if line.paragraph not in asked]
    in_tables = {field.path[-1] for field in found.fields}
    names = _BodyNames(lines, groups, titles, in_tables)
    closed = {*(line.paragraph for line in asked.values()), *notes}
    _read_lines(lines, names, edition, found, closed)
    tell_left_over(body, found)


def _read_lines(
    lines: Sequence[FormLine],
    names: _BodyNames,
    edition: int,
    found: FormFields,
    closed: Collection[etree._Element],
) -> None:
    """Adds the blanks of lines, at the end of ``closed`` ones only where they print room.

    Those are asked for below their line, or are notes, which tell how to fill in the form.
    """
    for line, gap in gaps_of_lines(lines):
        paragraph = line.paragraph
        if gap.kind == "year":
            add_year(gap, paragraph, edition, found)
        elif not (
            (_is_open(line, gap) and (paragraph in closed or _is_heading(line)))
            or (gap.is_hint and paragraph in closed)
        ):
            path, sure = names.path_of(line, gap)
            if path[-1] == NAMELESS and gap.kind == "room":
                found.doubt(DRAFT_NO_NAME, paragraph, text=_near(line, gap))
                continue
            if not sure:
                found.doubt(DRAFT_GUESSED_NAME, paragraph, field=".".join(path))
            found.fields.append(field_of(gap, path, paragraph))


def _near(line: FormLine, gap: Gap) -> str:
    """A blank with the words on both sides."""
    return line.text[max(gap.start - _SHOWN, 0) : gap.end + _SHOWN].strip()


def _with_looks(outline: Outline, document: Document, lines: list[FormLine]) -> Iterator[Chapter]:
    """The chapters, each with the look of the form's body text."""
    others = {*outline.headings, *outline.prompts, *titles_in(document.element.body)}
    others.update(_slots(outline.chapters))
    plain = (line.paragraph for line in lines if line.paragraph not in others and _is_plain(line))
    looks = SlotLooks(document, outline.headings, plain)
    for chapter in outline.chapters:
        yield replace(chapter, look=looks.of(chapter.heading, chapter.paragraph))


def _slots(chapters: Iterable[Chapter]) -> Iterator[etree._Element]:
    return (chapter.paragraph for chapter in chapters if chapter.paragraph is not None)


def _is_plain(line: FormLine) -> bool:
    """Whether a line may be body text: it is not set at the right, and no label has room there."""
    labelled = any(gap.sure and gap.kind != "year" for gap in gaps_in(line))
    return not is_at_side(line.paragraph) and not labelled


def _drop_notes(
    lines: Iterable[FormLine], headings: Collection[etree._Element], found: FormFields
) -> None:
    """Lets go of （提纲） at the end of a line, of hints in headings, of names behind room."""
    for line in lines:
        spans = [span for span in [model_note(line.text)] if span]
        if line.paragraph in headings:
            spans += [span for span in hints_in(line.text) if span not in spans and span[0] > 0]
        spans += [span for span in _names_behind_room(line) if span not in spans]
        found.gone += [Spot(line.paragraph, *span) for span in spans]


def _names_behind_room(line: FormLine) -> Iterator[tuple[int, int]]:
    """Where a line says in brackets what goes into the room before them: ____（单位名称）."""
    rooms = {gap.end for gap in gaps_in(line) if gap.kind == "room" and gap.end > gap.start}
    left_over = left_overs_in(line.text)
    return ((start, end) for start, end in left_over if start in rooms and line.text[start] == "（")


def _is_subtitle(line: FormLine, titles: Collection[etree._Element]) -> bool:
    """Whether a line of the title is a hint: （不超过800字）."""
    is_plain = not model_note(line.text) and not gaps_in(line)
    return line.paragraph in titles and is_plain and is_hint(line.text)


def _read_prompts(
    lines: Sequence[FormLine],
    groups: Mapping[etree._Element, Path],
    headings: Collection[etree._Element],
    found: FormFields,
) -> dict[etree._Element, FormLine]:
    """Adds the fields of paragraphs that only tell what to write, outside of an outline.

    Each belongs to the line with a label above it, or is the text of a letter if it is all in
    brackets. Returns those paragraphs with that line.
    """
    asked: dict[etree._Element, FormLine] = {}
    filled = [line for line in lines if line.shape.strip() or line.is_wide]
    for above, line in pairwise(filled):
        if (
            line.paragraph in headings
            or not (is_prompt(line.shape) or (line.is_wide and _NUMBERED.match(above.text)))
            or _QUESTION_END.search(line.text)
        ):
            continue
        if above.paragraph in asked:
            found.gone.append(_whole(line))
            asked[line.paragraph] = asked[above.paragraph]
        elif label := _asks(above, line, headings):
            path = (*groups.get(line.paragraph, ()), key_of(label))
            kind: Kind = "text" if is_short_room(line.shape) else "prose"
            found.fields.append(Field(path, _whole(line, keeps=kind == "text"), kind, label))
            asked[line.paragraph] = above
    return asked


def _asks(above: FormLine, line: FormLine, headings: Collection[etree._Element]) -> str:
    """What a line asks for in the hint or the room below it; empty if it does not."""
    text = without_hints(above.text).strip()
    gaps = gaps_in(above)
    if gap := next((gap for gap in gaps if _is_open(above, gap)), None):
        return gap.label
    is_label = len(text) <= _LONGEST_LABEL and not _SENTENCE.search(text)
    if is_label and above.paragraph not in headings and not gaps:
        return _ARTICLE.sub("", text).strip("？?：: ")
    in_brackets = is_hint(line.text) and _IN_BRACKETS.fullmatch(line.text.strip())
    return TEXT if in_brackets else ""


def _is_open(line: FormLine, gap: Gap) -> bool:
    """Whether a blank is what is behind a label at the end of a line, with no room of its own."""
    at_end = not line.text[gap.end :].strip()
    return gap.kind == "room" and gap.sure and at_end and not gap.has_room and not gap.is_hint


def _is_heading(line: FormLine) -> bool:
    """Whether a line with a colon only says what is below it.

    2.收款账户： or 请核实填写： over a table, or 评分口径： over the numbered sentences of a note.
    """
    below, is_alone = line.paragraph.getnext(), len(gaps_in(line)) == 1
    if below is None or below.tag != w("p"):
        speaks = is_alone and _SPEAKS.search(line.text.strip())
        is_over = below is not None and below.tag == w("tbl")
        return is_over and bool(speaks or ordinal_of(line.text) is not None)
    under = FormLine(below)
    is_note = ordinal_of(under.text) is not None and _SENTENCE_END.search(under.text)
    return is_alone and bool(is_note) and not gaps_in(under)


def _whole(line: FormLine, *, keeps: bool = False) -> Spot:
    return Spot(line.paragraph, 0, len(line.text), keeps)


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
    spot = Spot(
        paragraph,
        gap.start,
        gap.end,
        keeps=gap.end > gap.start and not (gap.is_hint or gap.stands_in),
    )
    label = gap.label if gap.sure else ""
    return Field(path, spot, kind, label, _option(gap), unit=gap.unit)


def _option(gap: Gap) -> str:
    return without_forbidden(gap.option) if gap.kind == "box" else ""


class _BodyNames:
    """The paths of blanks in lines.

    Args:
        lines: all of them.
        groups: the group of each paragraph.
        titles: the paragraphs of the title.
        in_tables: the keys of the fields in tables.
    """

    def __init__(
        self,
        lines: Sequence[FormLine],
        groups: Mapping[etree._Element, Path],
        titles: Collection[etree._Element],
        in_tables: Collection[str],
    ) -> None:
        gaps = gaps_of_lines(lines)
        rooms = Counter(line.paragraph for line, gap in gaps if gap.kind == "room")
        self._groups = groups
        self._titles = {title for title in titles if rooms[title] == 1}
        units = [(line, gap) for line, gap in gaps if _is_unit(gap)]
        in_title = [
            line.text[gap.start : gap.end] for line, gap in units if line.paragraph in titles
        ]
        texts = [line.text[gap.start : gap.end] for line, gap in units]
        self._own = next(iter(in_title or texts), "")
        self._labels = {key_of(gap.label) for _, gap in gaps if gap.sure}
        self._asks_for_unit = any(map(asks_for_unit, {*self._labels, *in_tables}))

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
        if gap.kind == "room" and not gap.counted and self._in_title(line, gap):
            return UNNAMED_UNIT, True
        counted = unit_name(gap.unit) if gap.unit else ""
        name = key_of(gap.label) or counted
        is_verb = name.endswith("于")
        is_other = (name in self._labels or is_verb) and not name.endswith(counted)
        if is_other and counted:  # 甲方于____日内, not the name of 甲方
            name += counted
        return (*group, name or NAMELESS), False

    def _in_title(self, line: FormLine, gap: Gap) -> bool:
        """Whether a blank is the name of the unit that the title speaks of.

        In a line that may or may not be a title, only a blank at its start is, or behind a year.
        A place, as in ____县, is not the unit that another blank asks for.
        """
        before, behind = line.text[: gap.start].strip("（( "), line.text[gap.end :]
        before = _YEAR_FIRST.sub("", before)
        comes_first = not before or (is_set_as_title(line.paragraph) and before == "关于")
        is_other = gap.stands_in or _OF_TITLE.match(behind) or (before and _ABOUT.match(behind))
        is_place = self._asks_for_unit and _PLACE.match(behind) is not None
        return line.paragraph in self._titles and comes_first and not (is_other or is_place)


def _is_unit(gap: Gap) -> bool:
    """Whether words stand in for the name of a unit: XX局."""
    return gap.stands_in and gap.label == UNIT_NAME


def _other_unit(text: str) -> str:
    """The name of a unit that is not the form's own: 公司名称 for XX公司."""
    return f"{key_of(_MARKS.sub('', text)) or '单位'}名称"


def _groups(body: etree._Element, outline: Outline) -> dict[etree._Element, Path]:
    """The groups of elements outside of tables and chapters.

    Elements before the first heading are in 封面, those behind the last table or chapter in 落款,
    unless a heading is behind it, whose own lines they are. Those below 回执, a slip that others
    send back, are in a group of their own: the unit that they name is another one.
    """
    children = list(body)
    slip = next((number for number, child in enumerate(children) if _is_slip(child)), len(children))
    tables = [number for number, child in enumerate(children) if child.tag == w("tbl")]
    headings = [number for number, child in enumerate(children) if child in outline.headings]
    of_chapters = [chapter.heading for chapter in outline.chapters]
    chapters = [number for number in headings if children[number] in of_chapters]
    last = max([*tables, *chapters], default=len(children))
    groups: dict[etree._Element, Path] = {}
    for number, child in enumerate(children):
        if number > slip:
            groups[child] = (SLIP,)
        elif chapters and number < headings[0]:
            groups[child] = (COVER,)
        elif number > last and not (headings and headings[-1] > last):
            groups[child] = (SIGN_OFF,)
    return groups


def _is_slip(element: etree._Element) -> bool:
    """Whether it is the title of a slip to send back: 参会回执."""
    text = "".join(FormLine(element).text.split()) if element.tag == w("p") else ""
    return _SLIP.fullmatch(text) is not None
