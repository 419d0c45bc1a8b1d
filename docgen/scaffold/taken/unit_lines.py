"""The unit that a report says it is of, in a line that its form need not have.

填报单位：某某局（盖章）        单位：万元
编制单位 | 某某局
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.terms import MEASURE
from docgen.scaffold.pack.update.label_paths import squeezed
from docgen.scaffold.taken.line_pattern import plain
from docgen.word.grid import Grid, Region, cells_of
from docgen.word.xml import w

_SEAL = r"(?:[(](?:盖章|公章|签章|章)[)])?"
_MAKES = r"(?:填报|填表|编制|编报|报送|上报|制表)(?:单位|部门)(?:名称)?"
_IS = r"单位(?:名称|全称)|部门(?:[(]单位[)])?名称"
_NAME = re.compile(
    rf"(?:^|[ \t\u3000]{{2,}})[ \t\u3000]*(?:{_MAKES}|{_IS}){_SEAL}[ \t]*:[ \t\u3000_]*"
    rf"(?P<name>[^:\n\t_]{{2,40}}?){_SEAL}[ \t\u3000_]*(?=[ \t\u3000]{{2,}}|\t|$)"
)
_MEASURE = re.compile(rf"[(]?(?:金额)?(?:计量)?单位:[ \t]*(?:{MEASURE}|[百千万亿]?元)[)]?")
_HEAD = re.compile(_MAKES + _SEAL)


def unit_in(text: str) -> str:
    """The unit that a line names; empty if it names none."""
    found = _NAME.search(plain(text).strip("\n"))
    name = _between(found, text) if found else ""
    return name if sum(map(str.isalpha, name)) * 2 > len(name) else ""


def is_unit_line(text: str) -> bool:
    """Whether a line names a unit, and has nothing else but the measure of its figures."""
    narrow = plain(text).strip("\n")
    return bool(unit_in(text)) and not _MEASURE.sub("", _NAME.sub("", narrow)).strip(" \t\u3000_")


def unit_named(body: etree._Element) -> str:
    """The unit that all such lines of a report name; empty if none does, or two are unlike."""
    names = {squeezed(plain(name)): name for name in _names(body)}
    return next(iter(names.values())) if len(names) == 1 else ""


def _names(body: etree._Element) -> Iterator[str]:
    yield from filter(None, (unit_in(FormLine(line).text) for line in body.iter(w("p"))))
    for table in body.iter(w("tbl")):
        grid = Grid(cells_of(table), Region)
        for region in grid.regions:
            right = grid.right_of(region, region.row)
            if right is not None and _HEAD.fullmatch(squeezed(plain(region.text))):
                yield from filter(None, [unit_in(f"填报单位：{right.text.strip()}")])


def _between(found: re.Match[str], text: str) -> str:
    start, end = found.span("name")
    return text.strip("\n")[start:end].strip()
