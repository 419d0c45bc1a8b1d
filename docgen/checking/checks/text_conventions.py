"""Conventions of the text: placeholders, punctuation, brackets and years."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.typed_blocks import line_of, lines_of_tables
from docgen.checking.findings import Finding
from docgen.checking.text_patterns import text_pattern
from docgen.content.values import Figure
from docgen.diagnostics import Problem, Severity, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.ordinals import CHINESE
from docgen.packs.expressions import paths_in_text

PLACEHOLDER = problem_code(
    "placeholder",
    en=("「{text}」 looks like a blank nobody filled in", "fill it in, or delete it"),
    zh=("留有「{text}」，像是没填的空", "填上内容，或删去"),
)
OWN_LABEL = problem_code(
    "own-label",
    en=("「{field}」 says only its own name", "fill it in"),
    zh=("「{field}」填的只是栏目名", "填上内容"),
    to_do="blank",
)
BEGUN_DATE = problem_code(
    "begun-date",
    en=("「{field}」 is still {text}, as a new unit begins", "write the day of the report"),
    zh=("「{field}」还是新建时的 {text}", "写上报告的日期"),
    to_do="blank",
)
HALF_WIDTH = problem_code(
    "half-width",
    en=("「{text}」 between Chinese characters", "make it 「{wanted}」"),
    zh=("汉字之间用了英文标点「{text}」", "改成「{wanted}」"),
)
UNPAIRED = problem_code(
    "unpaired",
    en=("「{text}」 has no other half", "add 「{wanted}」, or delete it"),
    zh=("「{text}」没有配对", "补上「{wanted}」，或删去"),
)
YEAR_DIFFERS = problem_code(
    "year-differs",
    en=("the year is {found}", "it should be {wanted}"),
    zh=("年度写成了 {found}", "应为 {wanted}"),
)

_PLACEHOLDERS = text_pattern(
    r"(?<![A-Za-z])[XＸ×]{2,}(?![A-Za-z])|_{3,}|＿{2,}|#{3,}|#(?:DIV/0!|N/A|VALUE!|REF!|NAME\?|NUM!)"
    r"|…{3,}|\.{4,}|^(?:指标|任务)\d{1,2}[:：]?$"
    r"|(?<![\d至在])\d+字以内|（(?:(?!不超过\d+字)[^（）])*+不超过\d+字[^（）]*+）"
    r"|（(?:填写(?!人|日期)|此处|示例(?=[:：）])|请(?:填|写|在此|补充|说明|简述))[^）]*）?"
    r"|(?<![有尚亟正])待(?:补充?|填写?)(?=[。；，、）\s]|$)|TODO|TBD",
    first=r"XＸ×_＿#….指任（待T\d",
    signs="XＸ×_＿#….标务字填此示请待T",
)
"""Words of an empty form or an Excel cell; 绩效指标36项, 接待补助 and （请休假） do not match."""

_NEW_YEARS_DAY = re.compile(r"\d{4}年1月1日")
_CHINESE = "\u3400-\u9fff"
_CHINESE_OR_SIGN = rf"[{_CHINESE}，。；：！？、（）《》“”]"
_FULL_WIDTH = {
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
    ".": "。",
}
_HALF_WIDTH = text_pattern(
    rf"(?<=[{_CHINESE}])[;:?!](?=[{_CHINESE}])|(?<=[{_CHINESE}\d%％])[,;](?=\s*(?:[{_CHINESE}]|$))"
    rf"|(?<={_CHINESE_OR_SIGN})\((?=[{_CHINESE}])|(?<=[{_CHINESE}])\)(?={_CHINESE_OR_SIGN}|$)"
    rf"|(?<=[{_CHINESE}])\.(?=[{_CHINESE}]|$)",
    first=",;:?!().",
)
_BRACES = re.compile(r"[{｛][^{}｛｝]{1,80}[}｝]|【\w+(?:\.\w+)+】")
"""What is meant as a field and is told as such."""
_NUMBERED = re.compile(rf"\s*{CHINESE}\.$")
"""What stands before a text that is numbered 一. for 一、"""
_PAIRS = {"《": "》", "“": "”", "‘": "’", "（": "）", "〔": "〕", "【": "】", "〈": "〉"}
_QUOTES = "“‘"
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_HALF_BRACKETS = {"(": "（", ")": "）"}
_ITEM = re.compile(rf"(?:^|[。；：，、\s])\s*(?:{CHINESE}|\d{{1,3}})\Z")
"""What stands before the bracket of ``1）``, which closes nothing."""
_LONGEST_ITEM = 20
"""Characters before that bracket, blanks included."""
_SIGNS = "".join((*_PAIRS, *_CLOSING, *_HALF_BRACKETS))
_BRACKETS = text_pattern(f"[{re.escape(_SIGNS)}]", first=re.escape(_SIGNS))
_CLAUSE_END = re.compile(r"[，。；！？]|$")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
"""``Queen’s``: a single quote that closes nothing."""


@check(Finding(PLACEHOLDER, Severity.ERROR, en="XX, 100字以内, ……, （填写）", zh="没填的空"))
def placeholders(unit: CheckedUnit) -> Iterator[Problem]:
    """Instructions and blanks of an empty form that are left in the text."""
    for paragraph, match in unit.matches(_PLACEHOLDERS):
        yield error(PLACEHOLDER, paragraph.place(match.start()), text=match[0])


def is_left_over(text: str) -> bool:
    """Whether a text contains words of an empty form: 指标1：, 100字以内."""
    return _PLACEHOLDERS.pattern.search(text) is not None


@check(
    Finding(OWN_LABEL, Severity.WARNING, en="项目支出名称: 项目支出名称", zh="填的是栏目名"),
    of_source=True,
)
def own_labels(unit: CheckedUnit) -> Iterator[Problem]:
    """Fields whose text is their own name, which ``docgen new`` writes where none may be blank."""
    counts = Counter(paragraph.field for paragraph in unit.paragraphs)
    for paragraph in unit.paragraphs:
        key = paragraph.field.rpartition(".")[2]
        if paragraph.text == key and counts[paragraph.field] == 1:
            yield warning(OWN_LABEL, paragraph.place(0), field=key)


@check(Finding(BEGUN_DATE, Severity.WARNING, en="2024年1月1日", zh="2024年1月1日"), of_source=True)
def begun_dates(unit: CheckedUnit) -> Iterator[Problem]:
    """The date of the report, if it is still New Year's Day, with which ``docgen new`` begins."""
    fields = paths_in_text(unit.pack.properties.date)
    for paragraph in unit.paragraphs:
        if paragraph.field in fields and _NEW_YEARS_DAY.fullmatch(paragraph.text):
            words = {"field": paragraph.field.rpartition(".")[2], "text": paragraph.text}
            yield warning(BEGUN_DATE, paragraph.place(0), **words)


@check(
    Finding(
        HALF_WIDTH,
        Severity.WARNING,
        en="`,` between Chinese characters, `)` for ）",
        zh="汉字之间的英文标点",
    )
)
def half_width(unit: CheckedUnit) -> Iterator[Problem]:
    """Half-width punctuation between Chinese characters."""
    tables = lines_of_tables(unit)
    for paragraph in unit.with_sign(_HALF_WIDTH):
        if line_of(paragraph.place(0)) in tables:
            continue
        fields = [(-1, 0), *(match.span() for match in _BRACES.finditer(paragraph.text))]
        for match in _HALF_WIDTH.pattern.finditer(paragraph.text):
            _, stop = fields[bisect_left(fields, (match.start(),)) - 1]
            if match.start() < stop:
                continue
            is_number = _NUMBERED.match(paragraph.text, 0, match.end()) is not None
            wanted = "、" if is_number else _FULL_WIDTH[match[0]]
            words = {"text": match[0], "wanted": wanted}
            problem = warning(HALF_WIDTH, paragraph.place(match.start()), **words)
            yield paragraph.retyped(problem, *match.span(), wanted)


@check(Finding(UNPAIRED, Severity.ERROR, en="《 without 》", zh="没有配对"))
def unpaired(unit: CheckedUnit) -> Iterator[Problem]:
    """Quotes and brackets without their counterpart in the same paragraph."""
    for paragraph in unit.with_sign(_BRACKETS):
        opened: list[tuple[int, str]] = []
        for offset, sign in _signs(paragraph.text):
            full = _HALF_BRACKETS.get(sign, sign)
            if full in _PAIRS:
                opened.append((offset, sign))
            elif not _closes(opened, sign, paragraph.text, offset):
                yield error(UNPAIRED, paragraph.place(offset), text=sign, wanted=_CLOSING[full])
        counts = Counter(sign for _, sign in opened)
        ends = [end.start() for end in _CLAUSE_END.finditer(paragraph.text)] if opened else []
        for offset, sign in _unclosed(opened):
            problem = error(UNPAIRED, paragraph.place(offset), text=sign, wanted=_PAIRS[sign])
            is_twice = sign in _QUOTES and counts[sign] > 1
            end = ends[bisect_left(ends, offset)]
            where = (offset, offset + 1) if is_twice else (end, end)
            yield paragraph.retyped(problem, *where, _PAIRS[sign], safe=False)


def _unclosed(opened: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The signs that nothing closes; of ``“甲“`` the second, which should close the first."""
    signs = [(offset, sign) for offset, sign in opened if sign not in _HALF_BRACKETS]
    counts = Counter(sign for _, sign in signs)
    seen = Counter[str]()
    for offset, sign in signs:
        seen[sign] += 1
        closes_later = sign in _QUOTES and seen[sign] % 2 == 1 and seen[sign] < counts[sign]
        if not closes_later:
            yield offset, sign


def _signs(text: str) -> Iterator[tuple[int, str]]:
    """The quotes and brackets of a text and their offsets, in order.

    ``)`` is left out where ``）`` comes behind it, which closes what is open.
    """
    signs = [(match.start(), match[0]) for match in _BRACKETS.pattern.finditer(text)]
    kept, closed_later = [], False
    for offset, sign in reversed(signs):
        closed_later = sign == "）" if sign in "（）" else closed_later
        if sign != ")" or not closed_later:
            kept.append((offset, sign))
    return reversed(kept)


def _closes(opened: list[tuple[int, str]], sign: str, text: str, offset: int) -> bool:
    """Whether a closing sign is in order; removes the sign that it closes from ``opened``.

    A half-width bracket may close a full-width one.
    """
    wanted = _CLOSING[_HALF_BRACKETS.get(sign, sign)]
    if opened and _HALF_BRACKETS.get(opened[-1][1], opened[-1][1]) == wanted:
        opened.pop()
        return True
    item = sign == "）" and _ITEM.search(text, max(offset - _LONGEST_ITEM, 0), offset)
    return sign in _HALF_BRACKETS or bool(item or _APOSTROPHE.match(text, offset))


@check(
    Finding(
        YEAR_DIFFERS,
        Severity.ERROR,
        en="年度 2022 in the folder 2023, last year's title, “2022年” before this year's figure",
        zh="年度不符",
    )
)
def years(unit: CheckedUnit) -> Iterator[Problem]:
    """Errors where the report's year is not the edition's, or a title has another year.

    Titles in 《》 are quotations, and those before words such as 中 or 提出 are references to last
    year's report; neither is an error. An edition whose name is no number is not compared.
    """
    year, edition = unit.data.get(unit.pack.checks.year), unit.unit.edition
    titles = unit.pack.checks.titles
    if not isinstance(year, Figure) or not edition.isdecimal():
        return
    if year.text != edition:
        place = year.place or unit.data.place
        yield error(YEAR_DIFFERS, place, found=year.text, wanted=edition)
    if not titles:
        return
    any_title = "|".join(map(re.escape, titles))
    title = re.compile(
        rf"(20\d\d)年度[^，。；：》]{{0,30}}?(?:{any_title})(?![》中所提指反发列显])"
    )
    for paragraph in unit.paragraphs:
        for match in title.finditer(paragraph.text):
            if match[1] != year.text:
                words = {"found": match[1], "wanted": year.text}
                yield error(YEAR_DIFFERS, paragraph.place(match.start()), **words)
