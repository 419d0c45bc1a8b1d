"""Random blank forms of which the drawer knows each blank: ``«»`` in its texts.

    姓名 | «» | 性别 | «□»男 «□»女        in cells: what is between the marks is the blank's own
    填表人：«____»                        in lines: text in the blank form

A form is a list of parts: a line is a string, a table a list of rows in the notation of
:mod:`tests.blank_forms`; ``<`` and ``^`` are no blanks, and a cell without marks stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import docx
from docx.document import Document
from hypothesis import strategies as st

from tests.blank_forms import add_table

Part = str | list[str]
MARKED = re.compile("«([^»]*)»")
HINTS = ("填写本年度总体目标", "（限300字）", "请说明原因和依据")
DATE = "　　年　　月　　日"
_BLANKS = ("«»", "«»", "«»", "«»", "«»", "«____»", f"«{DATE}»", "«□»是 «□»否", "共«____»人")
_NAMES = (
    *("用车事由", "驾驶员", "随行人员", "预计里程", "审批文号", "验收单位", "合同名称", "供货渠道"),
    *(
        "保管人员",
        "报废原因",
        "处置方式",
        "评估机构",
        "申报批次",
        "立项年度",
        "承办科室",
        "存档编号",
    ),
    *(
        "单位名称",
        "联系人",
        "联系电话",
        "通讯地址",
        "邮政编码",
        "开户银行",
        "银行账号",
        "法定代表人",
    ),
    *(
        "主管部门",
        "项目负责人",
        "建设地点",
        "建设性质",
        "资金用途",
        "申请事由",
        "出差地点",
        "乘坐工具",
    ),
    *("学历学位", "政治面貌", "参加工作时间", "现任职务", "身份证号", "健康状况", "籍贯", "民族"),
    *(
        "车牌号码",
        "用印事项",
        "会议名称",
        "参会对象",
        "接待单位",
        "陪同人员",
        "住宿安排",
        "用餐标准",
    ),
)
_ROWS = (
    *(
        "办公费",
        "印刷费",
        "咨询费",
        "水费",
        "电费",
        "差旅费",
        "会议费",
        "培训费",
        "劳务费",
        "维修费",
    ),
    *(
        "人员经费",
        "公用经费",
        "财政拨款",
        "事业收入",
        "上级补助",
        "其他收入",
        "专用材料",
        "物业管理",
    ),
)
_HEADS = ("年初预算数", "全年预算数", "全年执行数", "上年决算数", "本年申请数", "批复数", "备注")
_COLUMNS = ("名称", "规格型号", "数量", "单价（元）", "存放地点", "使用人", "购置日期", "备注")
_GOALS = ("产出指标", "效益指标", "满意度指标"), ("数量指标", "质量指标", "时效指标", "成本指标")
_LINES = (
    "填表人：«　　　　»　　填表日期：«　　年　　月　　日»",
    "联系电话：«____»",
    "本表一式两份，由申请单位和财政部门各存一份。",
    "本单位共有在职人员«____»人，其中女性«____»人。",
    "负责人：«　　　　　»",
    "会议于«　　年　　月　　日»召开。",
    "",
)
_CHAPTERS = ("基本情况", "主要做法", "存在问题", "下一步打算", "工作建议")


@dataclass(frozen=True)
class DrawnForm:
    """A form as it is drawn."""

    parts: tuple[Part, ...]

    def document(self) -> Document:
        """The form as a Word document."""
        form = docx.Document()
        for part in self.parts:
            if isinstance(part, str):
                form.add_paragraph(unmarked(part))
            else:
                add_table(form, [1000] * (part[0].count("|") + 1), list(map(unmarked, part)))
        return form

    def __str__(self) -> str:
        return "\n".join(part if isinstance(part, str) else "\n".join(part) for part in self.parts)


def unmarked(text: str) -> str:
    """A text of a drawing as the form prints it."""
    return MARKED.sub(r"\1", text)


@st.composite
def _pairs(draw: st.DrawFn, names: Iterator[str]) -> list[str]:
    """Rows of labels, each with its blank to the right."""
    count, rows = draw(st.integers(1, 3)), []
    for _ in range(draw(st.integers(1, 4))):
        cells = []
        for _ in range(count):
            cells += [next(names), draw(st.sampled_from(_BLANKS))]
        if count > 1 and draw(st.booleans()):
            cells = [*cells[:2], *["<"] * (2 * count - 2)]
        rows.append("|".join(cells))
    if draw(st.booleans()):
        hint = draw(st.sampled_from(("", *HINTS)))
        rows.append("|".join([next(names), f"«{hint}»", *["<"] * (2 * count - 2)]))
    return rows


@st.composite
def _matrix(draw: st.DrawFn) -> list[str]:
    """Labels of rows and heads of columns, the heads perhaps on two levels."""
    heads = draw(st.lists(st.sampled_from(_HEADS), min_size=2, max_size=4, unique=True))
    labels = draw(st.lists(st.sampled_from(_ROWS), min_size=2, max_size=5, unique=True))
    corner = draw(st.sampled_from(("项目", "支出内容（万元）", "")))
    rows = ["|".join([corner, *heads])]
    if draw(st.booleans()) and corner:
        bands = ["上年", "本年"]
        rows = ["|".join([corner, *(f"{band}|<" for band in bands)])]
        heads = ["预算数", "执行数"] * len(bands)
        rows.append("|".join(["^", *heads]))
    if draw(st.booleans()) and corner:
        rows.append("|".join(["栏次", *(str(number + 1) for number in range(len(heads)))]))
    for label in labels:
        cells = [draw(st.sampled_from(("«»", "«»", "«»", "—"))) for _ in heads]
        rows.append("|".join([label, *cells]))
    if draw(st.booleans()):
        rows.append("|".join(["合计", *("—" if head == "备注" else "«»" for head in heads)]))
    if draw(st.booleans()) and corner:  # a group at the left, over all rows below the heads
        first = len(rows) - len(labels) - rows[-1].startswith("合计")
        left = ["支出明细" if at == first else "^" for at in range(first, len(rows))]
        rows = [f"类别|{rows[0]}", *(f"^|{row}" for row in rows[1:first])] + [
            f"{group}|{row}" for group, row in zip(left, rows[first:], strict=True)
        ]
    return rows


@st.composite
def _list(draw: st.DrawFn) -> list[str]:
    """Blank rows below heads, perhaps numbered, perhaps with a total."""
    heads = draw(st.lists(st.sampled_from(_COLUMNS), min_size=2, max_size=5, unique=True))
    count, numbered = draw(st.integers(2, 4)), draw(st.booleans())
    rows = ["|".join(["序号"] * numbered + heads)]
    for number in range(count):
        rows.append("|".join([str(number + 1)] * numbered + ["«»"] * len(heads)))
    if draw(st.booleans()) and "数量" in heads:
        total = ["«»" if head == "数量" else "—" for head in heads]
        label = ["合计"] if numbered else []
        if numbered or heads[0] != "数量":
            rows.append("|".join(label + total if numbered else ["合计", *total[1:]]))
    return rows


@st.composite
def _goals(draw: st.DrawFn) -> list[str]:
    """Indicators below levels."""
    rows = ["一级指标|二级指标|三级指标|指标值|得分"]
    for outer in draw(st.lists(st.sampled_from(_GOALS[0]), min_size=1, max_size=3, unique=True)):
        inner = draw(st.lists(st.sampled_from(_GOALS[1]), min_size=1, max_size=3, unique=True))
        for at, name in enumerate(inner):
            for number in range(draw(st.integers(1, 2))):
                first = "^" if at or number else outer
                rows.append(f"{first}|{'^' if number else name}|«»|«»|«»")
    return rows


@st.composite
def _opinions(draw: st.DrawFn, names: Iterator[str]) -> list[str]:
    """Cells for an opinion and a signature."""
    signed = draw(
        st.sampled_from(("签字：", "负责人签字：　　年　　月　　日", "（签章）　年　月　日"))
    )
    return [f"{next(names)}意见|«»\n\n{signed}"]


@st.composite
def _boxes(draw: st.DrawFn, names: Iterator[str]) -> list[str]:
    """Labels with options, blanks before units, room for figures."""
    texts = ("«□»甲类 «□»乙类 «□»其他«____»", "«____»元", "第«____»号，共«____»页", "（«  »）分")
    count = draw(st.integers(1, 3))
    return [f"{next(names)}|{draw(st.sampled_from(texts))}" for _ in range(count)]


@st.composite
def _sections(draw: st.DrawFn, names: Iterator[str]) -> list[str]:
    """Pairs in sections over the full width, with groups of several rows and a photograph."""
    rows = []
    for number in "一二三"[: draw(st.integers(1, 3))]:
        rows.append(f"{number}、{next(names)}情况|<|<|<|<")
        kind = draw(st.integers(0, 3))
        if kind == 0:
            rows.append(f"{next(names)}|{next(names)}|«»|{next(names)}|«»")
            rows.append(f"^|{next(names)}|«»|<|<")
        elif kind == 1:
            rows.append(f"{next(names)}|«»|{next(names)}|«»|{next(names)}")
            rows.append(f"{next(names)}|«»|<|<|^")
        elif kind == 2:
            rows += ["序号|名称|规格型号|数量|单价（元）", "1|«»|«»|«»|«»", "2|«»|«»|«»|«»"]
        else:
            rows.append(f"{next(names)}|«»|<|{next(names)}|«{DATE}»")
    return rows


@st.composite
def _panels(draw: st.DrawFn) -> list[str]:
    """Two matrices side by side."""
    left = draw(st.lists(st.sampled_from(_ROWS[:9]), min_size=2, max_size=4, unique=True))
    right = draw(
        st.lists(st.sampled_from(_ROWS[9:]), min_size=len(left), max_size=len(left), unique=True)
    )
    heads = draw(st.sampled_from((["金额"], ["预算数", "决算数"])))
    rows = ["|".join(["收入项目", *heads, "支出项目", *heads])]
    for one, other in zip(left, right, strict=True):
        blanks = ["«»"] * len(heads)
        rows.append("|".join([one, *blanks, other, *blanks]))
    if draw(st.booleans()):
        rows.append("|".join(["收入合计", *["«»"] * len(heads), "支出合计", *["«»"] * len(heads)]))
    return rows


@st.composite
def _colons(draw: st.DrawFn, names: Iterator[str]) -> list[str]:
    """Labels with a colon, and their room in their own cell."""
    rows = [f"{next(names)}：«»|{next(names)}：«»" for _ in range(draw(st.integers(1, 2)))]
    if draw(st.booleans()):
        rows.append(f"{next(names)}：«»|{next(names)}：«{DATE}»")
    if draw(st.booleans()):
        rows.append(f"{next(names)}：«»|<")
    return rows


@st.composite
def _money(draw: st.DrawFn) -> list[str]:
    """A total with its parts below a group, and what is worked out for each row."""
    heads = draw(
        st.sampled_from(
            (
                ["年初预算数", "全年执行数"],
                ["年初预算数", "全年预算数", "全年执行数", "执行率"],
                ["预算数", "执行数", "分值", "执行率", "得分"],
            )
        )
    )
    sources = st.sampled_from(("财政拨款", "上年结转资金", "其他资金"))
    parts = draw(st.lists(sources, min_size=1, max_size=3, unique=True))
    rows = ["|".join(["项目资金（万元）", "", *heads])]
    points = {"分值": "10"}
    for label in ("年度资金总额：", f"其中：{parts[0]}", *parts[1:]):
        rows.append("|".join(["^", label, *(points.get(head, "«»") for head in heads)]))
        points = {"分值": "—", "得分": "—"}
    return rows


KINDS: dict[str, Callable[[Iterator[str]], st.SearchStrategy[list[str]]]] = {
    "pairs": _pairs,
    "a matrix": lambda _: _matrix(),
    "a list": lambda _: _list(),
    "indicators": lambda _: _goals(),
    "opinions": _opinions,
    "boxes and rooms": _boxes,
    "sections": _sections,
    "panels": lambda _: _panels(),
    "labels with room": _colons,
    "a total with its parts": lambda _: _money(),
}
"""Tables of one kind, by its name; each takes the names of the form's labels."""


@st.composite
def forms(draw: st.DrawFn, kind: str) -> DrawnForm:
    """Forms with a table of this kind, perhaps with others, with lines, and with chapters."""
    names = iter(draw(st.permutations(_NAMES)))
    parts: list[Part] = [draw(st.sampled_from(("2023年度项目登记表", "经费审批表", "采购申请表")))]
    others = draw(st.lists(st.sampled_from(sorted(KINDS)), max_size=2))
    heads: set[str] = set()
    for table in (kind, *others):
        rows = draw(KINDS[table](names))
        line = draw(st.sampled_from(("单位：万元", "", "附：", *_LINES[2:3])))
        parts += [
            "另一类情况：见下表。" if rows[0] in heads else line,
            rows,
        ]  # no table that goes on
        heads.add(rows[0])
    parts += ["", *draw(st.lists(st.sampled_from(_LINES), max_size=3, unique=True))]
    if draw(st.integers(0, 3)) == 0:
        chapters = draw(st.lists(st.sampled_from(_CHAPTERS), min_size=2, max_size=4, unique=True))
        for number, chapter in zip("一二三四", chapters, strict=False):
            parts += [f"{number}、{chapter}", "«»"]
    return DrawnForm(tuple(parts))
