"""The values that a filled report prints, and whether they are those of the notes' formulas."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.drafted_forms_file import REFERENCE, Blank
from tests.drafted_forms_places import Places, plain

_NUMBER = re.compile(r"[-－]?[\d,]+(?:\.\d+)?")
_FUNCTIONS: dict[str, Callable[..., float]] = {"sum": sum, "min": min, "max": max}
_ALLOWED = (
    *(ast.Expression, ast.BinOp, ast.UnaryOp, ast.Call, ast.Name, ast.Load, ast.Constant),
    *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.USub, ast.List),
)


@dataclass(frozen=True)
class Value:
    """What a report prints at a blank.

    Attributes:
        text: there.
        around: in the whole cell or paragraph.
        row: of the form, over all tables; 0 outside of tables.
    """

    text: str
    around: str
    row: int

    @property
    def number(self) -> float | None:
        """As a number; ``None`` if it is none."""
        found = _NUMBER.search(plain(self.text))
        return float(found[0].replace(",", "").replace("－", "-")) if found else None

    @property
    def tolerance(self) -> float:
        """How far rounding may carry it."""
        found = _NUMBER.search(plain(self.text))
        return 0.5001 / 10 ** len(found[0].partition(".")[2]) if found else 0.0


def values_of(places: Places) -> dict[Blank, Value]:
    """What a report prints at each blank; nothing for those that were not found."""
    values: dict[Blank, Value] = {}
    for found in places.found:
        typed = found.blanks()
        for blank in found.text.blanks:
            text = typed[blank] if typed is not None else ""
            values[blank] = Value(text, found.typed, found.row)
    return values


def same(blank: Blank, values: Mapping[Blank, Value]) -> str:
    """Why the value of ``blank`` is not that of its formula; empty if it is."""
    value = values.get(blank)
    if not blank.formula:
        return ""
    if value is None or value.number is None:
        return f"prints {value.text if value else 'nothing'!r}"
    try:
        wanted = evaluate(blank, values)
    except (ArithmeticError, LookupError, ValueError) as failure:
        return f"cannot be worked out: {failure}"
    if "%" in plain(value.text) and not blank.formula.endswith("%"):
        wanted *= 100
    if abs(wanted - value.number) <= value.tolerance:
        return ""
    return f"prints {value.text}, not {wanted:g}"


def evaluate(blank: Blank, values: Mapping[Blank, Value]) -> float:
    """The value of a blank's formula, in percent if it ends in %.

    Raises:
        LookupError: If a name has no number.
        ValueError: If the formula is none.
    """
    names: dict[str, object] = dict(_FUNCTIONS)
    row = values[blank].row

    def named(match: re.Match[str]) -> str:
        name = f"v{len(names)}"
        whole = blank.formula[: match.start()].endswith("sum(") and "[]" in match[1]
        names[name] = _read(match[1], values, row if blank.list_name else 0, whole)
        return name

    source = REFERENCE.sub(named, blank.formula).removesuffix("%").strip()
    tree = ast.parse(source, mode="eval")
    if not all(isinstance(node, _ALLOWED) for node in ast.walk(tree)):
        raise ValueError(blank.formula)
    result = float(eval(compile(tree, blank.name, "eval"), {"__builtins__": {}}, names))
    return result * 100 if blank.formula.endswith("%") else result


def _read(name: str, values: Mapping[Blank, Value], row: int, whole: bool) -> object:
    """The number of a name, in the same row if it is of a list; of all rows if ``whole``."""
    found = [value for blank, value in values.items() if blank.name == name]
    if not whole and "[]" in name and row:
        found = [value for value in found if value.row == row]
    numbers = [value.number for value in found]
    if not numbers or None in numbers:
        raise LookupError(f"{name} has no number")
    return numbers if whole else numbers[0]
