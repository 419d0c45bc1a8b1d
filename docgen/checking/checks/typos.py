"""Typing errors in numbers, dates and signs that can be told without other content."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from decimal import Decimal

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.text_patterns import text_pattern
from docgen.diagnostics import Problem, Severity, error, warning
from docgen.diagnostics.codes import problem_code

REPEATED = problem_code(
    "repeated",
    en=("「{text}」 stands twice", "keep one 「{wanted}」"),
    zh=("「{text}」写了两遍", "只留一个「{wanted}」"),
)
NO_SUCH_DATE = problem_code(
    "no-such-date",
    en=("there is no date 「{text}」", "check the month and the day"),
    zh=("没有「{text}」这个日期", "核对月份和日期"),
)
RANGE_REVERSED = problem_code(
    "range-reversed",
    en=("the range 「{text}」 begins with the greater number", "make it 「{wanted}」"),
    zh=("范围「{text}」前大后小", "改成「{wanted}」"),
)
DOCUMENT_NUMBER = problem_code(
    "document-number",
    en=("the year of a document number is written 「{text}」", "use the brackets {wanted}"),
    zh=("发文字号的年份写成了「{text}」", "用六角括号：{wanted}"),
)

_REPEATED = text_pattern(
    r"(万元|亿元|[%％。，；：、])\1+"
    r"|(?<=\d)(人次|小时|公里|平方米|百分点|个月|[人个次项家名场户吨亩所件台套])\2(?=[。，；、）]|$)",
    first="%％。，；：、万亿人小公平百个次项家名场户吨亩所件台套",
)
_DATE = text_pattern(r"(?:((?:19|20)\d\d)年)?(?<!\d)(\d{1,2})月(?:(\d{1,2})日)?", signs="月")
_LEAP_YEAR = 2000
_NUMBER = r"(\d+(?:\.\d+)?)"
_RANGE = text_pattern(
    rf"(?<![\d.:：—–～~-]){_NUMBER}[—–～~]{_NUMBER}([次个人名家场项件篇岁天%％]|万元)",
    signs="—–～~",
)
_DOCUMENT_NUMBER = text_pattern(
    r"[\[［【（(]((?:19|20)\d\d)[\]］】）)](?=第?\d+号)", first=r"\[［【（("
)


@check(Finding(REPEATED, Severity.ERROR, en="“98.9%%”, “。。”", zh="写了两遍"))
def repeated(unit: CheckedUnit) -> Iterator[Problem]:
    """A sign or a unit twice, as when ``%`` is typed behind a bound rate."""
    for paragraph, match in unit.matches(_REPEATED):
        wanted = match[1] or match[2]
        second = match.start() + len(wanted)
        problem = error(REPEATED, paragraph.place(second), text=wanted * 2, wanted=wanted)
        yield paragraph.retyped(problem, second, match.end(), "")


@check(Finding(NO_SUCH_DATE, Severity.ERROR, en="2月30日", zh="没有的日期"))
def dates(unit: CheckedUnit) -> Iterator[Problem]:
    """Dates that the calendar does not have."""
    for paragraph, match in unit.matches(_DATE):
        year, month, day = int(match[1] or _LEAP_YEAR), int(match[2]), int(match[3] or "1")
        # 18月龄 is no date.
        dated = match[1] or match[3]
        if dated and not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
            yield error(NO_SUCH_DATE, paragraph.place(match.start()), text=match[0])


@check(Finding(RANGE_REVERSED, Severity.WARNING, en="3—2次", zh="范围前大后小"))
def ranges(unit: CheckedUnit) -> Iterator[Problem]:
    """Ranges that begin with the greater number, ``3—2次``; months, hours and years may do so."""
    for paragraph, match in unit.matches(_RANGE):
        if Decimal(match[1]) > Decimal(match[2]):
            wanted = f"{match[2]}—{match[1]}{match[3]}"
            place = paragraph.place(match.start())
            problem = warning(RANGE_REVERSED, place, text=match[0], wanted=wanted)
            yield paragraph.retyped(problem, *match.span(), wanted, safe=False)


@check(
    Finding(DOCUMENT_NUMBER, Severity.WARNING, en="〔2021〕 written [2021]", zh="发文字号的括号")
)
def document_numbers(unit: CheckedUnit) -> Iterator[Problem]:
    """Document numbers whose year is not in 〔〕 (GB/T 9704-2012, 7.2.5)."""
    for paragraph, match in unit.matches(_DOCUMENT_NUMBER):
        words = {"text": match[0], "wanted": f"〔{match[1]}〕"}
        problem = warning(DOCUMENT_NUMBER, paragraph.place(match.start()), **words)
        yield paragraph.retyped(problem, *match.span(), words["wanted"])
