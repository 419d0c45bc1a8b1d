"""The form of the text: what a reviewer marks without knowing a single figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from docgen.checking.paragraph_texts import ParagraphText
from docgen.content.values import Figure, Node
from docgen.diagnostics import Problem, error, warning

_PLACEHOLDERS = re.compile(
    r"(?<![A-Za-z])[XＸ×]{2,}(?![A-Za-z])|_{3,}|＿{2,}|…{3,}|\.{4,}|^(?:指标|任务)\d{1,2}[:：]?$"
    r"|(?<![\d至在])\d+字以内|（[^（）]*不超过\d+字[^（）]*）"
    r"|（(?:填写(?!人|日期)|此处|示例[:：）]|请(?:填|写|在此|补充|说明|简述))[^）]*）?"
    r"|(?<![有尚亟正])待(?:补充?|填写?)(?=[。；，、）\s]|$)|TODO|TBD"
)
"""Words that stand only on an empty form: 绩效指标36项, 接待补助 and （请休假） are sentences."""

_CHINESE = "\u3400-\u9fff"
_BESIDE = rf"[{_CHINESE}，。；：！？、（）《》“”]"
_HALF_WIDTH = re.compile(
    rf"(?<=[{_CHINESE}])[;:?!](?=[{_CHINESE}])|(?<=[{_CHINESE}\d%％])[,;](?=\s*(?:[{_CHINESE}]|$))"
    rf"|(?<={_BESIDE})\((?=[{_CHINESE}])|(?<=[{_CHINESE}])\)(?={_BESIDE}|$)"
    rf"|(?<=[{_CHINESE}])\.(?=[{_CHINESE}]|$)"
)
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
_PAIRS = {"《": "》", "“": "”", "‘": "’", "（": "）", "〔": "〕", "【": "】", "〈": "〉"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_HALF = {"(": "（", ")": "）"}
_ITEM = re.compile(r"(?:^|[。；：，、\s])\s*[\d一二三四五六七八九十]{1,3}\Z")
"""What stands before the bracket of ``1）``, which needs no other half."""


def placeholders(texts: Sequence[ParagraphText]) -> Iterator[Problem]:
    """Instructions and blanks of last year's form that nobody filled in."""
    for passage in texts:
        for match in _PLACEHOLDERS.finditer(passage.text):
            yield error("placeholder", passage.place(match.start()), text=match[0])


def is_left_over(text: str) -> bool:
    """Whether a text stands only on an empty form: 指标1：, 100字以内."""
    return _PLACEHOLDERS.search(text) is not None


def own_labels(texts: Sequence[ParagraphText]) -> Iterator[Problem]:
    """Fields that say only their own name, as ``docgen new`` writes what may not be blank."""
    passages = Counter(passage.field for passage in texts)
    for passage in texts:
        key = passage.field.rpartition(".")[2]
        if passage.text == key and passages[passage.field] == 1:
            yield warning("own-label", passage.place(0), field=key)


def half_width(texts: Sequence[ParagraphText]) -> Iterator[Problem]:
    """English punctuation between Chinese characters."""
    for passage in texts:
        for match in _HALF_WIDTH.finditer(passage.text):
            words = {"text": match[0], "wanted": _FULL[match[0]]}
            yield warning("half-width", passage.place(match.start()), **words)


def unpaired(texts: Sequence[ParagraphText]) -> Iterator[Problem]:
    """Quotes and brackets without their other half, in one paragraph."""
    for passage in texts:
        opened: list[tuple[int, str]] = []
        for offset, sign in enumerate(passage.text):
            full = _HALF.get(sign, sign)
            if full in _PAIRS:
                opened.append((offset, sign))
            elif full in _CLOSING and not _closes(opened, sign, passage.text, offset):
                yield error("unpaired", passage.place(offset), text=sign, wanted=_CLOSING[full])
        for offset, sign in opened:
            if sign not in _HALF:
                yield error("unpaired", passage.place(offset), text=sign, wanted=_PAIRS[sign])


def _closes(opened: list[tuple[int, str]], sign: str, text: str, offset: int) -> bool:
    """Takes back the opening sign. A bracket of English punctuation may close a Chinese one."""
    wanted = _CLOSING[_HALF.get(sign, sign)]
    if sign == ")" and "）" in text[offset:].partition("（")[0]:
        return True
    if opened and _HALF.get(opened[-1][1], opened[-1][1]) == wanted:
        opened.pop()
        return True
    around = text[max(offset - 1, 0) : offset] + text[offset + 1 : offset + 2]
    apostrophe = sign == "’" and len(around) > 1 and around.isascii() and around.isalpha()
    return sign in _HALF or apostrophe or (sign == "）" and bool(_ITEM.search(text[:offset])))


def years(
    data: Node, key: str, edition: str, texts: Sequence[ParagraphText], titles: Sequence[str]
) -> Iterator[Problem]:
    """A report of another year than its folder, and titles of last year's report.

    ``key`` is the field that holds the year, ``titles`` the words by which a title is known. What
    last year's report found may be spoken of, and a title in 《》 is quoted.
    """
    year = data.get(key)
    if not isinstance(year, Figure) or not edition.isdecimal():
        return
    if year.text != edition:
        place = year.place or data.place
        yield error("year-differs", place, found=year.text, wanted=edition)
    if not titles:
        return
    named = "|".join(map(re.escape, titles))
    title = re.compile(rf"(20\d\d)年度[^，。；：》]{{0,30}}?(?:{named})(?![》中所提指反发列显])")
    for passage in texts:
        for match in title.finditer(passage.text):
            if match[1] != year.text:
                words = {"found": match[1], "wanted": year.text}
                yield error("year-differs", passage.place(match.start()), **words)
