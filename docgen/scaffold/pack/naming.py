"""Keys of content files, made of the labels that a form prints.

其中：1、公车购置 （万元）  ->  公车购置          2022年决算数  ->  上年决算数
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from docgen.content.characters import UNPRINTED
from docgen.diagnostics.file_names import good_name
from docgen.ordinals import without_ordinals
from docgen.scaffold.pack.formulas.printed_codes import without_code

_TOTAL = re.compile(
    r"总分|(?:合计|总计|小计|共计|累计)|[^，。：:]{1,4}(?:合计|总计|小计|共计|累计)(?:数|金额)?$"
)

NAMELESS = "填空"
"""The key of a blank that nothing names."""

_CODE = re.compile(r"^(?:\d+[、.．](?!\d)|[（(]\d+[）)])")
"""The code of a budget subject, such as 2010101; it has more digits than an ordinal."""

_AMONG = re.compile(r"^(?:其中[：:]?)?(?:按[^：:]{1,12}分[：:](?=.))?")
"""What begins some of the parts of a sum, or those in one of several ways: 按来源分：财政拨款."""
_NOTE = re.compile(r"[（(][^（()）]*[）)]$")
_YEAR = re.compile(r"^(20\d\d)年度?")
_UNFIT = re.compile(rf"[\"'\\{{}}%\[\]|`.{UNPRINTED}]")
"""Characters that may not stand in a key, as they end one in a template, a path or a file."""
_NOT_IN_FILES = re.compile(r"[/:*?<>]|^[.~\s]+")
"""Characters that Windows has no files of, and signs that hide a file, beside those of keys."""
_LONGEST_FILE = 24
_RELATIVE = {-2: "前年", -1: "上年", 0: "本年", 1: "下年", 2: "后年"} | {
    sign * years: f"{numeral}年{behind}"
    for years, numeral in enumerate("三四五", 3)
    for sign, behind in ((-1, "前"), (1, "后"))
}
"""Names of years by how far they are from the edition."""
_UNIT_NAME = re.compile(
    r"(?:部门（单位）|部门|单位)名称$|^(?:填报|申报|承诺|预算|报告|编制|采购)?单位$|^(?:填报|申报|预算)?部门$"
)
_MARKS = re.compile(r"[：:。；;，,、*★]+$")
_GAPS = re.compile(r"[\s_]+")
_NON_WORD = re.compile(r"\W+")
_LONGEST = 30


def file_name(text: str) -> str:
    """``text`` as the name of a content file, without an ending, on Windows as well; may be empty.

    A template names it in quotes, so it is without what may not stand in a key.
    """
    plain = _NOT_IN_FILES.sub("", without_forbidden(printed(text)))
    return good_name(plain[:_LONGEST_FILE].rstrip("、，；-"))


def without_forbidden(text: str) -> str:
    """``text`` without the characters that may not stand in a key."""
    return _UNFIT.sub("", text)


def printed(label: str) -> str:
    """A label without whitespace and ``_``, which only spread it out."""
    return _GAPS.sub("", label)


def key_of(label: str) -> str:
    """The key for a label, without numbering, unit, note in brackets and final colon.

    Empty for an empty label; :data:`NAMELESS` if nothing is left.
    """
    if not printed(label):
        return ""
    text = _MARKS.sub("", without_code(printed(label)))
    text = _unnumbered(_AMONG.sub("", _unnumbered(text)))
    shorter = _MARKS.sub("", _NOTE.sub("", text))
    return without_forbidden(shorter or text or printed(label))[:_LONGEST] or NAMELESS


def is_total_row(label: str) -> bool:
    """Whether a label, such as 合计 or 本页小计（元）, is that of a row that sums others."""
    return _TOTAL.match(key_of(label)) is not None


def list_key(label: str) -> str:
    """The key of a list: its whole label, the note in brackets included, without numbering."""
    return without_forbidden(_unnumbered(_MARKS.sub("", printed(label))))[:_LONGEST] or NAMELESS


def asks_for_unit(key: str) -> bool:
    """Whether a key is that of the name of a unit, perhaps the one that fills in the form."""
    return _UNIT_NAME.search(key) is not None


def _unnumbered(text: str) -> str:
    plain = without_ordinals(text)
    without_code = _CODE.sub("", plain)
    return plain if plain == without_code else _unnumbered(without_code)


def without_year(label: str, edition: int, *, say: bool) -> str:
    """A head without its year; with 上年, 本年, 下年 and the like in its place if ``say``.

    A year that is far from ``edition`` stays, and so does a head that is all year.
    """
    text = printed(label)
    match = _YEAR.match(text)
    if not match:
        return text
    relative_years = {edition + shift: name for shift, name in _RELATIVE.items()}
    year, rest = int(match[1]), text[match.end() :]
    plain = f"{relative_years.get(year, '')}{rest}" if say else rest
    return plain or text if year in relative_years else text


def year_of(label: str) -> int | None:
    """The year that a head begins with; ``None`` if it does not."""
    match = _YEAR.match(printed(label))
    return int(match[1]) if match else None


def name_of(key: str) -> str:
    """A key as a top-level name: an identifier, without brackets and commas, not all ASCII."""
    plain = _NON_WORD.sub("", unicodedata.normalize("NFKC", key))
    # A top-level name of ASCII characters is a folder of the content.
    return plain if plain.isidentifier() and not plain.isascii() else f"项{plain}"


def numbered_repeats(keys: Iterable[str]) -> list[str]:
    """The keys in their order, repeated ones numbered: 金额, 金额2, 金额3."""
    counts: Counter[str] = Counter()
    numbered = []
    for key in keys:
        counts[key] += 1
        numbered.append(f"{key}{counts[key]}" if counts[key] > 1 else key)
    return numbered
