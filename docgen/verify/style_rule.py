"""The properties of a style that ``format.styles`` may require, each with how it is measured.

To add one, add a field to :class:`StyleRule` and the function that measures it:

    def _bold(seen: Seen, wanted: bool) -> Departure | None:
        return differs(is_on(seen.text.layers, "b"), wanted)

    bold: bool | None = key("加粗 · bold", measured=_bold)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple

from docgen.diagnostics.codes import Code, problem_code
from docgen.packs.records import key, keys_of
from docgen.verify.deviations import FORMAT_SIZE
from docgen.word.style_cascade import Cascade, ParagraphLook, TextLook

FORMAT_FONT = problem_code(
    "format-font",
    en=("the font is {found}{at}", "it should be {wanted}"),
    zh=("字体是 {found}{at}", "应为 {wanted}"),
)
FORMAT_COLOR = problem_code(
    "format-color",
    en=("the text is {found}{at}", "make it automatic (black)"),
    zh=("文字颜色是 {found}{at}", "改为自动（黑色）"),
)
FORMAT_EXTRA = problem_code(
    "format-extra",
    en=("the text has {found}{at}", "take it off"),
    zh=("文字带有{found}{at}", "去掉"),
    phrases="extra",
)
FORMAT_ALIGN = problem_code(
    "format-align",
    en=("the alignment is {found}{at}", "it should be {wanted}"),
    zh=("对齐方式是{found}{at}", "应为{wanted}"),
    phrases="align",
)
FORMAT_INDENT = problem_code(
    "format-indent",
    en=(
        "the first line is indented by {found:# character|# characters}{at}",
        "it should be {wanted}",
    ),
    zh=("首行缩进 {found} 字{at}", "应为 {wanted} 字"),
)
FORMAT_SPACING = problem_code(
    "format-spacing",
    en=("the line spacing is {found} pt{at}", "it should be exactly {wanted} pt"),
    zh=("行距是 {found} 磅{at}", "应为固定值 {wanted} 磅"),
)
FORMAT_PROPERTY = problem_code(
    "format-property",
    en=("{property} is {found}{at}", "it should be {wanted}"),
    zh=("{property}是 {found}{at}", "应为 {wanted}"),
)

CHINESE = re.compile("[\u2e80-\u2fff\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]")
LATIN = re.compile("[0-9A-Za-z]")
_POINTS, _CHARACTERS = "磅 · pt", "字 · characters"


_ANY_TEXT = "字Aa"


@dataclass(frozen=True)
class Departure:
    """What was found, and what the style requires, as messages show them.

    Attributes:
        code: of the problem.
        property: what is measured, as ``中文 · English``.
    """

    code: Code
    found: str
    wanted: str = ""
    property: str = ""


class Seen(NamedTuple):
    """A run in its paragraph, or a style, as it is measured.

    Attributes:
        words: its characters.
        text: the look of the run.
        paragraph: the look of the paragraph.
        rule: what is required of it.
        tolerance: points by which a length may differ.
    """

    words: str
    text: TextLook
    paragraph: ParagraphLook
    rule: StyleRule
    tolerance: float


def differs(found: object, wanted: object, code: Code = FORMAT_PROPERTY) -> Departure | None:
    """The departure of ``found`` from ``wanted``; ``None`` if they are equal.

    The code ``format-property`` has a message for any property.
    """
    return None if found == wanted else Departure(code, _shown(found), _shown(wanted))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return "—" if value is None else str(value)


def _font(seen: Seen, wanted: str) -> Departure | None:
    chinese = CHINESE.search(seen.words)
    return differs(seen.text.font, wanted, FORMAT_FONT) if chinese else None


def _latin(seen: Seen, wanted: str) -> Departure | None:
    if wanted == seen.text.font or not LATIN.search(seen.words):
        return None
    return differs(seen.text.latin, wanted, FORMAT_FONT)


def _size(seen: Seen, wanted: float) -> Departure | None:
    return differs(seen.text.size, wanted, FORMAT_SIZE)


def _align(seen: Seen, wanted: str) -> Departure | None:
    return differs(seen.paragraph.align, wanted, FORMAT_ALIGN)


def _indent(seen: Seen, wanted: float) -> Departure | None:
    size, found = seen.rule.size, seen.paragraph.indent + seen.paragraph.left
    if size is None or abs(found - wanted * size) <= seen.tolerance:
        return None
    return Departure(FORMAT_INDENT, f"{found / size:.1f}", _shown(wanted))


def _spacing(seen: Seen, wanted: float) -> Departure | None:
    return differs(seen.paragraph.spacing, wanted, FORMAT_SPACING)


def _color(seen: Seen, wanted: str) -> Departure | None:
    return differs(seen.text.color or "000000", wanted.upper())


def _level(seen: Seen, wanted: int) -> Departure | None:
    """What the outline says: bookmarks and tags of a PDF follow it, not the style's name."""
    return differs(seen.paragraph.level, wanted)


@dataclass(frozen=True)
class StyleRule:
    """The required look of a style; what is not given is not checked."""

    font: str | None = key("汉字的字体 · font of Chinese characters", measured=_font)
    latin: str = key(
        "字母和数字的字体 · font of letters and digits", "Times New Roman", measured=_latin
    )
    size: float | None = key("字号 · size", unit=_POINTS, measured=_size)
    align: Literal["left", "center", "right", "both"] | None = key(
        "对齐 · alignment", measured=_align
    )
    indent: float | None = key(
        "首行缩进 · indent of the first line", unit=_CHARACTERS, measured=_indent
    )
    spacing: float | None = key(
        "行距，固定值 · line spacing, exact", unit=_POINTS, measured=_spacing
    )
    color: str | None = key(
        "文字颜色，如红色 FF0000 · colour of the text, red is FF0000", measured=_color
    )
    number: str | None = key("编号的格式，如 `（%2）` · format of its numbers, as `（%2）`")
    level: int | None = key(
        "标题的级别 · level of a heading", minimum=1, maximum=9, measured=_level
    )

    @cached_property
    def required(self) -> tuple[tuple[str, Callable[[Seen, Any], Departure | None], Any], ...]:
        """What is to be measured: its meaning, how, and the value that is wanted."""
        measured = (member for member in keys_of(StyleRule) if member.metadata["measured"])
        return tuple(
            (member.metadata["meaning"], member.metadata["measured"], wanted)
            for member in measured
            if (wanted := getattr(self, member.name)) is not None
        )


def departures(seen: Seen) -> Iterator[Departure]:
    """All that departs from the rule, and what no official document has: colours, decorations."""
    for meaning, measure, wanted in seen.rule.required:
        departure = measure(seen, wanted)
        if departure is not None:
            yield replace(departure, property=meaning)
    if seen.text.color and not seen.rule.color:
        yield Departure(FORMAT_COLOR, f"#{seen.text.color}")
    for extra in seen.text.extras:
        yield Departure(FORMAT_EXTRA, extra)


class Departures:
    """The departures of runs and styles, worked out once for all that look alike in a form."""

    def __init__(self) -> None:
        # Rules are known by their identities, so they have to stay.
        self._known = dict[tuple[object, ...], tuple[StyleRule, tuple[Departure, ...]]]()

    def of(self, seen: Seen) -> tuple[Departure, ...]:
        """The departures of a run; its cascade keeps the looks that it is known by."""
        words, text, paragraph, rule, tolerance = seen
        kinds = (CHINESE.search(words) is None, LATIN.search(words) is None)
        key = (id(text), id(paragraph), id(rule), tolerance, *kinds)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = rule, tuple(departures(seen))
        return found[1]

    def of_style(
        self, cascade: Cascade, name: str, rule: StyleRule, tolerance: float
    ) -> tuple[Departure, ...]:
        """What departs in the style ``name`` itself, for text of any kind."""
        key = (name, id(rule), tolerance)
        if key not in self._known:
            look = cascade.format_of_style(name)
            seen = Seen(_ANY_TEXT, look.text_look(None), look.look, rule, tolerance)
            self._known[key] = rule, tuple(departures(seen))
        return self._known[key][1]
