"""The words that name a blank in a line: its label, or the words around it."""

from __future__ import annotations

import re

from docgen.scaffold.pack.lines.form_line import GAP, LABEL
from docgen.scaffold.pack.terms import COUNTING, MEASURE, PLACES

_ENDS_IN_LABEL = re.compile(rf"(?P<label>{LABEL})[：:]{GAP}*$")
_SPREAD = re.compile(r"(?:(?:^|(?<=\s))[^\W\d_][ \u3000]{1,8})+$")
_YEAR_TO_COME = re.compile(r"^(?:20)?[xXＸ×]{2,4}年度?(?=..)")
_NOTE_BEHIND = re.compile(r"[（(](?!.*(?:盖章|公章|签[名字章]))([^）)_\s]{2,12})[）)]")
_NEAR = re.compile(r"[^\W_]{1,40}$")
_SUBJECT_END = re.compile(
    r"(?:不[少低高]于|不超过|不[大小]于|控制在|达到?了?|[总合共][计有]?|约|近|超过?|(?<!单)位于|[定拟]于|[定拟]在|关于|为|是|于"
    r"|(?<![存所])在|(?<![实应报收])到|(?<![截甚])至|需|占|的|系|(?<!原)因|经|就|由|与|和|(?<![反面相针核])对|从|按|自)+$"
)
"""What stands between a thing and its figure: 满意度不低于."""

_SUBJECT_START = re.compile(
    r"^(?:其中|共(?!同)|拟|已|将|并|且|另|和|与|以及|及|由|经(?![费营济办手])|为|在(?![职编校建])|于|就(?!业)|向|对(?!象)"
    r"|从(?![业事])|按照?|兹有?|双方(?:约定)?|[我本该](?:单位|次)|本(?=协议|合同|项目|活动)|项目(?=总|计划))+(?=..)"
)
_OWN = re.compile(r"(?:兹有)?[我本该](?:单位|部门|公司|[局厅院校市县省])")
_PART_OF = re.compile(r"(?<=..)[为是占][^为是占]{2,}的$")
"""违约金为合同总额的__%: it is the first that is asked for."""

_PARTY = re.compile(r"[^\W_]{1,3}方(?:将|应当?|须|需|可以?)?")
"""Who does what the verb behind says: 甲方将位于__ asks for a place, not for 甲方."""

_SUM = re.compile(r"[^\W_]{0,6}(?:[金款费价额计资酬息值]|价格|费用)$")
_PARTICLE = re.compile(r"[的在由为将把被按从向就对经因与和及以其该系是]")
_NO_NAMES = ("年", "年度", "月", "日", "等")
_NOUN = "项目|工程|课题|会议|同志|活动|事宜|合同|协议|培训班|专业|岗位"
_NAMES = {"同志": "姓名", "事宜": "事宜", "岗位": "岗位", "专业": "专业"}
_NOUN_BEHIND = re.compile(rf"(?P<noun>{_NOUN})(?!\s*[：:]|{GAP}|[室厅])")
_OF_BLANK = re.compile(
    rf"^(?:等(?:[材资]料|事项|工作|问题)?|(?:(?!人[民员口数均])(?:{MEASURE})|日)(?:[之以]?[内前后]|起|止)?"
    rf"|月(?:[之以]?[内前后]|起|止|(?![均报末初底度份]))|年度?(?![末初终底休])|{PLACES}|{_NOUN})"
)
"""The end of what a blank counts or names, before the words for the next: ____日内支付."""

_ATTACHMENT = re.compile(r"附件[：:]?\s*(?P<number>\d{1,2})[.．、]$")
LASTS = re.compile(r"[期限满共龄达约为近]$|提前$")
"""Words before a number of years or days, not a year: 有效期, 提前."""

_YEAR_BEHIND = re.compile(r"年(?![度级限前内以底初])")
_CHOICE = re.compile("[种项个类](?P<noun>方[式案法]|情形|类型|选项|条件)")
"""What is chosen by its number: 第__种方式."""

_TO_WHOM = re.compile(r"(?:(?<!方)|[甲乙丙丁双]方)向$")
"""What is before somebody to whom one turns, as the words behind tell: 30日内向____申请复查."""

_BEHIND = re.compile(r"[^\W_]{1,12}")
_ENDS_IN_ROOM = re.compile(rf"(?:{GAP}|[）)])$")
_COUNTING = re.compile(rf"(?:^|[^\w]|_)(?P<sign>[{''.join(sorted(COUNTING))}])$")
_LONG, _MOST_BEHIND = 12, 6
_UNIT = re.compile(rf"[）)]?(?:{MEASURE})")


def label_before(before: str) -> str:
    """The label with a colon that ``before`` ends in; empty if there is none."""
    match = _ENDS_IN_LABEL.search(before)
    label = whole_label(before[: match.start()], match["label"]) if match else ""
    return _YEAR_TO_COME.sub("", label)


def whole_label(before: str, label: str) -> str:
    """The whole label if ``label`` is the last character of one that is spread out: 联　系　人.

    ``before`` is the text before ``label``. Any other label is returned as it is.
    """
    spread = _SPREAD.search(before) if len(label) == 1 else None
    return "".join(spread[0].split()) + label if spread else label


def word_before(before: str) -> str:
    """The thing that ``before`` ends in, without a verb behind it; empty if there is none.

    受益群众 for 年度受益群众不少于.
    """
    match = _NEAR.search(before)
    word = match[0] if match else ""
    if match and _ENDS_IN_ROOM.search(before[: match.start()]):
        word = _OF_BLANK.sub("", word)
    subject = _SUBJECT_END.sub("", _PART_OF.sub("", word))
    is_whole = _PARTY.fullmatch(subject) or (len(subject) == 1 and word.endswith("因"))
    word = word if is_whole else subject
    word = _SUBJECT_START.sub("", word)
    return "" if _OWN.fullmatch(word) or word in _NO_NAMES else _shortened(word)


def thing_name(noun: str) -> str:
    """The name of what a noun behind the blank calls: 项目名称 of a 项目."""
    return _NAMES.get(noun, f"{noun}名称")


def _shortened(word: str) -> str:
    """The last words of a long clause, which begin behind a particle."""
    if len(word) > _LONG:
        word = next((part for part in reversed(_PARTICLE.split(word)) if len(part) > 1), word)
    return word[-_LONG:]


def sum_before(before: str) -> str:
    """What a sum is of that is in words and in figures: 年租金 of 年租金为人民币（大写）."""
    before = before[: max(before.rfind("大写"), 0)].rstrip("（( ").removesuffix("人民币")
    match = _SUM.search(word_before(before.rstrip("（(：: ")))
    return match[0] if match else ""


def name_around(before: str, behind: str) -> tuple[str, bool]:
    """The name of a blank by the text around it, and whether the form marks it as a label.

    Args:
        before: the text of the line up to the blank.
        behind: the text behind it.
    """
    before = before.rstrip(" \u3000《“（(【")
    note = _NOTE_BEHIND.match(behind)
    if label := label_before(before) or (note[1] if note else ""):
        return label, True
    if noun := _NOUN_BEHIND.match(behind):
        return thing_name(noun["noun"]), False
    if match := _ATTACHMENT.search(before):
        return f"附件{match['number']}", True
    if before.endswith("关于"):
        return "关于事项", False
    if before.endswith("第") and (choice := _CHOICE.match(behind)):
        return choice["noun"], False
    to_whom = _TO_WHOM.search(before) and _BEHIND.match(behind)
    word = "" if before.endswith("第") or to_whom else word_before(before)
    if word and not LASTS.search(word) and _YEAR_BEHIND.match(behind):
        return f"{word}{'于' if before.endswith('于') else ''}年份", False
    counting = _COUNTING.search(before)
    if word or counting:
        return word or (counting["sign"] if counting else ""), False
    if _UNIT.match(behind):
        return "", False
    match = _BEHIND.match(behind)
    match = None if match and match[0].startswith("等") else match
    words = next(filter(None, _PARTICLE.split(match[0])), "") if match else ""
    return words.removesuffix("如下")[:_MOST_BEHIND], False
