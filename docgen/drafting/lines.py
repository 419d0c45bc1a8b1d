"""Blanks in running text: ____, （  ）, boxes □, dates, labels such as 填表人： with room behind.

Underlined blanks are how Word's users draw a line to write on; they count as ____.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from docgen.drafting.naming import SIGNATURE
from docgen.drafting.terms import MEASURE, UNITS
from docgen.word.marks import w

_GAP = r"[ _\u3000\u00a0]"
_LABEL = r"[^\s_：:，。；、□☐（）()]{1,14}(?:[（(][^）)]{1,10}[）)])?[^\s_：:，。；、□☐（）()]{0,6}"
_DAY = r"[ _\u3000\u00a0\t]"
_DATE = re.compile(
    rf"(?:20)?{_DAY}*年{_DAY}+月{_DAY}+日|(?:20{_DAY}+|{_DAY}{{2,}})年{_DAY}+月(?:{_DAY}+日)?"
    rf"|(?:^|{_DAY}+)月{_DAY}+日"
)
_UNTIL = ("至", "到", "—", "－", "-", "~")
_YEAR = re.compile(rf"(?P<blank>{_GAP}{{2,}}|[×xX]{{2,4}}|20[_×xX]{{2}})(?=年度)|"
                   r"(?P<marks>_{2,}|[×xX]{2,4}|20[_×xX]{2})(?=年[^_\s月])")  # fmt: skip
_PRINTED_YEAR = re.compile(r"20\d\d(?=年)")
_BOX = re.compile(r"[□☐◻]")
_OPTION = re.compile(r"[^\s□☐◻，。；、（(）)_]+")
_BRACKETS = re.compile(rf"(?<=[（(]){_GAP}+(?=[）)])")
_ROOM = re.compile(r"_{2,}")
_UNIT = re.compile(rf"[）)]?(?:{MEASURE})(?:以[上下内]|左右)?(?![^\W_])")
_BEFORE_UNIT = re.compile(rf"(?:{_GAP}{{2,}}|\u3000)(?={_UNIT.pattern})")
_ENDS_IN_LABEL = re.compile(rf"({_LABEL})[：:]{_GAP}*$")
_OPEN = re.compile(
    rf"(?P<label>{_LABEL})[：:](?:(?P<wide>{_GAP}{{2,}})(?=\S)|(?P<room>{_GAP}*)(?=$|\t))"
)
_NEXT = re.compile(rf"{_LABEL}[：:]")
_BETWEEN = 2
_NO_FIELD = re.compile(r"^(?:说明|注|附|附件|如下|抄送|其中)$|如下$|包括$|以下")
_NEAR = re.compile(r"[^\W_]{1,14}$")
_BEHIND = re.compile(r"^[^\W_]{1,8}")
_NOTE_BEHIND = re.compile(r"^[（(]([^）)_\s]{2,12})[）)]")
_NO_NAME = re.compile(r"^(?:年度?|[月日于为])?$")


class Line:
    """The text of a paragraph, a tab being one sign; ``shape`` has ``_`` for underlined blanks."""

    def __init__(self, paragraph: etree._Element) -> None:
        self.paragraph = paragraph
        self.signs = list(_signs(paragraph))
        self.text = "".join(sign for _, _, sign in self.signs)
        self.shape = "".join(_shape(element, sign) for element, _, sign in self.signs)


def _shape(element: etree._Element, sign: str) -> str:
    return "_" if sign.isspace() and sign != "\t" and _underlined(element) else sign


def _signs(paragraph: etree._Element) -> Iterator[tuple[etree._Element, int, str]]:
    """Each sign with its element and its number there; text boxes are lines of their own."""
    for element in paragraph.iter(w("t"), w("tab")):
        parent, around = element.getparent(), next(element.iterancestors(w("p")))
        if parent is not None and parent.tag == w("r") and around is paragraph:
            text = (element.text or "") if element.tag == w("t") else "\t"
            yield from ((element, number, sign) for number, sign in enumerate(text))


def _underlined(element: etree._Element) -> bool:
    run = element.getparent()
    line = run.find(f"{w('rPr')}/{w('u')}") if run is not None else None
    return line is not None and line.get(w("val"), "single") != "none"


@dataclass(frozen=True)
class Gap:
    """A blank in a line.

    Attributes:
        start, end: its stretch.
        what: ``date``, ``year``, ``box`` or ``room``.
        label: what names it; empty if nothing does.
        sure: whether a label with a colon names it.
        option: what stands behind a box.
        counted: whether a unit of measure stands behind it.
        year: a year that the form prints.
    """

    start: int
    end: int
    what: str
    label: str = ""
    sure: bool = True
    option: str = ""
    year: int = 0
    counted: bool = False


def gaps_in(line: Line) -> list[Gap]:
    """The blanks of a line from left to right; those for a pen are left out."""
    found: list[Gap] = []
    for finder in (_dates, _years, _boxes, _rooms, _open_labels, _before_units):
        for gap in finder(line.shape):
            if not any(_meet(one, gap) for one in found):
                found.append(gap)
    found = [replace(one, counted=_is_counted(one, line.shape)) for one in found]
    signed = SIGNATURE.search(line.shape) is not None
    kept = (one for one in found if not SIGNATURE.search(one.label))
    return sorted((one for one in kept if not (signed and one.what == "date" and not one.label)),
                  key=lambda one: one.start)  # fmt: skip


def _meet(one: Gap, other: Gap) -> bool:
    """Whether two blanks share a sign, or one without signs touches the other."""
    if other.start == other.end:
        return one.start <= other.start <= one.end
    return one.start < other.end and other.start < one.end


def _dates(text: str) -> Iterator[Gap]:
    for match in _DATE.finditer(text):
        before = text[: match.start()]
        if label := _ENDS_IN_LABEL.search(before):
            yield Gap(match.start(), match.end(), "date", label[1])
        elif before.rstrip().endswith(_UNTIL):
            yield Gap(match.start(), match.end(), "date", "结束日期", sure=False)
        elif near := _NEAR.search(before.rstrip("_ 于在自从至到")):
            yield Gap(match.start(), match.end(), "date", f"{near[0]}日期", sure=False)
        else:
            yield Gap(match.start(), match.end(), "date")


def _years(text: str) -> Iterator[Gap]:
    for match in _YEAR.finditer(text):
        yield Gap(match.start(), match.end(), "year")
    for match in _PRINTED_YEAR.finditer(text):
        yield Gap(match.start(), match.end(), "year", year=int(match[0]))


def _boxes(text: str) -> Iterator[Gap]:
    boxes = list(_BOX.finditer(text))
    label = text[: boxes[0].start()].strip().rstrip("：:") if boxes else ""
    for box in boxes:
        option = _OPTION.search(text, box.end())
        if option:
            yield Gap(box.start(), box.end(), "box", label, True, option[0])


def _rooms(text: str) -> Iterator[Gap]:
    for pattern in (_BRACKETS, _ROOM):
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if pattern is _BRACKETS:
                before = before[:-1]
            yield Gap(match.start(), match.end(), "room", *_name(before, text[match.end() :]))


def _name(before: str, behind: str) -> tuple[str, bool]:
    """What the text around a blank calls it, and whether it says so in a label's form."""
    if label := _ENDS_IN_LABEL.search(before) or _NOTE_BEHIND.search(behind):
        return label[1], True
    near = _NEAR.search(before.rstrip())
    if near and not _NO_NAME.match(near[0]):
        return near[0], False
    after = _BEHIND.search(behind)
    return after[0] if after else "", False


def _open_labels(text: str) -> Iterator[Gap]:
    for match in _OPEN.finditer(text):
        label, room = match["label"], "room" if match["wide"] is None else "wide"
        start, end = match.span(room)
        if room == "wide" and end - start > _BETWEEN and _NEXT.match(text, end):
            end -= _BETWEEN  # two labels need not touch when the first is filled in
        if not _NO_FIELD.search(label) and label not in UNITS and any(map(str.isalpha, label)):
            yield Gap(start, end, "room", label)


def _before_units(text: str) -> Iterator[Gap]:
    """Room such as that in 共　　人."""
    for match in _BEFORE_UNIT.finditer(text):
        yield Gap(match.start(), match.end(), "room", *_name(text[: match.start()], ""))


def _is_counted(gap: Gap, text: str) -> bool:
    return gap.what == "room" and gap.end > gap.start and bool(_UNIT.match(text, gap.end))


def has_date(line: Line) -> bool:
    """Whether there is room for a date, be it for a pen."""
    return _DATE.search(line.shape) is not None
