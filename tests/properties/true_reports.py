"""Texts from true figures in random words, order and rounding; and the same with one changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from random import Random

from tests.properties import claimed_sentences as wordings

_YEAR = 2023
_HUNDRED = Decimal(100)
_NUMERALS = {"二": "2", "三": "3", "四": "4", "五": "5"}
_PER = {"亿元": Decimal(100_000_000), "万元": Decimal(10_000), "元": Decimal(1)}


@dataclass(frozen=True)
class Printed:
    """A figure as a text has it: its digits, its unit, and whether it is exact."""

    digits: str
    unit: str
    is_exact: bool

    @property
    def words(self) -> str:
        """The figure with its unit."""
        return f"{self.digits}{self.unit}"

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest number that it stands for; money in 元."""
        number = Decimal(_NUMERALS.get(self.digits, self.digits.replace(",", "")))
        last = Decimal(1).scaleb(int(number.as_tuple().exponent))
        half = Decimal(0) if self.is_exact else last / 2
        by = _PER.get(self.unit, Decimal(1))
        return (number - half) * by, (number + half) * by


Result = Callable[..., Decimal]


@dataclass(frozen=True)
class Relation:
    """The figure called ``of`` is ``result`` of the others, or at least that."""

    of: str
    result: Result
    operands: tuple[str, ...]
    is_least: bool = False

    def holds(self, figures: Mapping[str, Printed]) -> bool:
        """Whether some numbers that the figures stand for are so."""
        corners = product(*(figures[name].ends for name in self.operands))
        results = [self.result(*corner) for corner in corners]
        low, high = figures[self.of].ends
        return min(results) <= high and (self.is_least or low <= max(results))


@dataclass(frozen=True)
class Said:
    """A sentence with claims: its words, its figures, and how these give each other."""

    words: str
    figures: dict[str, Printed]
    relations: tuple[Relation, ...]

    @property
    def text(self) -> str:
        """The sentence."""
        return "".join(piece for piece, _ in self.pieces())

    @property
    def claims(self) -> list[int]:
        """The offsets of the figures that others give."""
        names = {relation.of for relation in self.relations if not relation.is_least}
        at, found = 0, []
        for piece, name in self.pieces():
            found += [at] if name in names else []
            at += len(piece)
        return found

    def pieces(self) -> Iterator[tuple[str, str]]:
        """The parts of the sentence, each with the name of its figure, or ``""``."""
        for part in re.split(r"(\{\w+\})", self.words):
            name = part.strip("{}")
            is_figure = part.startswith("{") and name in self.figures
            yield (self.figures[name].words, name) if is_figure else (part, "")

    def with_figure(self, name: str, printed: Printed) -> Said:
        """The sentence with another figure in the place of one."""
        return Said(self.words, {**self.figures, name: printed}, self.relations)

    @property
    def is_true(self) -> bool:
        """Whether all its relations hold within the rounding of its figures."""
        return all(relation.holds(self.figures) for relation in self.relations)


@dataclass
class TrueReport:
    """Paragraphs of sentences; those that are a text alone have no claim."""

    paragraphs: list[list[Said | str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs with a blank line between them."""
        return "\n\n".join("".join(map(_text, said)) for said in self.paragraphs)

    @property
    def claims(self) -> list[tuple[int, int]]:
        """Line and column of each claim."""
        found = []
        for number, paragraph in enumerate(self.paragraphs):
            at = 0
            for said in paragraph:
                offsets = said.claims if isinstance(said, Said) else []
                found += [(2 * number + 1, at + offset + 1) for offset in offsets]
                at += len(_text(said))
        return found

    def changed(self, random: Random) -> TrueReport:
        """The report with one figure changed so that a relation of its sentence fails."""
        places = [
            (row, at)
            for row, paragraph in enumerate(self.paragraphs)
            for at, said in enumerate(paragraph)
            if isinstance(said, Said)
        ]
        row, at = random.choice(places)
        said = self.paragraphs[row][at]
        assert isinstance(said, Said)
        copy = [list(paragraph) for paragraph in self.paragraphs]
        copy[row][at] = _changed(said, random)
        return TrueReport(copy)


def _text(said: Said | str) -> str:
    return said if isinstance(said, str) else said.text


def _changed(said: Said, random: Random) -> Said:
    """A sentence with one figure mistyped; mostly it is one that others give."""
    given = [relation.of for relation in said.relations]
    while True:
        names = given if random.random() < 0.7 else sorted(said.figures)
        name = random.choice(names)
        printed = said.figures[name]
        digits = _mistyped(printed.digits, random)
        other = said.with_figure(name, Printed(digits, printed.unit, printed.is_exact))
        if not other.is_true:
            return other


def _mistyped(digits: str, random: Random) -> str:
    """The digits with one changed, or two that follow each other swapped."""
    if digits in _NUMERALS:
        return random.choice(list(_NUMERALS))
    at = random.choice([at for at, sign in enumerate(digits) if sign.isdecimal()])
    following = digits[at + 1 : at + 2]
    if random.random() < 0.4 and following.isdecimal():
        swapped = digits[:at] + following + digits[at] + digits[at + 2 :]
        return digits if swapped.startswith("0") and not swapped.startswith("0.") else swapped
    choices = "123456789" if at == 0 else "0123456789"
    return digits[:at] + random.choice(choices) + digits[at + 1 :]


def true_report(seed: int, *, with_lists: bool = False) -> TrueReport:
    """A report of two to four paragraphs, made from ``seed``; with counted lists and ranks too."""
    writer = _Writer(Random(seed), with_lists=with_lists)
    return TrueReport([writer.paragraph() for _ in range(writer.random.randint(2, 4))])


class _Writer:
    """Writes the sentences of one report; no subject is spoken of twice in it."""

    def __init__(self, random: Random, *, with_lists: bool) -> None:
        self.random, self._with_lists = random, with_lists
        self._subjects = random.sample(wordings.MONEY_SUBJECTS, len(wordings.MONEY_SUBJECTS))
        self._counts = random.sample(wordings.COUNTS, len(wordings.COUNTS))
        self._rates = random.sample(wordings.RATE_SUBJECTS, len(wordings.RATE_SUBJECTS))
        self._wholes = random.sample(wordings.WHOLES, len(wordings.WHOLES))
        self._lists = random.sample(wordings.LISTED, len(wordings.LISTED))
        self._groups = random.sample(wordings.GROUPS, len(wordings.GROUPS))
        self._beside = random.sample(wordings.BESIDE, len(wordings.BESIDE))

    def paragraph(self) -> list[Said | str]:
        """One to three sentences with claims, and others between them."""
        kinds = (
            self._growth,
            self._points,
            self._share,
            self._rate,
            self._sum,
            self._average,
            self._difference,
        )
        if self._with_lists:
            kinds = (*kinds, self._listed, self._ranked)
        said: list[Said | str] = []
        for _ in range(self.random.randint(1, 3)):
            if self._beside and self.random.random() < 0.3:
                said.append(self._beside.pop())
            said.append(self.random.choice(kinds)())
        return said

    def _said(
        self,
        templates: tuple[str, ...],
        words: dict[str, str],
        figures: dict[str, Printed],
        relations: tuple[Relation, ...],
    ) -> Said:
        template = self.random.choice(templates)
        before, behind = self.random.choice(wordings.BEFORE), self.random.choice(wordings.BEHIND)
        if template.startswith(("{Y}", "{L}", "上年", "全年", "与", "一季度", "在")):
            before = ""
        for name, word in words.items():
            template = template.replace(f"{{{name}}}", word)
        used = {name: it for name, it in figures.items() if f"{{{name}}}" in template}
        kept = tuple(
            it for it in relations if it.of in used and all(name in used for name in it.operands)
        )
        return Said(f"{before}{template}{behind}。", used, kept)

    def _money(self, low: int = 5, high: int = 3000) -> Decimal:
        """An amount in 元, to a hundred of them."""
        return Decimal(self.random.randint(low * 100, high * 100)) * 100

    def _in_unit(self) -> tuple[str, int]:
        return self.random.choice([("万元", 2)] * 6 + [("万元", 1), ("元", 0)])

    def _amount(self, value: Decimal, style: tuple[str, int]) -> Printed:
        unit, places = style
        number = _rounded(value / _PER[unit], places)
        is_plain = unit == "万元" and value % _PER[unit] == 0 and self.random.random() < 0.5
        digits = f"{int(number)}" if is_plain else f"{number:f}"
        if unit == "元" and self.random.random() < 0.3:
            digits = f"{int(number):,}"
        return Printed(digits, unit, places == 0 or is_plain)

    def _count(self, value: Decimal, unit: str) -> Printed:
        return Printed(f"{int(value)}", unit, is_exact=True)

    def _percent(self, value: Decimal, unit: str = "%", *, places: int | None = None) -> Printed:
        digits = self.random.choice([0, 1, 1, 2]) if places is None else places
        return Printed(f"{_rounded(value, digits):f}", unit, is_exact=False)

    def _growth(self) -> Said:
        is_money = self.random.random() < 0.6 or not self._counts
        falls = self.random.random() < 0.45
        rate = Decimal(self.random.randint(15, 420)) / 1000
        base = self._money(20) if is_money else Decimal(self.random.randint(120, 4000))
        now = _rounded(base * (1 - rate if falls else 1 + rate), -2 if is_money else 0)
        subject, unit = (self._subjects.pop(), "") if is_money else self._counts.pop()
        style = self._in_unit()
        shown: Callable[[Decimal], Printed] = (
            (lambda value: self._amount(value, style))
            if is_money
            else (lambda value: self._count(value, unit))
        )
        change, sign = abs(now - base), -1 if falls else 1
        figures = {
            "now": shown(now),
            "base": shown(base),
            "change": shown(change),
            "rate": self._percent(change / base * _HUNDRED),
        }
        relations = (
            Relation("change", lambda now, base: (now - base) * sign, ("now", "base")),
            Relation("rate", lambda now, base: (now - base) * sign / base * 100, ("now", "base")),
            Relation(
                "rate",
                lambda now, change: change / (now - change * sign) * 100,
                ("now", "change"),
            ),
        )
        return self._said(wordings.GROWTH, self._words(subject, falls=falls), figures, relations)

    def _words(self, subject: str, *, falls: bool = False) -> dict[str, str]:
        verbs = ("下降", "减少", "降低") if falls else ("增长", "增加", "上升")
        become = ("降至", "减少到", "下降到") if falls else ("增至", "增加到", "上升到")
        return {
            "S": subject,
            "C": subject,
            "R": subject,
            "V": self.random.choice(verbs),
            "TO": self.random.choice(become),
            "BY": "降幅" if falls else "增幅",
            "Y": str(_YEAR),
            "L": str(_YEAR - 1),
        }

    def _points(self) -> Said:
        if not self._rates:
            return self._difference()
        falls = self.random.random() < 0.3
        one, other = sorted(self.random.sample(range(700, 990), 2))
        base, now = (other, one) if falls else (one, other)
        sign = -1 if falls else 1
        figures = {
            "now": self._percent(Decimal(now) / 10, places=1),
            "base": self._percent(Decimal(base) / 10, places=1),
            "change": self._percent(Decimal(other - one) / 10, "个百分点", places=1),
        }
        relation = Relation("change", lambda now, base: (now - base) * sign, ("now", "base"))
        words = self._words(self._rates.pop(), falls=falls)
        return self._said(wordings.POINTS, words, figures, (relation,))

    def _share(self) -> Said:
        if not self._wholes:
            return self._difference()
        whole = self._money(100)
        part = _rounded(whole * self.random.randint(40, 900) / 1000, -2)
        style = self._in_unit()
        words = {"W": self._wholes.pop(), "S": self._subjects.pop()}
        return self._quotient(wordings.SHARES, words, whole, part, style)

    def _rate(self) -> Said:
        if self.random.random() < 0.5 or not self._counts:
            whole = self._money(20)
            part = _rounded(whole * self.random.randint(600, 999) / 1000, -2)
            words = self._words(self._subjects.pop())
            return self._quotient(wordings.RATES, words, whole, part, self._in_unit())
        subject, unit = self._counts.pop()
        whole = Decimal(self.random.randint(30, 3000))
        part = _rounded(whole * self.random.randint(600, 999) / 1000, 0)
        words = self._words(subject)
        figures = {
            "whole": self._count(whole, unit),
            "part": self._count(part, unit),
            "rate": self._percent(part / whole * _HUNDRED),
        }
        return self._said(wordings.COUNT_RATES, words, figures, (_QUOTIENT,))

    def _quotient(
        self,
        templates: tuple[str, ...],
        words: dict[str, str],
        whole: Decimal,
        part: Decimal,
        style: tuple[str, int],
    ) -> Said:
        figures = {
            "whole": self._amount(whole, style),
            "part": self._amount(part, style),
            "rate": self._percent(part / whole * _HUNDRED),
        }
        return self._said(templates, words, figures, (_QUOTIENT,))

    def _sum(self) -> Said:
        names = ("a", "b", "c")
        relation = Relation("total", lambda *parts: sum(parts, Decimal(0)), names)
        if self.random.random() < 0.5 and self._wholes:
            style = self._in_unit()
            parts = [self._money() for _ in names]
            shown = [self._amount(part, style) for part in (*parts, sum(parts, Decimal(0)))]
            subjects = {f"S{number}": self._subjects.pop() for number in (1, 2, 3)}
            words = {**subjects, "W": self._wholes.pop()}
            figures = dict(zip((*names, "total"), shown, strict=True))
            return self._said(wordings.SUMS, words, figures, (relation,))
        if not self._counts:
            return self._difference()
        subject, unit = self._counts.pop()
        parts = [Decimal(self.random.randint(12, 400)) for _ in names]
        shown = [self._count(part, unit) for part in (*parts, sum(parts, Decimal(0)))]
        figures = dict(zip((*names, "total"), shown, strict=True))
        return self._said(wordings.COUNT_SUMS, self._words(subject), figures, (relation,))

    def _average(self) -> Said:
        if self.random.random() < 0.4:
            number = Decimal(self.random.randint(4, 40))
            each = Decimal(self.random.randint(20, 90))
            figures = {
                "terms": self._count(number, "期"),
                "heads": self._count(number * each, "人次"),
                "per_term": self._count(each, "人次"),
            }
            relation = Relation("per_term", lambda all_, by: all_ / by, ("heads", "terms"))
            return self._said(wordings.COUNT_AVERAGES, {}, figures, (relation,))
        number = Decimal(self.random.randint(12, 300))
        total = self._money(50)
        mean = Printed(f"{_rounded(total / number / 10_000, 2):f}", "万元", is_exact=False)
        figures = {
            "total": self._amount(total, ("万元", 2)),
            "houses": self._count(number, "户"),
            "people": self._count(number, "人"),
            "villages": self._count(number, "个村"),
            "mean": mean,
        }
        by = ("houses", "people", "villages")
        relations = tuple(
            Relation("mean", lambda total, by: total / by, ("total", name)) for name in by
        )
        if not self._groups:
            return self._difference()
        words = {**self._words(self._subjects.pop()), "P": self._groups.pop()}
        return self._said(wordings.AVERAGES, words, figures, relations)

    def _difference(self) -> Said:
        whole = self._money(20)
        part = _rounded(whole * self.random.randint(600, 980) / 1000, -2)
        style = self._in_unit()
        names = ("a", "b", "left")
        shown = [self._amount(value, style) for value in (whole, part, whole - part)]
        relation = Relation("left", lambda whole, part: whole - part, ("a", "b"))
        figures = dict(zip(names, shown, strict=True))
        words = self._words(self._subjects.pop())
        return self._said(wordings.DIFFERENCES, words, figures, (relation,))

    def _listed(self) -> Said:
        if not self._lists:
            return self._difference()
        figures = {"n": Printed("三", "", is_exact=True)}
        return Said(f"{self._lists.pop()}。", figures, (_LISTED,))

    def _ranked(self) -> Said:
        if not self._counts:
            return self._difference()
        _, unit = self._counts.pop()
        numbers = self.random.sample(range(210, 290), 3)
        figures = {
            name: self._count(Decimal(number), unit)
            for name, number in zip("abc", numbers, strict=True)
        }
        top = numbers.index(max(numbers))
        others = tuple(name for at, name in enumerate("abc") if at != top)
        relation = Relation("abc"[top], lambda *those: max(those), others, is_least=True)
        words = {"TOP": ("东乡", "西乡", "南乡")[top]}
        return self._said(wordings.RANKED, words, figures, (relation,))


_LISTED = Relation("n", lambda: Decimal(3), ())
_QUOTIENT = Relation("rate", lambda part, whole: part / whole * 100, ("part", "whole"))


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0
