"""Typing errors in numbers, dates and signs that can be told without other content."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from decimal import Decimal

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.text_patterns import text_pattern
from docgen.checking.text_slips import TextSlip, find_slips
from docgen.diagnostics import Problem, Severity, error, warning
from docgen.diagnostics.codes import problem_code

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

_DATE = text_pattern(r"(?:((?:19|20)\d\d)年)?(?<!\d)(\d{1,2})月(?:(\d{1,2})日)?", signs="月")
_LEAP_YEAR = 2000
_NUMBER = r"(\d+(?:\.\d+)?)"
_RANGE = text_pattern(
    rf"(?<![\d.:：—–～~-]){_NUMBER}[—–～~]{_NUMBER}([次个人名家场项件篇岁天%％]|万元)",
    signs="—–～~",
)
DOCUMENT_NUMBERS = (
    TextSlip(
        DOCUMENT_NUMBER,
        Severity.WARNING,
        text_pattern(
            r"[\[［【（(﹝〖「{｛<＜〈]((?:19|20)\d\d)年?[\]］】）)﹞〗」}｝>＞〉](?=第?\d+号(?![楼线路仓机井院馆]))",
            first=r"\[［【（(﹝〖「{｛<＜〈",
        ),
        "湘川政办发[2021]7号",
        "湘川政办发〔2021〕7号",
        new=r"〔\1〕",
    ),
    TextSlip(
        DOCUMENT_NUMBER,
        Severity.WARNING,
        text_pattern(r"〔((?:19|20)\d\d)年〕(?=第?\d+号)", first="〔"),
        "湘川政办发〔2021年〕7号",
        "湘川政办发〔2021〕7号",
        new=r"〔\1〕",
    ),
)
"""The years of document numbers (GB/T 9704-2012, 7.2.5)."""


@check(
    Finding(
        NO_SUCH_DATE, Severity.ERROR, en="“2月30日” (30 February)", zh="「2月30日」，没有这一天"
    )
)
def dates(unit: CheckedUnit) -> Iterator[Problem]:
    """Dates that the calendar does not have."""
    for paragraph, match in unit.matches(_DATE):
        year, month, day = int(match[1] or _LEAP_YEAR), int(match[2]), int(match[3] or "1")
        # 18月龄 is no date.
        dated = match[1] or match[3]
        if dated and not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
            yield error(NO_SUCH_DATE, paragraph.place(match.start()), text=match[0])


@check(Finding(RANGE_REVERSED, Severity.WARNING, en="“3—2次”", zh="「3—2次」，前大后小"))
def ranges(unit: CheckedUnit) -> Iterator[Problem]:
    """Ranges that begin with the greater number, ``3—2次``; months, hours and years may do so."""
    for paragraph, match in unit.matches(_RANGE):
        if Decimal(match[1]) > Decimal(match[2]):
            wanted = f"{match[2]}—{match[1]}{match[3]}"
            place = paragraph.place(match.start())
            problem = warning(RANGE_REVERSED, place, text=match[0], wanted=wanted)
            yield paragraph.retyped(problem, *match.span(), wanted, safe=False)


@check(
    Finding(
        DOCUMENT_NUMBER,
        Severity.WARNING,
        en="“〔2021〕” written `[2021]`",
        zh="「〔2021〕」写成了 `[2021]`",
    )
)
def document_numbers(unit: CheckedUnit) -> Iterator[Problem]:
    """Document numbers whose year is not in 〔〕."""
    return find_slips(unit, DOCUMENT_NUMBERS)
