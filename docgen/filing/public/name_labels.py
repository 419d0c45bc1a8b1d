"""Names behind the labels of those who sign, and what labels of forms say of the value beside them.

Chinese has no sign for a name: it is a name if it has two to four characters and begins with one of
the surnames that nearly all people have, and is no word of forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.filing.public.private_values import PrivateSpan, plain

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董潘袁于余叶蒋杜苏魏程吕"
    "丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严"
    "覃武戚莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符"
    "舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司"
    "卓古吉缪简车项连芦麦褚娄窦戎岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙"
    "荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝占官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼"
    "盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普"
    "阙戈郗凤招鹿阴檀由赖蔡"
)
_COMPOUND = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|百里|南宫|独孤"
_H = "[\u3400-\u9fff]"
_NO_NAME = re.compile(
    r"单位|项目|金额|时间|方式|方案|程度|成效|成本|余额|全称|计划|管理|应付|支出|和|时限|平均|相关|"
    r"高度|高级|农业|农村|教育|安全|公章|盖章|文件|国家|明细|满意|水平|包括|连续|和谐|海洋|明确|原因|"
    r"同上|同意|无|日期|年月|.*[部局处科室院校厂所厅委办会长任员师]|.*(?:公司|中心|单位|意见|签字|盖章|"
    r"签名|部门|职务|电话|手机|日期|情况|人|数|额|率)"
)
_WORDS = re.compile(
    r"(?:万元|亿元|全部|全年|全面|全程|全市|全县|全区|高标|高质|高新|高效|方法|方便|方向|成果|成功|成立|常规|"
    r"常务|常年|安排|安置|安装|路面|路线|路灯|金额|金融|水库|水利|水质|石油|文化|文字|白天|周边|周期|关键|"
    r"关于|应急|应当|应收|应缴|平台|平时|康复|温室|车辆|华侨|计提|相应|相符|相同|支付|支持|支农|强化|强制|"
    r"强度|权限|权责|权益|项次|宣传|严格|严禁|严重|严控|明显|景区|景观|游客|农民|农户|农田|教学|教材|司法|"
    r"时效|时段|时点|房屋|房产|海关|海域|单价|单独|单次|单一|包装|包干|包含|余款|查询|查看|查收|查验|查无|"
    r"容量|容积|支部|索引|丰富|官方|官网|冷链|国有|国际|国内|国库|国土|马路|向上|尚未|左右|苗木|师资|师生|"
    r"党建|党组|党费|施工|施行|古树|管网|管护|管道|顾客|顾问|易地|解决|解除|季度|季节|季末|花费|卫生|宗教|"
    r"初步|初审|初期|门户|门诊|云端|来源|来访|蓝图|井盖|阳光|和田)(?:..)?|高标准|高质量|高水平|金融类|方向性"
)
"""Words that begin as a name, and longer ones of them; of three characters those that are words."""
_PERSON = (
    r"(?:经办|填报|填表|制表|联系|负责|审核|复核|审批|记录|编制|承办|校对|证明|验收|申请|申报|报告|"
    r"经手|领款|收款|责任|审查|会签|批准|分管)人(?:员|姓名)?|(?:主管|分管|单位)领导|会计主管|"
    r"财务主管|经办|审核|复核|制表|填报"
)
_SIGNED = r"签字|签名|签章|手签"
_BRACKETS = r"(?:\s*[(\[【][^()\[\]【】]{0,12}[)\]】])?"
SIGNING = re.compile(rf"(?:{_SIGNED})(?:人|处|栏)?{_BRACKETS}\s*(?::|$|[_\s])")
"""A label behind which people sign."""

_TITLES = (
    r"同志|先生|女士|老师|教授|(?:副|代)?(?:主任|局长|科长|处长|院长|校长|部长|县长|市长|经理|主席)|"
    r"会计|书记|所长|站长|馆长|董事长"
)
_NAME = (
    rf"(?:{_H}{{1,6}}(?:[·•]{_H}{{1,6}})+|(?:{_COMPOUND}){_H}{{1,2}}|[{_SURNAMES}]{_H}{{1,3}}?|"
    rf"[{_SURNAMES}][ ]{{1,3}}{_H})"
    rf"(?=$|[\s,、;。.()/_|:\n]|年|\d|联系|电话|手机|签字|日期|\*|{_TITLES})(?!\s*:)"
)
_AFTER_LABEL = re.compile(
    rf"(?:{_PERSON}|{_SIGNED}){_BRACKETS}(?:{_SIGNED})?{_BRACKETS}"
    rf"(?:\s*:[\s_]*|[\s_]+)(?P<name>{_NAME})(?P<more>(?:[、,/][ ]?{_NAME})*)"
)
_ALONE = re.compile(rf"{_NAME}(?:[、,/ \n]+{_NAME})*")

_CELL_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("identity", re.compile(r".{0,8}(?:身份证(?:件)?|证件|护照)(?:号码?)?")),
    ("email", re.compile(r".{0,8}(?:邮箱|电子邮件|e-?mail)(?:地址)?", re.IGNORECASE)),
    ("account", re.compile(r".{0,8}(?:账号|帐号|卡号|银行账户)")),
    (
        "phone",
        re.compile(
            r".{0,8}(?:电话|手机|传真|联系方式|座机|微信|qq|tel|phone|fax|mobile)(?:号码?)?",
            re.IGNORECASE,
        ),
    ),
    ("name", re.compile(rf".{{0,8}}(?:{_PERSON}|{_SIGNED})(?:{_SIGNED})?")),
)
_SHAPES = {
    "phone": re.compile(r"(?:\D*\d){5,}"),
    "email": re.compile(r".*[@\d]"),
    "identity": re.compile(r"(?:\D*\d){6,}"),
    "account": re.compile(r"(?:\D*\d){6,}"),
}


def label_kind(text: str) -> str:
    """What kind of value the label of a cell asks for; empty if none that is private."""
    label = re.sub(r"\(.*?\)|\[.*?\]|[\s:*_]", "", plain(text))
    found = (kind for kind, pattern in _CELL_LABELS if pattern.fullmatch(label))
    return next(found, "")


def has_shape(kind: str, text: str) -> bool:
    """Whether the text of a cell can be a value of a kind."""
    seen = plain(text).strip().strip("_ ")
    if kind == "name":
        match = _ALONE.match(seen)
        return bool(match and is_name(seen[: match.end()].split("、")[0]) and len(seen) < 40)
    return bool(_SHAPES[kind].match(seen)) and len(seen) < 80


def is_name(text: str) -> bool:
    """Whether a few characters are the name of a person, and no word of forms."""
    name = text.replace(" ", "")
    return bool(re.fullmatch(_NAME, plain(text))) and not _is_word(name)


def _is_word(name: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in (_NO_NAME, _WORDS))


def cell_names(text: str) -> list[str]:
    """The names at the beginning of a cell beside such a label."""
    return [name for name in re.findall(_NAME, plain(text)) if is_name(name)]


def signed_names(text: str) -> Iterator[PrivateSpan]:
    """Yields the names behind the labels of those who sign, in one paragraph."""
    seen = plain(text)
    for match in _AFTER_LABEL.finditer(seen):
        start, end = match.start("name"), match.end()
        if is_name(match["name"]):
            for name in re.finditer(_NAME, seen[start:end]):
                yield PrivateSpan(start + name.start(), start + name.end(), "name")
