"""A year that is a slip of the pen: 2012年全年预算数 in a report on 2021."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.claims.slips import variants
from docgen.checking.findings import Finding
from docgen.checking.text_patterns import text_pattern
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

ODD_YEAR = problem_code(
    "odd-year",
    en=("the year {found} stands here alone, in a report on {year}", "check the year"),
    zh=("全文只有这里写着 {found} 年，报告写的是 {year} 年", "核对年份"),
)

_YEARS = text_pattern(r"(?<![\d〔《])(20\d\d)年(?!代)", first="2")
_OF_HISTORY = re.compile(
    "始建|成立|建成|设立|组建|启用|投入使用|以来|创建|创办|开园|建校|建馆|印发|出台|颁布|施行|修订|起[，。]|至今|"
    r"规划|远景|年前|分别为|[—～~到-]\s*20|(?<!截)至\s*20|现行|使用年限|到期"
)
"""In the sentence: a year of the past or of a plan may well stand there."""
_YEAR = re.compile(r"20\d\d")
_FAR = 8
"""Years off, from which a year with one other digit is hardly meant."""


@check(
    Finding(
        ODD_YEAR,
        Severity.WARNING,
        en="“2012年全年预算数” in a report on 2021",
        zh="2021 年的报告里写「2012年全年预算数」",
    )
)
def odd_years(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for a year far off that stands once, and is the report's but for one slip."""
    year = unit.reading.times.year
    if not _YEAR.fullmatch(year):
        return
    found = list(unit.matches(_YEARS))
    counts = Counter(match[1] for _, match in found)
    slips = {*variants(year), *variants(str(int(year) - 1)), *variants(str(int(year) + 1))}
    for paragraph, match in found:
        is_far = abs(int(match[1]) - int(year)) >= _FAR
        if is_far and counts[match[1]] == 1 and match[1] in slips:
            start = paragraph.text.rfind("。", 0, match.start()) + 1
            end = paragraph.text.find("。", match.end())
            sentence = paragraph.text[start : end if end >= 0 else None]
            if not _OF_HISTORY.search(sentence) and "《" not in sentence[: match.start() - start]:
                place = paragraph.place(match.start())
                yield warning(ODD_YEAR, place, found=match[1], year=year)
