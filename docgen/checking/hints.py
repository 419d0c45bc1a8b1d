"""Tells what says how to fill in a form, such as 填写总体目标，限300字, from what the form prints.

A hint goes when its blank is filled. A label that only sounds like one (填写日期, 情况说明) and a
note below a table (注：…) stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.ordinals import CHINESE, CIRCLED

_BOXES = "□☐◻☑☒"
_NUMBER = r"[\d０-９一二两三四五六七八九十百千]+"
_SIZE = rf"(?:{_NUMBER}[-—~～至到])?{_NUMBER}\s*个?(?:汉?字|行|页|条|句话|关键词)"
_LIMIT = rf"""
    (?:不(?:得|宜|要|应)?(?:超过|多于|少于|低于|超出)|控制在|[仅只]?限(?:填|制|于|写|在)?|约|大约|至少|最多|至多)
    \s*(?:{_SIZE}|{_NUMBER}(?:个|项|点|句)(?:以内|左右|以上)?$)
    |{_SIZE}\s*(?:以[内上下]|之内|左右|为宜|为限)|^{_SIZE}(?<=字)$
"""
"""A limit to the words: 限300字, 500字左右."""

_SAY = (
    "列出|列明|列举|列示|罗列|写明|写出|写清|注明|标明|指明|标注|简述|概述|详述|略述|阐述|阐明"
    "|说明|概括|归纳|粘贴"
)
_FILL = "填写|填报|填列|填入|填明|选填|选择填|勾选|论述|叙述|陈述|描述|介绍|表述|撰写"
_MORE = (
    "分析|总结|反映|提出|提供|体现|突出|明确|选择|包括|包含|涵盖|涉及|报送|附上?|另附|续页"
    "|删除|增加|[打划画][√✓勾]"
)
"""Verbs that are as often parts of a label: they tell what to do behind 请, 应 and the like."""

_HOW = (
    "简要|简单|简明|扼要|详细|详尽|具体|重点|着重|主要|逐[项条一个]|如实|据实|分别|认真|准确|完整|客观|全面|至少"
    "|同时|一并|另行|进一步|分[年项条类点][度目述类]?|用文字|在此处?|此处|[本此该]栏|于此处?|自行|并|进行|加以"
    "|可|应|应当|需|需要|须|要|请|予以"
)
_BY = r"(?:按照?|根据|依据|围绕|结合|对照|针对|参照|从|自|由|对|就|将|以|用)[^，。；：:（(]{1,24}?"
_START = rf"^(?:{_HOW})*(?:{_BY}(?:{_HOW})*)?"
_DO = rf"(?:{_HOW})*(?:{_SAY}|{_FILL}|{_MORE})"

_NOT_SAID = (
    "人员?|书|会|栏|题|信|事项|材料|意见|及|和|与|、|或|的(?:其他)?(?:问题|事项|情况|内容|因素)"
)
_NOT_FILLED = (
    "者|表|日期|时间|年月|单位|部门|机构|地区|地点|地址|说明|要求|须知|内容|方式|理由|名称|处室|科室|学校|企业|公司"
    "|负责|联系|电话|方法|规范|指南|注意|盖章|签字|公章|全称|编号|系统|年度|级别|类型|类别|范围|口径|依据|情况|得分|签名|签章|手印|的"
)


def _object(label_words: str) -> str:
    """A pattern for what is to be written: not only words of a label, as in 填报单位名称."""
    only_label = rf"(?:{label_words}|项目数|项$|[（(][^）)]*[）)])*[：:]?$"
    return rf"(?!{only_label}|[及和与或、])[^，。；：:]{{2}}"


_SAID, _FILLED = _object(_NOT_SAID), _object(f"{_NOT_SAID}|{_NOT_FILLED}")
_WRITE = rf"(?:(?:{_SAY})(?={_SAID})|(?:{_FILL})(?={_FILLED}))"
_SIGN = re.compile(
    rf"""
    {_LIMIT}
    |{_START}(?:{_WRITE}|(?<=.)(?:填[写报列]|撰写|作答|摘录)$)
    |(?:进行|加以|分别|如实|据实|逐[项条一])(?:{_SAY}|{_FILL})|(?:简要|重点|着重|主要){_WRITE}
    |^(?:简要|重点|着重|逐[项条一])(?:{_MORE})(?={_SAID})|^(?:{_HOW})+写(?![作字生])
    |(?<![申恳邀聘提报敬])请(?={_DO}|[按在参根结另从勿将于以用打选贴就对填写列]|务必|不要|围绕|输入|上传)
    |(?:应|应当|须|需|可|(?<![简主重必首纪摘提概扼])要)(?={_DO})(?!.*的(?:其他)?(?:问题|事项|情况|内容|材料|因素)?$)
    |^[须应需]?[与同].+(?:一致|相符|对应)$|[应须需][与同].+(?:一致|相符|对应)|从.{{2,}}方面
    |^可(?:另?附|续|加|增|自行|根据|参照|结合|多选|不填|另行|复制)|^(?:另附(?!件)|附后|附(?:相|有)关|可续页)
    |^(?:内容)?(?:主要)?(?:包括|包含|涵盖)[^，。；]{{4}}
    |^提出(?!部门|单位|人).{{2,}}(?:建议|措施|思路|方案|对策)$
    |^(?:例如|比如|譬如|示例|样例|范例|举例)|^格式为|^如(?:\d|“)
    |^(?:必填|选填|多选|单选|任选|任选其一)$|[打划画]\s*[“"「]?[√✓勾]
    |[单点]击(?:或[点单]击)?(?:此处|这里)|^此处|选择一项|在此(?:输入|填|处)
    |精确到|保留[一两二三四\d]位?小数|四舍五入|简明扼要|言简意赅|^如实(?!填?报[表告])[^，。；]{{4}}
    |[填写][“"「『](?:无|否|是|有|0|/|—)|(?:没有|无)的?，?填
    |…|\.{{3}}|·{{3}}|．{{3}}|。{{3}}
    """,
    re.VERBOSE,
)
"""A clause that tells what to write."""

_PROMPT = rf"""
    (?:(?:年度|总体|具体|主要|绩效)?
    (?:目标|指标|措施|内容|成效|问题|建议|任务|原因|做法|经验|计划|亮点|事项|成果|经历|结论|项目|课题)
    \s*(?:\d{{1,2}}|{CHINESE}|[×xXnN])[：:、.．]
    |(?:\d{{1,2}}|{CHINESE})[、.．]|[（(](?:\d{{1,2}})[）)][、.．]?|{CIRCLED}|\d{{1,2}}[：:])
"""
_DOTS = r"(?:[….．·]+|。{2,}|等等)[；;。]?"
_ONLY_PROMPTS = re.compile(
    rf"(?:\s*(?:{_PROMPT}|(?:[（(]{CHINESE}[）)]\s*)?{_DOTS}))+\s*", re.VERBOSE
)
"""目标1：目标2：……, which names nothing but where to begin."""

_ORDINAL = re.compile(
    rf"\s*(?:{CHINESE}[、.．]|[（(](?:{CHINESE}|\d{{1,2}})[）)]|\d{{1,2}}[、.．](?!\d)|{CIRCLED})\s*"
)
_NOTE = re.compile(
    r"\s*[（(]?(?:附?注|备注|说明|附|填[表报写]说明|编[制报]说明|[填编]报要求|填表须知|声明|承诺|温馨提示)\d*\s*[：:.．]"
)
"""The beginning of a note, which stays below its table."""

_STATES = re.compile(
    r"^(?:兹|本人|我[们局单方]|本[单公]|以上|上述|经[审研核查]|甲方|乙方|双方|丙方|贵|特此|现将|同意|根据国家|为了?)"
    r"|承诺|保证|属实|请(?:于|在|将|按).*(?:前|报送|反馈|提交|上报|[交寄送]至)"
    r"|(?:不|无需|无须|毋需|免于?|勿|不必)填|[甲乙丙双各]方"
)
"""What the form says itself: statements, and 此栏不填."""

_ROOM = re.compile(rf"_{{2,}}|＿|[{_BOXES}]|\u3000{{2}}|[（(][ \u3000]+[）)]")
_CLAUSE = re.compile(r"[^，,。；;：:\n（）()？?！!]+")
_LABEL = re.compile(r"\s*[^：:，。；\n（(]{1,20}(?:[（(][^）)]{1,20}[）)])?[：:]\s*(?=\S)")
_IN_BRACKETS = re.compile(
    r"[（(〔【\[][^（()）〔〕【】\[\]]*(?:[（(][^（()）]*[）)][^（()）]*)*[）)〕】\]]"
)
_EXAMPLE = re.compile(r"(?:例|如|格式|写法|参考|参考样式)[：:]")
_FILL_IN = re.compile(r"填[写入](?!人|说明|日期|时间|要求|须知|部门$|单位$).")
_FILLING = re.compile(r"(?=.*\S)[\s_＿.…·xXＸ×*＊。，；、]{2,}")
_ASIDE = re.compile(r"[（(](?!.*(?:[章签：:]|正文|附件))[^（()）]{5,}[）)]")
_QUESTION = re.compile(r"(?:什么|哪些|如何|怎样|怎么|多少|是否|哪|吗|何)[^。]*[？?]$")
_IMPERATIVE = re.compile(rf"(?:{_HOW})*(?:{_SAY}|{_FILL}|{_MORE})(?=[^，。；]{{2,20}}$)")
_CONTAINS = re.compile(r"(?:不?包[括含]|含)(?!但)")
_TO_TELL = re.compile(rf"{_LIMIT}|方面$", re.VERBOSE)
_HEAVY_BRACKETS = re.compile(r"【[^【】]{4,}】")
_WORDS = re.compile(r"\w")


def is_hint(text: str) -> bool:
    """Whether ``text`` does nothing but tell what to write, as 请简要说明, 目标1： or …… do.

    ``text`` is that of a whole cell or paragraph. A label with a hint in brackets, as
    项目概况（限300字）, and one before a colon are no hints: see :func:`hints_in`.
    """
    start, end = next(hints_in(text), (0, 0))
    return end > start and not _WORDS.search(text[:start] + text[end:])


def hints_in(text: str) -> Iterator[tuple[int, int]]:
    """Where hints stand in ``text``, each from its first character to behind its last.

    That is all of it, what is behind a label and its colon, or brackets.
    """
    if not text.strip() or _NOTE.match(text):
        return
    if _ONLY_PROMPTS.fullmatch(text):
        yield 0, len(text)
        return
    brackets = [match for match in _IN_BRACKETS.finditer(text) if _tells_inside(match[0][1:-1])]
    outside = _IN_BRACKETS.sub("", text)
    label = _LABEL.match(text)
    if _ROOM.search(text):
        yield from (match.span() for match in brackets if not _ROOM.search(match[0]))
    elif label and not _EXAMPLE.match(text) and not _tells(label[0]):
        if _ONLY_PROMPTS.fullmatch(text, label.end()) or _tells(text[label.end() :]):
            yield label.end(), len(text)
    elif _tells(outside) or (brackets and not _WORDS.search(outside)):
        yield 0, len(text)
    else:
        yield from (match.span() for match in brackets)


def without_hints(text: str) -> str:
    """``text`` without the hints in it."""
    for start, end in reversed(list(hints_in(text))):
        text = text[:start] + text[end:]
    return text


def is_note(text: str) -> bool:
    """Whether a line begins a note, such as 注：1.本表一式三份 below a table, which stays."""
    return _NOTE.match(text) is not None


def is_prompt(text: str) -> bool:
    """Whether a paragraph below a heading only asks for text: a hint, a question, ____ or ××××.

    A question with a number is one of a questionnaire, which stays.
    """
    if text.lstrip()[:1].isdecimal() and ("？" in text or "?" in text):
        return False
    asks = _QUESTION.search(text) or _ASIDE.fullmatch(text.strip())
    whole = _HEAVY_BRACKETS.fullmatch(text.strip())
    return is_hint(text) or is_filling(text) or asks is not None or whole is not None


def is_filling(text: str) -> bool:
    """Whether a line is only room, as ____, or ×××× and …… in place of text."""
    return _FILLING.fullmatch(text) is not None


def without_imperative(label: str) -> str:
    """A label without the words that tell to write it: 项目实施情况 of 请简要说明项目实施情况."""
    match = _IMPERATIVE.match(label)
    return label[match.end() :] if match and is_hint(label) else label


def _tells_inside(brackets: str) -> bool:
    """Whether what is in brackets tells what to write; （填写事项） does, （包含专项） not.

    （包括德、能等方面，不超过1500字） does, as it says what to tell of, or at what length.
    """
    if _CONTAINS.match(brackets) and not _TO_TELL.search(brackets):
        return False
    return _FILL_IN.match(brackets) is not None or _tells(brackets)


def _tells(text: str) -> bool:
    """Whether a clause of ``text`` tells what to write, and none is a statement of the form's."""
    clauses = [_ORDINAL.sub("", match[0]).strip() for match in _CLAUSE.finditer(text)]
    if any(map(_STATES.search, clauses)):
        return False
    whole = _ORDINAL.sub("", text).strip(" \n：:")
    return _EXAMPLE.match(whole) is not None or any(map(_SIGN.search, [*clauses, whole]))
