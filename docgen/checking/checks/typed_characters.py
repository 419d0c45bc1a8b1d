"""Characters that print otherwise than the writer sees them, or that she does not see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from unicodedata import normalize

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.typed_blocks import line_of, lines_of_tables
from docgen.checking.findings import Finding
from docgen.checking.text_patterns import text_pattern
from docgen.checking.text_slips import TextSlip, find_slips
from docgen.content.values import Items, Node, Text, Value
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

FULL_WIDTH = problem_code(
    "full-width",
    en=("「{text}」 is typed in full-width characters", "make it 「{wanted}」"),
    zh=("「{text}」是全角字符", "改成半角的「{wanted}」"),
)
UNSEEN_CHARACTER = problem_code(
    "unseen-character",
    en=(
        "behind 「{before}」 stands a character that nobody sees: {character}",
        "delete it; it usually came along with pasted text",
    ),
    zh=("「{before}」后面有看不见的字符 {character}", "删去；多半是从别处粘贴带来的"),
)
TYPED_BLANKS = problem_code(
    "typed-blanks",
    en=("blanks stand in 「{text}」", "make it 「{wanted}」"),
    zh=("「{text}」中间有空格", "改成「{wanted}」"),
)
LOOKALIKE = problem_code(
    "lookalike",
    en=("「{text}」 is another character that only looks like it", "type 「{wanted}」"),
    zh=("「{text}」是别的字符，只是看起来一样", "改成「{wanted}」"),
)
BLANK_TEXT = problem_code(
    "blank-text",
    en=("「{field}」 holds only blanks", "fill it in, or delete the blanks"),
    zh=("「{field}」里只有空格", "填上内容，或删去空格"),
)

COMPARISON = problem_code(
    "comparison",
    en=("「{text}」 is made of several signs", "type 「{wanted}」"),
    zh=("「{text}」是拼起来的符号", "改成「{wanted}」"),
)
EXPONENT = problem_code(
    "exponent",
    en=("「{text}」 is how Excel shows a number that is too long", "write 「{wanted}」"),
    zh=("「{text}」是 Excel 的科学记数", "写成「{wanted}」"),
)
QUOTED_WHOLE = problem_code(
    "quoted-whole",
    en=(
        "the quotes around 「{text}」 print",
        "delete both; YAML's own quotes are ASCII: '{wanted}'",
    ),
    zh=("「{text}」两边的引号会印出来", "删去；要加引号就用英文的：'{wanted}'"),
)

_CHINESE = "\u3400-\u9fff"


def _half_width(match: re.Match[str]) -> str:
    return normalize("NFKC", match[match.re.groupindex.get("at", 0)])


FULL_WIDTH_SLIPS = (
    TextSlip(
        FULL_WIDTH,
        Severity.WARNING,
        text_pattern(r"[０-９]+(?:[．.，,－-][０-９]+)*|(?<=[0-9０-９])％", first="％０-９"),
        "共１２项",
        "共12项",
        new=_half_width,
    ),
    TextSlip(
        FULL_WIDTH,
        Severity.WARNING,
        text_pattern(r"[^\d\s]\d{1,9}(?P<at>．)(?=\d)", signs="．"),
        "增长12．5%",
        "增长12.5%",
        new=_half_width,
    ),
    TextSlip(
        FULL_WIDTH,
        Severity.WARNING,
        text_pattern(r"(?!Ｘ+(?![Ａ-Ｚａ-ｚ]))[Ａ-Ｚａ-ｚ]{2,}(?<!ｘｘ)", first="Ａ-Ｚａ-ｚ"),
        "采用ＥＰＣ模式",
        "采用EPC模式",
        new=_half_width,
        safe=False,
    ),
)
COMPARED = (
    TextSlip(
        COMPARISON,
        Severity.WARNING,
        text_pattern(r"[>＞]\s?[=＝]|=>|≧", first=">＞=≧"),
        "完成率>=98%",
        "完成率≥98%",
        new="≥",
    ),
    TextSlip(
        COMPARISON,
        Severity.WARNING,
        text_pattern(r"[<＜]\s?[=＝]|=<|≦", first="<＜=≦"),
        "误差<=2%",
        "误差≤2%",
        new="≤",
    ),
)
EXPONENTS = (
    TextSlip(
        EXPONENT,
        Severity.WARNING,
        text_pattern(r"(?<![A-Za-z\d.])\d(?:\.\d+)?E[+-]\d{2}(?![A-Za-z\d])", signs="E"),
        "学生1.65E+03人",
        "学生1650人",
        new=lambda match: f"{Decimal(match[0]):f}",
        safe=False,
    ),
)
_WITHOUT_WIDTH = (
    "\u00ad\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\u2028\u2029\x85\ufeff"
)
_UNSEEN = text_pattern(
    rf"[{_WITHOUT_WIDTH}]|(?<=[{_CHINESE}])\u200d", first=f"{_WITHOUT_WIDTH}\u200d"
)
_BLANKS = text_pattern(
    rf"(?<=[{_CHINESE}]{{2}})(?:[\xa0\u2002\u2003]|[ \u3000]{{2,}})[\s]*(?=[{_CHINESE}])"
    rf"|(?<=[{_CHINESE}])(?:[\xa0\u2002\u2003]|[ \u3000]{{2,}})[\s]*(?=[{_CHINESE}]{{2}})"
    rf"|(?<=[。；，：！？、])[ \xa0\u3000\u2002\u2003]+(?=[{_CHINESE}])",
    first=" \xa0\u3000\u2002\u2003",
)
"""Blanks within a sentence; one that parts 合 计 or 张 三 is meant."""
_RADICALS = text_pattern(
    "[\u2e80-\u2fdf]+|(?<=[\\dA-Za-z])[\u2010\u2011](?=[\\dA-Za-z])",
    first="\u2e80-\u2fdf\u2010\u2011",
)
"""Radicals, and hyphens of Word's."""
_PLAIN = {"\u2010": "-", "\u2011": "-"}
_LINE_ENDS = re.compile("[\u2028\u2029\x85]+")
_AROUND = 4
"""Characters that are shown on both sides."""
_NEAR = 40
"""Characters among which those are that are shown before one that nobody sees."""


@check(
    Finding(
        FULL_WIDTH,
        Severity.WARNING,
        en="“１２项”: digits and letters of double width",
        zh="「１２项」，数字、字母是全角的",
    )
)
def full_width(unit: CheckedUnit) -> Iterator[Problem]:
    """Figures and words of full-width characters."""
    return find_slips(unit, FULL_WIDTH_SLIPS)


@check(
    Finding(
        LOOKALIKE,
        Severity.WARNING,
        en="“⼀是” copied from a PDF, with a sign that only looks like “一”",
        zh="从 PDF 复制的「⼀是」，其中的「⼀」是部首，不是字",
    )
)
def lookalikes(unit: CheckedUnit) -> Iterator[Problem]:
    """Radicals, which PDF files give in the place of characters, and hyphens of Word's."""
    for paragraph, match in unit.matches(_RADICALS):
        wanted = _PLAIN.get(match[0], normalize("NFKC", match[0]))
        problem = warning(LOOKALIKE, paragraph.place(match.start()), text=match[0], wanted=wanted)
        is_known = not _RADICALS.pattern.search(wanted)
        yield paragraph.retyped(problem, *match.span(), wanted) if is_known else problem


@check(
    Finding(
        UNSEEN_CHARACTER,
        Severity.WARNING,
        en="`甲<U+200B>乙`: a character of no width",
        zh="`甲<U+200B>乙`，零宽字符",
    )
)
def unseen_characters(unit: CheckedUnit) -> Iterator[Problem]:
    """Characters without a width, which Word stores and nobody finds."""
    for paragraph, match in unit.matches(_UNSEEN):
        near = paragraph.text[max(match.start() - _NEAR, 0) : match.start()]
        before = _UNSEEN.pattern.sub("", near)[-_AROUND:]
        place = paragraph.place(match.start())
        words = {"before": before, "character": f"U+{ord(match[0]):04X}"}
        problem = warning(UNSEEN_CHARACTER, place, **words)
        if not _LINE_ENDS.match(match[0]):
            yield paragraph.retyped(problem, *match.span(), "")
        else:  # in YAML a line needs an indent
            parted = paragraph.retyped(problem, *match.span(), "\n\n")
            yield parted if place.file.endswith(".md") else problem


@check(
    Finding(
        TYPED_BLANKS,
        Severity.WARNING,
        en="“甲乙  丙丁”: blanks between Chinese characters",
        zh="「甲乙  丙丁」，汉字之间有空格",
    ),
    of_source=True,
)
def typed_blanks(unit: CheckedUnit) -> Iterator[Problem]:
    """Blanks within a sentence of a Markdown text, which come along with pasted text."""
    tables = lines_of_tables(unit)
    for paragraph, match in unit.matches(_BLANKS):
        if not paragraph.is_markdown or line_of(paragraph.place(0)) in tables:
            continue
        if paragraph.begins_piece(match.start()):  # an indent
            continue
        before = paragraph.text[max(match.start() - _AROUND, 0) : match.start()]
        after = paragraph.text[match.end() : match.end() + _AROUND]
        words = {"text": f"{before}{match[0]}{after}", "wanted": before + after}
        problem = warning(TYPED_BLANKS, paragraph.place(match.start()), **words)
        yield paragraph.retyped(problem, *match.span(), "", safe=False)


@check(Finding(COMPARISON, Severity.WARNING, en="`>=98%` for `≥98%`", zh="`>=98%`，应为 `≥98%`"))
def comparisons(unit: CheckedUnit) -> Iterator[Problem]:
    """Signs put together where there is one: ``>=`` for ≥."""
    return find_slips(unit, COMPARED)


@check(Finding(EXPONENT, Severity.WARNING, en="1.65E+03", zh="1.65E+03"))
def exponents(unit: CheckedUnit) -> Iterator[Problem]:
    """Numbers as Excel shows them in a narrow column."""
    return find_slips(unit, EXPONENTS)


@check(
    Finding(
        QUOTED_WHOLE,
        Severity.WARNING,
        en="`‘97%’`: quotation marks around all of a value",
        zh="`‘97%’`，整个值加了引号",
    ),
    of_source=True,
)
def quoted_wholes(unit: CheckedUnit) -> Iterator[Problem]:
    """Fields in single Chinese quotes, which Word makes of those that YAML wants."""
    counts = Counter(paragraph.field for paragraph in unit.paragraphs)
    for paragraph in unit.paragraphs:
        text = paragraph.text
        is_quoted = len(text) > 2 and text[0] in "‘’" and text[-1] in "‘’"
        if (
            is_quoted
            and counts[paragraph.field] == 1
            and not paragraph.place(0).file.endswith(".md")
        ):
            problem = warning(QUOTED_WHOLE, paragraph.place(0), text=text, wanted=text[1:-1])
            yield paragraph.retyped(problem, 0, len(text), text[1:-1], safe=False)


@check(
    Finding(
        BLANK_TEXT,
        Severity.WARNING,
        en='`名称: "  "` (a name of blanks alone)',
        zh='`名称: "  "`，里面只有空格',
    ),
    of_source=True,
)
def blank_texts(unit: CheckedUnit) -> Iterator[Problem]:
    """Texts of blanks, which a form prints as if they were filled in."""
    return _blank_texts(unit.data, "")


def _blank_texts(value: Value, field: str) -> Iterator[Problem]:
    if isinstance(value, Node):
        for key in value.key_places:
            yield from _blank_texts(value.get(key), f"{field}.{key}".lstrip("."))
    elif isinstance(value, Items):
        for item in value:
            yield from _blank_texts(item, field)
    elif isinstance(value, Text) and value.body and not value.strip():
        yield warning(BLANK_TEXT, value.body, field=field).fixed_by(str(value), "")
