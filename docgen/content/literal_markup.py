"""Signs of markup that print as they stand, most likely by mistake, and what to type instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docgen.diagnostics.codes import Code, problem_code

LOOKS_LIKE_MARKUP = problem_code(
    "looks-like-markup",
    en=("「{text}」 prints as it stands, which is hardly meant", "{instead}"),
    zh=("「{text}」会照原样印出来，不像是本意", "{instead}"),
)
FULL_WIDTH_BRACES = problem_code(
    "full-width-braces",
    en=(
        "「{text}」 prints as it stands: full-width braces print no field",
        "type half-width braces, {{{{ field }}}}; if the signs shall print, part them by a blank",
    ),
    zh=(
        "「{text}」会照原样印出来：全角的花括号不填字段",
        "改成半角的 {{{{ 字段 }}}}；确实要印这两个符号，中间空一格",
    ),
)

PATH = r"\w+(?:\[[^\[\]{}]*\]|\s*[.．。、，,：:·]\s*\w+)*"
"""The path of a field as it may be typed: full-width signs in the place of the point as well."""
BETWEEN_BRACES = r"[^{}｛｝%#\n]{1,80}?"
"""What may stand between braces for a field, rightly typed or not."""

_PICTURE_ENDING = r"\.(?:png|jpe?g|gif|bmp|tiff?)"
_BLANKS = "[ \t\u3000\xa0]"


@dataclass(frozen=True)
class Sign:
    """A sign of markup that the parser leaves as text.

    Attributes:
        first: the characters one of which its text begins with.
        pattern: its text.
        instead: the phrase that says what to do.
        new: what to type instead; ``None`` where that is not certain.
        safe: whether that is plainly what the writer means.
        code: what a problem of it is.
    """

    first: str
    pattern: re.Pattern[str]
    instead: str
    new: Callable[[re.Match[str]], str | None] | None = None
    safe: bool = True
    code: Code = LOOKS_LIKE_MARKUP


@dataclass(frozen=True)
class LiteralMarkup:
    """A sign that was found in a text: ``text[start:stop]``, and what to type instead."""

    sign: Sign
    start: int
    stop: int
    text: str
    new: str | None


def _bold(match: re.Match[str]) -> str:
    return f"**{match[1].strip()}**"


def _heading(match: re.Match[str]) -> str:
    return f"{'#' * min(max(len(match[1]), 2), 4)} "


def _picture(match: re.Match[str]) -> str:
    alt, path, title = match[1].strip(), match[2].strip().replace("\\", "/"), match[3]
    path = f"<{path}>" if re.search(r"\s", path) else path
    return f'![{alt}]({path} "{title.strip()}")' if title else f"![{alt}]({path})"


def _nothing(_match: re.Match[str]) -> str:
    return ""


def _inner(match: re.Match[str]) -> str | None:
    """What stands between the signs, unless it is in the language of formulas."""
    return None if "\\" in match[1] else match[1]


def _noted_picture(match: re.Match[str]) -> str:
    return (
        f'![]({match[1].strip()} "{match[2].strip()}")' if match[2] else f"![]({match[1].strip()})"
    )


def _sign(first: str, pattern: str, *arguments: object, **options: object) -> Sign:
    return Sign(first, re.compile(pattern), *arguments, **options)  # type: ignore[arg-type]


_QUOTE = "[\"“”'‘’＂]"
_LINES = re.MULTILINE

SIGNS = (
    _sign("｛", rf"｛｛(?!\s*{BETWEEN_BRACES}\s*[｝}}])", "markup", code=FULL_WIDTH_BRACES),
    _sign(
        "!",
        rf"!{_BLANKS}?[\[［【]([^\[\]［］【】]*)[\]］】]{_BLANKS}?[(（]\s*<?([^()（）\"“”'‘’＂<>]+)>?"
        rf"(?:{_QUOTE}([^()（）\"“”＂]*){_QUOTE})?\s*[)）]",
        "retype",
        _picture,
    ),
    _sign(
        "！",
        rf"！{_BLANKS}?[\[［【]([^\[\]［］【】]*)[\]］】]{_BLANKS}?[(（]\s*"
        rf"([^()（）\"“”'‘’＂<>]+{_PICTURE_ENDING})(?:\s*{_QUOTE}([^()（）\"“”＂]*){_QUOTE})?\s*[)）]",
        "retype",
        _picture,
    ),
    _sign("!", r"!\[\[([^\[\]|]+)(?:\|([^\[\]]*))?\]\]", "retype", _noted_picture),
    _sign("!", r"!\[[^\[\]]*\]\(", "markup"),
    _sign("{｛", r"[{｛](?:width|align)\s*[=＝][^{}｛｝]*[}｝]", "picture-setting"),
    _sign("[", r"^\[(?:TOC|toc)\]$", "rule", _nothing),
    _sign("[", r"\[\^[^\[\]\s]{1,20}\]", "footnote"),
    _sign("[", r"(?<!\S)\[[ xX√✓]\]\s+(?=\S)", "checkbox", _nothing, safe=False),
    _sign("{", r"\{#.{0,200}?#\}", "comment", _nothing, safe=False),
    _sign("{", r"\{%", "tags"),
    _sign(
        "$",
        r"(?<!\$)\$(?=\S)(?=[^$]{0,80}[A-Za-z\\^_=+])([^$\u3400-\u9fff]{1,80})\$(?!\$)",
        "formula",
        _inner,
        safe=False,
    ),
    _sign("＊", r"＊＊([^＊]+)＊＊", "retype", _bold),
    _sign("*", r"\*\*(?=\s|[^*]*\s\*\*)([^*]*[^*\s][^*]*)\*\*", "retype", _bold),
    _sign("*", r"\*\*", "markup"),
    _sign("_", r"(?<![_＿])__(?![_＿])([^_＿]+)(?<![_＿])__(?![_＿])", "retype", _bold),
    _sign("=", r"==([^=]+)==", "retype", _inner, safe=False),
    _sign("~", r"~~", "markup"),
    _sign(
        "#＃",
        rf"^([#＃]{{1,6}})(?:{_BLANKS}+(?=\S)|(?=[^\W\d])|(?<=[#＃]{{2}})(?=[^\s#＃]|$))",
        "heading",
        _heading,
    ),
    _sign("=＝—－─━*＊", r"^(?:[=＝]{3,}|[—－─━]{3,}|[*＊]{3,})$", "rule", _nothing),
    _sign("&", r"&(?:nbsp|ensp|emsp)(?![;A-Za-z])", "removed", _nothing),
)
"""The signs; of two at one place the first counts.

Full-width braces around a field's name are told by a check, which knows the fields.
"""

_FIRST = re.compile(f"[{re.escape(''.join(sign.first for sign in SIGNS))}]")


def may_have_markup(text: str) -> bool:
    """Whether ``text`` has a character that a sign of markup begins with; most have none."""
    return _FIRST.search(text) is not None


def literal_markup(text: str, *, begins_line: bool) -> Iterator[LiteralMarkup]:
    """The signs of markup in ``text``, in order; one without an answer is told once.

    Some are signs only where the text ``begins_line``.
    """
    before = "" if begins_line else " "
    there = set(_FIRST.findall(text))
    found = [
        LiteralMarkup(
            sign,
            match.start() - len(before),
            match.end() - len(before),
            match[0],
            sign.new and sign.new(match),
        )
        for sign in SIGNS
        if not there.isdisjoint(sign.first)
        for match in sign.pattern.finditer(before + text)
    ]
    stop, told = 0, set[str]()
    for mark in sorted(found, key=lambda mark: mark.start):
        is_told = mark.new is None and mark.text in told
        if mark.start >= stop and not is_told:
            stop = mark.stop
            told.add(mark.text)
            yield mark
