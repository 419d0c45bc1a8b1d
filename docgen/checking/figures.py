"""The figures of a unit by the labels they bear, and the numbers that stand in its texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from docgen.checking.paragraph_texts import ParagraphText
from docgen.content.values import Figure, Node, Text, Value
from docgen.diagnostics import Place
from docgen.packs.rules import Checks

_SHORTEST = 3
"""Characters of a label; 得分 or 年度 stand in too many sentences that mean something else."""

_POWERS = {"万元": 0, "元": -4, "亿元": 4}
"""Units of money, as powers of ten of 万元."""

_NUMBER = re.compile(
    r"(?<![\d.A-Za-z〔\[])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d.])"
    r"\s*((?:万元|亿元|元|%|％|个百分点|[个人名次篇本亩所家期场项件]|万平方米)(?:/[^\W\d]{1,3})?)?"
)
_BARE = re.compile(r"..?[率度数]|(?:年初|全年|上年|本年)(?:预算|决算|执行)数?")
"""Labels that need a subject: 办结率 of what, 年初预算 of what."""


@dataclass(frozen=True)
class Labelled:
    """A figure and the way to it.

    Attributes:
        path: how an expression names it, ``年度预算申请.按支出性质分.基本支出``.
        figure: its value; a rate has its percentage as text.
        place: where it was typed, or the group it is derived in.
        money: whether it is in 万元, as the pack says of its group.
    """

    path: str
    figure: Figure
    place: Place
    money: bool

    @property
    def shown(self) -> Decimal:
        """The number as it is printed: a rate of 0.9364 is 93.64."""
        text = self.figure.text.removesuffix("%")
        return Decimal(text) if _plain(text) else self.figure.value

    @property
    def key(self) -> str:
        """The last step of the way to it."""
        return self.path.rpartition(".")[2]


def _plain(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


@dataclass(frozen=True)
class Index:
    """Figures by label: ``基本支出`` names a figure, ``公务接待`` the three figures below it.

    Attributes:
        by_label: the figures that a label may mean.
        everything: each figure once.
        bare: the labels that say little without a subject, because they are so short, because
            several groups have such a field, or because they are the unit's own words.
    """

    by_label: dict[str, list[Labelled]]
    everything: list[Labelled]
    bare: set[str]


def index_figures(data: Node, checks: Checks) -> Index:
    """Every figure of the unit, typed or derived, but its points: no text speaks of those."""
    by_label: dict[str, list[Labelled]] = defaultdict(list)
    everything: list[Labelled] = []
    groups: dict[str, set[str]] = defaultdict(set)
    own: set[str] = set()
    for label, found, group in _figures(data, "", ""):
        if label in checks.points:
            continue
        top, above = re.split(r"[.\[]", found.path)[0], found.path.rpartition(".")[0]
        found = replace(found, money=top in checks.money and not found.figure.text.endswith("%"))
        everything.append(found)
        # A row of the forms bears its name as a label; the name of an indicator has no figures.
        named = group if found.money or not found.path.endswith("]." + label) else ""
        short = label.removesuffix("数") if _BARE.fullmatch(label) else label
        for name in dict.fromkeys((label, short, named)):
            if len(name) >= _SHORTEST:
                by_label[name].append(found)
                groups[name].update({above} if name != named else ())
        own.update({label, short} if top in checks.facts else ())
    several = {name for name, owners in groups.items() if len(owners) > 1}
    bare = own | several | {name for name in by_label if _BARE.fullmatch(name)}
    return Index(dict(by_label), everything, bare)


def _figures(node: Node, path: str, group: str) -> Iterator[tuple[str, Labelled, str]]:
    for key, value in node.items():
        below = f"{path}.{key}".lstrip(".")
        place = node.key_places.get(key, node.place)
        yield from _below(value, below, plain_label(key), group, place)


def _below(
    value: Value, path: str, label: str, group: str, place: Place
) -> Iterator[tuple[str, Labelled, str]]:
    if isinstance(value, Figure):
        yield label, Labelled(path, value, value.place or place, False), group
    elif isinstance(value, Node):
        yield from _figures(value, path, label)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, Node):
                named = next((str(one) for one in item.values() if isinstance(one, Text)), "")
                yield from _figures(item, f"{path}[{number}]", named)


def plain_label(key: str) -> str:
    """A label as a sentence has it: ``1、市级专项资金（一个专项一行）`` is ``市级专项资金``."""
    return re.sub(r"（.*|^\d+[、.]|[:：].*", "", key).strip()


@dataclass(frozen=True)
class Number:
    """A number in a text.

    Attributes:
        value: in 万元 where its unit is money.
        digits: how many of its digits stand behind the decimal point of ``value``.
        unit: as it is written; ``元/人`` is a unit of its own.
    """

    passage: ParagraphText
    start: int
    end: int
    text: str
    value: Decimal
    digits: int
    unit: str

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.passage.place(self.start)

    @property
    def bound(self) -> bool:
        """Whether it came by a binding."""
        return self.passage.is_bound(self.start)


def numbers(passage: ParagraphText) -> Iterator[Number]:
    """The numbers of a passage, from left to right."""
    for match in _NUMBER.finditer(passage.text):
        plain = match[1].replace(",", "")
        unit = (match[2] or "").replace("％", "%")
        power = _POWERS.get(unit, 0)
        value = Decimal(plain).scaleb(power)
        digits = len(plain.partition(".")[2]) - power
        yield Number(passage, match.start(), match.end(), match[1], value, digits, unit)
