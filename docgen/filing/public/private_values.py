"""Numbers and addresses of persons in a text, by their shape, in every notation that offices use.

Telephone numbers follow the numbering plan of China (YD/T 1038): eleven digits from 13 to 19 of a
mobile, or an area code from 0 with seven or eight digits. Identity numbers have the check digit of
GB 11643-1999, bank cards that of ISO/IEC 7812-1. Sums of money and other figures are let be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_DASHES = "‐‑‒–—―−－﹣"
_SPACES = "\u00a0\u2002\u2003\u2009\u202f\u3000\t"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN = _FULL_WIDTH | dict.fromkeys(map(ord, _DASHES), "-") | dict.fromkeys(map(ord, _SPACES), " ")

UNSEEN: Final = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad"
"""Signs without width, as phones and address books put around numbers that are copied from them."""
GAP: Final = f"[- .·•_\n{UNSEEN}]"
"""What stands between the digits of a number, seen or not."""
_SOME = f"{GAP}{{0,3}}"
_UNITS = r"(?:[美欧港日]?元(?![旦宵月])|RMB|CNY|㎡|m²|平方|立方|公里|公斤|千克|千瓦|吨|人次)"
_NO_SUM = (
    r"(?!\d)(?!\.\d)"
    rf"(?!\s*(?:[千万亿]?{_UNITS}|[万亿](?!先生|女士)))"
)
_ALONE = r"(?<!\d)(?<!\d\.)(?<![¥$])"
_LATER = rf"(?:\s*[、/;,或]\s*[2-9]\d{{2,3}}{_SOME}\d{{4}}(?!\d)(?!\.\d))*"
_EXTENSION = r"(?:\s*(?:转|分机|ext\.?|x|#|-)\s*\d{1,6}(?!\d))?"
_LOCAL = rf"\d{{3,4}}{_SOME}\d{{4}}"
_COUNTRY = r"(?:\(?(?:\+|00)?\s?86\)?[- ]{0,2})?"
_THREE_FOUR = rf"\d{_SOME}\d{{4}}{_SOME}\d{{4}}"
_GROUPED = (
    rf"(?:\d{GAP}{{1,3}}\d{{4}}{_SOME}\d{{4}}|\d{{5}}[{UNSEEN}]{{0,3}}\d{{4}}|\d/\d{{4}}/\d{{4}})"
)
"""Seven figures and four behind a sign are rather a subtraction, a fraction, or two figures."""
_FOUR_FIRST = rf"\d\d{GAP}{{1,2}}(?:\d{{3}}{_SOME}\d{{4}}|\d{{4}}{_SOME}\d{{3}})"
_ONE_BY_ONE = rf"1{GAP}[3-9](?:{GAP}\d){{9}}"
_LABEL = (
    r"(?:电话|手机|传真|联系方式|座机|办公室电话|热线|微信号?|QQ号?|[Tt]el(?:ephone)?|TEL|[Ff]ax|"
    r"FAX|[Mm]obile|[Pp]hone)(?:号码?)?(?:\([^()]{0,8}\))?\s*(?:[.:]|是|为)?\s*"
)


@dataclass(frozen=True)
class PrivateSpan:
    """A stretch of a text that is private.

    Attributes:
        start, end: where it stands in the text.
        kind: ``phone``, ``email``, ``identity``, ``account``, ``name`` or ``listed``.
    """

    start: int
    end: int
    kind: str


def plain(text: str) -> str:
    """A text with figures, signs and spaces of one width, as long as it was."""
    return text.translate(_PLAIN)


def _digits(count: str) -> str:
    return rf"\d(?:{_SOME}\d){{{count}}}"


_MOBILE = rf"{_ALONE}{_COUNTRY}(?:1[3-9](?:{_GROUPED}|{_FOUR_FIRST})|{_ONE_BY_ONE}){_NO_SUM}"
_CODE = r"(?:010|02\d|0[3-9]\d\d)"
_AREA = rf"(?:\({_CODE}\)|{_CODE}(?=[- ·_/])|\[{_CODE}\])"
_LANDLINE = rf"{_ALONE}(?<!\d-){_COUNTRY}{_AREA}(?:/|{_SOME}){_LOCAL}(?!\d)(?!\.\d)"
_WHOLE_LANDLINE = rf"{_ALONE}(?<!\d-){_COUNTRY}{_CODE}[2-9]\d{{2,3}}{_SOME}\d{{4}}{_NO_SUM}"
_ABROAD = rf"{_ALONE}(?:\+|00)\s?86[- ]{{1,2}}[1-9]\d{{1,2}}[- ]{{1,2}}{_LOCAL}(?!\d)"
_HOTLINE = rf"{_ALONE}[48]00(?:-\d{{3}}-?|-?\d{{3}}-| \d{{3}} )\d{{4}}(?!\d)(?!\.\d)"
_LABELLED = rf"{_LABEL}(?P<value>[2-9]\d{{2,3}}{_SOME}\d{{4}}{_NO_SUM})"
_LABELLED_MOBILE = rf"{_LABEL}(?P<value>1[3-9]{_THREE_FOUR}(?!\d))"
_TAILED = rf"{_EXTENSION}{_LATER}"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[A-Za-z0-9][\w.%+-]*\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.A)),
    ("identity", re.compile(rf"(?<!\d)[1-9]{_SOME}{_digits('15')}{_SOME}[\dXx](?![\dA-Za-z])")),
    (
        "identity",
        re.compile(r"身份证(?:件)?号?码?\)?\s*[.:]?\s*(?P<value>\d{15}(?:\d\d[\dXx])?)(?!\d)"),
    ),
    ("identity", re.compile(r"护照号?码?\s*[.:]?\s*(?P<value>[A-Z]{1,2}\d{7,8})(?!\d)")),
    ("account", re.compile(rf"[账帐卡]号\)?[^\d\n]{{0,12}}(?P<value>{_digits('11,20')}){_NO_SUM}")),
    ("account", re.compile(rf"{_ALONE}62{_SOME}{_digits('13,16')}{_NO_SUM}")),
    ("phone", re.compile(_MOBILE + _EXTENSION + _LATER)),
    ("phone", re.compile(_LANDLINE + _TAILED)),
    ("phone", re.compile(_WHOLE_LANDLINE + _TAILED)),
    ("phone", re.compile(_ABROAD + _TAILED)),
    ("phone", re.compile(_HOTLINE + _EXTENSION)),
    ("phone", re.compile(_LABELLED + _TAILED)),
    ("phone", re.compile(_LABELLED_MOBILE + _TAILED)),
)
_NUMBERED = re.compile(
    r"(?:编号|编码|代码|文号|案号|合同号|批号|单号|批文号|凭证号|许可证号|发票号码?|流水号|第|指标|\d{4}[\]〕])"
    r"\s*[.:]?\s*(?:[A-Za-z]{1,6}-?)?$"
)
"""What stands before the number of a contract, an invoice or a document: no telephone number."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def private_numbers(text: str) -> Iterator[PrivateSpan]:
    """Yields the telephone, identity and account numbers and e-mail addresses of a text."""
    seen = plain(text)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(seen):
            start, end = match.span("value" if "value" in pattern.groupindex else 0)
            is_labelled = "value" in pattern.groupindex
            if kind == "phone" and _NUMBERED.search(seen, max(0, start - 20), start):
                continue
            if is_labelled or _is_sound(kind, re.sub(r"[^\dXx]", "", seen[start:end])):
                # What follows a labelled number, as an extension, goes with it.
                yield PrivateSpan(start, max(end, match.end()), kind)


def _is_sound(kind: str, digits: str) -> bool:
    """Whether the check digit of a number that is known by its shape alone is right."""
    if kind == "identity":
        return is_identity_number(digits)
    return kind != "account" or _is_card(digits)


def is_identity_number(digits: str) -> bool:
    """Whether 18 digits are an identity number: a day of birth, and the check digit of it."""
    if not re.match(r"\d{6}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", digits):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return digits[17:].upper() == _CHECK_DIGITS[total % 11]


def _is_card(digits: str) -> bool:
    """Whether the last digit is that of Luhn's formula."""
    doubled = (2 * int(digit) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(map(sum, map(_halves, doubled)))) % 10 == 0


def _halves(number: int) -> tuple[int, int]:
    return divmod(number, 10)
