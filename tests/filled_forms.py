"""The forms of the corpus as last year's reports: each blank filled by hand, as an office does.

What is written stands where the blank was, in the look of the text around it: a line of underlined
spaces is an underlined value, the first box of a choice is ticked, hints and ``____`` are gone.
Values come from the type of a blank and the words of its name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from docx.document import Document
from lxml import etree

from docgen.scaffold.pack.terms import MEASURE
from docgen.word.xml import remove, w
from tests.drafted_forms_file import (
    REFERENCE,
    Blank,
    FormFile,
    FormTable,
    Line,
    Written,
    build_form,
)
from tests.drafted_forms_values import Value, evaluate

YEAR = 2023
_LINE = re.compile(r"\{[ \u3000]+\}")
_ROOM_BEFORE_UNIT = re.compile(rf"(?:{MEASURE}|年|[%％])")
_OPEN, _CLOSE = "\ue010", "\ue011"
_WHOLE = re.compile(
    r"人数?$|户|次数?$|天|数量|年龄|台|份|册|工龄|公休日|编制|在职|离退休|机构|序号|年$"
)
_NAMES = ("王小明", "李文静", "赵大勇", "陈思远", "刘晓燕", "周志强", "吴桂芳", "欧阳立", "孙健")
_BY_WORD = {
    r"(?:单位|机构|企业|公司)(?:名称|全称)?$|主管部门|^甲方|供应商|承办|主办|主送|局$": (
        "株洲市教育局",
        "湖南云田科技有限公司",
        "醴陵市民政局",
        "市政务服务中心",
    ),
    r"意见$|批示": ("同意。", "同意按程序报批。"),
    r"部门$|科室|处室": ("办公室", "财务科", "业务一科", "综合处"),
    r"电话|手机|传真|联系方式": ("0731-22680000", "13900000000", "0731-22681111"),
    r"身份证": ("430200199001010000",),
    r"账号|帐号": ("4301020000000000000",),
    r"开户": ("湖南银行株洲分行",),
    r"邮箱": ("office@example.org",),
    r"地址|住址|住所": ("株洲市天元区黄河路88号",),
    r"地点|目的地|去向|前往": ("长沙市", "市会议中心三楼会议室"),
    r"文号|编号|代码|编码|^号$|车牌|凭证": ("ZZ2023-018", "430-0012", "2023-05"),
    r"负责人|姓名|组长|制表|人员?$|领导": _NAMES,
    r"性别": ("男", "女"),
    r"民族": ("汉族", "土家族"),
    r"籍贯|出生地": ("湖南株洲",),
    r"学历|学位|文化": ("大学本科", "硕士研究生"),
    r"职务|职称|岗位": ("科长", "副主任科员", "工程师"),
    r"政治面貌": ("中共党员",),
    r"时间|年月|期限|起止": ("2023年5月", "2023年3月至12月"),
    r"大写": ("壹拾贰万叁仟元整",),
    r"指标值|目标值|完成值|完成率|完成指标": ("≥95%", "120人次", "98%", "12场", "按期完成", "提高"),
    r"三级指标|指标名称|^指标$": (
        "培训人次",
        "验收合格率",
        "完成及时率",
        "服务对象满意度",
        "受益群众人数",
    ),
    r"任务名称|项目名称|名称$|^项目$": (
        "职业技能培训",
        "办公设备更新",
        "园区道路改造",
        "档案数字化",
    ),
    r"原因|措施|说明|情况|内容|事由|理由|意见|建议|目标|用途|依据|问题|事项|方案|职能|概况|成效": (
        "经费已按计划拨付到位，年度任务全部完成。",
        "因采购流程较长，部分设备延后到货，已督促供应商按期交付。",
        "开展培训三期，参训人员反映良好。",
        "按照年度工作安排推进，进展顺利",
    ),
    r"备注": ("无", "已归档"),
}
_OTHERS = ("已完成", "教学设备", "联想M930", "良好", "自有资金安排", "每周一次")
_PROSE = (
    "2023年，我局围绕中心工作，完成培训12期、1,286人次，群众满意度达96.5%。",
    "全年共争取资金432.50万元，支付进度为97.8%，各项任务均按期完成；档案全部入库。",
    "下一步将继续加强管理，提高资金使用效益。",
)


@dataclass(eq=False)
class FilledForm:
    """A form of the corpus, filled.

    Attributes:
        form: the blank form with its notes.
        document: the filled Word document.
        values: what was written at each blank; empty for one that stays blank.
    """

    form: FormFile
    document: Document
    values: Mapping[Blank, str]


def fill_form(form: FormFile, seed: int = 0) -> FilledForm:
    """Fills a form; ``seed`` chooses among the values."""
    values = _Writer(form, seed).values
    parts = [_part(part, values) for whole in form.parts for part in _apart(whole)]
    filled = FormFile(form.name, form.landscape, parts)
    document = build_form(filled)
    for paragraph in list(document.element.body.iter(w("p"))):
        _underline(paragraph)
    return FilledForm(form, document, {blank: _plain(text) for blank, text in values.items()})


def _plain(text: str) -> str:
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def _apart(part: Line | FormTable) -> list[Line | FormTable]:
    """A heading whose text is noted at its end, and that text as a paragraph of its own."""
    if isinstance(part, FormTable) or not part.text.pieces:
        return [part]
    *before, last = part.text.pieces
    if isinstance(last, Blank) and last.type == "prose" and before and not last.printed:
        return [Line(part.look, Written(tuple(before))), Line("", Written((last,)))]
    return [part]


def _part(part: Line | FormTable, values: Mapping[Blank, str]) -> Line | FormTable:
    if isinstance(part, Line):
        return Line(part.look, _written(part.text, values))
    return _table(part, values)


def _table(table: FormTable, values: Mapping[Blank, str]) -> FormTable:
    rows = [[_written(text, values) for text in row] for row in table.rows]
    inner = {at: _table(nested, values) for at, nested in table.inner.items()}
    return replace(table, rows=rows, inner=inner)


def _written(text: Written, values: Mapping[Blank, str]) -> Written:
    """The text with its values; who types into room before a unit leaves some of it there."""
    return Written(
        tuple(
            _typed(piece, values[piece], str(behind)) if isinstance(piece, Blank) else piece
            for piece, behind in zip_longest(text.pieces, text.pieces[1:], fillvalue="")
        )
    )


def _typed(blank: Blank, value: str, behind: str) -> str:
    in_room = value and blank.type in ("number", "rate") and _ROOM_BEFORE_UNIT.fullmatch(behind)
    return f"{value} " if in_room and not blank.printed.strip() else value or blank.printed


def _underline(paragraph: etree._Element) -> None:
    """Makes runs of their own, underlined, of what stands between the two signs."""
    for run in list(paragraph.iter(w("r"))):
        text = "".join(text.text or "" for text in run.iter(w("t")))
        if _OPEN not in text:
            continue
        for number, part in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", text)):
            new = deepcopy(run)
            texts = list(new.iter(w("t")))
            texts[0].text = part
            for other in texts[1:]:
                new.remove(other)
            if number % 2:
                properties = new.find(w("rPr"))
                if properties is None:
                    properties = etree.Element(w("rPr"))
                    new.insert(0, properties)
                etree.SubElement(properties, w("u"), {w("val"): "single"})
            if part:
                run.addprevious(new)
        remove(run)


@dataclass(eq=False)
class _Writer:
    form: FormFile
    seed: int
    values: dict[Blank, str] = field(default_factory=dict)
    _count: int = 0

    def __post_init__(self) -> None:
        self._count = self.seed
        rows = dict(self._rows())
        shared: dict[str, str] = {}
        ticked: set[str] = set()
        for blank in self.form.blanks():
            if blank.type == "choice":
                mark = "☑" if blank.printed != "○" else "●"
                self.values[blank] = "" if blank.name in ticked else mark
                ticked.add(blank.name)
            elif blank.mark == "year":
                self.values[blank] = str(YEAR + blank.shift)
            elif blank.mark == "pen":
                self.values[blank] = ""
            elif "[]" in blank.name or blank.name not in shared:
                shared[blank.name] = self.values[blank] = self._value(blank)
            else:
                self.values[blank] = shared[blank.name]
        self._evaluate(rows)
        for text in self.form.texts():
            for piece, behind in pairwise(text.pieces):
                if isinstance(piece, Blank) and str(behind).startswith(("%", "％")):
                    self.values[piece] = self.values[piece].replace("%", "")
                elif isinstance(piece, Blank) and str(behind).startswith("分"):
                    self.values[piece] = self.values[piece].partition(".")[0]

    def _value(self, blank: Blank) -> str:
        self._count += 1
        word = re.split(r"[/‖]", blank.name.removesuffix("‖"))[-1] if blank.name else ""
        if word == "序号":
            text = str(self._count % 9 + 1)
        elif blank.type == "prose":
            text = _PROSE[self._count % 3] + _PROSE[(self._count + 1) % 3]
        elif blank.type == "number":
            number = (self._count * 7919) % 90000 + 1000
            text = str(number % 400 + 1) if _WHOLE.search(word) else f"{number / 100:.2f}"
            if re.search("分值|得分|权重|权数", word):
                text = ("10", "9.5", "8", "5", "20")[self._count % 5]
        elif blank.type == "rate":
            text = f"{80 + self._count * 37 % 200 / 10:.1f}%"
        elif blank.type == "date":
            text = self._date(blank)
        else:
            text = self._text(word)
        return f"{_OPEN}{text}{_CLOSE}" if _LINE.fullmatch(blank.printed) else text

    def _date(self, blank: Blank) -> str:
        month, day = self._count % 12 + 1, self._count % 28 + 1
        printed = blank.printed
        year = "" if printed and "年" not in printed and "月" in printed else "2024年"
        return f"{year}{month}月" + ("" if "月" in printed and "日" not in printed else f"{day}日")

    def _text(self, word: str) -> str:
        for pattern, texts in _BY_WORD.items():
            if re.search(pattern, word):
                return texts[self._count % len(texts)]
        return _OTHERS[self._count % len(_OTHERS)]

    def _rows(self) -> Iterator[tuple[Blank, int]]:
        tables = [part for part in self.form.parts if isinstance(part, FormTable)]
        tables += [nested for table in tables for nested in table.inner.values()]
        rows = (row for table in tables for row in table.rows)
        for number, row in enumerate(rows, 1):
            yield from ((blank, number) for text in row for blank in text.blanks)

    def _evaluate(self, rows: Mapping[Blank, int]) -> None:
        """Works out what has a formula, from what stands in the other blanks."""
        for _ in range(4):
            for blank in self.form.blanks():
                if blank.formula and REFERENCE.search(blank.formula):
                    known = {
                        typed: Value(_plain(text), "", rows.get(typed, 0))
                        for typed, text in self.values.items()
                    }
                    try:
                        worked_out = evaluate(blank, known)
                    except (ArithmeticError, LookupError, ValueError):
                        continue
                    text = f"{worked_out:.2f}" + "%" * blank.formula.endswith("%")
                    marked = _LINE.fullmatch(blank.printed)
                    self.values[blank] = f"{_OPEN}{text}{_CLOSE}" if marked else text
