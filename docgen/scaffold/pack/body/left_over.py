"""Finds what tells how to fill in a form, or stands in for words, and would print in the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.checking.hints import hints_in, is_hint, is_note
from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.form_fields import FormFields, Spot
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.lines.lexer import MARK
from docgen.word.xml import w

DRAFT_STAYS = problem_code(
    "draft-stays",
    en=(
        "「{text}」 stays, and will be printed in each report ({template})",
        "if it only tells what to write, delete it in the template; if something goes there, type "
        "a tag in its place and add it to schema.json; if it belongs to the text, leave it",
    ),
    zh=(
        "「{text}」没有动，每份报告都会印出来（{template}）",
        "只是填写提示的，在模板里删去；要填的，换成标签并加到 schema.json；本来就是正文的不用管",
    ),
)

_MARK = re.compile(rf"(?:{MARK})[\w.]{{0,8}}")
_SHOWN = 30


def tell_left_over(body: etree._Element, found: FormFields) -> None:
    """Adds a doubt for each hint and each XX that no field, chapter or block of ``found`` takes."""
    taken, notes = _taken(found), notes_in(body)
    cells = set(found.hints)
    cells |= {row for block in found.blocks for row in (*block.rows, *block.dropped)}
    for paragraph in body.iter(w("p")):
        line = FormLine(paragraph)
        around = list(paragraph.iterancestors())
        is_text_box = any(element.tag == w("txbxContent") for element in around)
        if is_text_box or paragraph in notes or any(element in cells for element in around):
            continue
        in_cell = any(element.tag == w("tc") for element in around)
        for start, end in _stretches(line.text, in_cell):
            spots = taken.get(paragraph, [])
            if not any(spot.start < end and start < spot.end for spot in spots):
                text = line.text[start:end].strip()
                found.doubt(DRAFT_STAYS, paragraph, text=text[:_SHOWN])


def notes_in(body: etree._Element) -> set[etree._Element]:
    """The paragraphs of notes outside of tables, with the numbered ones that go on with them."""
    notes, in_note = set(), False
    for element in body:
        text = FormLine(element).text if element.tag == w("p") else ""
        if text.strip() or element.tag != w("p"):
            in_note = is_note(text) or (in_note and _is_item(text))
            notes |= {element} if in_note else set()
    return notes


def _is_item(text: str) -> bool:
    """Whether a line goes on with a note, as 2.本表由单位填写 below 注：1.….."""
    return re.match(r"\s*(?:\d|[（(]\d|[①-⑳])", text) is not None


def _stretches(text: str, in_cell: bool) -> Iterator[tuple[int, int]]:
    """Hints and marks; the hint in the brackets of a cell's label belongs to the label."""
    if not in_cell or is_hint(text):
        yield from hints_in(text)
    yield from (match.span() for match in _MARK.finditer(text))


def _taken(found: FormFields) -> dict[etree._Element, list[Spot]]:
    """The stretches that fields take, by paragraph."""
    spots = [*found.gone, *(field.spot for field in found.fields)]
    for chapter in found.chapters:
        if chapter.paragraph is not None:
            spots.append(_whole(chapter.paragraph))
    taken: dict[etree._Element, list[Spot]] = {}
    for spot in spots:
        taken.setdefault(spot.paragraph, []).append(spot)
    return taken


def _whole(paragraph: etree._Element) -> Spot:
    return Spot(paragraph, 0, len(FormLine(paragraph).text))
