"""Rules about text in a .docx: fonts, sizes, colours, indents, spacing; styles before paragraphs.

A wrong style is reported once, at the style; a paragraph or run only where its direct formatting
departs from what the style should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import problem_code
from docgen.verify.known_forms import KnownForm
from docgen.verify.official_format import OfficialFormat
from docgen.verify.style_rule import (
    FORMAT_ALIGN,
    FORMAT_INDENT,
    FORMAT_SPACING,
    Departure,
    Seen,
)
from docgen.verify.walk import PlacedParagraph
from docgen.word.made_styles import CAPTION, TABLE_TEXT, TEXT_TABLE
from docgen.word.tag_pattern import DELIMITER, TAG, is_literal
from docgen.word.xml import w

FORMAT_STYLE = problem_code(
    "format-style",
    en=("the style is 「{found}」{at}", "apply the style 「{wanted}」"),
    zh=("样式是「{found}」{at}", "应用「{wanted}」样式"),
)
FORMAT_LEFT_OVER = problem_code(
    "format-left-over",
    en=("a tag is left: {tag}{at}", "delete it, or fill it in"),
    zh=("留有标签 {tag}{at}", "删去，或填上内容"),
)


_POINTS_PER_MM = 72 / 25.4
_IN_TEXTS = (CAPTION.lower(), TEXT_TABLE.lower(), TABLE_TEXT.lower())
_PLACED = {CAPTION.lower(): FORMAT_INDENT, TEXT_TABLE.lower(): FORMAT_ALIGN}
"""What each paragraph of a style has for itself: a title stands below its picture, wherever that
is, and a figure in a table stands otherwise than a word."""
_LEFT_OVER = re.compile(f"{TAG.pattern}|{DELIMITER}", re.DOTALL)
"""A tag, or what is left of one: in a finished file neither has any business."""


def style_deviations(official: OfficialFormat, form: KnownForm, place: Place) -> Iterator[Problem]:
    """Each style that differs from the format."""
    for name in official.styles:
        if form.cascade.named(name) is not None:
            found = _of_style(official, form, name)
            yield from _deviations(found, place, DocumentPlace(style=name))


def paragraph_deviations(
    official: OfficialFormat, form: KnownForm, passage: PlacedParagraph, place: Place
) -> Iterator[Problem]:
    """The deviations of a paragraph, in the order of its runs."""
    if "{" in passage.text or "}" in passage.text:
        yield from _left_over(passage, place)
    if not passage.text or passage.text.isspace():
        return
    name = _style_for(official, passage)
    rule = official.styles.get(name)
    if rule is None:
        return
    if name != passage.style:
        words = {"found": passage.style, "wanted": name}
        yield deviation(FORMAT_STYLE, place, passage.place, **words)
    look, tolerance = passage.format.look, _tolerance(official)
    found = dict[Departure, None]()
    for _, text, text_look in passage.runs:
        if of_run := form.departures.of(Seen(text, text_look, look, rule, tolerance)):
            found.update(dict.fromkeys(of_run))
    if not found:
        return
    # A fault of the style is reported at the style.
    of_style = set(_of_style(official, form, name) if name == passage.style else ())
    # Exact line spacing would cut off a picture in the line.
    is_pictured = next(passage.element.iter(w("drawing"), w("pict")), None) is not None
    for_itself = (_PLACED.get(name), FORMAT_SPACING if is_pictured else None)
    own = (
        departure
        for departure in found
        if departure not in of_style and departure.code not in for_itself
    )
    yield from _deviations(own, place, passage.place)


def _of_style(official: OfficialFormat, form: KnownForm, name: str) -> tuple[Departure, ...]:
    """What departs in a style itself."""
    rule, tolerance = official.styles[name], _tolerance(official)
    return form.departures.of_style(form.cascade, name, rule, tolerance)


def _tolerance(official: OfficialFormat) -> float:
    return official.tolerance * _POINTS_PER_MM


def _deviations(
    found: Iterable[Departure], place: Place, where: DocumentPlace
) -> Iterator[Problem]:
    for departure in found:
        words = {"found": departure.found, "wanted": departure.wanted}
        yield deviation(departure.code, place, where, property=departure.property, **words)


def _style_for(official: OfficialFormat, passage: PlacedParagraph) -> str:
    """The paragraph's style, or the one it should have if the format does not have its style."""
    # Pasted text is Normal; text of the form never is, unless it is blank.
    pasted = passage.style == "normal" and not passage.in_table
    if passage.style in official.styles and not pasted:
        return passage.style
    fallback = official.table if passage.in_table else official.body
    # Titles and notes of figures and tables in a text have their own styles, measured or not, and
    # so have the elements of an official paper.
    known = (_IN_TEXTS, official.elements.styles if official.elements else ())
    is_known = any(passage.style in styles for styles in known)
    return passage.style if is_known and not pasted else fallback.lower()


def _left_over(passage: PlacedParagraph, place: Place) -> Iterator[Problem]:
    if not _LEFT_OVER.search(passage.text):
        return
    # Braces that were typed to be printed are no tag.
    text = "".join(text for run, text, _ in passage.runs if not is_literal(run))
    for tag in dict.fromkeys(_LEFT_OVER.findall(text)):
        yield deviation(FORMAT_LEFT_OVER, place, passage.place, tag=tag)
