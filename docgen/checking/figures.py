"""The figures of a unit by label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from docgen.checking.named_rows import first_text
from docgen.content.values import Figure, Node
from docgen.diagnostics import Place
from docgen.packs.expressions.paths import Steps
from docgen.packs.rules import Checks

_SHORTEST = 3
"""Characters of a label. 得分 and 年度 stand in too many sentences with another meaning."""

_BARE = re.compile(r"..?[率度数]|(?:年初|全年|上年|本年)(?:预算|决算|执行)数?")
"""Labels that identify a field only together with a subject: 办结率, 年初预算."""


@dataclass(frozen=True)
class LabelledFigure:
    """A figure and where it stands.

    Attributes:
        steps: the keys and numbers of items that lead to it.
        figure: its value; the text of a rate is a percentage.
        place: where it was typed; for a derived figure, the place of its group.
        money: whether it is in 万元, as the pack declares for its group.
    """

    steps: Steps
    figure: Figure
    place: Place
    money: bool

    @cached_property
    def shown(self) -> Decimal:
        """The number as it prints: 93.64 for a rate of 0.9364."""
        text = self.figure.text.removesuffix("%")
        return Decimal(text) if _plain(text) else self.figure.value

    @cached_property
    def path(self) -> str:
        """Its path as it is told, ``年度预算申请.按支出性质分.基本支出``."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.steps)
        return "".join(steps).removeprefix(".")

    @property
    def key(self) -> str:
        """Its own key."""
        return str(self.steps[-1])


def _plain(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


@dataclass(frozen=True)
class FigureIndex:
    """Figures by label: ``基本支出`` names a figure, ``公务接待`` the three figures below it.

    Attributes:
        by_label: the figures that a label may mean.
        figures: each figure once.
        bare: the labels that identify nothing without a subject: short ones such as 办结率, those
            of fields in several groups, and those that the unit itself chose.
    """

    by_label: dict[str, list[LabelledFigure]]
    figures: list[LabelledFigure]
    bare: set[str]

    @cached_property
    def by_value(self) -> dict[Decimal, list[LabelledFigure]]:
        """The figures by the number that prints."""
        figures: dict[Decimal, list[LabelledFigure]] = defaultdict(list)
        for figure in self.figures:
            figures[figure.shown].append(figure)
        return dict(figures)


def index_figures(data: Node, checks: Checks) -> FigureIndex:
    """Indexes every figure of the unit, typed or derived, except the fields that hold points."""
    by_label: dict[str, list[LabelledFigure]] = defaultdict(list)
    everything: list[LabelledFigure] = []
    groups: dict[str, set[Steps]] = defaultdict(set)
    own: set[str] = set()
    for label, field, group in _figures(data, (), "", checks.money):
        if label in checks.points:
            continue
        top, above = field.steps[0], field.steps[:-1]
        everything.append(field)
        is_in_row = above and isinstance(above[-1], int)
        # The name of a row labels its money; the name of an indicator labels no figure.
        group_name = group if field.money or not is_in_row else ""
        short = label.removesuffix("数") if _BARE.fullmatch(label) else label
        for name in dict.fromkeys((label, short, group_name)):
            if len(name) >= _SHORTEST:
                by_label[name].append(field)
                groups[name].update({above} if name != group_name else ())
        own.update({label, short} if top in checks.facts else ())
    several = {name for name, owners in groups.items() if len(owners) > 1}
    bare = own | several | {name for name in by_label if _BARE.fullmatch(name)}
    return FigureIndex(dict(by_label), everything, bare)


def _figures(
    node: Node, above: Steps, group: str, money: Collection[str]
) -> Iterator[tuple[str, LabelledFigure, str]]:
    """The label, the figure and the group's name of every figure below ``node``."""
    for key, value in node.items():
        steps, label = (*above, key), label_words(key)
        if isinstance(value, Figure):
            place = value.place or node.key_places.get(key, node.place)
            in_money = steps[0] in money and not value.text.endswith("%")
            yield label, LabelledFigure(steps, value, place, in_money), group
        elif isinstance(value, Node):
            yield from _figures(value, steps, label, money)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, Node):
                    yield from _figures(item, (*steps, number), first_text(item), money)


@lru_cache(maxsize=4096)
def label_words(key: str) -> str:
    """A label without number and notes: ``1、市级专项资金（一个专项一行）`` is ``市级专项资金``."""
    return re.sub(r"（.*|^\d+[、.]|[:：].*", "", key).strip()
