"""Figures of sentences beside those of the tables of the same text.

石门镇1,742.09万元，户数为6,902户      the row that the clause begins with; the column by its unit,
or by the words of its head
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from docgen.checking.claims.quotients import is_mean, is_open
from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.slips import is_one_slip
from docgen.checking.claims.table_facts import TableFact
from docgen.checking.claims.times import THIS
from docgen.content.agreement import Agreement, PrintedFigure, compare
from docgen.content.blocks import Document, Table

_VERBS = re.compile(
    r"(?:的|发放|支付|兑付|投入|支出|安排|实际|使用|拨付|完成|金额|资金|费用|数|共|计|达|为|决算|全年|"
    r"人数|提出|实现)*+"
)
_OTHER = re.compile(
    r"未|不|尚|欠|计划|目标|预算|上年|均(?!衡)|每|其中|剔除|增|减|降|比|占|余|以上|以下"
)
_OF_CHANGE = re.compile("增减|增长|增加|减少|变动|同比|增速|差额")
"""Heads of columns of changes, none of which a level repeats."""
_TOTAL = re.compile("合计|总计|共计|累计")
_NEAR = 3
"""Blocks between a table and what is said of it."""
_SHORTEST, _LONG = 2, 3
"""Characters of a row's label: with a head that is named too, and without."""


@dataclass(frozen=True)
class TableMatch:
    """A figure of a sentence, and the cells of tables that it may repeat.

    Attributes:
        term: the figure.
        facts: the cells; those that it agrees with alone if there are any.
        agreement: how it stands to them.
        is_sure: whether its clause names both the row and one column.
        is_close: whether it stands near the table, whose row has no other column that it may mean.
    """

    term: Term
    facts: tuple[TableFact, ...]
    agreement: Agreement
    is_sure: bool
    is_close: bool

    @property
    def is_wrong(self) -> bool:
        """Whether the figure is surely another, or it is a slip away from a likely cell."""
        if self.agreement is not Agreement.DIFFERENT:
            return False
        value = self.term.quantity.value
        return (
            self.is_sure
            or self.is_close
            or any(is_one_slip(value, it.printed.value) for it in self.facts)
        )


def table_matches(
    report: ReportReading, facts: Iterable[TableFact], documents: Iterable[Document]
) -> Iterator[TableMatch]:
    """The figures of sentences that name a row of a table, in reading order."""
    by_label: dict[str, list[TableFact]] = defaultdict(list)
    for fact in facts:
        if len(fact.label) >= _SHORTEST:
            by_label[fact.label].append(fact)
    labels = sorted(by_label, key=len, reverse=True)
    numbers = _block_numbers(documents) if labels else {}
    for sentences in report.sentences.values() if labels else ():
        for sentence in sentences:
            at = numbers.get(id(sentence.paragraph.block), -1)
            for match in _of_sentence(sentence, labels, by_label):
                table = numbers.get(id(match.facts[0].cell), -1)
                is_near = at >= 0 and table >= 0 and -_NEAR < at - table <= _NEAR
                yield replace(match, is_close=match.is_close and is_near)


def _block_numbers(documents: Iterable[Document]) -> dict[int, int]:
    """The number of each block, and of the block of each cell, by the ``id`` of it."""
    blocks = chain.from_iterable(document.blocks for document in documents)
    numbers = {}
    for number, block in enumerate(blocks):
        numbers[id(block)] = number
        if isinstance(block, Table):
            numbers.update((id(cell), number) for row in block.rows for cell in row)
    return numbers


def _of_sentence(
    sentence: Sentence, labels: Sequence[str], by_label: dict[str, list[TableFact]]
) -> Iterator[TableMatch]:
    carried, last_end = "", sentence.start
    for term in sentence.terms:
        if "；" in sentence.between(last_end, term.quantity.start):
            carried = ""
        label = next((it for it in labels if term.subject.startswith(it)), "")
        rest = term.subject.removeprefix(label) if label else term.subject
        carried = label or carried
        last_end = term.quantity.end
        is_level = term.role is Role.LEVEL and not is_open(term) and bool(term.quantity.unit)
        is_level = is_level and not _is_of_mean(sentence, term)
        if carried and is_level and not _is_of_another(term, rest):
            yield from _match(term, rest.strip("的"), by_label[carried], is_own=bool(label))


def _is_of_another(term: Term, rest: str) -> bool:
    """Whether a figure is planned, a total or a part, and so none of the row's."""
    return _OTHER.search(rest) is not None or _TOTAL.search(term.lead) is not None


def _is_of_mean(sentence: Sentence, term: Term) -> bool:
    """Whether 其中 divides a mean before: 平均每百家21.06件，其中北片区23.92件."""
    start = sentence.between(sentence.start, term.quantity.start).rfind("其中")
    whole = [it for it in sentence.before(term) if it.quantity.end <= sentence.start + start][-1:]
    return any(is_mean(it) and it.quantity.unit == term.quantity.unit for it in whole)


def _match(
    term: Term, rest: str, facts: Sequence[TableFact], *, is_own: bool
) -> Iterator[TableMatch]:
    comparable = [it for it in facts if _is_comparable(term, it) and not _OF_CHANGE.search(it.head)]
    shares = [_shared(it.head, rest) for it in comparable]
    if comparable and max(shares) >= _SHORTEST:
        best = max(shares)
        meant = [it for it, share in zip(comparable, shares, strict=True) if share == best]
    elif is_own and _VERBS.fullmatch(rest) and len(facts[0].label) >= _LONG:
        meant = [it for it in comparable if it.dimension]
    else:
        return
    agreements = [_compared(term, it) for it in meant]
    for agreement in (Agreement.EQUAL, Agreement.ROUNDED, Agreement.DIFFERENT):
        found = [it for it, own in zip(meant, agreements, strict=True) if own is agreement]
        if found:
            is_sure = len(meant) == 1 and max(shares) >= _SHORTEST
            yield TableMatch(term, tuple(found), agreement, is_sure, is_close=len(meant) == 1)
            return


def _is_comparable(term: Term, fact: TableFact) -> bool:
    """Whether a cell measures what the figure does, in the time of the sentence."""
    is_same_time = (
        fact.period in (THIS, term.period) if term.period == THIS else (fact.period == term.period)
    )
    return is_same_time and fact.dimension in ("", term.quantity.dimension)


def _compared(term: Term, fact: TableFact) -> Agreement:
    """How the figure stands to a cell; a cell without a unit is compared as it is printed."""
    quantity = term.quantity
    own = quantity.printed if fact.dimension else PrintedFigure(quantity.number, is_exact=True)
    return compare(own, fact.printed)


def _shared(head: str, words: str) -> int:
    """The length of the longest part of a head that the words have."""
    for length in range(min(len(head), len(words)), _SHORTEST - 1, -1):
        if any(head[at : at + length] in words for at in range(len(head) - length + 1)):
            return length
    return 0
