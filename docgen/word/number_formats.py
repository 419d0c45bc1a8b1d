"""Numbers as Word writes them: of pages, lists and fields (ECMA-376-1, 17.18.59, 17.16.4.3)."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_PLAIN, _LEGAL = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_UNITS, _LEGAL_UNITS = ("", "十", "百", "千"), ("", "拾", "佰", "仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_WIDE = {ord("0") + digit: ord("０") + digit for digit in range(10)}
_MOST_CIRCLED, _MOST_COUNTED, _MOST_ROMAN, _MOST_LETTERS = 20, 9999, 32767, 780


def _roman(value: int) -> str:
    written = ""
    for amount, letters in _ROMAN if value <= _MOST_ROMAN else ():
        count, value = divmod(value, amount)
        written += letters * count
    return written


def _letters(value: int) -> str:
    """Letters: a to z, then aa to zz (17.18.59, lowerLetter)."""
    rounds, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * (rounds + 1) if value <= _MOST_LETTERS else ""


def _counting(digits: str, units: tuple[str, ...], *, short_ten: bool) -> Callable[[int], str]:
    def write(value: int) -> str:
        if value > _MOST_COUNTED:
            return ""
        written, gap = "", False
        for place in range(3, -1, -1):
            digit = value // 10**place % 10
            if digit:
                zero = "零" if gap and written else ""
                written, gap = f"{written}{zero}{digits[digit]}{units[place]}", False
            else:
                gap = True
        ten = f"{digits[1]}{units[1]}"
        return written[1:] if short_ten and written.startswith(ten) else written

    return write


def _digit_by_digit(value: int) -> str:
    return "".join(_PLAIN[int(digit)] for digit in str(value))


def _circled(value: int) -> str:
    return chr(ord("①") + value - 1) if value <= _MOST_CIRCLED else ""


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else ""


_counted = _counting(_PLAIN, _UNITS, short_ten=True)
_legal = _counting(_LEGAL, _LEGAL_UNITS, short_ten=False)
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate(_WIDE),
    "decimalFullWidth2": lambda value: str(value).translate(_WIDE),
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counted,
    "chineseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": _counted,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    # Of fields; the case of their names says the case of letters.
    "ROMAN": lambda value: _roman(value).upper(),
    "roman": _roman,
    "ALPHABETIC": lambda value: _letters(value).upper(),
    "alphabetic": _letters,
    "arabicdash": lambda value: f"- {value} -",
    "chinesenum1": _counted,
    "chinesenum2": _legal,
    "chinesenum3": _counted,
    "zodiac1": _one_of(_STEMS),
    "zodiac2": _one_of(_BRANCHES),
    "gb3": _circled,
    "circlenum": _circled,
}
"""How a number above 0 is written, by the name of the format; empty where there is no such form."""


def has_format(name: str) -> bool:
    """Whether numbers in the format ``name`` of fields are known here; empty for digits."""
    return name in _FORMATS or name.lower() in ("", "arabic", *_FORMATS)


def written_number(value: int, name: str) -> str:
    """``value`` in the format ``name``: ``chineseCounting`` of lists, ``CHINESENUM3`` of fields.

    In digits where the format, or its form of so large a number, is not known.
    """
    write = _FORMATS.get(name) or _FORMATS.get(name.lower())
    return (write(value) if write and value > 0 else "") or str(value)
