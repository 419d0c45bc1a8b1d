"""The types of fields, by the labels around them: numbers, rates, words, paragraphs.

金额（万元） 数量 年龄      a number, since a unit or the word says so
执行率 占比                a number that may be typed as 95%
2023年 上年                leaves the type to the label of the row
联系电话 依据 大写金额      words, whatever stands around
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from docgen.scaffold.pack.form_fields import Around, Kind
from docgen.scaffold.pack.formulas.printed_codes import without_code
from docgen.scaffold.pack.naming import key_of, printed
from docgen.scaffold.pack.terms import GENERIC
from docgen.templates.units_of_measure import MONEY, UNITS

_NOTE = re.compile(r"[（(][^（()）]*[）)]$")
_WORDS = re.compile(
    r"原因|措施|出生|年月$|等次|等第|评级|说明|备注|依据|地点|型号|规格|名称|大写|电话|手机|传真|邮箱|邮编|邮政|账[号户]|帐[号户]"
    r"|[编文证票卡车代单]号|编码|代码|身份证|信用代码|日期|时间|期限|地址|姓名|[甲乙丙]方$|联系人|负责人"
    r"|经办人|填[表报]人|审核人|领款人|收款人|签[字名收]|意见|内容|摘要|事由|用途|(?<!其[他它])来源$|方式|性质|类[别型]"
    r"|职[务称]|学历|学位|专业|供应商|供货商|开户行|银行(?![贷借存]款)|(?:评[分价]|考核|验收|质量|技术|配置|执行)标准"
    r"|^标准$|是否|有无|(?:落实|到位|实施|推进|整改)情况$|[状现]况$|(?:实施|责任|申报|建设|承担)主体$|级别$|等级$|单位$|部门$|科室$|指标值|目标值|完成值|完成情况|完成时限|进展"
)
"""Words for what is written, whatever the unit around it."""

_RATE = re.compile(
    r"(?<![效频功])率$|比例$|比重$|占比$|百分比|百分点|[%％]|增幅$|降幅$|幅度$|满意度$|知晓度$|参与度$"
    r"|(?:执行|支出|支付|完成|投资|资金|使用)进度$"
)
_FIGURES = re.compile(
    r"(?:(?<![参人])数[量额]?|人数|(?<![参])个数|总数|数量|额|[资奖基租佣保罚现税]金|保证金|公积金"
    r"|[原净产价残总]值|[合总造单均市租售报限差]价|价格|经费|费用?|支出|收入|拨款|资金|投资|规模|分值|权重"
    r"|(?<![部成])分|得分|评分|\d{1,2}月|面积|长度|宽度|高度|重量|里程|年龄|工龄|教龄|党龄|学时|课时|合计"
    r"|总计|小计|共计|预算|决算|本年|上年|本期|上期|同期|累计|年初|年末|期初|期末|结转|结余|节余|余额|存款"
    r"|借款|贷款|欠款|货款|价款|罚款|税款|扣款|补助|补贴|津贴|工资|利润|成本|税额|折旧|产量|销量|用量"
    r"|库存|结存|入库|出库|领用|增减|增加|减少|[调核净]增|[调核净压]减|变动|(?:预算|资金|经费)安排|扣款项?|代扣款项|缴费|编制数?|在职人员|在编人员|离退休人员|退休人员|(?:补[助贴]|收费|支出|开支|经费|资助|奖励|定额|配备)标准)$"
)
_OF_FIGURES = re.compile(r"(?:得分|评分|分数|数量|人数|金额)$")
"""Labels of which each cell is a figure: 得分 below 德 | 能 | 勤, 数量 over 应收 | 实收."""

_LONG = re.compile(
    r"目标|情况|概况|简历|理由|简介|议题|评语|宗旨|业务范围|问题$|措施$|建议|内容|依据|意见|实际完成值"
    r"|说明$|过程$|经过$"
)
_LONG_UNLESS_FIGURE = re.compile(
    r"(?:安排|必要性|(?<![及和与])原因|条件|方法|进度|计划|做法|经验|成效|打算)$"
)
"""Labels of what is told at length: 下一步工作安排; but 资金安排 and 支出进度 are numbers."""
_YEAR_ALONE = re.compile(
    r"(?:20\d\d|19\d\d)年?度?|[上本去今当明下前]年度?|[上本下]期|(?:上年|去年|上年度)同期|第?[一二三四]季度|[上下]半年"
)
"""A head that only says when: what is counted says the row."""

_UNIT_BEHIND = re.compile(r"[（(]([^（()）]*)[）)][：:]?$")
_MONEY_IN_NOTE = re.compile(r"(?:单位[：:])?(?:人民币)?(百元|千元|万元|亿元|元)(?:[/／].*)?$")
_COUNTED = re.compile(r"[票人次件户份个课学]数|数量|得?票")
_MONEY_AROUND = re.compile(
    r"[（(](?:单位[：:])?(?:百|千|万|亿)?元[^（()）]{0,6}[）)]|单位[：:](?:百|千|万|亿)?元"
)

_NEAR = 12
"""Characters of the labels around a field in which its own label ends."""

_UNITS_ALONE = UNITS - {"年", "月", "日", "级", "度"}
"""Units that as heads say what is counted below them."""


def type_of(
    around: Around,
    *,
    has_room: bool = False,
    in_units: bool = False,
    is_amount: bool = False,
    is_counted: bool = False,
    is_measured: bool = False,
) -> Kind:
    """The type of a field from the labels around it.

    Args:
        around: the labels.
        has_room: whether its cell has room for paragraphs.
        in_units: whether its whole table is of numbers, by a line of units or by its totals.
        is_amount: whether its table is nested beside a label with a unit of money.
        is_counted: whether a formula that the form prints speaks of it.
        is_measured: whether a column of units prints one for its row.
    """
    row = (around.row,) if around.row else ()
    label = (*around.groups, *row, *around.heads)[-1:] or ("",)
    if around.heads and row and _YEAR_ALONE.fullmatch(_without_note(around.heads[-1])):
        label = row
        is_counted |= is_measured
    others = (*around.groups, *row, *around.heads)
    if (is_counted or is_amount) and not is_prose(label[0]):
        return "figure"
    is_name = key_of(label[0]) in GENERIC
    around_it = label[0] if is_name else "".join(others)
    kind = kind_of(key_of(label[0]), around_it, has_room=has_room, unit=label[0])
    is_crossed = bool(row and around.heads)
    outer = (*around.groups, *around.heads[:-1]) if around.heads else ()
    are_counted = any(is_figure(it, "") or has_unit(it) for it in outer)
    in_units = in_units or are_counted or any(map(has_unit, others))
    in_units |= any(_OF_FIGURES.search(printed(it)) for it in row)
    is_word = is_name or any(map(is_prose, (*row, label[0])))
    is_number = in_units and (is_crossed or are_counted) and not is_word
    return "figure" if kind == "text" and is_number else kind


def gives_figures(label: str) -> bool:
    """Whether all that a label is over are figures: it has a unit, or names what is counted."""
    return has_unit(label) or _OF_FIGURES.search(printed(label)) is not None


def kind_of(label: str, around: str, *, has_room: bool = False, unit: str = "") -> Kind:
    """The type of a field by its ``label``, the labels ``around`` it, joined, and its cell.

    ``unit`` is the label with its unit, if ``label`` is without.
    """
    if is_long(label) and has_room:
        return "prose"
    return "figure" if is_figure(unit or label, around) or is_figure(label, around) else "text"


def is_figure(label: str, around: str) -> bool:
    """Whether a field holds a figure, by its ``label`` and the labels ``around`` it, joined."""
    text = _without_note(label)
    if "大写" in label or "大写" in around[-_NEAR:]:
        return False
    if _WORDS.search(text) and not (text.endswith("标准") and has_unit(label)):
        return False
    return bool(
        has_unit(label)
        or printed(label) in _UNITS_ALONE
        or is_rate(label)
        or _FIGURES.search(text)
        or _MONEY_AROUND.search(f"{label}{around}")
    )


def has_unit(label: str) -> bool:
    """Whether brackets at the end of a label name a unit of measure, or what is counted: 票数."""
    unit = _UNIT_BEHIND.search(printed(label))
    return unit is not None and bool(
        unit[1] in UNITS or _MONEY_IN_NOTE.match(unit[1]) or _COUNTED.fullmatch(unit[1])
    )


def unit_of_label(label: str) -> str:
    """The unit in brackets at the end of a label, 元 of 元/人·天; empty if it has none."""
    unit = _UNIT_BEHIND.search(printed(label))
    money = _MONEY_IN_NOTE.match(unit[1]) if unit else None
    return money[1] if money else unit[1] if unit and unit[1] in UNITS else ""


def is_rate(label: str) -> bool:
    """Whether a field holds a rate, which may be typed as 95%."""
    text = printed(label)
    return _RATE.search(_without_note(text)) is not None or text.endswith(
        ("（%）", "(%)", "（％）")
    )


def is_prose(label: str) -> bool:
    """Whether a field holds words, by its label, and so has no sum."""
    return _WORDS.search(_without_note(label)) is not None


def is_long(label: str) -> bool:
    """Whether a field holds paragraphs, by its label; its cell has to have room as well."""
    if _LONG.search(label):
        return True
    text = _without_note(label)
    return bool(_LONG_UNLESS_FIGURE.search(text)) and not is_figure(text, "")


def is_money(labels: Iterable[str]) -> bool:
    """Whether one of the labels names a unit of money."""
    return any(unit_of_label(label) in MONEY for label in labels)


def _without_note(label: str) -> str:
    return _NOTE.sub("", without_code(printed(label).rstrip("：:")))
