"""What is due, done and left of one thing by name: 应整改数, 已整改数, 未整改数, 整改率.

应到人数 | 实到人数 | 到会率        what is done over what is due
应缴金额 | 已缴金额 | 未缴金额      what is due less what is done
应到____人，实到____人，缺席____人
合同金额 | 已支付 | 尚未支付        likely what is due, unless it has been changed
问题金额 | 已整改金额 | 未整改金额  likely all that there is, less what is done
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.scaffold.pack.formulas.change_formulas import FORMULA_BALANCE
from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, percent_of
from docgen.scaffold.pack.formulas.field_types import is_rate
from docgen.scaffold.pack.formulas.quantities import FormQuantity, QuantityLine, word_of
from docgen.scaffold.pack.formulas.rate_formulas import FORMULA_RATE

_DUE, _DONE, _LEFT = (
    re.compile(r"^应"),
    re.compile(r"^(?:已经?|实际|实)"),
    re.compile(r"^(?:尚?未)"),
)
_MARKED = re.compile(r"^(?:应|已|实|尚?未|其中)|率$")
_COUNTED = re.compile(r"(?:金额|总额|资金|人数|户数|件数|个数|数量|数)$")
_RATE = re.compile(r"^(?!未|不)(.*)率$")
_PRESENT = re.compile(r"出勤|出席|参会|签到")
"""Rates of those who have come, 实到, whatever the verb."""
_COME = "到出参"
_UNTIL = re.compile(r"^截[至止][^已]{1,10}(?=已)")
_PAID = re.compile(r"^支?付(?:金额|资金|款项?|数)?$")
_CONTRACT = re.compile(r"^合同(?:总)?(?:金额|价款?|款|额)$")
"""What is due to be paid, unless the contract has been changed."""
_ABSENT = re.compile(r"^(?:缺席|缺勤|缺会)(?:人数)?$")

Item = tuple[str, FormQuantity]


def due_formulas(line: QuantityLine) -> Iterator[DraftedFormula]:
    """What is left, and the rate of what is done, where the line says what is due."""
    for labels, whole in line.numbers:
        near = [(other, it) for other, it in line.numbers if other[:-1] == labels[:-1]]
        others = [(word_of(other[-1]), it) for other, it in near if other and it is not whole]
        beside = [(_UNTIL.sub("", other), it) for other, it in others]
        word = word_of(labels[-1]) if labels else ""
        rate = _RATE.match(word)
        if rate and is_rate(word):
            yield from _rate(rate[1], word, whole, beside)
        elif _LEFT.match(word):
            yield from _left(word, whole, beside)
        elif _ABSENT.match(word):
            pairs = [it for it in _pairs(beside) if _DUE.sub("", it[0][0])[0] in _COME]
            yield from (_less(word, whole, *it) for it in pairs if len(pairs) == 1)


def _rate(
    verb: str, word: str, whole: FormQuantity, beside: Sequence[Item]
) -> Iterator[DraftedFormula]:
    pairs = [pair for pair in _pairs(beside) if _is_of(verb, _DUE.sub("", pair[0][0]))]
    if len(pairs) == 1:
        (due, under), (done, over) = pairs[0]
        words = {"field": word, "over": done, "under": due}
        yield DraftedFormula(whole, percent_of((over,), (under,)), FORMULA_RATE, words)


def _pairs(beside: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """What is due and what is done of the same thing."""
    for due in beside:
        thing = _DUE.sub("", due[0])
        done = [it for it in beside if _DONE.match(it[0]) and _DONE.sub("", it[0]) == thing]
        if _DUE.match(due[0]) and thing and len(done) == 1:
            yield due, done[0]


def _is_of(verb: str, thing: str) -> bool:
    """Whether the verb of a rate is that of what is due: 整改 of 整改问题数, 收缴 of 缴金额."""
    return bool(verb) and (thing[0] in verb or (thing[0] in _COME and bool(_PRESENT.search(verb))))


def _left(word: str, whole: FormQuantity, beside: Sequence[Item]) -> Iterator[DraftedFormula]:
    thing = _LEFT.sub("", word)
    done = [it for it in beside if _DONE.match(it[0]) and _DONE.sub("", it[0]) == thing]
    due = [it for it in beside if _DUE.match(it[0]) and _DUE.sub("", it[0]) == thing]
    counted = _COUNTED.search(thing)
    others = [it for it in beside if counted and it[0].endswith(counted[0])]
    plus = due or [it for it in others if not _MARKED.search(it[0])]
    if not due and _PAID.match(thing):
        plus = [it for it in beside if _CONTRACT.match(it[0])] or plus
    if len(done) == 1 and len(plus) == 1:
        yield _less(word, whole, plus[0], done[0], is_sure=bool(due))


def _less(
    word: str, whole: FormQuantity, plus: Item, minus: Item, *, is_sure: bool = True
) -> DraftedFormula:
    words = {"field": word, "plus": plus[0], "minus": minus[0]}
    pieces = (plus[1], " - ", minus[1])
    return DraftedFormula(whole, pieces, FORMULA_BALANCE, words, is_sure=is_sure)
