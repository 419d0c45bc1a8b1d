"""Counts of what is listed: 三项措施：一是…二是…三是…; 甲、乙、丙三个库点; 以上4条建议."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.checking.claims.verdict import Status, Verdict
from docgen.checking.paragraph_texts import ParagraphText
from docgen.content.blocks import Item
from docgen.diagnostics import warning
from docgen.diagnostics.codes import problem_code
from docgen.ordinals import ordinal_of, value_of

COUNT_DIFFERS = problem_code(
    "count-differs",
    en=(
        "「{typed}」, and {listed} are listed: {names}",
        "make the number {listed}, or complete the list",
    ),
    zh=("写的是「{typed}」，列出的是 {listed} 个：{names}", "个数改成 {listed}，或补全所列的内容"),
)

_NUMBER = r"(?P<number>[一二两三四五六七八九十]|\d{1,2})"
_MEASURE = r"(?:个|项|条|点|大|方面|类|种|家|所|处|级|名|部分|对)"
_NOUN = (
    "问题|方面|措施|建议|对策|不足|做法|内容|意见|举措|任务|工作|"
    "原因|经验|特点|困难|环节|思路|要求|办法|要点|短板|机制"
)
_SIGN = re.compile(r"[一二两三四五六七八九十\d][个项条点大方类种家所处级名部对]")
_NOUNS = re.compile(_NOUN)
_COUNT = re.compile(
    rf"(?<![第\d.,一二三四五六七八九十]){_NUMBER}(?P<unit>{_MEASURE})(?P<noun>[^\W\d]{{0,8}})"
)
_BACK = re.compile(
    r"(?:^|[。；，])(?:综上，|对此，|因此，|对|针对|落实|就|鉴于|为解决|以上|上述|这|前述|围绕|抓好|做好|推进|将){0,3}\Z"
)
_SERIES = (
    ("一是", re.compile(r"(?:^|(?<=[。；;：，、]))([一二三四五六七八九十])是")),
    ("第一", re.compile(r"(?:^|(?<=[。；;：，]))第([一二三四五六七八九十])[，、]")),
    ("1", re.compile(r"(?:^|(?<=[。；;：，]))[（(](\d{1,2})[）)]")),
    ("一", re.compile(r"(?:^|(?<=[。；;：，]))[（(]([一二三四五六七八九十])[）)]")),
    ("1", re.compile(r"(?:^|(?<=[。；;：]))(\d{1,2})[.．、](?!\d)")),
    ("①", re.compile(r"([①-⑳])")),
)
"""Kinds of enumerations, each with a sign without which a text has none."""
_NEAR = 40
"""Characters between a count and the first of what it counts."""
_MOST_LISTED = 12
_LIST_BEHIND = re.compile(
    r"(?:[：:]|（|，?(?:分别[为是]|即|包括))(?P<list>[^。；）（]+)(?:[。；）]|\Z)"
)
_FIXED = ("两项补贴", "两个责任", "两个维护", "两不愁")
"""Names with a count in them, of which nothing is listed."""
_IN_ALL = re.compile("共有?|共计|合计|总共|计")
"""Between names and their count: 甲、乙、丙，共3家."""
_LED = re.compile(r"\A.*(?:包括|分别[为是]|依次[为是]|含有?|有|[为是即：:])(?=.*、)")
_FIGURES = re.compile(r"\d[\d,.]*[^\W\d]{0,3}(?=、|\Z)")
_QUOTED = re.compile(r"(?:(?:“[^”]+”|《[^》]+》)、?)+\Z")
_QUOTE = re.compile(r"“[^”]+”|《[^》]+》")
_ASIDE = re.compile(r"（[^（）]*）")
_ITEM = re.compile(r"[^，。；：、（）\d]{2,20}")
_AND = re.compile(r"(?<=.{2})(?:以及|和|及|与|或)(?=.{2})")
_BREAKS = re.compile(r"[，。；：！？（）]")
_ITEM_ENDS = re.compile("[，。；：]")
_LONG_ITEM = 10
"""Characters of an item that tell which is meant."""
_SHOWN = 60
"""Characters of a list that are told; of a longer one its last names."""


@dataclass(frozen=True)
class _Series:
    """An enumeration in a paragraph: where it begins and ends, how many items it has, its signs."""

    start: int
    end: int
    count: int
    words: str


def listed_counts(paragraphs: Sequence[ParagraphText]) -> Iterator[Verdict]:
    """The verdict on each count of what is listed beside it, in reading order."""
    for number, paragraph in enumerate(paragraphs):
        counts = list(_COUNT.finditer(paragraph.text)) if _SIGN.search(paragraph.text) else ()
        series = _series(paragraph.text) if counts else []
        above = _numbered_above(paragraphs, number) if counts else ()
        for match in counts:
            yield from _verdicts(paragraph, match, series, above)


def _verdicts(
    paragraph: ParagraphText, match: re.Match[str], series: Sequence[_Series], above: Sequence[str]
) -> Iterator[Verdict]:
    wanted = value_of(match["number"].replace("两", "二"))
    counted = _counted_by_series(paragraph.text, match, series, above)
    if counted:
        count, words = counted
        yield _verdict(paragraph, match, count == wanted, words, count)
    elif names := _names(paragraph.text, match):
        fits = wanted in names.counts
        is_near = names.is_closed and min(abs(wanted - it) for it in names.counts) == 1
        is_less = not names.is_closed and wanted < min(names.counts)
        if fits or is_near or is_less:
            yield _verdict(paragraph, match, fits, names.words, max(names.counts))


def _verdict(
    paragraph: ParagraphText, match: re.Match[str], fits: bool, names: str, counted: int
) -> Verdict:
    typed = f"{match['number']}{match['unit']}"
    place = paragraph.place(match.start())
    problem = None
    if not fits:
        problem = warning(COUNT_DIFFERS, place, typed=typed, listed=counted, names=names)
    status = Status.VERIFIED if fits else Status.WRONG
    return Verdict(place, typed, paragraph.field, match.start(), status, names, (place,), problem)


def _series(text: str) -> list[_Series]:
    """The enumerations of a text that begin with one and leave out none, longest kinds first."""
    found = []
    for pattern in (pattern for sign, pattern in _SERIES if sign in text):
        matches = list(pattern.finditer(text))
        values = [value_of(match[1]) for match in matches]
        if len(values) >= 2 and values == list(range(1, len(values) + 1)):
            words = "、".join(match[0].rstrip("，、") for match in matches)
            found.append(_Series(matches[0].start(), matches[-1].end(), len(values), words))
    return found


def _counted_by_series(
    text: str, match: re.Match[str], series: Sequence[_Series], above: Sequence[str]
) -> tuple[int, str] | None:
    """How many items the enumeration has that a count speaks of, and their signs."""
    speaks_back = _speaks_back(text, match)
    for it in series:
        between = text[match.end() : it.start]
        is_led = "：" in between or not between.strip("，")
        is_near = match.end() <= it.start <= match.end() + _NEAR and "。" not in between
        if is_near and is_led and not _COUNT.search(between):
            return it.count, it.words
        if match.start() > it.end and speaks_back:
            return it.count, it.words
    is_first = not series and match.start() < _NEAR
    return (len(above), "、".join(above)) if above and is_first and speaks_back else None


def _speaks_back(text: str, match: re.Match[str]) -> bool:
    """Whether a count is of what stands before: 以上3个问题, 三条对策."""
    before = text[max(match.start() - 16, 0) : match.start()]
    back = re.search(r"(?:以上|上述|这|前述|落实)\Z", before) or _BACK.search(before)
    is_told = _NOUNS.match(match["noun"]) is not None or match["unit"] == "方面"
    return back is not None and is_told


def _numbered_above(paragraphs: Sequence[ParagraphText], number: int) -> list[str]:
    """How the numbered paragraphs or list items right above a paragraph begin; two or more."""
    found: list[str] = []
    for paragraph in reversed(paragraphs[max(number - _MOST_LISTED, 0) : number]):
        block = paragraph.block
        is_item = isinstance(block, Item)
        ordinal = ordinal_of(paragraph.text)
        if paragraph.field != paragraphs[number].field or not (is_item or ordinal):
            break
        found.insert(0, _beginning(paragraph.text))
        if ordinal and ordinal.value == 1:
            break
    return found if len(found) > 1 else []


def _beginning(text: str) -> str:
    """The first words of a paragraph, up to a sign."""
    words = _ITEM_ENDS.split(text)[0]
    return words if len(words) <= _LONG_ITEM else f"{words[:_LONG_ITEM]}……"


@dataclass(frozen=True)
class _ListedNames:
    """Names that are listed: how many there may be, and whether the list has an end."""

    counts: frozenset[int]
    words: str
    is_closed: bool


def _names(text: str, match: re.Match[str]) -> _ListedNames | None:
    """The names that a count stands behind or before."""
    if match.end("unit") == len(text):
        return None
    return _names_before(text, match) or _names_behind(text, match)


def _names_before(text: str, match: re.Match[str]) -> _ListedNames | None:
    if text.startswith(_FIXED, match.start()):
        return None
    *_, listed, before = ["", *_BREAKS.split(text[max(match.start() - 160, 0) : match.start()])]
    if _IN_ALL.fullmatch(before):
        names = _FIGURES.sub("", _LED.sub("", listed))
        is_sum = any(it[0].endswith(match["unit"]) for it in _FIGURES.finditer(listed))
        is_list = "、" in names and not is_sum
        return _list_of(names, is_closed="等" not in names) if is_list else None
    quoted = _QUOTED.search(before)
    if quoted and len(found := _QUOTE.findall(quoted[0])) > 1:
        return _ListedNames(frozenset({len(found)}), _shown(quoted[0]), is_closed=True)
    if "、" not in before or (
        not match["noun"] and match["unit"] not in ("级", "类", "方面", "项")
    ):
        return None
    return _list_of(before, is_closed=not before.endswith("等"))


def _names_behind(text: str, match: re.Match[str]) -> _ListedNames | None:
    rest = text[match.end() :]
    behind = _LIST_BEHIND.match(_ASIDE.sub("", rest) if rest[:1] in ("：", ":") else rest)
    if behind is None or "、" not in behind["list"] or "，" in behind["list"]:
        return None
    return _list_of(behind["list"], is_closed="等" not in behind["list"][-3:])


def _list_of(words: str, *, is_closed: bool) -> _ListedNames | None:
    """The names of a list; 和 before the last may be part of a name, so there are two counts."""
    items = words.removesuffix("等").split("、")
    if not all(_ITEM.fullmatch(item) for item in items) or len(items) > _MOST_LISTED:
        return None
    count = len(items)
    counts = {count, count + 1} if _AND.search(items[-1]) else {count}
    return _ListedNames(frozenset(counts), _shown(words), is_closed)


def _shown(words: str) -> str:
    """A list of names as it is told: whole names of it."""
    if len(words) <= _SHOWN:
        return words
    return f"……{words[words.find('、', len(words) - _SHOWN) :]}"
