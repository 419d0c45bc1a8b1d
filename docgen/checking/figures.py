"""The figures of a unit by the labels they bear, and the numbers that stand in its texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from docgen.checking.passages import Passage
from docgen.content.values import Blank, Figure, Node, Value
from docgen.diagnostics import Place

_SHORTEST = 3
"""Characters of a label; 得分 or 年度 stand in too many sentences that mean something else."""

_IN_TEN_THOUSANDS = {"万元": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10000)}
_NUMBER = re.compile(
    r"(?<![\d.A-Za-z〔\[])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d.])"
    r"\s*(万元|亿元|元|%|％|个百分点|[个人名次篇本亩所家期场项件]|万平方米)?"
)


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


def _plain(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


@dataclass(frozen=True)
class Index:
    """Figures by label: ``基本支出`` names a figure, ``公务接待`` the three figures below it."""

    by_label: dict[str, list[Labelled]]
    everything: list[Labelled]


def index_figures(data: Node, money: Collection[str]) -> Index:
    """Every figure of the unit, typed or derived; the groups ``money`` are in 万元."""
    by_label: dict[str, list[Labelled]] = defaultdict(list)
    everything: list[Labelled] = []
    for label, found, group in _figures(data, "", ""):
        top = re.split(r"[.\[]", found.path)[0]
        found = replace(found, money=top in money and not found.figure.text.endswith("%"))
        everything.append(found)
        # A row of the forms bears its name as a label; the name of an indicator has no figures.
        named = group if found.money or not found.path.endswith("]." + label) else ""
        for name in dict.fromkeys((label, named)):
            if len(name) >= _SHORTEST:
                by_label[name].append(found)
    return Index(dict(by_label), everything)


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
                named = next((str(one) for one in item.values() if not _is_figure(one)), "")
                yield from _figures(item, f"{path}[{number}]", named)


def _is_figure(value: Value) -> bool:
    return isinstance(value, (Figure, Blank, Node, list))


def plain_label(key: str) -> str:
    """A label as a sentence has it: ``1、市级专项资金（一个专项一行）`` is ``市级专项资金``."""
    return re.sub(r"（.*|^\d+[、.]|[:：].*", "", key).strip()


@dataclass(frozen=True)
class Number:
    """A number in a text.

    Attributes:
        value: in 万元 where its unit is money.
        digits: how many stand behind its decimal point.
    """

    passage: Passage
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


def numbers(passage: Passage) -> Iterator[Number]:
    """The numbers of a passage, from left to right."""
    for match in _NUMBER.finditer(passage.text):
        plain = match[1].replace(",", "")
        unit = (match[2] or "").replace("％", "%")
        value = Decimal(plain) * _IN_TEN_THOUSANDS.get(unit, Decimal(1))
        digits = len(plain.partition(".")[2])
        yield Number(passage, match.start(), match.end(), match[1], value, digits, unit)
