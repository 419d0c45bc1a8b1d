"""Names that are one sign away from another: replaced, left out, added, or two swapped.

第一小学 and 第二小学 are two schools, 农业局 and 农机局 two offices. So a sign that takes the place
of another has to sound or look like it, unless the name is long.
"""

from __future__ import annotations

from enum import Enum

_LONG, _VERY_LONG = 8, 10
"""Characters of a name in which one sign more or less, and any other sign, is hardly meant."""


class NameKind(Enum):
    """What a name is the name of.

    Attributes:
        OFFICE: an office, whose name is no ordinary words.
        PROJECT: a project or a fund.
        PHRASE: words of a sentence that are perhaps a project; neither of two is surely the right.
    """

    OFFICE = "office"
    PROJECT = "project"
    PHRASE = "phrase"


_APART = {
    *("一二三四五六七八九十两〇零", "东南西北中", "上中下", "前后", "左右"),
    *("大中小微", "甲乙丙丁戊", "省市县区镇乡村州旗街", "新老旧原", "内外"),
    *("高初中小幼等", "男女", "公民私国", "城乡镇市", "正副", "春夏秋冬"),
    *("局委办处科院所站队厅馆", "校院系", "水电气路", "农林牧渔", "期批次年"),
    *("维养修建",),
}
"""Signs that tell one thing from another of its kind."""

_LOOK_ALIKE = {
    *("己已巳", "未末", "土士", "人入", "日目曰", "大太", "天夭", "干于千"),
    *("折拆析", "侯候", "圆园", "项顶", "住往", "便使", "农衣", "技枝"),
    *("设没", "治冶", "贷货", "辨辩", "具其"),
}

_MAY_LACK = "省市县区镇乡村街道路的和与及级类等了着过并也均已将对把被由在为于"
"""What a name may be written without."""

_MAY_HAVE = f"{_MAY_LACK}一二三四五六七八九十新老大中小分总各该本"
"""What may be written into a name."""

_FIRST_BY_SOUND, _LAST_BY_SOUND = 0xB0, 0xD7
"""The rows of GB 2312 whose characters stand in the order of their sounds."""
_IN_A_ROW = 94
_ALIKE = 25
"""Characters between two of one sound; an ordinary sound has ten, the most frequent ones fifty."""


def is_slip(typed: str, name: str, kind: NameKind) -> bool:
    """Whether ``typed`` is surely ``name`` with one slip; of phrases, or the other way round.

    Args:
        typed: what stands in a sentence; it is not the name.
        name: the name, of five characters or more.
        kind: what it is the name of.
    """
    if kind is NameKind.PHRASE:
        is_long = min(len(typed), len(name)) >= _LONG
        return is_long and (_is_slip(typed, name, kind) or _is_slip(name, typed, kind))
    return _is_slip(typed, name, kind)


def _is_slip(typed: str, name: str, kind: NameKind) -> bool:
    before = _alike(typed, name)
    behind = min(_alike(typed[::-1], name[::-1]), len(name) - before, len(typed) - before)
    off = len(name) - before - behind
    match len(typed) - len(name):
        case 0 if off == 1:
            is_any = 0 < before < len(name) - 1 and len(name) >= _VERY_LONG
            is_any = is_any and kind is not NameKind.PHRASE
            return _is_for(typed[before], name[before], is_any=is_any)
        case 0 if off == 2:
            pair = name[before : before + 2]
            return typed[before : before + 2] == pair[::-1] and _are_words(pair)
        case -1 if off == 1 and 0 < before < len(name) - 1:
            is_name = kind is NameKind.OFFICE or len(name) >= _LONG
            return is_name and _are_words(name[before]) and name[before] not in _MAY_LACK
        case 1 if off == 0 and 0 < before < len(name):
            return _is_added(typed[before], typed[before - 1] + name[before], len(name), kind)
    return False


def _is_added(added: str, beside: str, length: int, kind: NameKind) -> bool:
    """Whether a sign is typed that a name does not have, twice or where none is meant."""
    if not _are_words(added):
        return False
    is_any = length >= _LONG and kind is not NameKind.PHRASE and added not in _MAY_HAVE
    return added in beside or is_any


def sounds_alike(sign: str, other: str) -> bool:
    """Whether two frequent characters have about the same sound: 州 and 洲."""
    first, second = _by_sound(sign), _by_sound(other)
    return first >= 0 and second >= 0 and abs(first - second) <= _ALIKE


def _is_for(typed: str, sign: str, *, is_any: bool) -> bool:
    """Whether one sign is typed for another; ``is_any`` where it may be any other."""
    both = {typed, sign}
    if not _are_words(typed + sign) or any(both <= set(group) for group in _APART):
        return False
    alike = sounds_alike(typed, sign) or any(both <= set(group) for group in _LOOK_ALIKE)
    return alike or is_any


def _alike(text: str, other: str) -> int:
    """How many characters both begin with."""
    for number, (sign, theirs) in enumerate(zip(text, other, strict=False)):
        if sign != theirs:
            return number
    return min(len(text), len(other))


def _are_words(text: str) -> bool:
    return all("\u3400" <= sign <= "\u9fff" for sign in text) and text not in "一二三四五六七八九十"


def _by_sound(sign: str) -> int:
    """Where a character stands among the frequent ones of GB 2312, or -1."""
    try:
        row, column = sign.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return -1
    is_frequent = _FIRST_BY_SOUND <= row <= _LAST_BY_SOUND
    return (row - _FIRST_BY_SOUND) * _IN_A_ROW + column if is_frequent else -1
