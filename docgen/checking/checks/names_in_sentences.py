"""Names in sentences that are one sign away from a name of the report: 株州市 for 株洲市."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.near_names import NEAR_NAMES, near_names
from docgen.checking.findings import Finding
from docgen.checking.known_names import KnownName, known_names, region_of
from docgen.checking.one_sign_off import NameKind, is_slip, sounds_alike
from docgen.checking.paragraph_texts import ParagraphText
from docgen.diagnostics import Place, Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

NAME_SLIP = problem_code(
    "name-slip",
    en=(
        "「{text}」 is one sign away from 「{wanted}」 ({other})",
        "make it 「{wanted}」; if this one is right, correct the other",
    ),
    zh=("「{text}」与「{wanted}」（{other}）只差一个字", "改成「{wanted}」；这里对的，改另一处"),
)

_MOST_NAMES = 1000
_SHARED = 8
"""Names that one seed may belong to; 专项资金 tells none of many funds."""
_TWO_THINGS = 2
"""Places in which each of two names stands that are two things."""
_SHORT_SEED, _SEED = 2, 3
_LONG_NAME = 8
"""Characters of a name whose seeds have three."""


@check(
    Finding(
        NAME_SLIP, Severity.WARNING, en="“株州市” for “株洲市”", zh="「株州市」，应为「株洲市」"
    ),
    NEAR_NAMES,
)
def names_in_sentences(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each name in a sentence that is surely a slip for a name of the report.

    Where both stand in several places, they are two things; where the name of a form stands once
    and the other often, it is the form's that is wrong.
    """
    names = known_names(unit.paragraphs, unit.name)[:_MOST_NAMES]
    if names:
        by_text = {name.text: name for name in names}
        told = {problem.place for problem in unit.found_by(near_names)}
        found = _Sentences(unit.paragraphs, unit.whole_text, by_text).problems()
        new = (problem for problem in found if problem.place not in told)
        yield from sorted(new, key=lambda problem: problem.place)


class _Sentences:
    """The texts of a unit as one, in which names are looked for by their seeds.

    A name of n signs with one slip has all but one of its seeds, which stand side by side; so what
    has none of them is not compared.
    """

    def __init__(
        self, paragraphs: Sequence[ParagraphText], text: str, names: Mapping[str, KnownName]
    ) -> None:
        self._text, self._paragraphs, self._names = text, paragraphs, names
        lengths = (len(paragraph.text) + 1 for paragraph in self._paragraphs)
        self._starts = [0, *accumulate(lengths)]
        self._hits = self._seeds_found()
        self._exact: dict[int, str] = {}
        """The name that stands there, by the offset of each of its signs; no mere phrase."""
        self._counts = Counter[str]()
        for start, name in self._hits:
            if self._text.startswith(name, start):
                self._counts[name] += 1
                if names[name].kind is not NameKind.PHRASE:
                    self._exact.update(dict.fromkeys(range(start, start + len(name)), name))

    def problems(self) -> Iterator[Problem]:
        """The problems of all names, and of the town that they begin with."""
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for name, typed, start in {*self._slips(), *self._slips_of_region()}:
            found[name, typed].append(start)
        told = set[int]()
        for (name, typed), starts in sorted(found.items(), key=lambda item: -len(item[0][0])):
            count, times = self._counts[name], len(starts)
            if min(count, times) < _TWO_THINGS and told.isdisjoint(starts):
                told.update(each for start in starts for each in range(start, start + len(typed)))
                yield from self._told(name, typed, sorted(starts))

    def _told(self, name: str, typed: str, starts: list[int]) -> Iterator[Problem]:
        known = self._names.get(name)
        first = self._text.find(name)
        other = (known.place if known else None) or self._place(max(first, 0))
        if first >= 0 and self._is_rather(typed, name, len(starts)):
            other = self._place(starts[0])
            starts, name, typed = [first], typed, name
        for start in starts:
            paragraph, offset = self._at(start)
            if known and known.kind is NameKind.PHRASE:
                words = {"name": typed, "other_name": name, "other": other}
                yield warning(NEAR_NAMES, paragraph.place(offset), **words)
                continue
            words = {"text": typed, "wanted": name, "other": other}
            problem = warning(NAME_SLIP, paragraph.place(offset), **words)
            yield paragraph.retyped(problem, offset, offset + len(typed), name, safe=False)

    def _is_rather(self, typed: str, name: str, times: int) -> bool:
        """Whether the name is rather the slip: the other, or its signs where they differ, is usual.

        So it is told where a title says 洛税县水利局, and the text 洛水县 throughout.
        """
        if self._counts[name] > 1:
            return False
        both = enumerate(zip(typed, name, strict=False))
        at = next((at for at, (one, two) in both if one != two), 0)
        usual, other = (self._text.count(each[max(at - 1, 0) : at + 1]) for each in (typed, name))
        return times > 1 or usual > other

    def _seeds_found(self) -> list[tuple[int, str]]:
        """Where each name would begin by the seeds that stand in the text."""
        seeds = _seeds(self._names)
        if not seeds:
            return []
        firsts, seconds = (re.escape("".join({pair[at] for pair in seeds})) for at in (0, 1))
        text, found = self._text, set[tuple[int, str]]()
        for match in re.finditer(f"[{firsts}](?=[{seconds}])", text):
            at = match.start()
            for seed, owners in seeds.get(text[at : at + _SHORT_SEED], ()):
                if text.startswith(seed, at):
                    found.update((at - offset, name) for name, offset in owners)
        return sorted(found)

    def _slips(self) -> Iterator[tuple[str, str, int]]:
        for start, name in self._hits:
            for first, last in self._windows(start, name):
                typed = self._text[first:last]
                if is_slip(typed, name, self._names[name].kind):
                    others = {self._exact.get(at) for at in range(first, last)} - {None}
                    paragraph, offset = self._at(first)
                    is_typed = not paragraph.is_bound(offset)
                    if is_typed and all(other in name for other in others if other):
                        yield name, typed, first

    def _windows(self, start: int, name: str) -> Iterator[tuple[int, int]]:
        """Where a slip for a name may begin and end, one half of which stands as it should."""
        text, half, stop = self._text, len(name) // 2, start + len(name)
        left = text.startswith(name[:half], start)
        right = text.startswith(name[half:], start + half)
        if left == right and (left or not self._is_turned(start, name, half)):
            return
        yield start, stop
        if left:
            yield from ((start, stop - 1), (start, stop + 1))
        elif right:
            yield from ((start + 1, stop), (max(start - 1, 0), stop))

    def _is_turned(self, start: int, name: str, half: int) -> bool:
        """Whether the signs on both sides of the middle are swapped."""
        turned = f"{name[: half - 1]}{name[half]}{name[half - 1]}"
        return self._text.startswith(turned, start)

    def _slips_of_region(self) -> Iterator[tuple[str, str, int]]:
        region = region_of(self._names.values())
        if not region:
            return
        self._counts[region] = self._text.count(region)
        first, second, last = map(re.escape, region)
        for match in re.finditer(
            f"{first}[^{second}\\W]{last}|[^{first}\\W]{second}{last}", self._text
        ):
            at = int(match[0][0] == region[0])
            is_other = match.start() in self._exact
            if sounds_alike(match[0][at], region[at]) and not is_other:
                yield region, match[0], match.start()

    def _at(self, start: int) -> tuple[ParagraphText, int]:
        number = bisect_right(self._starts, start) - 1
        return self._paragraphs[number], start - self._starts[number]

    def _place(self, start: int) -> Place:
        paragraph, offset = self._at(start)
        return paragraph.place(offset)


def _seeds(names: Iterable[str]) -> dict[str, list[tuple[str, list[tuple[str, int]]]]]:
    """The seeds of names by their first two signs, each with its names and where it is in them."""
    owners: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name in names:
        size = _SEED if len(name) >= _LONG_NAME else _SHORT_SEED
        for offset in {*range(0, len(name) - size + 1, size), len(name) - size}:
            owners[name[offset : offset + size]].append((name, offset))
    by_pair = defaultdict(list)
    for seed, found in owners.items():
        if len(found) <= _SHARED:
            by_pair[seed[:_SHORT_SEED]].append((seed, found))
    return dict(by_pair)
