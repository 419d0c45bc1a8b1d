"""What an empty form leaves in a text: blanks, prompts, and words that stand for others."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.text_patterns import text_pattern
from docgen.checking.text_slips import QUOTATION, TextSlip, find_slips
from docgen.diagnostics import Problem, Severity
from docgen.diagnostics.codes import problem_code

PLACEHOLDER = problem_code(
    "placeholder",
    en=("「{text}」 looks like a blank nobody filled in", "fill it in, or delete it"),
    zh=("留有「{text}」，像是没填的空", "填上内容，或删去"),
)


def _left_over(
    pattern: str, wrong: str, right: str, *, first: str = "", signs: str = "", said: bool = False
) -> TextSlip:
    """A row of the list: ``right`` is near it and no blank; one that may be ``said`` by others."""
    compiled = text_pattern(pattern, first=first, signs=signs)
    outside = QUOTATION if said else None
    return TextSlip(PLACEHOLDER, Severity.ERROR, compiled, wrong, right, outside=outside)


_CHINESE = "\u3400-\u9fff"
_OPEN, _SHUT = r"[（(\[［【]", r"[）)\]］】]"
_COUNT = r"\d+(?:[-—–～~至]\d+)?字"
_LIMIT = rf"(?:(?:限|约|不超过|不少于|不低于|控制在){_COUNT}|{_COUNT}(?:以内|之内|左右|以上))"
_TO_WRITE = "填写|简述|概述|说明|描述|列出|列明|阐述|注明"

_BLANKS = (
    _left_over(r"(?<![A-Za-z])[XＸ×]{2,}(?![A-Za-z])", "由××公司承建", "尺寸3×5米", first="XＸ×"),
    _left_over(
        rf"(?<![A-Za-z\d_.*/\\@-])[xｘ]{{2,}}(?=[{_CHINESE}])", "xx市", "www.xx.cn", first="xｘ"
    ),
    _left_over("_{3,}|＿{2,}|__(?=[年月日])", "支出____万元", "表_名", first="_＿"),
    _left_over("#{3,}", "支出####", "C#语言", first="#"),
    _left_over("#(?:DIV/0!|N/A|VALUE!|REF!|NAME[?]|NUM!)", "执行率#DIV/0!", "#2教学楼", first="#"),
    _left_over(
        r"(?<![\dA-Za-z ])[×XＸ](?=[年月日市县区]|[万亿]元)", "×月底完成", "X光机", first="×XＸ"
    ),
    _left_over(
        r"(?<![一二三四五六七八九十\d])[□○△]{2,}(?![年一二三四五六七八九])",
        "由○○公司承建",
        "二○○九年",
        first="□○△",
    ),
    _left_over(r"[?？]{2,}", "支出？？万元", "满意吗？", first="?？"),
    _left_over(r"…{3,}(?![….]*\s*\d+\s*$)", "情况………", "一、概况…………3", first="…"),
    _left_over(r"\.{4,}(?![….]*\s*\d+\s*$)", "情况....", "一、概况......3", first="."),
    _left_over(
        "(?<=[有共约达])□|□(?=[个项万人元家户次])|\\*+(?=[个项家户次名]|万元)",
        "有□个不足2人",
        "□是 ☑否",
        first="□*",
    ),
    _left_over("TODO|TBD", "TODO", "ToDo", first="T"),
)
"""Blanks, and what Excel shows for a number."""

_ANY = "市县区镇乡村局委办处科省"
_NAMES_OF_OTHERS = (
    _left_over(
        rf"(?<![{_CHINESE}])某某(?=[{_ANY}]|单位|部门|项目|公司|学校|年)"
        rf"|(?<=[由在与和为向对到])某某(?=[{_ANY}]|单位|部门|项目|公司|学校|年)",
        "由某某局牵头",
        "张某某",
        first="某",
    ),
    _left_over(r"(?:19|20)[xXｘＸ×*＊○]{2}(?=年)", "20××年", "2023年", first="12"),
)
"""Names and years of a pattern."""

_REMAINDERS = (
    _left_over(
        rf"(?<=.{{7}}[{_CHINESE}\d）])…+(?=[。；]|\s*$)",
        "全年共改造危桥7座……",
        "“全年共改造危桥7座……”",
        signs="…",
        said=True,
    ),
    _left_over(
        r"(?:(?<=^)|(?<=[；。，：]))\s*(?:…{2}|\.{3}|。{3,}|·{3,})(?=[；。]?\s*$)",
        "清淤30公里；……",
        "情况……",
        signs="….。·",
        said=True,
    ),
    _left_over(
        r"^\s*(?:\d{1,2}[.．、]|[（(]?(?:\d{1,2}|[一二三四五六七八九十]+)[）)、])\s*"
        r"(?:…{2}|\.{3})(?=[；。]?\s*$)",
        "3.……",
        "3.……等",
        signs="….",
        said=True,
    ),
    _left_over(
        rf"(?<=[；。])…{{2}}(?=[；。{_CHINESE}])|、…{{2}}(?=[。；]?\s*$)",
        "一是清淤；……；三是验收",
        "第1年、……、第n年",
        signs="…",
        said=True,
    ),
    _left_over(
        r"^(?:(?:三级)?(?:指标|任务|目标)\s?\d{1,2}[:：]?"
        r"|(?:总体|年度|绩效)(?:指标|任务|目标)\s?\d{1,2}[:：])(?:…{2}|\.{3})?$",
        "指标2：",
        "指标1：办结率",
        first="指任目三总年绩",
        signs="指任目",
    ),
)
"""What is left of a list that was to be gone on with."""

_PROMPTS = (
    _left_over(
        rf"{_OPEN}(?:可(?:根据|视|按)|如无|若无|视情况|没有的?可)[^（）()]*"
        rf"(?:增|减|填|写|调整|删|省略|略)[^（）()]*{_SHUT}",
        "经验做法（如无可不填）",
        "补助（可按季度领取）",
        first=r"（(\[［【",
    ),
    _left_over(
        rf"{_OPEN}(?:填写(?!人|日期)|填报(?:单位|部门)名称|填入|此处|在此|示例(?=[:：）)])"
        rf"|请(?:填|写|在此|补充|说明|简述|概述|简要|详细|分别|逐项|逐一|如实|列|注明|勾选|描述|附上"
        rf"|根据|按照?(?:[^）)]*?(?:填|写|列)))|(?:如有|如无|若无|没有)[^）)]{{0,8}}请)"
        rf"[^）)\]］】]*{_SHUT}?",
        "甲（填写具体内容）乙",
        "（请休假）",
        first=r"（(\[［【",
    ),
    _left_over(
        rf"{_OPEN}(?:简要|重点|详细|逐项|分别|需要?|应)(?:{_TO_WRITE}|介绍|分析)[^（）()]*{_SHUT}",
        "绩效情况（重点说明效益）",
        "宣传册（主要介绍政策）",
        first=r"（(\[［【",
    ),
    _left_over(
        rf"{_OPEN}(?:单位名称|项目名称|部门名称|姓名|日期|年份|数字|金额|单位全称){_SHUT}",
        "[单位名称]",
        "单位名称",
        first=r"（(\[［【",
    ),
    _left_over(
        rf"（(?:(?!不超过\d+字)[^（）])*+不超过\d+字[^（）]*+）|[(（](?:字数)?{_LIMIT}[)）]"
        rf"|[(（][^（）()]{{0,20}}[，,；;。]?(?:字数|文字|篇幅){_LIMIT}[)）]",
        "基本情况（限500字）",
        "每期不超过500字",
        first="(（",
        signs="字",
    ),
    _left_over(r"(?<![\d至在])\d+字以内", "说明100字以内", "控制在300字以内", signs="字"),
    _left_over(rf"^(?:字数)?{_LIMIT}[。.]?$", "不超过500字", "不超过500字的简报", signs="字"),
    _left_over(
        rf"^[^，。；：“”]{{2,20}}[，,](?:字数)?{_LIMIT}[。.]?$",
        "部门概况，不超过800字",
        "每期简报写清一件事，不超过500字的另编",
        signs="字",
    ),
    _left_over(
        r"^填写(?!人|日期|说明|要求|须知|完)[^，。；：]{0,14}(?:目标|情况|内容|名称|措施|成效|问题|原因|建议|结果)"
        r"(?:[，。；][^。]{0,15})?[。]?$",
        "填写本年度总体目标，限300字",
        "填写人员名单时逐一核对",
        signs="填",
        said=True,
    ),
    _left_over(
        r"[（(][^（）()]{0,20}可(?:另|加|另行|续)?附?[页纸表][^（）()]{0,10}[）)]|可另(?:行)?附页",
        "存在的问题（可另附页）",
        "（见附页）",
        signs="页纸表",
    ),
    _left_over(
        r"[（(](?:参考|编写|撰写)?(?:提纲|模板|范本|格式|样式|样表|样例|范例|参考文本)[）)]$",
        "绩效自评报告（参考提纲）",
        "《自评报告（参考提纲）》",
        signs="提模范格样参",
    ),
    _left_over(
        rf"(?:^|(?<=[。；]))请(?:简要|详细|分别|逐项|逐一|如实|结合|围绕|对照|根据|按照)?"
        rf"(?:(?!各|有关|相关|单位|部门|同志|认真)[^，。；“”《]){{0,12}}?(?:{_TO_WRITE})",
        "请简要说明资金使用情况",
        "请予审核",
        signs="请",
        said=True,
    ),
    _left_over(
        "(?:单击|点击)(?:或(?:单击|点击))?(?:此处|这里)(?:输入|添加|填写|插入)[^，。；]{0,6}"
        "|(?:此处|在此处?)(?:填写|输入|插入|粘贴|填入)",
        "单击此处输入文字",
        "在此基础上填写",
        signs="此这",
        said=True,
    ),
    _left_over(
        '(?:如|若)?(?:没有|无)(?:的|此项)?[^，。；]{0,4}，?请?(?:填写?|注明)[“"「]?无[”"」]?',
        "没有的填“无”",
        "没有填报",
        signs="填注",
    ),
    _left_over(
        r"(?<![有尚亟正])待(?:补充?|填写?)(?=[。；，、）)\s]|$)"
        r"|[（(]待(?:核实?|确认|完善|定稿|统计|更新)[)）]",
        "数据待补充。",
        "有待补充。",
        first="（(待",
        signs="待",
    ),
)
"""What a form says to those who fill it in."""

LEFT_OVERS = (*_BLANKS, *_NAMES_OF_OTHERS, *_REMAINDERS, *_PROMPTS)


@check(
    Finding(
        PLACEHOLDER,
        Severity.ERROR,
        en="`XX`, “100字以内” (at most 100 characters), `……`, “（填写）” (fill in)",
        zh="`XX`、「100字以内」、「……」、「（填写）」，没填的空",
    )
)
def placeholders(unit: CheckedUnit) -> Iterator[Problem]:
    """Instructions and blanks of an empty form that are left in the text."""
    return find_slips(unit, LEFT_OVERS)


def left_overs_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a text has words of an empty form, each from its first character to behind its last."""
    for slip in LEFT_OVERS:
        yield from (match.span() for match in slip.matches(text))


def is_left_over(text: str) -> bool:
    """Whether a text contains words of an empty form: 指标1：, 100字以内."""
    return next(left_overs_in(text), None) is not None
