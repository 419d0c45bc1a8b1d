"""Figures as people type them: 1,250.50, ４６８．２, 18.74万元, 二十, ＝12.3+7.2, / for none."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from unicodedata import normalize

from docgen.content.numbers import Figure


class ReadFigure(NamedTuple):
    """A figure that a text means, as docgen reads it; empty for none.

    ``sure`` says whether the text can mean nothing else.
    """

    text: str
    sure: bool


_NONE = re.compile(r"[/\\\-－—–_]+|无|没有|空|暂无|N/?A|n/?a|NA|nil|None|null")
_FIGURE = r"[+-]?\d+(?:\.\d+)?"
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[,\s' ]\d{3})+(?:\.\d+)?")
_MONEY = re.compile(r"^(?:人民币|RMB|CNY|[¥￥$])\s*")
_UNIT = re.compile(rf"(?P<figure>{_FIGURE})\s*(?P<unit>[^\W\d_A-Za-z]{{1,5}}|m2|%)")
_SCALE = re.compile(r"[元万亿千百%]")
_ABOUT = re.compile("^[约近达共计超逾]+|[多余]$")
_NOTE = re.compile(rf"(?P<figure>{_FIGURE})\s*[(（].*[)）]")
_SUM = re.compile(r"=\s*(?P<terms>[+-]?\d+(?:\.\d+)?(?:\s*[+-]\s*\d+(?:\.\d+)?)+)")
_CHINESE = re.compile(r"[零〇○一二两三四五六七八九十百千万点壹贰叁肆伍陆柒捌玖拾佰仟]+")
_DIGITS = str.maketrans("零〇○一二三四五六七八九", "000123456789")
_LIKE_DIGITS = str.maketrans("OoｏlIｌ", "000111")


def figure_in(text: str) -> ReadFigure | None:
    """The figure that ``text`` means; ``None`` if it cannot be told."""
    plain = normalize("NFKC", text).strip().strip("\"'“”‘’「」")
    plain = _MONEY.sub("", re.sub(r"(?<=\d)[。·](?=\d)", ".", plain)).rstrip("。,;、. ")
    if _NONE.fullmatch(plain):
        return ReadFigure("", sure=True)
    if _THOUSANDS.fullmatch(plain):
        plain = re.sub(r"[,\s' ]", "", plain)
    if exact := _exact(re.sub(r"\.{2,}", ".", plain.removeprefix("+"))):
        return ReadFigure(exact, sure=".." not in plain)
    for read in (_with_unit(plain), _in_words(plain), _computed(plain)):
        if read:
            return read
    alike = _exact(_ABOUT.sub("", plain.translate(_LIKE_DIGITS)))
    return ReadFigure(alike, sure=False) if alike else None


def _exact(text: str) -> str:
    """``text`` as a figure that docgen reads; empty if it is none."""
    if Figure.read(text) is not None:
        return text
    if not re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?", text):
        return ""
    try:
        number = Decimal(text).quantize(Decimal("1e-6")).normalize()
    except InvalidOperation:
        return ""
    shown = f"{number:f}"
    return shown if Figure.read(shown) is not None else ""


def _with_unit(text: str) -> ReadFigure | None:
    if found := _UNIT.fullmatch(text):
        # 12 in a form of yuan is not 12万元.
        return ReadFigure(_exact(found["figure"]), sure=not _SCALE.search(found["unit"]))
    found = _NOTE.fullmatch(text)
    return ReadFigure(_exact(found["figure"]), sure=False) if found else None


def _in_words(text: str) -> ReadFigure | None:
    if not (match := re.fullmatch(rf"({_CHINESE.pattern})[年人个项次分]?", text)):
        return None
    words = match[1]
    if len(words) > 1 and not re.search("[十百千万点拾佰仟]", words):
        digits = words.translate(_DIGITS)
        return ReadFigure(digits, sure=True) if Figure.read(digits) is not None else None
    from cn2an import cn2an  # 70 ms

    try:
        number = _exact(str(cn2an(words, "smart")))
    except ValueError:
        return None
    return ReadFigure(number, sure=True) if number else None


def _computed(text: str) -> ReadFigure | None:
    """The sum that a formula of Excel's adds up."""
    if not (formula := _SUM.fullmatch(text)):
        return None
    terms = re.findall(r"[+-]?\s*\d+(?:\.\d+)?", formula["terms"])
    total = sum((Decimal(re.sub(r"\s", "", term)) for term in terms), Decimal(0))
    return ReadFigure(f"{total:f}", sure=True)
