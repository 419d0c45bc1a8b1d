"""How the elements of an official paper are written and coloured, in a .docx and in a PDF."""

from __future__ import annotations

import re

NUMBER = re.compile(r"[\u3400-\u9fff]+〔\d{4}〕[1-9]\d*号")
"""A document number: 六角括号, no 第, no leading zeros (GB/T 9704-2012, 7.2.5)."""

NUMBER_LIKE = re.compile(
    r"([\u3400-\u9fff]+)\s*[〔\[［(（【﹝]\s*(\d{4})年?\s*[〕\]］)）】﹞]\s*第?\s*0*(\d+)\s*号"
)
"""A document number, however it is bracketed."""

DATE = re.compile(r"\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
"""A date in full, without leading zeros (GB/T 9704-2012, 7.3.5.4)."""

DATE_LIKE = re.compile(
    r"(?:\d{2,4}|[〇○零一二三四五六七八九]{2,4})\s*[年.\-/]"
    r"\s*[\d一二三四五六七八九十]{1,3}\s*[月.\-/]\s*[\d一二三四五六七八九十]{1,3}\s*日?"
)
"""A line that is a date, however it is written."""

SIGNERS = "签发人"
NUMBER_LINE = re.compile(rf"{NUMBER_LIKE.pattern}({SIGNERS}.*)?$")
"""The end of the line that has the number: secrecy may stand before it, signers behind it."""

COPIES_HEAD = re.compile(r"抄\s*送\s*[:：]")
IMPRINT = re.compile(rf"(?P<office>\S.*?)\s*(?P<date>{DATE.pattern})印发")
"""Who printed it, and when (GB/T 9704-2012, 7.4.3)."""

BEHIND_COLON = 4
"""Characters from the left edge to what stands behind ``抄送：``, one character in."""

SAMPLE_NUMBER, SAMPLE_DATE = "株教函〔2024〕3号", "2024年4月26日"


def right_number(text: str) -> str:
    """``text`` as a document number is written; a sample if it cannot be told."""
    found = NUMBER_LIKE.fullmatch(text.strip())
    return f"{found[1]}〔{found[2]}〕{found[3]}号" if found else SAMPLE_NUMBER


def right_date(text: str) -> str:
    """``text`` as a date is written in a sign-off; a sample if it cannot be told."""
    parts = re.findall(r"\d+", text)
    if len(parts) == 3 and len(parts[0]) == 4:
        year, month, day = map(int, parts)
        written = f"{year}年{month}月{day}日"
        return written if DATE.fullmatch(written) else SAMPLE_DATE
    return SAMPLE_DATE


def is_red(color: tuple[int, int, int]) -> bool:
    """Whether a colour of red, green and blue, each up to 255, is the red of a mark or a line."""
    red, green, blue = color
    return red > 150 and max(green, blue) < 90
