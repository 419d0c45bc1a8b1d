"""Which label of the changed form is which of the old one: the same, reworded, or new.

Labels that both forms print are the same. Of the others, two are one label reworded if they stand
between the same neighbours or name the same blanks, and most of their characters agree; characters
that many labels of the form share (金额, 经费) count little. What is only likely is suggested.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from docgen.scaffold.pack.update.label_paths import FormPaths, LabelPath

_ALIKE, _NEAR, _LIKELY = 0.5, 0.75, 0.3
"""How alike two labels must be: at one place; with the same blanks elsewhere; to be suggested."""
_SHARED = 0.5
"""How many of the blanks of two labels must have the same other labels."""
_MARGIN = 0.1
"""How much better the best match must be than the next."""
_HOLE = "∎"

_ONE_THING: tuple[tuple[str, str], ...] = (
    (r"(?<=[预决结]算|执行|支出|收入)(?:金额|数额|额|数)", "数"),
    (r"时间|日期", "日期"),
    (r"地点|场所|地址", "地点"),
    (r"部门（单位）|单位（部门）|部门|单位|机构", "单位"),
    (r"名称|全称", "名称"),
    (r"(?:联系)?(?:电话|方式|手机)(?:号码)?", "电话"),
    (r"费用|经费", "经费"),
    (r"类别|类型|种类", "类别"),
    (r"缘由|事由|原因|理由", "原因"),
    (r"负责人|责任人", "负责人"),
    (r"总计|合计", "合计"),
    (r"目标值|指标值", "指标值"),
    (r"签字|签名|签章", "签字"),
    (r"说明|备注", "备注"),
    (r"(?:自评|评价)?得分|评分", "得分"),
)
"""Words of official forms that mean one thing, each with the one that stands for them."""


@dataclass(frozen=True)
class Renamed:
    """A label of the old form and what the changed one has in its place.

    Attributes:
        old: as the old form prints it, without number and colon.
        new: as the changed form prints it.
        sure: whether both stand at one place and are alike.
    """

    old: str
    new: str
    sure: bool


@dataclass(frozen=True)
class LabelMatches:
    """The labels that changed.

    Attributes:
        renamed: the labels that were reworded.
        likely: pairs that may be one label, which the keeper has to decide.
    """

    renamed: tuple[Renamed, ...] = ()
    likely: tuple[Renamed, ...] = ()

    @property
    def words(self) -> dict[str, str]:
        """The new label for each old one that was reworded."""
        return {pair.old: pair.new for pair in self.renamed}

    def with_sure(self, sure: Collection[Renamed]) -> LabelMatches:
        """The same with some of the likely pairs as reworded labels."""
        taken = {label for pair in sure for label in (pair.old, pair.new)}
        left = [pair for pair in self.likely if not taken & {pair.old, pair.new}]
        return LabelMatches((*self.renamed, *sure), tuple(left))


def match_labels(
    old: FormPaths, new: FormPaths, same: Mapping[str, str], apart: Iterable[str]
) -> LabelMatches:
    """Matches the labels of two forms.

    Args:
        old: the form of the pack.
        new: the changed form.
        same: labels that the keeper says are one, new by old.
        apart: labels that the keeper says are not reworded, old or new.
    """
    ours, theirs = _Side(old), _Side(new)
    told = [Renamed(label, other, True) for label, other in same.items()]
    fixed = {*apart, *same, *same.values()}
    only_old = [label for label in ours.places if label not in theirs.places]
    only_new = [label for label in theirs.places if label not in ours.places]
    taken: list[Renamed] = []
    while True:  # a label whose neighbour is known now may be known now, too
        words = dict(same) | {pair.old: pair.new for pair in taken}
        matcher = _LabelMatcher(ours, theirs, words)
        pairs = [
            pair
            for label in only_old
            if label not in fixed and label not in words
            for other in only_new
            if other not in fixed and other not in words.values()
            if (pair := matcher.pair(label, other)) is not None
        ]
        found = list(_best(pairs))
        taken += found
        if not found:
            break
    likely = [
        Renamed(pair.old, pair.new, False)
        for pair in sorted(pairs, key=lambda pair: -pair.score)
        if pair.old not in words and pair.new not in words.values()
    ]
    once = {pair.old: pair for pair in reversed(likely)}
    return LabelMatches((*told, *taken), tuple(once.values()))


@dataclass(frozen=True)
class _Pair:
    old: str
    new: str
    score: float
    done: bool
    sure: bool


def _best(pairs: list[_Pair]) -> Iterator[Renamed]:
    """The pairs that are better than all others of both of their labels, by a margin."""
    for pair in pairs:
        if not pair.done:
            continue
        rivals = (
            other
            for other in pairs
            if other is not pair and (other.old == pair.old or other.new == pair.new)
        )
        if all(pair.score - rival.score >= _MARGIN for rival in rivals):
            yield Renamed(pair.old, pair.new, pair.sure)


class _Side:
    """The labels of one form: where they stand, and which blanks they name."""

    def __init__(self, paths: FormPaths) -> None:
        self.places: dict[str, tuple[int, str, str]] = {}
        order = _in_order(paths)
        for (before, (table, label)), (_, after) in zip(
            zip([(0, ""), *order], order, strict=False), [*order[1:], (0, "")], strict=True
        ):
            self.places.setdefault(label, (table, before[1], after))
        self.blanks: dict[str, set[LabelPath]] = {label: set() for label in self.places}
        for blank in paths.blanks:
            for word in set(blank.path.words):
                if word in self.blanks:
                    self.blanks[word].add(blank.path.with_words({word: _HOLE}))


def _in_order(paths: FormPaths) -> list[tuple[int, str]]:
    """The labels of a form with those of its lines, in their order, each once."""
    order = dict.fromkeys(paths.labels)
    for blank in paths.blanks:
        words = (blank.path.before, blank.path.after)
        order |= dict.fromkeys((blank.table, word) for word in words if word)
    return list(order)


class _LabelMatcher:
    def __init__(self, old: _Side, new: _Side, words: dict[str, str]) -> None:
        self._old, self._new, self._words = old, new, words
        counts = Counter(sign for side in (old, new) for label in side.places for sign in {*label})
        self._weights = {sign: 1 / count for sign, count in counts.items()}

    def pair(self, old: str, new: str) -> _Pair | None:
        """What speaks for two labels being one; ``None`` if nothing does."""
        alike = self._likeness(old, new)
        beside = self._same_neighbours(old, new)
        blanks, others = self._old.blanks[old], self._new.blanks[new]
        named = {path.with_words(self._words) for path in blanks}
        shared = len(named & others) / max(len(named), len(others), 1)
        if bool(blanks) != bool(others):
            return None
        fits = shared >= _SHARED or not blanks
        at_place = (alike >= _ALIKE or _is_within(old, new)) and beside == 2 and fits
        done = at_place or (alike >= _NEAR and fits and beside > 0)
        if not done and not (alike >= _LIKELY or (beside == 2 and shared)):
            return None
        return _Pair(old, new, alike + beside / 4 + shared / 2, done, at_place)

    def _likeness(self, old: str, new: str) -> float:
        """How much of two labels agrees, from 0 to 1; rare characters count more."""
        old, new = _plain(old), _plain(new)
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        common = sum(self._weight(old[block.a : block.a + block.size]) for block in blocks)
        return 2 * common / (self._weight(old) + self._weight(new) or 1)

    def _weight(self, text: str) -> float:
        return sum(self._weights.get(sign, 1) for sign in text)

    def _same_neighbours(self, old: str, new: str) -> int:
        """How many of the labels before and behind are the same."""
        table, *around = self._old.places[old]
        other, *others = self._new.places[new]
        if bool(table) != bool(other):
            return 0
        return sum(
            self._words.get(label, label) == word
            for label, word in zip(around, others, strict=True)
        )


def _is_within(old: str, new: str) -> bool:
    """Whether one label is the other with words more: 公用经费, 日常公用经费."""
    short, long = sorted((old, new), key=len)
    return short in long and len(short) * 2 >= len(long)


def _plain(label: str) -> str:
    """A label with one word for each thing."""
    for words, word in _ONE_THING:
        label = re.sub(words, word, label)
    return label
