"""How messages call a field: by its label, and by its group's where that is not enough.

按支出性质分.基本支出                    基本支出
经费控制情况.公用经费.本年决算数            公用经费·本年决算数
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_KEYS = re.compile(r"""\[(?P<quote>['"])(?P<quoted>.*?)(?P=quote)\]|(?P<name>[^.\[\]]+)""")
_OF_COLUMNS = re.compile(
    r"(?:上年|本年|年初|全年|调整后|当年|\d{4}年)?(?:预算|决算|执行|实际|支出|收入)?(?:数|金额|合计)?"
)
"""Labels of columns, which say nothing of the row: 本年决算数."""


def is_of_column(label: str) -> bool:
    """Whether a label is that of a column of figures, which each row of a form has."""
    return _OF_COLUMNS.fullmatch(label) is not None


def short_labels(paths: Collection[str]) -> Mapping[str, str]:
    """The label of each path of an expression; no two are alike.

    The last key; with those before it, as far as need be, where it is the label of a column or
    two of the paths end in it.
    """
    keys = {path: keys_of(path) for path in paths}
    lengths = {path: 1 + is_of_column(names[-1]) for path, names in keys.items() if names}
    for _ in range(max(map(len, keys.values()), default=0)):
        labels = {path: _label(keys[path], length) for path, length in lengths.items()}
        told = list(labels.values())
        lengths = {
            path: length + (told.count(labels[path]) > 1) for path, length in lengths.items()
        }
    return {path: _label(keys[path], length) for path, length in lengths.items()}


def keys_of(path: str) -> list[str]:
    """The keys of a path, as ``经费["水费、电费"].本年决算数`` is written in an expression."""
    return [match["quoted"] or match["name"] for match in _KEYS.finditer(path)]


def _label(keys: list[str], length: int) -> str:
    return "·".join(keys[-length:])
