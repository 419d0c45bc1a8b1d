"""Blank forms as a bureau changes them from year to year, with the places of each blank known.

Each paragraph gets a number, in an attribute that no program reads: it stays with the paragraph in
the template that is drafted from the form and in the changed form, so that a test knows, without
asking the code, which place is which.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy

import docx
from docx.document import Document
from lxml import etree

from docgen.word.grid import cells_of
from docgen.word.xml import text_of, w
from tests.blank_forms import FORMS, add_paragraph, add_table

NUMBER = "{urn:docgen:tests}place"
Change = Callable[[Document, random.Random], bool]

_ROWS = {
    "leave": (
        [1500, 2500, 1500, 2500],
        [
            "姓名 | | 部门 | ",
            "职务 | | 参加工作时间 | ",
            "请假类别 | | 请假天数 | ",
            "请假事由 | | < | <",
            "起止时间 | | < | <",
            "部门意见 | | < | <",
            "分管领导意见 | | < | <",
        ],
    ),
    "budget": (
        [2600, 1500, 1500, 1500, 1500],
        [
            "项目 | 上年决算数 | 年初预算数 | 全年执行数 | 备注",
            "一、基本支出 | | | | ",
            "人员经费 | | | | ",
            "公用经费 | | | | ",
            "二、项目支出 | | | | ",
            "业务工作专项 | | | | ",
            "运行维护专项 | | | | ",
            "合计 | | | | ",
        ],
    ),
    "assets": (
        [700, 2000, 1400, 1000, 1200, 1200, 1500],
        [
            "序号 | 资产名称 | 规格型号 | 数量 | 单价（元） | 购置日期 | 存放地点",
            "1 | | | | | | ",
            "2 | | | | | | ",
            "3 | | | | | | ",
            "合计 | | | | | | ",
        ],
    ),
    "project": (
        [1200, 1600, 1600, 1600, 1600],
        [
            "项目名称 | | < | < | <",
            "主管部门 | | < | 实施单位 | ",
            "项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数",
            "^ | 年度资金总额 | | | ",
            "^ | 其中：财政拨款 | | | ",
            "^ | 其他资金 | | | ",
            "年度总体目标 | 预期目标 | < | 实际完成情况 | <",
            "^ | | < | | <",
        ],
    ),
    "reception": (
        [1600, 1800, 1600, 1800],
        [
            "来宾单位 | | < | <",
            "来宾人数 | | 陪同人数 | ",
            "接待时间 | | 接待地点 | ",
            "用餐费用 | | 住宿费用 | ",
            "交通费用 | | 费用合计 | ",
            "公务内容 | | < | <",
            "审批意见 | | < | <",
        ],
    ),
    "indicators": (
        [1200, 1500, 1800, 1300, 1300, 900, 900],
        [
            "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分",
            "产出指标 | 数量指标 | 指标1： | | | | ",
            "^ | ^ | 指标2： | | | | ",
            "^ | 质量指标 | 指标1： | | | | ",
            "^ | ^ | 指标2： | | | | ",
            "效益指标 | 社会效益指标 | 指标1： | | | | ",
            "^ | ^ | 指标2： | | | | ",
            "总分 | < | < | < | < | | ",
        ],
    ),
    "staff": (
        [2000, 1200, 1200, 1200, 1200],
        [
            "人员类别 | 编制数 | 年初实有数 | 本年增加 | 年末实有数",
            "行政人员 | | | | ",
            "事业人员 | | | | ",
            "工勤人员 | | | | ",
            "离退休人员 | | | | ",
        ],
    ),
    "meeting": (
        [1500, 2500, 1500, 2500],
        [
            "会议名称 | | < | <",
            "召开时间 | | 召开地点 | ",
            "参会人数 | | 工作人员数 | ",
            "会议类别 | □一类 □二类 □三类 | < | <",
            "会议预算 | | 经费来源 | ",
            "主要议题 | | < | <",
        ],
    ),
    "contracts": (
        [1800, 1600, 1400, 1400, 1600],
        [
            "合同名称 | 对方单位 | 签订日期 | 合同金额 | 履行情况",
            " | | | | ",
            " | | | | ",
            " | | | | ",
        ],
    ),
    "enterprise": (
        [1700, 2300, 1700, 2300],
        [
            "企业名称 | | 统一社会信用代码 | ",
            "注册地址 | | 注册资本 | ",
            "法定代表人 | | 固定电话 | ",
            "上年营业收入 | | 上年纳税额 | ",
            "上年研发投入 | | 研发人员数 | ",
            "主营业务 | | < | <",
        ],
    ),
    "vehicle": (
        [1500, 2500, 1500, 2500],
        [
            "用车部门 | | 用车人 | ",
            "用车时间 | | 返回时间 | ",
            "目的地 | | 同行人数 | ",
            "出车里程 | | 燃油费用 | ",
            "用车事由 | | < | <",
        ],
    ),
    "debts": (
        [2200, 1500, 1500, 1500],
        [
            "债务类别 | 年初余额 | 本年新增 | 年末余额",
            "一般债务 | | | ",
            "专项债务 | | | ",
            "隐性债务 | | | ",
        ],
    ),
}
"""Own forms, in the notation of :mod:`tests.blank_forms`."""

_TITLES = {
    "leave": "职工请假审批表",
    "budget": "2023年度部门支出情况表",
    "assets": "固定资产登记表",
    "project": "2023年度项目支出绩效自评表",
    "reception": "公务接待审批单",
    "indicators": "2023年度绩效指标完成情况表",
    "staff": "2023年人员情况统计表",
    "meeting": "会议审批表",
    "contracts": "2023年度合同台账",
    "enterprise": "企业基本情况表",
    "vehicle": "公务用车申请单",
    "debts": "2023年政府债务余额情况表",
}


def own_form(name: str) -> Document:
    """One of the forms of this module."""
    widths, rows = _ROWS[name]
    document = docx.Document()
    add_paragraph(document, _TITLES[name])
    add_paragraph(document, "填报单位：____________        填报日期：    年  月  日")
    add_table(document, widths, rows)
    add_paragraph(document, "填表人：________    联系电话：________")
    return document


OWN = tuple(_ROWS)
ALL = (*OWN, *(name for name in FORMS if name != "no_form"))


def form(name: str) -> Document:
    """A form of this module, or of :mod:`tests.blank_forms`, its paragraphs numbered."""
    document = own_form(name) if name in _ROWS else FORMS[name]()
    return numbered(document)


def numbered(document: Document) -> Document:
    """The document, each of its paragraphs with a number."""
    for number, paragraph in enumerate(document.element.body.iter(w("p")), 1):
        paragraph.set(NUMBER, f"{number:08X}")
    return document


# What a bureau changes.

_REWORDED = (
    ("电话", "联系方式"),
    ("备注", "备注说明"),
    ("名称", "全称"),
    ("预算数", "预算金额"),
    ("执行数", "执行金额"),
    ("时间", "日期"),
    ("意见", "审批意见"),
    ("人数", "总人数"),
    ("指标值", "目标值"),
    ("类别", "类型"),
    ("地点", "场所"),
    ("费用", "经费"),
)


def _tables(document: Document) -> list[etree._Element]:
    return list(document.element.body.iter(w("tbl")))


def _rows(table: etree._Element) -> list[etree._Element]:
    return table.findall(w("tr"))


def _is_plain(row: etree._Element) -> bool:
    """Whether no cell of the row is merged with one of another row."""
    return row.find(f".//{w('vMerge')}") is None and row.find(f".//{w('tbl')}") is None


def _labels(document: Document) -> list[etree._Element]:
    """The paragraphs of cells that only print a label."""
    return [
        paragraph
        for cell in document.element.body.iter(w("tc"))
        for paragraph in cell.findall(w("p"))
        if len(cell.findall(w("p"))) == 1
        and re.fullmatch(r"[^\W\d_]{2,}(（[^）]*）)?", text_of(paragraph).strip())
    ]


def _set(paragraph: etree._Element, text: str) -> None:
    first, *others = list(paragraph.iter(w("t")))
    first.text = text
    for other in others:
        other.text = ""


def reword(document: Document, rng: random.Random) -> bool:
    """A label in other words."""
    texts = [text_of(paragraph).strip() for paragraph in _labels(document)]
    choices = [
        (paragraph, text.replace(old, new))
        for paragraph, text in zip(_labels(document), texts, strict=True)
        for old, new in _REWORDED
        if old in text and text.replace(old, new) not in texts and texts.count(text) == 1
    ]
    if choices:
        _set(*rng.choice(choices))
    return bool(choices)


def _movable(document: Document) -> list[tuple[etree._Element, list[etree._Element]]]:
    """Tables with rows below the first that may change places: with a label and a blank."""
    found = []
    for table in _tables(document):
        rows = [row for row in _rows(table)[1:] if _is_plain(row) and text_of(row).strip()]
        rows = [row for row in rows if _blank_cells(row) and _names_itself(row)]
        if len(rows) > 1:
            found.append((table, rows))
    return found


def _names_itself(row: etree._Element) -> bool:
    """Whether a row begins with a label: the order of rows that a number begins means nothing."""
    return any(map(str.isalpha, text_of(row.findall(w("tc"))[0])))


def _is_head(row: etree._Element) -> bool:
    return not _blank_cells(row)


def _blank_cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.findall(w("tc")) if not text_of(cell).strip()]


def move_row(document: Document, rng: random.Random) -> bool:
    """A row further down."""
    choices = _movable(document)
    if not choices:
        return False
    _, rows = rng.choice(choices)
    first, last = rows[0], rows[-1]
    last.addnext(first)
    return True


def swap_rows(document: Document, rng: random.Random) -> bool:
    """Two rows that have changed places."""
    choices = _movable(document)
    if not choices:
        return False
    _, rows = rng.choice(choices)
    number = rng.randrange(len(rows) - 1)
    one, other = rows[number], rows[number + 1]
    if one.getnext() is not other:
        return False
    one.addprevious(other)
    return True


def _regular(document: Document) -> list[etree._Element]:
    """Tables without merged cells, of at least three columns and with a row of heads."""
    return [
        table
        for table in _tables(document)
        if len({len(row.findall(w("tc"))) for row in _rows(table)}) == 1
        and len(_rows(table)[0].findall(w("tc"))) > 2
        and table.find(f".//{w('vMerge')}") is None
        and table.find(f".//{w('gridSpan')}") is None
        and _is_head(_rows(table)[0])
        and table.find(f".//{w('tc')}//{w('tbl')}") is None
    ]


def move_column(document: Document, rng: random.Random) -> bool:
    """Two columns that have changed places."""
    choices = _regular(document)
    if not choices:
        return False
    table = rng.choice(choices)
    width = len(_rows(table)[0].findall(w("tc")))
    at = rng.randrange(1, width - 1)
    for row in _rows(table):
        one, other = row.findall(w("tc"))[at : at + 2]
        one.addprevious(other)
    return True


def add_column(document: Document, rng: random.Random) -> bool:
    """A new column, last but one."""
    choices = _regular(document)
    if not choices:
        return False
    table = rng.choice(choices)
    for number, row in enumerate(_rows(table)):
        cell = row.findall(w("tc"))[-1]
        copy = _fresh(cell)
        _clear(copy)
        cell.addprevious(copy)
        if not number:
            _write(copy, "调整说明数额")
    grid = table.find(w("tblGrid"))
    assert grid is not None
    grid.append(deepcopy(grid[0]))
    return True


def delete_column(document: Document, rng: random.Random) -> bool:
    """A column that is gone."""
    choices = _regular(document)
    if not choices:
        return False
    table = rng.choice(choices)
    at = rng.randrange(1, len(_rows(table)[0].findall(w("tc"))))
    for row in _rows(table):
        row.remove(row.findall(w("tc"))[at])
    return True


def add_row(document: Document, rng: random.Random) -> bool:
    """A new row."""
    choices = _movable(document)
    if not choices:
        return False
    _, rows = rng.choice(choices)
    row = rng.choice(rows)
    copy = _fresh(row)
    names = iter(("新设栏目甲", "另立事项乙", "补充内容丙", "扩展要素丁"))
    for cell in copy.findall(w("tc")):
        label = bool(text_of(cell).strip())
        _clear(cell)
        if label:
            _write(cell, next(names, "其余"))
    row.addnext(copy)
    return True


def delete_row(document: Document, rng: random.Random) -> bool:
    """A row that is gone."""
    choices = _movable(document)
    if not choices:
        return False
    _, rows = rng.choice(choices)
    row = rng.choice(rows)
    parent = row.getparent()
    assert parent is not None
    parent.remove(row)
    return True


def split_cell(document: Document, rng: random.Random) -> bool:
    """A blank over several columns that has become a blank, a label and a blank."""
    choices = [
        (cell, span)
        for table in _tables(document)
        for row in cells_of(table)
        for cell in row
        if (span := cell.span) > 2 and not text_of(cell.element).strip() and not cell.merge
    ]
    if not choices:
        return False
    cell, span = rng.choice(choices)
    parts = [cell.element, _fresh(cell.element), _fresh(cell.element)]
    _write(parts[1], "附加事项")
    for part, width in zip(parts, (1, 1, span - 2), strict=True):
        mark = part.find(f"{w('tcPr')}/{w('gridSpan')}")
        assert mark is not None
        mark.set(w("val"), str(width))
    parts[0].addnext(parts[1])
    parts[1].addnext(parts[2])
    return True


def merge_cells(document: Document, rng: random.Random) -> bool:
    """A label and the blank behind it, both gone into the blank before them."""
    choices = []
    for table in _tables(document):
        for row in _rows(table):
            cells = row.findall(w("tc"))
            for first, second, third in zip(cells, cells[1:], cells[2:], strict=False):
                blank = not text_of(first).strip() and not text_of(third).strip()
                if _is_plain(row) and blank and text_of(second).strip():
                    choices.append((row, first, second, third))
    if not choices:
        return False
    row, first, second, third = rng.choice(choices)
    spans = sum(_span(cell) for cell in (first, second, third))
    row.remove(second)
    row.remove(third)
    properties = first.find(w("tcPr"))
    assert properties is not None
    mark = properties.find(w("gridSpan"))
    if mark is None:
        mark = etree.SubElement(properties, w("gridSpan"))
        properties.insert(1, mark)
    mark.set(w("val"), str(spans))
    return True


def _span(cell: etree._Element) -> int:
    mark = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return int(mark.get(w("val"), "1")) if mark is not None else 1


def retitle(document: Document, rng: random.Random) -> bool:
    """The title in other words."""
    first = next(p for p in document.element.body.iter(w("p")) if text_of(p).strip())
    text = text_of(first)
    if not text.endswith(("表", "单", "账", "书")):
        return False
    _set(first, text[:-1] + "（修订）" + text[-1])
    return True


def next_year(document: Document, rng: random.Random) -> bool:
    """The years a year later."""
    texts = [text for text in document.element.body.iter(w("t")) if text.text]
    years = [text for text in texts if re.search(r"20\d\d", text.text or "")]
    for text in years:
        text.text = re.sub(r"20\d\d", lambda year: str(int(year[0]) + 1), text.text or "")
    return bool(years)


def add_section(document: Document, rng: random.Random) -> bool:
    """A further table with its heading at the end."""
    add_paragraph(document, "补充材料情况")
    add_table(
        document, [2000, 2500, 2000, 2500], ["佐证材料 | | 提交份数 | ", "移交对象 | | < | <"]
    )
    return True


def restyle(document: Document, rng: random.Random) -> bool:
    """Another look of everything."""
    for run in document.element.body.iter(w("r")):
        look = etree.SubElement(run, w("rPr")) if run.find(w("rPr")) is None else run.find(w("rPr"))
        assert look is not None
        run.insert(0, look)
        etree.SubElement(look, w("sz"), {w("val"): "18"})
    return True


CHANGES: dict[str, Change] = {
    change.__name__: change
    for change in (
        *(reword, move_row, swap_rows, move_column, add_column, delete_column, add_row),
        *(delete_row, split_cell, merge_cells, retitle, next_year, add_section, restyle),
    )
}


def _fresh(element: etree._Element) -> etree._Element:
    """A copy whose paragraphs are no old ones."""
    copy = deepcopy(element)
    for paragraph in copy.iter(w("p")):
        paragraph.attrib.pop(NUMBER, "")
    return copy


def _clear(cell: etree._Element) -> None:
    first, *others = cell.findall(w("p"))
    for paragraph in others:
        cell.remove(paragraph)
    for run in first.findall(w("r")):
        first.remove(run)


def _write(cell: etree._Element, text: str) -> None:
    _clear(cell)
    paragraph = cell.find(w("p"))
    assert paragraph is not None
    run = etree.SubElement(paragraph, w("r"))
    etree.SubElement(run, w("t")).text = text


def tags_at(document: Document) -> Iterator[tuple[str, str]]:
    """The number of each paragraph and its text."""
    for paragraph in document.element.body.iter(w("p")):
        yield paragraph.get(NUMBER, ""), text_of(paragraph)
