"""Sites of slips of form, which any text has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.truth.marks import MarkedText
from tests.truth.site import Site, site

_NUMERALS = "一二三四五六七八九十"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ENGLISH = str.maketrans("，：；（）", ",:;()")

_NUMBER = re.compile(r"(?<![\d.,])\d{1,4}(?![\d.,%])(?=[\u4e00-\u9fff])(?![年月日])")
_MONEY = re.compile(r"(?<=\d)万元(?=[，、；。）])")
_RATE = re.compile(r"(?:增长|下降|占|率为?|增幅)\d+(?:\.\d+)?%(?=[，；。])")
_OFFICE_NUMBER = re.compile(r"〔(\d{4})〕")
_PAIR = re.compile(r"[（“《][^（“《）”》]{2,}[）”》]")
_NUMBERING = re.compile(
    rf"^(?:#+ )?（?([{_NUMERALS}])(?=[）、])|^(?:#+ )?(\d)(?=[.、 ])|（(\d)）"
    r"|(?<=[：；，。])([一二三四五])是"
)


def slip_sites(text: MarkedText) -> dict[str, list[Site]]:
    """The sites of a text by kind."""
    found: dict[str, list[Site]] = {kind: [] for kind in SLIPS}
    for number, line in enumerate(text.lines, 1):
        if not line or line.startswith("|") or number == 1:
            continue
        for kind, sites_of in SLIPS.items():
            for start, old, ways in sites_of(line):
                found[kind] += site(kind, number, start, old, ways)
    return found


Passages = Iterator[tuple[int, str, tuple[str, ...]]]
"""Where each begins, what it is, and what may stand there wrongly."""


def _doubled_marks(line: str) -> Passages:
    for match in re.finditer("[，。]", "" if line.startswith("#") else line):
        ways = ("，。", "，，") if match[0] == "，" else ("。。", "，。")
        yield match.start(), match[0], ways


def _ellipses(line: str) -> Passages:
    if match := re.search("[；，][^；，。：]{4,}。$", line):
        yield match.start() + 1, match[0][1:], ("……", "……。")


def _english_marks(line: str) -> Passages:
    for match in re.finditer("(?<=[\u4e00-\u9fff])[，：；](?=[\u4e00-\u9fff])", line):
        yield match.start(), match[0], (match[0].translate(_ENGLISH),)
    for match in re.finditer("（[\u4e00-\u9fff]{2,}）(?=[\u4e00-\u9fff])", line):
        yield match.start(), match[0], (match[0].translate(_ENGLISH),)


def _line_ends(line: str) -> Passages:
    if line[-1] in "：；":
        yield len(line) - 1, line[-1], (line[-1].translate(_ENGLISH),)


def _full_width(line: str) -> Passages:
    for match in _NUMBER.finditer(line):
        yield match.start(), match[0], (match[0].translate(_FULL_WIDTH),)


def _missing_units(line: str) -> Passages:
    matches = list(_MONEY.finditer(line))
    for match in matches if len(matches) > 2 else ():
        yield match.start(), match[0], ("",)


def _missing_percents(line: str) -> Passages:
    for match in _RATE.finditer(line):
        yield match.start(), match[0], (match[0][:-1],)


def _office_numbers(line: str) -> Passages:
    for match in _OFFICE_NUMBER.finditer(line):
        year = match[1]
        yield match.start(), match[0], (f"[{year}]", f"（{year}）", f"({year})", f"【{year}】")


def _unpaired(line: str) -> Passages:
    for match in _PAIR.finditer(line):
        yield match.start(), match[0], (match[0][1:], match[0][:-1])


def _numbering(line: str) -> Passages:
    for match in _NUMBERING.finditer(line):
        old = next(filter(None, match.groups()))
        signs = _NUMERALS if old in _NUMERALS else "123456789"
        at = signs.index(old)
        if 0 < at < len(signs) - 2:  # the first has none before it to repeat
            yield match.start() + match[0].index(old), old, (signs[at - 1], signs[at + 1])


def _placeholders(line: str) -> Passages:
    for match in _NUMBER.finditer(line):
        yield match.start(), match[0], ("XX", "××", "XXX", "××××")


def _prompts(line: str) -> Passages:
    if line.startswith("## "):
        prompts = ("（请简要说明，200字以内）", "（此处填写主要内容）", "（可另附页）")
        yield len(line), "", prompts
    elif line.endswith("。") and len(line) > 30:
        yield len(line) - 1, "。", ("（简要说明，100字以内）。", "（填写主要做法）。")


SLIPS: dict[str, Callable[[str], Passages]] = {
    "doubled-mark": _doubled_marks,
    "ellipsis-left": _ellipses,
    "english-mark": _english_marks,
    "line-end-mark": _line_ends,
    "full-width": _full_width,
    "missing-unit": _missing_units,
    "missing-percent": _missing_percents,
    "document-number": _office_numbers,
    "unpaired": _unpaired,
    "numbering": _numbering,
    "placeholder": _placeholders,
    "prompt": _prompts,
}
"""Kind to what it finds in a line of running text or a heading."""
