"""Signs that stand twice, beside another, where none can stand, or in half width; doubled words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.typed_blocks import line_of, lines_of_tables, parted_sentences
from docgen.checking.findings import Finding
from docgen.checking.text_patterns import text_pattern
from docgen.checking.text_slips import TextSlip, find_slips, outside_of
from docgen.content.blocks import Item, Paragraph, Table
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code
from docgen.ordinals import CHINESE

REPEATED = problem_code(
    "repeated",
    en=("「{text}」 stands twice", "keep one 「{wanted}」"),
    zh=("「{text}」写了两遍", "只留一个「{wanted}」"),
)
SIGNS_TOGETHER = problem_code(
    "signs-together",
    en=("two signs stand together, 「{text}」", "keep one, such as 「{wanted}」"),
    zh=("两个标点连在一起：「{text}」", "只留一个，如「{wanted}」"),
)
STRAY_SIGN = problem_code(
    "stray-sign",
    en=("no sign can stand here: 「{text}」", "make it 「{wanted}」, or write what is missing"),
    zh=("这里不能有标点：「{text}」", "改成「{wanted}」，或补上漏写的内容"),
)
DOUBLED_WORD = problem_code(
    "doubled-word",
    en=("「{text}」: a word stands twice", "make it 「{wanted}」"),
    zh=("「{text}」重复了", "改成「{wanted}」"),
)
HALF_WIDTH = problem_code(
    "half-width",
    en=("「{text}」 between Chinese characters", "make it 「{wanted}」"),
    zh=("汉字之间用了英文标点「{text}」", "改成「{wanted}」"),
)

_CHINESE = "\u3400-\u9fff"
_STOPS = "，。；：、"
_CLOSING = "》”’）〕】〉"

REPEATED_SLIPS = (
    TextSlip(
        REPEATED,
        Severity.ERROR,
        text_pattern(rf"(万元|亿元|[%％{_STOPS}])(?P<at>\1+)", first=f"%％{_STOPS}万亿"),
        "验收完成。。",
        "验收完成。",
        new="",
    ),
    TextSlip(
        REPEATED,
        Severity.ERROR,
        text_pattern(
            r"(?<=\d)(人次|小时|公里|平方米|百分点|个月|[人个次项家名场户吨亩所件台套])(?P<at>\1)"
            r"(?=[。，；、）]|$)",
            first="人小公平百个次项家名场户吨亩所件台套",
        ),
        "培训132人次人次。",
        "培训132人次。",
        new="",
    ),
    TextSlip(
        REPEATED,
        Severity.ERROR,
        text_pattern(rf"(?<=[{_CHINESE}])([,;:])(?P<at>\1+)", first=",;:"),
        "完成验收,,投入使用",
        "完成验收,投入使用",
        new="",
    ),
)

_STRENGTH = "、，：；。？！"
"""The signs, the one that says most last."""


def _stronger(match: re.Match[str]) -> str:
    return max(match[0], key=_STRENGTH.find)


_TWO_SIGNS = rf"([{_STOPS}])(?!\1)[{_STOPS}？！]|[？！][{_STOPS}]"

TOGETHER = (
    TextSlip(
        SIGNS_TOGETHER,
        Severity.WARNING,
        text_pattern(r"(?:[，、；]。|。[，、；])(?=\s*$)", first="，、；。"),
        "各项任务均已完成，。",
        "各项任务均已完成。",
        new=_stronger,
    ),
    TextSlip(
        SIGNS_TOGETHER,
        Severity.WARNING,
        text_pattern(_TWO_SIGNS, first=f"{_STOPS}？！"),
        "购置水泵，、管材",
        "购置水泵，管材",
        new=_stronger,
        safe=False,
    ),
    TextSlip(
        SIGNS_TOGETHER,
        Severity.WARNING,
        text_pattern(
            rf"(?<=[{_CHINESE}])(?:[,;:.]\s?[{_STOPS}]|[{_STOPS}]\s?[,;:.](?=\s*(?:$|[{_CHINESE}])))",
            first=f",;:.{_STOPS}",
            signs=",;:.",
        ),
        "任务完成.。",
        "任务完成。",
        new=_stronger,
    ),
)

STRAY = (
    TextSlip(
        STRAY_SIGN,
        Severity.WARNING,
        text_pattern(rf"^\s*(?P<at>[{_STOPS}！？])[{_CHINESE}]", signs=f"{_STOPS}！？"),
        "，其中基本支出较多。",
        "其中基本支出较多。",
        new="",
        safe=False,
    ),
    TextSlip(
        STRAY_SIGN,
        Severity.WARNING,
        text_pattern(rf"[（《〔【〈“](?P<at>[{_STOPS}！？])[{_CHINESE}]", first="（《〔【〈“"),
        "支出（，其中基本支出较多）",
        "支出（其中基本支出较多）",
        new="",
        safe=False,
    ),
    TextSlip(
        STRAY_SIGN,
        Severity.WARNING,
        text_pattern(rf"(?<=[{_CHINESE}])(?P<at>[，、；])[）》〕】〉]", first="，、；"),
        "物资（水泵、管材、）已到位",
        "物资（水泵、管材）已到位",
        new="",
    ),
    TextSlip(
        STRAY_SIGN,
        Severity.WARNING,
        text_pattern(rf"[{_CHINESE}](?P<at>（\s*）)(?=[{_CHINESE}，。；、]|$)", signs="（"),
        "完成（  ）项任务",
        "完成项任务",
        new="",
        safe=False,
    ),
    TextSlip(
        STRAY_SIGN,
        Severity.WARNING,
        text_pattern(
            rf"[{_CHINESE}”》](?P<at>、)等(?=[\d，。；]|[一二三四五六七八九十两]?[个项种类家方])",
            signs="、",
        ),
        "购置水泵、管材、等。",
        "购置水泵、管材等。",
        new="",
    ),
)
STRAY_AT_ENDS = (
    TextSlip(
        STRAY_SIGN,
        Severity.WARNING,
        text_pattern(rf"[{_CHINESE}\d%](?P<at>[，、])\s*$", signs="，、"),
        "各项任务均已完成，",
        "各项任务均已完成。",
        new="。",
        safe=False,
    ),
)
"""Signs behind which a sentence goes on, and no paragraph ends."""


def _doubled(pattern: str, wrong: str, right: str, first: str) -> TextSlip:
    compiled = text_pattern(pattern, first=first)
    return TextSlip(DOUBLED_WORD, Severity.WARNING, compiled, wrong, right, new="", safe=False)


DOUBLED = (
    _doubled(r"(?<![目标有似])的(?P<at>的)(?![确士])", "中心的的工作", "中心的工作", "的"),
    _doubled(r"(?<![一小未])了(?P<at>了)(?![之如])", "完成了了任务", "完成了任务", "了"),
    _doubled(
        r"(?<![平温谐总饱祥缓])和(?P<at>和)(?![美睦气平谐解])", "清淤和和维修", "清淤和维修", "和"
    ),
    _doubled(
        r"(?<![存所现正内实好旨])在(?P<at>在)(?![线职校建岗编场])",
        "中心在在年内",
        "中心在年内",
        "在",
    ),
    _doubled(
        "(进行|开展|加强|根据|对于|关于|为了|以及|并且|或者|确保|健全|完善|认真|切实|积极|不断|继续"
        "|由于|因此|已经|进一步|通过(?!通过率)|按照|提高)(?P<at>\\1)",
        "项目进行进行了跟踪",
        "项目进行了跟踪",
        "进开加根对关为以并或确健完认切积不继由因已通按提",
    ),
)
"""Words that never follow themselves; 目的的 and 存在在 are two words."""

_FULL_WIDTH = {
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
    ".": "。",
}
_BRACES = re.compile(r"[{｛][^{}｛｝]{1,80}[}｝]|【\w+(?:\.\w+)+】")
"""What is meant as a field and is told as such."""


def _half(pattern: str, wrong: str, right: str, signs: str) -> TextSlip:
    compiled = text_pattern(pattern, first=signs)
    return TextSlip(
        HALF_WIDTH,
        Severity.WARNING,
        compiled,
        wrong,
        right,
        new=lambda match: _FULL_WIDTH[match[0]],
        outside=_BRACES,
    )


HALF = (
    TextSlip(
        HALF_WIDTH,
        Severity.WARNING,
        text_pattern(rf"^\s*{CHINESE}(?P<at>\.)", signs="."),
        "一.基本情况",
        "一、基本情况",
        new="、",
    ),
    _half(
        rf"(?<=[{_CHINESE}{_CLOSING}])[;:?!](?=\s*(?:[{_CHINESE}《“（\d]|$))",
        "完成情况如下:",
        "完成情况如下：",
        ";:?!",
    ),
    _half(
        rf"(?<=[{_CHINESE}{_CLOSING}])[,;](?=\s*(?:[{_CHINESE}《“（\d]|$))"
        rf"|(?<=[\d%％])[,;](?=\s*(?:[{_CHINESE}]|$))",
        "增长8.1%,其中",
        "增长8.1%，其中",
        ",;",
    ),
    _half(
        rf"(?<=[{_CHINESE}])\.(?=[{_CHINESE}]|\s*$)|(?<=[%％{_CLOSING}])\.(?=\s*$)",
        "任务完成.",
        "任务完成。",
        ".",
    ),
)
"""Half-width signs; those of brackets and quotes stand in pairs and are told by them."""

_HALF_SIGNS = text_pattern(r"[()\"]", first='()"')
_PAIRED = re.compile("[()（）]")
_ANY_CHINESE = re.compile(f"[{_CHINESE}]")
_BESIDE = re.compile(f"[{_CHINESE}，。；：！？、（）《》“”]")


@check(Finding(REPEATED, Severity.ERROR, en="`98.9%%`, “。。”", zh="`98.9%%`、「。。」"))
def repeated(unit: CheckedUnit) -> Iterator[Problem]:
    """A sign or a unit twice, as when ``%`` is typed behind a bound rate."""
    return find_slips(unit, REPEATED_SLIPS)


@check(
    Finding(SIGNS_TOGETHER, Severity.WARNING, en="“，。”", zh="「，。」"),
    Finding(STRAY_SIGN, Severity.WARNING, en="“（甲、乙、）”", zh="「（甲、乙、）」，多了一个顿号"),
)
def signs_out_of_place(unit: CheckedUnit) -> Iterator[Problem]:
    """Two signs where one is meant, and signs that nothing stands before or behind."""
    # What a blank will give may stand between two signs.
    texts = [paragraph for paragraph in unit.paragraphs if not paragraph.has_blank]
    yield from find_slips(unit, TOGETHER, texts)
    yield from find_slips(unit, STRAY, texts)
    told = {line_of(problem.place) for problem in unit.found_by(parted_sentences)}
    blocks = [text for text in texts if isinstance(text.block, Paragraph | Item | Table)]
    for problem in find_slips(unit, STRAY_AT_ENDS, blocks):
        if line_of(problem.place) not in told:
            yield problem


@check(Finding(DOUBLED_WORD, Severity.WARNING, en="“完成了了”", zh="「完成了了」"))
def doubled_words(unit: CheckedUnit) -> Iterator[Problem]:
    """A word that is typed twice."""
    return find_slips(unit, DOUBLED)


@check(
    Finding(
        HALF_WIDTH,
        Severity.WARNING,
        en="`,` between Chinese characters, `)` for “）”",
        zh="汉字之间的 `,`，代替「）」的 `)`",
    )
)
def half_width(unit: CheckedUnit) -> Iterator[Problem]:
    """Half-width punctuation between Chinese characters."""
    tables = lines_of_tables(unit)
    texts = [text for text in unit.paragraphs if line_of(text.place(0)) not in tables]
    yield from find_slips(unit, HALF, texts)
    for paragraph in unit.with_sign(_HALF_SIGNS):
        if line_of(paragraph.place(0)) in tables:
            continue
        pairs = (*_brackets(paragraph.text), *_straight_quotes(paragraph.text))
        for match, wanted in pairs:
            words = {"text": match[0], "wanted": wanted}
            problem = warning(HALF_WIDTH, paragraph.place(match.start()), **words)
            yield paragraph.retyped(problem, *match.span(), wanted)


def _brackets(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """The half-width brackets around or between Chinese words, each with what is meant.

    Those around ``GDP`` and ``1`` are left, as those of ``a)``.
    """
    opened: list[re.Match[str]] = []
    chinese: list[int] | None = None
    for match in outside_of(_BRACES, text, _PAIRED.finditer(text)):
        if chinese is None:
            chinese = [each.start() for each in _ANY_CHINESE.finditer(text)]
        if match[0] in "(（":
            opened.append(match)
        elif opened:
            pair = opened.pop(), match
            inside = range(pair[0].end(), match.start())
            of_words = bisect_left(chinese, inside.start) < bisect_left(chinese, inside.stop)
            if of_words or pair[0][0] + match[0] in ("(）", "（)"):
                yield from ((each, _FULL_WIDTH[each[0]]) for each in pair if each[0] in "()")
        elif match[0] == ")" and _stands_in_chinese(text, match):
            yield match, "）"
    yield from (
        (each, "（") for each in opened if each[0] == "(" and _stands_in_chinese(text, each)
    )


def _stands_in_chinese(text: str, bracket: re.Match[str]) -> bool:
    """Whether Chinese characters or signs stand on both sides; a text may end with a bracket."""
    before, after = text[: bracket.start()][-1:], text[bracket.end() :][:1]
    if bracket[0] == "(":
        return bool(_BESIDE.match(before) and _ANY_CHINESE.match(after))
    return bool(_ANY_CHINESE.match(before) and (not after or _BESIDE.match(after)))


def _straight_quotes(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """The straight quotes around Chinese words, each with what is meant; inches are none."""
    quotes = list(outside_of(_BRACES, text, re.finditer('"', text)))
    if len(quotes) % 2 or any(
        text[quote.start() - 1 : quote.start()].isdigit() for quote in quotes[::2]
    ):
        return
    for first, second in zip(quotes[::2], quotes[1::2], strict=True):
        if _ANY_CHINESE.search(text, first.end(), second.start()):
            yield first, "“"
            yield second, "”"
