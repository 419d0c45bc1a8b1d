"""What the neighbours of a blank tell: it is one of a series, a total, the edition's year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from docgen.scaffold.pack.lines.counted import unit_name
from docgen.scaffold.pack.lines.form_line import Gap

_NUMBER_HERE = re.compile(r"(?=(?:[（(][^（()）]*[）)])?$)")
"""The end of a label, before a note in brackets."""

_TOTAL = re.compile(r"(?:^|[\W_])(?P<word>[共合总累]计)[：:\s_]*$")
_EDITION = re.compile(
    r"^(?:统计|报告|填报|申报|评价|考核|预算|决算|所属|报表|会计|财政|检查|年检|评估)?年度$"
)
_OF_YEAR = re.compile(r"年度?(?!\s*[\d月_＿至到—－~～-])")


END = "结束日期"
"""The name of the last day of a span of time, behind that of its first: 执行期结束日期."""


def by_neighbours(gaps: Iterable[Gap], text: str) -> Iterator[Gap]:
    """The blanks of a line, from left to right, with what the text between them tells."""
    first, count, end, span = "", 1, -1, ""
    for gap in sorted(gaps, key=lambda gap: gap.start):
        if span and gap.label == END:
            gap = replace(gap, label=f"{span}{END}", sure=True)
        span = gap.label if gap.kind == "date" and gap.sure else ""
        if first and _goes_on(gap, text[end : gap.start]):
            count += 1
            gap = replace(gap, label=_NUMBER_HERE.sub(str(count), first, count=1), sure=False)
        else:
            first, count = gap.label if gap.kind == "room" else "", 1
        end = gap.end
        yield _edition_year(_total(gap, text), text)


def _goes_on(gap: Gap, between: str) -> bool:
    """Whether a blank is the next of a series behind one label: 检查人员：____、____."""
    is_other = gap.sure and gap.label
    return between.strip() == "、" and gap.kind == "room" and not (is_other or gap.unit)


def _total(gap: Gap, text: str) -> Gap:
    """A figure that only 共计 is before is the total of its unit: 共计天数."""
    total = _TOTAL.search(text[: gap.start]) if gap.unit and not gap.sure else None
    return replace(gap, label=f"{total['word']}{unit_name(gap.unit)}") if total else gap


def _edition_year(gap: Gap, text: str) -> Gap:
    """The room of a label that asks for the year which the form is of: 统计年度：____年."""
    if gap.kind not in ("room", "date") or not _EDITION.match(gap.label):
        return gap
    end = gap.end - 1 if text[gap.start : gap.end].endswith("年") else gap.end
    is_year = end > gap.start and _OF_YEAR.match(text, end)
    return Gap(gap.start, end, "year") if is_year else gap
