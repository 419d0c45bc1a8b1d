"""Letters and numbers by which a form's own formulas name its columns and rows.

全年预算数（A） | 全年执行数（B） | 执行率（B/A）          A, B, B/A
栏次 | 1 | 2 | 3=1+2                                  1, 2, 3=1+2
甲 | 乙 | 丙=甲÷乙                                     甲, 乙, 丙=甲÷乙
本年收入a | 本年支出b | 本年结余c=a-b                  a, b, c=a-b
合计（1）=（2）+（3） | 专项（2） | 自筹（3）            1=2+3, 2, 3
营业利润 | 行次 3=1-2 |                                 the row's code is 3=1-2
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import dropwhile

_SIGNS = str.maketrans(
    {"÷": "/", "×": "*", "✕": "*", "X": "X", "－": "-", "—": "-", "–": "-", "−": "-", "＝": "="}
)
_CODE = r"(?:[甲乙丙丁戊己庚辛壬癸]|[A-Za-z]|\d{1,2}|[①-⑳])"
_SUM = rf"\(*{_CODE}(?:%|\)*[-+*/](?:…\+|\.+\+)?\(*(?:100%?|{_CODE}))*[)%]*"
_WHOLE = re.compile(rf"(?:{_CODE}(?:={_SUM})?|{_SUM})")
_NAMES = re.compile(_CODE)
_SIGN = re.compile(r"[-+*/=]")
_NUMBERS_COLUMNS = ("栏次", "栏号", "列次", "列号", "行次", "行号")
_NUMBERS_ROWS = ("行次", "行号", "序号", "编号", "代码", "指标代码")
_CIRCLED = re.compile(r"[①-⑳](?:=[①-⑳+\-*/()…\d%]+)?$")
_GLUED = re.compile(rf"(?<=[\u4e00-\u9fff])[A-Za-z](?:={_SUM})?$")
_NAMED = re.compile(
    r"([^（()）=＝①-⑳]*?[^（()）=＝①-⑳a-zA-Z])"
    r"(?:[①-⑳]+(?:[=＝].*)?|(?<=[\u4e00-\u9fff])(?:[a-z]|[A-Za-z][=＝].+)|[a-zA-Z]*[=＝].+)"
)
_EQUATION = re.compile(rf"(?<=.)\({_CODE}\)={_SUM}$")
_BEHIND = re.compile(rf"(?<=.)[（(]{_CODE}[）)][=＝].+")
"""A formula behind a head whose codes have brackets of their own: 合计（1）=（2）+（3）."""
_BESIDE_NOTE = re.compile(r"(?<=[^①-⑳])[①-⑳](?=[（(])|(?<=[)）])[①-⑳]$")
NO_CODE = re.compile(r"[-/*]+")
"""What a column without a code has among them: —, /, ×."""
_NAMES_ROWS = ("项目",)
"""The head of the names of rows, where it stands in the row of codes."""
_FEWEST, _MANY = 2, 4
"""Codes of a row, at least, and if some columns have none."""


@dataclass(frozen=True)
class PrintedCodes:
    """The codes that a table prints.

    Attributes:
        columns: the codes of columns, by the row and the grid column of the cell that prints them.
        lines: the codes of rows, by row and grid column.
        rows: the rows that print nothing but codes.
    """

    columns: Mapping[tuple[int, int], str]
    lines: Mapping[tuple[int, int], str]
    rows: frozenset[int]

    def are_counted(self, code: str) -> bool:
        """Whether a formula gives what a code stands for, or reads it."""
        name = code.partition("=")[0]
        formulas = [it for it in (*self.columns.values(), *self.lines.values()) if _SIGN.search(it)]
        return bool(code) and any(name in _NAMES.findall(formula) for formula in formulas)

    def of_column(self, row: int, column: int, top: int = 0) -> str:
        """The code of the column of a cell: the nearest above it, from the row ``top`` on.

        ``top`` is the row of its outermost head. Empty if there is none.
        """
        above = [at for at in self.columns if at[1] == column and top <= at[0] < row]
        return self.columns[max(above)] if above else ""

    def of_row(self, row: int, column: int) -> str:
        """The code of the row of a cell: the nearest to its left; empty if there is none."""
        left = [at for at in self.lines if at[0] == row and at[1] < column]
        return self.lines[max(left)] if left else ""


def codes_of(cells: Iterable[tuple[int, int, str]]) -> PrintedCodes:
    """The codes of a table, whose ``cells`` are row, first grid column and text."""
    placed = {(row, column): plain(text) for row, column, text in cells}
    texts = {at: text for at, text in placed.items() if text}
    numbers = sorted({row for row, _ in texts})
    rows = {row for row in numbers if _is_of_codes(_row(placed, row))}
    columns = {}
    for at, text in texts.items():
        code = text if at[0] in rows else code_in(text)
        if code and _WHOLE.fullmatch(_bare(code)):
            columns[at] = _bare(code)
    return PrintedCodes(columns, _lines(texts, rows), frozenset(rows))


def plain(text: str) -> str:
    """A text with the signs of arithmetic as programs have them, without whitespace."""
    circled = {ord(sign): f"\ue000{ord(sign)}\ue001" for sign in text if "①" <= sign <= "⑳"}
    kept = unicodedata.normalize("NFKC", text.translate(circled)).translate(_SIGNS)
    kept = re.sub("\ue000(\\d+)\ue001", lambda match: chr(int(match[1])), kept)
    return re.sub(r"\s+", "", kept).replace("⋯", "…").replace("……", "…")


def is_code(text: str) -> bool:
    """Whether a text is nothing but a code."""
    return _WHOLE.fullmatch(_bare(plain(text))) is not None


def _bare(code: str) -> str:
    """A code without brackets around all of it: (5)=(3)/(2) and (A-B)/A have none."""
    inside = note_of(code)
    text = inside if code == f"({inside})" else code
    return re.sub(rf"\(({_CODE})\)", r"\1", text)


def without_code(label: str) -> str:
    """A label without the code that it prints: 合计 of 合计③=①+②, of 合计c=a+b and of 合计=1+2.

    A capital letter alone stays, as in 标段A.
    """
    named = _NAMED.fullmatch(label)
    return named[1] if named else _BESIDE_NOTE.sub("", _BEHIND.sub("", label))


def code_in(text: str) -> str:
    """The code at the end of a head, in brackets, circled or a letter; empty if there is none."""
    if equation := _EQUATION.search(text):
        return _bare(equation[0])
    inside = note_of(text)
    if inside and _WHOLE.fullmatch(inside) and not (inside.isdecimal() and text.startswith("(")):
        return inside
    circled = _CIRCLED.search(text.removesuffix(f"({inside})"))
    if circled and circled.start():
        return circled[0]
    glued = _GLUED.search(text.removesuffix(f"({inside})") if "=" not in text else text)
    return glued[0] if glued else ""


def note_of(text: str) -> str:
    """What stands in the last brackets of a plain text that ends with them, or nothing."""
    depth = 0
    for at in range(len(text) - 1, -1, -1) if text.endswith(")") else ():
        depth += {")": 1, "(": -1}.get(text[at], 0)
        if depth == 0:
            return text[at + 1 : -1]
    return ""


def _row(texts: Mapping[tuple[int, int], str], row: int) -> list[str]:
    return [text for at, text in sorted(texts.items()) if at[0] == row]


def _is_of_codes(row: list[str]) -> bool:
    """Whether a row holds only codes in their order, one for each column: 甲, 1, 2, 3=1+2.

    Beside 栏次 cells may be blank; elsewhere only before the codes, or among many.
    """
    is_named = row[0] in _NUMBERS_COLUMNS
    cells = row[1:] if is_named or row[0] in (*_NUMBERS_ROWS, *_NAMES_ROWS) else row
    bare = [_bare(code) for code in cells if code and not NO_CODE.fullmatch(code)]
    if not all(map(_WHOLE.fullmatch, bare)):
        return False
    if is_named:
        return _are_in_order(bare, from_one=False)
    is_gapped = "" in dropwhile(lambda cell: not cell, row)
    if is_gapped and len(bare) < _MANY:
        return False
    counted = sum(not it.isalpha() or it.islower() for it in bare)
    letters = sum(it.partition("=")[0].isalpha() for it in bare)
    is_counted = counted >= _FEWEST or (counted > 0 and letters >= _FEWEST)
    return is_counted and _are_in_order(bare, from_one=True)


def _are_in_order(bare: list[str], *, from_one: bool) -> bool:
    """Whether codes are not repeated, and their numbers go on one by one."""
    named = [code.partition("=")[0] for code in bare]
    digits = [int(code) for code in named if code.isdecimal()]
    start = 1 if from_one or not digits else digits[0]
    return digits == list(range(start, start + len(digits))) and len(set(named)) == len(named)


def _lines(texts: Mapping[tuple[int, int], str], rows: set[int]) -> dict[tuple[int, int], str]:
    """The codes below a head that numbers the rows: 行次."""
    heads = [at for at, text in texts.items() if text in _NUMBERS_ROWS and at[0] not in rows]
    lines = {}
    for at, text in texts.items():
        below = any(at[1] == head[1] and at[0] > head[0] for head in heads)
        if below and at[0] not in rows and _WHOLE.fullmatch(text) and text[0].isdecimal():
            lines[at] = text
    return lines
