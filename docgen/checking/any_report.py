"""A report that no pack describes, as a unit with a pack that asks for nothing.

    Document -> (Unit, Pack) -> check_unit

So a Word report that docgen did not make goes through the same checks as a unit's content. What a
pack says of a form is read from the report itself: the year and the unit's name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

from docgen.content.blocks import Document, Heading, Inlines, Item, Paragraph, Span, Table
from docgen.content.numbers import Figure
from docgen.content.unit import Unit
from docgen.content.values import Node, Text
from docgen.content.workbook_cells import UnitCells
from docgen.diagnostics import Place, Problems
from docgen.packs.next_year import NextYear
from docgen.packs.pack import Pack
from docgen.packs.pack_yaml import Properties
from docgen.packs.rules import Checks

TEXT = "正文"
"""The key of the report's text in the data of its unit."""
YEAR, UNIT_NAME = "年度", "单位名称"
"""The keys of what is read from the report; nobody typed them there, and nothing checks them."""

_LONGEST_TITLE = 60
_NO_TITLE = re.compile(r"[《。；，：:]")
_BEGINNING = 40
"""Blocks among which the title, and what the cover says, stand."""
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"二[〇零○][一二三四五六七八九〇零○]{2}(?=年)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)\s*(?:年度?)?")
_YEAR_OF_TITLE = re.compile(r"(?<!\d)(20\d\d)\s*年度?(?!\d*月)")
_REPORT = re.compile(r"报告|自评|评价|决算|总结|公开|绩效|情况|说明|分析")
_NAME_LABEL = re.compile(
    r"(?:[省市县区]级)?(?:预算|填报|评价|被评价|项目|主管|编制|报送)?(?:部门|单位)"
    r"(?:[（(](?:部门|单位|盖章|公章)[）)])*(?:名称|全称)?(?:[（(](?:盖章|公章)[）)])*"
)
_NAME_LINE = re.compile(rf"{_NAME_LABEL.pattern}\s*[:：]\s*(?P<name>\w[^\s:：，。；（(]{{2,40}})")
_NAME_OF_TITLE = re.compile(
    r"(?P<name>\w{4,30}?)(?:关于)?(?:20\d\d年度?)?(?:部门|单位)?(?:整体|项目)?(?:支出)?(?:预算)?绩效"
)
_NAME_BEFORE_YEAR = re.compile(r"(?P<name>\w{4,30}?)(?:关于)?20\d\d年")
_OFFICE = re.compile(
    r"(?P<name>\w{2,20}?(?:局|委员会|管理处|图书馆|档案馆|博物馆|文化馆|医院|学校|中学|小学|学院))"
)
"""An office at the beginning of the title of a project."""
_DOES_IT = re.compile(
    r"(?:项目)?(?:实施|承担|牵头|责任)(?:部门|单位)\s*[:：]\s*(?P<name>\w[^\s:：，。；（(]{2,40})"
)
"""Who carries out a project: the unit of its report, where nothing else says whose it is."""
_OF_UNITS = re.compile(
    r"(?:局|办|委|厅|院|校|中心|学|馆|站|所|处|队|会|镇|乡|街道|办公室|政府|公司|部|园区?|社|团)\Z"
)
_TITLES = ("自评报告", "评价报告", "自评表")
_PLANS = ("预期目标", "年度指标值", "年度绩效目标", "年度目标", "绩效目标", "指标值", "目标值")


def any_report(document: Document, name: str) -> tuple[Unit, Pack]:
    """The unit of a report, and a pack that says of it what every report has.

    Args:
        document: the text and the tables of the report.
        name: its file's name; the year is looked for in it too.
    """
    place = Place(document.place.file or name)
    data = Node(place)
    data.add(TEXT, document, place)
    year, unit_name = year_of(document, name), unit_name_of(document)
    if year:
        data[YEAR] = Figure(int(year))
    if unit_name:
        data[UNIT_NAME] = Text(unit_name)
    folder = Path(name).parent
    cells = UnitCells(folder, place, Problems())
    unit = Unit(year, Path(name).name, folder, place, data, cells, True, is_typed=False)
    return unit, _pack(place)


def _pack(place: Place) -> Pack:
    return Pack(
        name="",
        place=place,
        output=Text(""),
        properties=Properties(),
        parts=(),
        derived=(),
        schema={},
        format=None,
        rules=(),
        checks=Checks(year=YEAR, unit=UNIT_NAME, money=(TEXT,), titles=_TITLES, plans=_PLANS),
        next=NextYear(),
    )


def year_of(document: Document, name: str = "") -> str:
    """The year that a report is about, from its title, its file's name or its text; or ``""``.

    Where titles differ, that which the text names more often.
    """
    texts = [_arabic(_text(inlines)) for inlines in document.inlines()]
    named = Counter(match[1] for text in texts for match in _YEAR_OF_TITLE.finditer(text))
    titles = [_arabic(line) for line in _titles(document)]
    found = [match[1] for line in titles for match in _YEAR_OF_TITLE.finditer(line)]
    if not found:
        found = [match[1] for match in _YEAR.finditer(_arabic(Path(name).stem))]
    if not found:
        found = [year for year, _ in named.most_common(1)]
    return max(found, key=lambda year: named[year], default="")


def _arabic(text: str) -> str:
    """A text with years such as 二〇二三年 in digits."""
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), text)


def _titles(document: Document) -> Iterator[str]:
    """The lines at the beginning that are a title, or a part of one."""
    lines = [_text(block.inlines) for block in _beginning(document)]
    for line, below in pairwise([*lines, ""]):
        is_year = re.fullmatch(r"\w{0,30}20\d\d年度?\w{0,12}", _arabic(line))
        says_report = _REPORT.search(line) or (is_year and _REPORT.search(below))
        if says_report and len(line) <= _LONGEST_TITLE and not _NO_TITLE.search(line):
            yield line


def _beginning(document: Document) -> Iterator[Paragraph | Heading | Item]:
    """The blocks before the first chapter, tables left out."""
    blocks = (block for block in document.blocks if not isinstance(block, Table))
    for block in islice(blocks, _BEGINNING):
        if isinstance(block, Heading) and block.level > 1:
            return
        yield block


def unit_name_of(document: Document) -> str:
    """The name of the unit: what the cover, the title or a cell of a form says; or ``""``."""
    for line in map(_text, _lines(document)):
        if match := _NAME_LINE.match(line):
            return match["name"]
    named = next(_names_in_cells(document), "") or _name_of_titles(document)
    doing = (match["name"] for line in _lines(document) if (match := _DOES_IT.match(_text(line))))
    return named or next(doing, "")


def _lines(document: Document) -> Iterator[Inlines]:
    blocks = (block for block in document.blocks if not isinstance(block, Table))
    return (block.inlines for block in islice(blocks, _BEGINNING))


def _names_in_cells(document: Document) -> Iterator[str]:
    for block in document.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            for label, value in pairwise(row):
                is_label = _NAME_LABEL.fullmatch(_text(label).strip(" :："))
                name = _text(value).strip()
                if is_label and value is not label and len(name) > 2 and _OF_UNITS.search(name):
                    yield name


def _name_of_titles(document: Document) -> str:
    for line in map(_arabic, _titles(document)):
        behind = re.sub(r"^20\d\d年度?", "", line)
        patterns = ((_NAME_BEFORE_YEAR, line), (_NAME_OF_TITLE, behind), (_OFFICE, behind))
        for match in (pattern.match(text) for pattern, text in patterns):
            if match and _OF_UNITS.search(match["name"]):
                return match["name"]
    return ""


def _text(inlines: Inlines) -> str:
    return "".join(part.text for part in inlines if isinstance(part, Span))
