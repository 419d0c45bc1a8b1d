"""What a document states: a label has a figure in a year.

    基本支出 | 上年决算数 375.10     in a report of 2023: 基本支出, 2022, final, 375.10 万元

Labels are compared by their stems, so that 公务接待 of a form is 公务接待费支出 of a sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from docgen.content.agreement import Agreement, PrintedFigure, compare
from docgen.diagnostics import Place
from docgen.ordinals import without_ordinals


class Measure(Enum):
    """Which figure of a year it is."""

    FINAL = "final"
    """What was spent, received or attained: 决算数, 执行数."""

    INITIAL = "initial"
    """The budget as it was approved: 年初预算数, 批复数."""

    ADJUSTED = "adjusted"
    """The budget at the end of the year: 全年预算数."""

    BUDGET = "budget"
    """A budget, and nothing says which."""


class Source(Enum):
    """Where a statement stands."""

    FIELD = "field"
    TABLE = "table"
    SENTENCE = "sentence"


@dataclass(frozen=True)
class Statement:
    """A figure that a document states.

    Attributes:
        label: what it is the amount of, as it is told.
        year: the year it is of, in digits.
        measure: which figure of that year.
        dimension: what it measures, as quantities do; ``""`` for a bare number.
        printed: the figure; money in 万元.
        text: the figure as it is printed, with its unit.
        place: where it stands.
        source: in what.
        is_unit_sure: whether its unit is written somewhere; else it may be 元 as well as 万元.
    """

    label: str
    year: str
    measure: Measure
    dimension: str
    printed: PrintedFigure
    text: str
    place: Place
    source: Source
    is_unit_sure: bool = True

    @property
    def key(self) -> tuple[str, str, str]:
        """Equal for statements about one thing in one year."""
        return stem(self.label), self.year, self.dimension

    def agrees(self, other: Statement) -> bool:
        """Whether some number rounds to both figures, in a unit that may be meant."""
        powers = (0,) if self.is_unit_sure and other.is_unit_sure else (0, 4, -4)
        return any(
            compare(self.printed, PrintedFigure(other.printed.value.scaleb(power)))
            is not Agreement.DIFFERENT
            for power in powers
        )


_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)|[“”‘’《》〈〉\"'\s]")
_BEFORE = re.compile(r"(?:其中|减|加|包括|含)[:：]?")
_TOTAL = re.compile(
    r"(?:本年|全年|年度|部门|整体|当年)*(?P<of>支出|收入)(?:合计|总计|总额|总数)"
    r"|总(?P<all>支出|收入)"
)
_ENDS = re.compile(r"(?:支出|经费|费用|费|金额|总额|数额|数)\Z")
_SHORTEST = 3
"""Characters of a label that names something."""
_WHOLE = ("基本支出", "项目支出")
"""Labels that end in a word that others can do without."""
_GENERAL = re.compile(
    r"(?:合计|总计|小计|共计|总分|得分|分值|其他|其它|支出|收入|资金|金额|预算|决算|执行|结余|结转|项目|经费|指标|数量"
    r"|执行率|完成率|支付率|支出率|拨付率|满意度|比例|占比|年度|全年|本年|上年|增长|下降|序号|备注|其他资金|其他支出|其他收入|财政拨款|上年结转资金|当年财政拨款|年度资金总额)+"
)
"""Labels that several groups of one form have, or that say nothing by themselves."""


@lru_cache(maxsize=4096)
def plain_label(text: str) -> str:
    """A label as it is told: without numbers, notes and what stands before it."""
    return _BEFORE.sub("", without_ordinals(_ASIDE.sub("", text)), count=1).strip("：:、，。 ")


@lru_cache(maxsize=4096)
def stem(label: str) -> str:
    """What labels of one thing have in common; ``""`` if the label names nothing by itself."""
    plain = plain_label(label)
    if total := _TOTAL.fullmatch(plain):
        return f"总{total['of'] or total['all']}"
    if len(plain) < _SHORTEST or re.search(r"\d", plain):
        return ""
    if _GENERAL.fullmatch(plain) and plain not in _WHOLE:
        return ""
    if plain in _WHOLE:
        return plain
    for _ in range(2):
        shorter = _ENDS.sub("", plain)
        plain = shorter if len(shorter) > 1 else plain
    return plain


class StatedFigures:
    """The statements of one document, by what they are about."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._by_key: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
        for statement in statements:
            if statement.key[0]:
                self._by_key[statement.key].append(statement)

    def contradicting(self, stated: Statement, measures: Iterable[Measure]) -> Statement | None:
        """The statement that surely says something else of the same thing; ``None`` without one.

        It is sure if all that the document says of it agrees, and nothing of it fits.
        """
        wanted = tuple(measures)
        found = [it for it in self._by_key.get(stated.key, ()) if it.measure in wanted]
        if not found or any(stated.agrees(it) for it in found):
            return None
        first = min(found, key=lambda it: list(Source).index(it.source))
        return first if all(first.agrees(it) for it in found) else None
