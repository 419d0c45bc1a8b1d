"""Cuts a line of a form into the tokens that its blanks are read from.

One alternation, of which the first that matches at a place is taken. What stands between two
tokens is printed, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.ordinals import NUMERALS
from docgen.scaffold.pack.lines.form_line import GAP
from docgen.scaffold.pack.terms import BOXES, COUNTING, MEASURE, PLACES, RADIO
from docgen.templates.units_of_measure import UNITS

FREE = rf"(?:{GAP}|\t)"
SPACES = r"[ \t\u3000\u00a0\u2000-\u200a]"
CROSS = "[xXＸｘ×✕╳]"
_MEASURED = rf"(?:个?(?:{MEASURE})|‰|倍)"
UNIT = rf"{_MEASURED}(?:以[上下内]|左右)?(?![^\W_])"
"""A unit of measure, which no other letters follow."""

_DAY = rf"(?:{FREE}|{CROSS})"
_CLOCK = rf"(?:{FREE}*[上下]?午)?(?:{_DAY}+时(?:{_DAY}+分)?)?"
_IN_YEAR = rf"(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][{NUMERALS}〇○ＯO0零]{{3}})"
"""A year that the form prints: in a half printed date it is part of it, which is typed whole."""

_DATE = rf"""
    {FREE}*+{_YEAR}{FREE}*+年{FREE}*+月{FREE}*+日{_CLOCK}
    |(?:{FREE}*+{_YEAR}{FREE}*+|(?:{FREE}*+20)?{_DAY}*+)
        年(?:{_DAY}++|{FREE}*+{_IN_YEAR}{FREE}*+)月{_DAY}++日{_CLOCK}
    |(?:{FREE}*+{_YEAR}{FREE}*+|{FREE}*+20(?:{FREE}|{CROSS})++|{_DAY}{{2,}}+)年{_DAY}++月(?!份?工作)
        (?:{_DAY}*{_IN_YEAR}{FREE}*+日{_CLOCK})?
    |{_IN_YEAR}{FREE}*+月{_DAY}++日{_CLOCK}|{CROSS}{{1,2}}月{CROSS}{{1,2}}日{_CLOCK}
    |^年{FREE}{{2,}}+月(?=\s*(?:$|[至到—－~～-]))
    |(?<=[时分][至到—－~～-]){FREE}++(?=时)(?!时{FREE}*+分)
    |(?:^|{FREE}++)月{FREE}++日{_CLOCK}|{FREE}++时{FREE}++分|20{FREE}++年(?!度|末|初|{FREE}*季)
    |(?:{FREE}*+{_YEAR}{FREE}*+|{FREE}*+20{FREE}++|{FREE}{{2,}}+)年第?{FREE}++季度?
"""

_OF_AGE = "龄级限检审报会费租息均产鉴月末初终底度"
"""What follows 年 in other words than the number of a year."""

_BLANK_YEAR = rf"""
    (?:20{GAP}+|{GAP}{{2,}}|{CROSS}{{2,4}}|20(?:_|{CROSS}){{2}})(?=年度)
    |(?:20)?(?:{GAP}{{2,}}|{CROSS}{{2,4}})(?=年\d{{1,2}}月)
    |(?:^|(?<=[，。；：（(]))[ \u3000]{{2,}}(?=年(?![{_OF_AGE}])[\u4e00-\u9fff])
    |(?<![—－~至期限满近共龄达约为-])(?:_{{2,}}|{CROSS}{{2,4}}|20{CROSS}{{2}})(?=年[^_\s月，。；、）)—－~至-])
"""
_ISSUED_BY = rf"(?:_{{2,}}|{CROSS}{{2,}}|(?<!\w){CROSS})[^\W\d_〔［\[]{{0,6}}"
_IN_YEAR_OF_CODE = r"[〔［\[]20\d\d[〕］\]]"
_NUMBER = rf"""
    (?:{_ISSUED_BY})?(?!\[\s*\](?!\s*第?\s*号))[〔［\[](?:20)?(?:{GAP}|{CROSS})+[〕］\]]
    (?:第?(?:{GAP}|{CROSS})*(?=号))?
    |{_ISSUED_BY}{_IN_YEAR_OF_CODE}第?(?:{GAP}|{CROSS})+(?=号)
    |(?<=20\d\d[〕］\])）])(?:{GAP}|{CROSS})+(?=号)|(?<=20\d\d[〕］\])）]第)(?:{GAP}|{CROSS})+(?=号)
    |(?<=第)(?:{GAP}{{2,}}|\u3000+|{CROSS}+)(?=号)
"""
NEXT_YEAR = r"\s*(?:——|[—－–~～至/-])\s*20\d\d(?=学年)"
"""What follows the first year of a school year: 2023—2024学年."""

_PRINTED_YEAR = rf"""
    [2２][0０]\d\d(?=学?年)|20\d\d(?={NEXT_YEAR})
    |(?<=[〔［\[（(])20\d\d(?=[〕］\]）)]第?(?:{GAP}|{CROSS})+号)
"""
"""A year that the form prints: 2024年, both of 2023—2024学年, that of 〔2024〕第    号."""

_CODE = rf"""
    (?<=号[：:])[a-zA-Z]{{1,8}}(?:[-－—]?[_＿]{{2,}})++
    |[（(]{GAP}++[）)](?:{CROSS}|[\u4e00-\u9fff]){{1,4}}{GAP}++(?=号)
    |[（(]{GAP}++[）)][\u4e00-\u9fff]{{1,6}}[〔［\[](?:20)?(?:{GAP}|{CROSS})*+[〕］\]]第?(?:{GAP}|{CROSS})*+(?=号)
"""
"""The number of a document with several blanks in it: YS-____-____, （  ）应急检记〔  〕  号."""

_DIGITS = rf"{FREE}*(?:[亿万仟千佰百拾十元圆角]{FREE}+){{3,}}[元圆角分]"
"""A sum in words, its units printed: 万  仟  佰  拾  元."""

_NO_UNIT = "项目|同志|工作|年|月|日|[千万亿]?元|[%％]|人|事项|会议|活动|工程|课题"
_OFFICES = (
    "单位|部门|委员会|办公室|政府|公司|学校|大学|学院|小学|中学|医院|集团|协会|街道办事处|研究院|研究所"
    "|管委会|党委|党组|支部|工会|中心|局|厅"
)
MARK = (
    rf"(?:(?<![\w.@]){CROSS}{{2,}}|(?<=[^\W\da-zA-Z]){CROSS}{{2,}}|[*＊]{{2,}}"
    rf"|(?<![{NUMERALS}])○{{2,}}|某某)"
)
"""What stands in for words to come: XX, ××, ○○, 某某."""

_PLACEHOLDER = rf"{MARK}(?:\.{CROSS}+)?(?![a-zA-Z\d])|(?<=[\u4e00-\u9fff])(?<!第)[XＸ×](?={UNIT})"
_OFFICE = rf"""
    {MARK}(?!{_NO_UNIT})(?:[\u4e00-\u9fff]{{0,6}}?{MARK})?(?!{_NO_UNIT})[\u4e00-\u9fff]{{0,6}}?
    (?:{_OFFICES})(?!长|会议|名称|负责|(?<=政府)(?:采购|购买|投资|信息|[性债]))
    (?:[（(](?:局|厅|委|办|院)[^（()）]{{0,6}}[）)])?+
"""
_NAMED = r"""
    (?:^|(?<=关于)|(?<=[由与和向对致]))(?:[（(【\[]
    (?:本?单位|部门|项目|公司|学校|会议|事项|活动|事由|标题)(?:全称|名称|简称)?[）)】\]])(?=[^\s：:_\W])
    |^\s*[（(【\[](?:本?单位|公司|学校)(?:全称|名称)[）)】\]](?=\s*$)
"""
_BEFORE_UNIT = rf"""
    (?:{GAP}{{2,}}|\u3000)(?={UNIT}(?!{GAP}*[：:]))|^(?:{GAP}{{2,}}|\u3000)(?=[年月](?:$|[（(，,；;]))
    |^{GAP}*(?=(?:年|{_MEASURED})[（(]其中[^（()）]*{GAP}{{2,}})
    |(?<=[期限])(?:{GAP}{{2,}}|\u3000)(?=年(?:$|[）)（(，,；;。、]))
    |(?<=[\s日，（(]星期){GAP}+(?![{NUMERALS}天几])
    |{GAP}{{2,}}(?=/{GAP}{{2,}})|(?:{GAP}{{2,}}|\u3000)(?=(?:{PLACES})(?![^\W_]))
"""
_SPACED = rf"""
    ^{SPACES}{{4,}}+(?=[：:]\s*$)
    |(?<=[\u4e00-\u9fff、，])(?<!\s)(?:[ \u00a0\u3000]{{4,}}+|\u3000{{3}})
        (?=[，。、；]|[％%](?![^\W_]*[：:])|[\u4e00-\u9fff]+(?:[，。、；（(％%\s_]|$))
        (?![{NUMERALS}]{{1,3}}、|[^，。；：:（(\s]{{2,}}(?:[（(][^（()）：:]*[）)])?[：:])
        (?![^，。；]{{0,12}}(?:签字|签名|签章|盖章|公章))
"""
"""Room that only spaces show: for whom a letter is, or within a sentence."""

_LIMITS = r"[（(](?![^（()）]*字)(?=[^（()）]*(?:不超过|不少于|至少|最多|限|每))[^（()）]+[）)]\s*$"
"""A remark on what goes before it: 参加人员：（每家企业不超过2人）."""

_OPEN = rf"""
    (?<=[：:])(?:{SPACES}{{2,}}(?=[^\s_＿{BOXES}￥¥])(?!{MARK})
    |{SPACES.replace(chr(92) + "t", "")}*(?=$|\t(?!\s*[_＿])|[（(](?:加?盖章|公章)[）)]|{_LIMITS}))
"""

_TOKENS = re.compile(
    rf"""
    (?P<DATE>{_DATE})
    |(?P<DIGITS>{_DIGITS})
    |(?P<NUMBER>{_NUMBER})
    |(?P<CODE>{_CODE})
    |(?P<YEAR>{_BLANK_YEAR})
    |(?P<PRINTED>{_PRINTED_YEAR})
    |(?P<SQUARES>□{{3,}})
    |(?P<BOX>(?!(?<=[“「])[{BOXES}][”」])[{BOXES}]|(?<![{NUMERALS}{RADIO}]){RADIO}(?=\s*(?![{NUMERALS}])[^\W\d_]))
    |(?P<WORDS>(?<=大写)[）)]?[：:]?(?:人民币)?(?:[_＿]{{2,}}+|{SPACES}{{2,}}+)(?![_＿]|[亿万仟千佰百拾十]{FREE})
        |(?:(?<=^人民币)|(?<=[：:）)]人民币))(?:[_＿]{{2,}}|{SPACES}{{3,}})(?=[（(]?(?:[￥¥]|小写)))
    |(?P<MONEY>[￥¥][：:]?(?:{GAP}++|(?=$|\t|[）)])))
    |(?P<BRACKETS>(?<=[（(]){GAP}+(?=(?:{UNIT})?[）)]))
    |(?P<OPEN>{_OPEN})
    |(?P<LINE>[_＿]*(?:__|＿)[_＿]*)
    |(?P<COUNT>{_BEFORE_UNIT})
    |(?P<SPACED>{_SPACED})
    |(?P<OFFICE>{_OFFICE})
    |(?P<CROSSES>{_PLACEHOLDER})
    |(?P<NAMED>{_NAMED})
    """,
    re.VERBOSE,
)

_SENTENCE = re.compile(r"[，；].*[^\W_]|。")
_NUMBER_OF_LINE = re.compile(rf"\s*(?:第[{NUMERALS}\d]+[条章节款]|[（(]?[{NUMERALS}\d]+[）)、.．])")
_SPREAD = re.compile(r"(?P<gap>^|[\s：:，。；、])(?P<sign>[^\W\d_])$")
_SPREAD_LINE = re.compile(r"\s*[^\W\d_]{2,}\u3000[^\W\d_]\s*")


@dataclass(frozen=True)
class LineToken:
    """What a line has in place of words to come, or the words that stand in for them.

    Attributes:
        kind: the name of its alternative: ``DATE``, ``DIGITS`` (a sum in words), ``NUMBER``,
            ``CODE`` (YS-____-____), ``YEAR``, ``PRINTED`` (a year), ``SQUARES`` (one for each
            digit), ``BOX``, ``WORDS`` (behind 大写), ``MONEY``, ``BRACKETS``, ``OPEN`` (behind a
            label and its colon), ``LINE``, ``COUNT`` (before a unit), ``SPACED`` (spaces
            in a sentence), ``OFFICE`` (XX局), ``CROSSES`` or ``NAMED`` (（单位名称）).
        start, end: its stretch of the line.
    """

    kind: str
    start: int
    end: int


def tokens(text: str) -> Iterator[LineToken]:
    """The tokens of a line without line breaks, from left to right."""
    for match in _TOKENS.finditer(text):
        kind = match.lastgroup or ""
        if kind == "SPACED" and not _is_within_sentence(text, match.start()):
            continue
        if kind not in ("COUNT", "SPACED") or not _spreads_a_label(text, match.start()):
            yield LineToken(kind, *match.span())


def _is_within_sentence(text: str, at: int) -> bool:
    """Whether the room at ``at`` is at the start of a line, or in a sentence behind its number."""
    return at == 0 or bool(_SENTENCE.search(text) and not _NUMBER_OF_LINE.fullmatch(text, 0, at))


def _spreads_a_label(text: str, at: int) -> bool:
    """Whether the room at ``at`` only spreads a label out: 联　系　人, 总　分."""
    if _SPREAD_LINE.fullmatch(text):
        return True
    spread = _SPREAD.search(text[:at])
    units = {*COUNTING, *UNITS, *PLACES.split("|")} if spread and spread["gap"] else COUNTING
    return spread is not None and spread["sign"] not in units
