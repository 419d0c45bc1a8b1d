"""How much a text by itself looks like a label of a form, and like what somebody filled in.

负责人          a label by its last word
439.45          a figure          2024年3月20日     a date
0000-12345678   a number          王小明            a name
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from docgen.checking.hints import is_hint
from docgen.ordinals import NUMERALS
from docgen.scaffold.pack.filled.veiled_names import is_veiled
from docgen.scaffold.pack.terms import MEASURE

_WORDS: dict[str, str] = yaml.safe_load(
    files("docgen.scaffold.pack.filled").joinpath("label_words.yaml").read_text("utf-8")
)


def _any_of(key: str) -> str:
    """A pattern for one of the words of a list, the longest first."""
    return "|".join(map(re.escape, sorted(_WORDS[key].split(), key=len, reverse=True)))


DATE = re.compile(
    rf"(?:[1１][9９]|[2２][0０])\d\d\s*年\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?"
    rf"|[一二][{NUMERALS}〇○零]{{3}}年[{NUMERALS}]{{1,3}}月(?:[{NUMERALS}]{{1,3}}日)?"
    r"|(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])(?:[-./](?:[12]\d|3[01]|0?[1-9]))?(?![\d.])"
    r"|(?<!\d)(?:1[0-2]|[1-9])月(?:[12]\d|3[01]|[1-9])日"
)
"""A date that is written out."""

FIGURE = re.compile(rf"[≥≤><＞＜≧≦±+\-－]?[¥￥]?\d[\d,，]*(?:\.\d+)?\s*(?:{MEASURE}|[％%‰])?")
UNIT_BEHIND = re.compile(rf"(?P<figure>[-－]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>{MEASURE}|年)")
IN_WORDS = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}[元圆]?[零壹贰叁肆伍陆柒捌玖角分整正]*")
"""A sum of money in words."""

_EXACT = re.compile(r"[¥￥]?-?\d[\d,]*\.\d+%?|\d{1,3}(?:,\d{3})+")
_CONTACT = re.compile(
    r"(?:\d{3,4}-)\d{7,8}(?:-\d+)?|1\d{10}|\d{15,19}[\dXx]?|[\w.+-]+@[\w.-]+\.\w+|https?://\S+"
)
_YEAR_HEAD = re.compile(r"20\d\d年(?:度)?\D{0,8}|20\d\d")
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、])(?=\D)"
)
_IN_BRACKETS = re.compile(r"[（(](?:[^（()）]*)[）)]$")
_UNIT_IN_BRACKETS = re.compile(rf"[（(](?:单位[：:])?(?:{MEASURE}|[％%]|\d+分|\d+%)[）)]$")
_LABEL_END = re.compile(rf"(?:{_any_of('label_endings')}|(?<=[\u4e00-\u9fff]{{2}})人)[①-⑳]?$")
_LABEL = re.compile(_any_of("labels"))
_VALUE = re.compile(_any_of("value_words"))
_NAME = re.compile(rf"(?:{_any_of('surnames')})[\u4e00-\u9fff]{{1,2}}")
_ORGANISATION = re.compile(rf"[^，。；]{{2,}}(?:{_any_of('organisations')})")
_PLACE = re.compile(r"[^，。；：]{1,8}[省市县区州](?:[^，。；：]*[路街道号室楼镇乡村园])?$")
_CODE = re.compile(r"(?=.*\d)[A-Za-z\d][A-Za-z\d/\-.·]{3,}|.*[〔［\[]20\d\d[〕］\]].*\d+号?")
_NOTE = re.compile(r"^(?:[★*※]|注[：:\d]|备注[：:]|说明[：:]|填[表报写]说明|.{0,6}要求[：:])")
_NORM = re.compile(
    r"(?<![供响反适相效对])应(?![用急对到])|须|不得|得\d+分|扣\d+(?:\.\d+)?分|扣完为止|×|承诺|保证|属实"
)
_PROMPTS = re.compile(
    r"^[（(]|请|填[写列报入]|限|不超过|以内|左右|简要|撰写|围绕以下|列[出明举]|[写注标]明|[…]|^[目指措]\w\d|粘贴|√|包括"
)
_PRINTED_HEAD = re.compile(_any_of("printed_heads"))
_ROW_NAMES = re.compile(_any_of("row_name_heads"))
_FORMULA = r"=[a-z\d①-⑳+\-－—*×/÷()（）W]+"
_COLUMN_CODE = re.compile(rf"(?<=[\u4e00-\u9fff）)])[a-z](?:{_FORMULA})?$")
_CODES = re.compile(rf"[a-z]|[a-z①-⑳]{_FORMULA}")
_LONG = 28


@dataclass(frozen=True)
class Evidence:
    """How well a text does as each of two; above 0 speaks for it, below against it.

    Attributes:
        label: for a label of the form.
        value: for what somebody filled in.
    """

    label: float
    value: float


def is_note(text: str) -> bool:
    """Whether a text explains how to fill the form in, or states what the form demands."""
    return _NOTE.search(text) is not None or is_prompt(text) or is_norm(text)


def is_prompt(text: str) -> bool:
    """Whether a text tells what to write; what somebody wrote sometimes sounds like it."""
    return is_hint(text) and _PROMPTS.search(text) is not None


def is_norm(text: str) -> bool:
    """Whether a sentence says what has to be, as 扣完为止 and 不得 do."""
    return _NORM.search(text) is not None


def is_organisation(text: str) -> bool:
    """Whether a text is the name of an organisation."""
    return _ORGANISATION.fullmatch(text) is not None


def is_person(text: str) -> bool:
    """Whether a text is most likely the name of a person."""
    named = _NAME.fullmatch(text) is not None and not is_label_word(text)
    return named or is_veiled(text)


def is_sentence(text: str) -> bool:
    """Whether a text is long, or ends or parts sentences."""
    return len(text) > _LONG or re.search(r"[。；]|[，].*[，]", text) is not None


def is_certain(text: str) -> bool:
    """Whether a text is a value by its look alone, wherever it stands."""
    return bool(
        DATE.fullmatch(text)
        or _EXACT.fullmatch(text)
        or _CONTACT.fullmatch(text)
        or (IN_WORDS.fullmatch(text) and len(text) > 3)
    )


def identifies(text: str) -> bool:
    """Whether a text may tell one thing of a list from the others: a code, a date, a name."""
    looks = (DATE.fullmatch, _CONTACT.fullmatch, _CODE.fullmatch, is_person)
    return any(look(text) for look in looks) and not FIGURE.fullmatch(text)


def prints_below(head: str) -> bool:
    """Whether what stands below a head is part of the form: 评分标准, 分值."""
    return _PRINTED_HEAD.fullmatch(_bare(head)) is not None


def names_rows(head: str) -> bool:
    """Whether the names of rows most likely stand below a head: 项目, 科目."""
    return _ROW_NAMES.fullmatch(_bare(head)) is not None


def is_label_word(text: str) -> bool:
    """Whether a text is a label by its last word."""
    bare = _bare(text)
    return bool(_LABEL.fullmatch(bare) or _LABEL_END.search(bare))


def _bare(text: str) -> str:
    """A label without its number, its colon, its column's code, and notes in brackets behind."""
    plain = _COLUMN_CODE.sub("", _ORDINAL.sub("", text.rstrip("：:")))
    return _IN_BRACKETS.sub("", plain) or plain


def _is_label(text: str) -> bool:
    return text.endswith(("：", ":")) or _LABEL.fullmatch(_bare(text)) is not None


_BY_LOOKS: tuple[tuple[Any, Evidence], ...] = (
    (lambda text: not text.strip("_＿"), Evidence(-9, 1)),
    (_CODES.fullmatch, Evidence(2, -3)),
    (is_certain, Evidence(-6, 4)),
    (re.compile(r"(?:其中|[加减])[：:]").match, Evidence(4, -3)),
    (re.compile(r"(?:合计|总计|小计|共计|总分)$").search, Evidence(3, -3)),
    (_is_label, Evidence(3, -3)),
    (_UNIT_IN_BRACKETS.search, Evidence(3, -2)),
    (_YEAR_HEAD.fullmatch, Evidence(2, -1)),
    (_VALUE.fullmatch, Evidence(-2, 2)),
    (FIGURE.fullmatch, Evidence(-3, 2)),
    (is_sentence, Evidence(-4, 2)),
    (_ORDINAL.match, Evidence(2, -1)),
    (is_person, Evidence(-2, 2.5)),
    (is_label_word, Evidence(1.5, -1.5)),
    (_CODE.fullmatch, Evidence(-2, 2)),
    (DATE.search, Evidence(-2, 2)),
    (_ORGANISATION.fullmatch, Evidence(-1, 1.5)),
    (_PLACE.fullmatch, Evidence(-1, 1.5)),
)
"""Looks of a text, the surest first, with what they speak for."""


@cache
def evidence_of(text: str) -> Evidence:
    """How much ``text``, without whitespace, looks like a label and like a value by itself."""
    for looks, evidence in _BY_LOOKS:
        if looks(text):
            return evidence
    return Evidence(-0.2, 0.3)
