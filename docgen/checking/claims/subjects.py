"""What a figure is the amount of: the words before it without what narrows nothing."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

from docgen.checking.claims.times import Times

_LEADING = re.compile(
    r"\A(?:\s|其中|同时|另外|此外|并|且|而|则|即|如|经(?![费济营常办])|按|由于|截至|年?末|年?底|实际|已|共计?|累计|合计|"
    r"[我本全该]?(?:单位|部门|局|街道|机关|镇|乡|校|院|馆|中心|所|委|厅|处)(?:本级)?(?=[^，]{2})|的|"
    r"[一二三四五六七八九]是|实现|安排|全部|总)++"
)
_TRAILING = re.compile(
    r"(?:\s|约|近|大约|将近|不到|超过?|逾|达到?|为|是|共计?|合计|(?<!收入)(?<!支出)总计|总额|总数|总量|总共|累计|小计|"
    r"实际|实现|计|了|已|有|至|到|均|各|在|数额?|金额|资金总额|情况|保持|只|仅|高|突破|[：:“”‘’《「])++\Z"
)
_TRAILS = re.compile(r"[\s约近超到逾过达为是共计额数量总际现了已有至均各在况持只仅高破：:“”‘’《「]")
"""The signs that words of it end with."""
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
_ORDINAL = re.compile(r"\A\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳])\s*")
_LONGEST = 60
"""Characters of a clause that are looked at; a longer one names no subject."""

_SHORTEST_NAME = 3
"""Characters of the end of the unit's name that may stand for it."""


class Subjects:
    """Reads subjects in the words of one report.

    Args:
        times: reads its times.
        name: the name of its unit, which narrows nothing; nor does the end of it.
    """

    def __init__(self, times: Times, name: str) -> None:
        self._times, self._name = times, name
        self._known: dict[str, str] = {}

    def bare(self, words: str) -> str:
        """The subject that the words of a clause before a figure name; ``""`` if there is none.

        ``管理办2023年全年支出合计`` is 支出: times, fillers, brackets and the unit's own name are
        taken out.
        """
        if words not in self._known:
            self._known[words] = self._bare(words[-_LONGEST:])
        return self._known[words]

    def _bare(self, words: str) -> str:
        words = _ORDINAL.sub("", _ASIDE.sub("", words))
        words = self._times.pattern.sub("", words)
        if self._own_name:
            words = self._own_name.sub("", words)
        for _ in range(2):
            words = _LEADING.sub("", words)
            words = _TRAILING.sub("", words) if _TRAILS.match(words[-1:]) else words
        return words.strip("、，。；：:的 ")

    @cached_property
    def _own_name(self) -> re.Pattern[str] | None:
        names = [self._name, self._name.removesuffix("公室")] if self._name else []
        names = [name[-_LONGEST:] for name in names]
        ends = {name[at:] for name in names for at in range(len(name) - _SHORTEST_NAME + 1)}
        longest = sorted(ends, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest))) if longest else None


_NO_WORD = re.compile(r"[\W\d]|[一二三四五六七八九十]")


def speaks_of(words: str, subject: str) -> bool:
    """Whether words name a subject: they are part of it, or its characters in order."""
    if not words or not subject:
        return False
    characters = iter(words)
    return words in subject or subject in words or all(sign in characters for sign in subject)


def shares_words(one: str, other: str) -> bool:
    """Whether two signs side by side in one are in the other too: 运营成本, 运营支出."""
    return any(pair in other for pair in map("".join, pairwise(one)) if not _NO_WORD.search(pair))
