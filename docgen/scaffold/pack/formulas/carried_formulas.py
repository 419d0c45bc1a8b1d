"""What is carried from one period into the next: the old, what came, what went, the new.

上月汇缴 | 本月增加 | 本月减少 | 本月汇缴
年初人数 | 调入人数 | 调出人数 | 年末人数
期初数 | 本期增加 | 本期减少 | 期末数
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.scaffold.pack.formulas.change_formulas import FORMULA_BALANCE
from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, added
from docgen.scaffold.pack.formulas.measures import measure_of
from docgen.scaffold.pack.formulas.quantities import FormQuantity, QuantityLine, word_of

_PERIODS = (
    (re.compile(r"^(?:上年|去年)(?:年?末|底)?"), re.compile(r"^(?:本年|今年|当年)(?:年?末|底)?")),
    (re.compile(r"^年初"), re.compile(r"^(?:本年)?年末")),
    (re.compile(r"^(?:本期)?期初|^上期(?:期?末)?"), re.compile(r"^(?:本期)?期末|^本期(?:期?末)?")),
    (re.compile(r"^月初|^上月(?:月?[末底])?"), re.compile(r"^月末|^本月(?:月?[末底])?")),
    (re.compile(r"^季初|^上季度?末?"), re.compile(r"^季末|^本季度?末?")),
)
"""How the names of what was and of what is begin, of which the rest is the same."""
_WITHIN = r"^(?:(?:本|当|今)[年期月季]度?内?)?"
_CAME = re.compile(_WITHIN + r"(?:新增|增加|调增|增员|转入|调入|购入|净?增)")
_WENT = re.compile(_WITHIN + r"(?:减少|调减|减员|转出|调出|报废|减)")
_SAME = re.compile(r"^(?:数|额|数额|金额|人数|户数|数量|余额|价值|面积)?$")
"""What may stand behind 增加 and 减少, beside what is carried itself."""

Item = tuple[str, FormQuantity]


def carried_formulas(line: QuantityLine) -> Iterator[DraftedFormula]:
    """What is there in the end, if all that it follows from stands there just once."""
    for labels, whole in line.numbers:
        if not labels or measure_of(labels) in ("rate", "price"):
            continue
        for at in sorted({0, len(labels) - 1}):
            word = word_of(labels[at])
            for was, now in _PERIODS:
                if match := now.match(word):
                    group = list(_beside(labels, at, whole, line))
                    yield from _carried(word[match.end() :], (word, whole), group, was)
                    break


def _beside(
    labels: tuple[str, ...], at: int, whole: FormQuantity, line: QuantityLine
) -> Iterator[Item]:
    """The blanks whose labels are those of another but for one, each by this one."""
    for others, quantity in line.numbers:
        is_same = (*others[:at], *others[at + 1 :]) == (*labels[:at], *labels[at + 1 :])
        if quantity is not whole and is_same and len(others) == len(labels):
            yield word_of(others[at]), quantity


def _carried(
    stem: str, whole: Item, group: Sequence[Item], was: re.Pattern[str]
) -> Iterator[DraftedFormula]:
    came, went = _moved(_CAME, stem, group), _moved(_WENT, stem, group)
    opened = [it for it in group if _rest(was, it[0]) == stem]
    is_moved = any(_rest(it, whole[0]) is not None for it in (_CAME, _WENT))
    if is_moved or not len(came) == len(went) == len(opened) == 1:
        return
    plus = f"{opened[0][0]}、{came[0][0]}"
    words = {"field": whole[0], "plus": plus, "minus": went[0][0]}
    pieces = (*added([opened[0][1], came[0][1]]), " - ", went[0][1])
    yield DraftedFormula(whole[1], pieces, FORMULA_BALANCE, words)


def _moved(sign: re.Pattern[str], stem: str, group: Sequence[Item]) -> list[Item]:
    """What came or went of a thing; of something else, such as 增加原因, it is none."""
    rests = [(_rest(sign, it[0]), it) for it in group]
    return [it for rest, it in rests if rest is not None and (rest == stem or _SAME.match(rest))]


def _rest(sign: re.Pattern[str], word: str) -> str | None:
    """What stands behind a sign at the beginning of a label; ``None`` if it does not begin so."""
    match = sign.match(word)
    return word[match.end() :] if match else None
