"""Random chapters: as Markdown, and as offices type them into Word."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.any_reports import table
from tests.unit.scaffold.taken.chapter_files import Part, line

_SENTENCES = (
    "全年支出120.5万元，比上年增长3.2%。",
    "一是完善制度；二是加强培训。",
    "R&D投入占比5%，见[2023]12号文。",
    "完成“双随机、一公开”检查12*8次。",
    "单位：个人和集体。",
    "2023.12.31前完成。",
    "（二）款所列支出已核减。",
    "第一，强化领导。",
    "《办法》共3章、12条（试行）。",
    "I级A类_甲_乙#1。",
)
_HEADINGS = ("部门职能", "资金使用情况", "存在问题及原因", "下一步打算", "R&D 项目")
_CELLS = ("项目", "金额", "1.20", "12%", "", "甲|乙", "较上年增长", "*注", "—")
sentences = st.sampled_from(_SENTENCES)
_cells = st.sampled_from(_CELLS)


def _escaped(text: str) -> str:
    for sign in "\\*_|[]#&":
        text = text.replace(sign, f"\\{sign}")
    return text


_plain = sentences.map(_escaped)
_bold = st.builds("**{}**{}".format, sentences.map(_escaped), _plain)
_broken = st.builds("{}\\\n{}".format, _plain, _plain)
_paragraph = st.one_of(_plain, _bold, _broken)


@st.composite
def _list(draw: st.DrawFn) -> str:
    """A list of items with inner ones, from any number."""
    marker = draw(st.sampled_from(("{}. ", "{}) ", "- ")))
    start, lines = draw(st.integers(1, 3)), list[str]()
    for number in range(start, start + draw(st.integers(1, 3))):
        prefix = marker.format(number)
        lines.append(prefix + draw(st.one_of(_plain, _bold)))
        inner = draw(st.sampled_from(("1) ", "- "))) if draw(st.booleans()) else ""
        if inner and marker != "{}) ":
            lines.append(" " * len(prefix) + inner + draw(_plain))
    return "\n".join(lines)


def _rows(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(1, 4))
    rows = draw(st.integers(1, 4))
    return [
        draw(st.lists(_cells, min_size=width, max_size=width)) for _ in range(max(rows, 3 - width))
    ]


@st.composite
def _table(draw: st.DrawFn) -> str:
    rows = [[_escaped(cell) for cell in row] for row in _rows(draw)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    rule = draw(st.sampled_from(("---", "---:")))
    lines.insert(1, f"| {' | '.join([rule] * len(rows[0]))} |")
    above = ["表1 支出情况", ""] if draw(st.booleans()) else []
    above += ["单位：万元", ""] if draw(st.booleans()) else []
    return "\n".join([*above, *lines])


@st.composite
def chapters(draw: st.DrawFn) -> str:
    """A chapter as somebody types it in Markdown; a heading has text below it."""
    blocks, level = list[str](), 1
    for _ in range(draw(st.integers(1, 5))):
        if draw(st.booleans()):
            level = draw(st.integers(2, min(level + 1, 4)))
            blocks.append(f"{'#' * level} {_escaped(draw(st.sampled_from(_HEADINGS)))}")
            blocks.append(draw(_paragraph))
        block = draw(st.one_of(_paragraph, _list(), _table()))
        blocks += [block, draw(_paragraph)]
    return "\n\n".join(blocks)


def _typed(numbers: Sequence[str]) -> st.SearchStrategy[list[Part]]:
    """Items with numbers that somebody typed."""
    texts = st.lists(sentences, min_size=len(numbers), max_size=len(numbers))
    return texts.map(lambda drawn: [f"{n}{t}" for n, t in zip(numbers, drawn, strict=True)])


_items = st.sampled_from(
    (
        ("1.", "2.", "3."),
        ("1、", "2、"),
        ("（1）", "（2）", "（1）"),
        ("1.", "（1）", "（2）", "2."),
        ("1.", "（1）", "①", "②", "2.", "（1）"),
        ("①", "②"),
        ("1.", "①", "（1）"),
        ("2.", "4.", "1.", "1."),
        ("一、", "二、"),
        ("1）", "2）"),
        ("●", "●"),
        ("（一）", "1.", "（二）"),
    )
).flatmap(_typed)
_number = st.sampled_from(("（一）", "（二）", "1.", "（1）", "", "一、", "①"))
_styles = st.sampled_from(("", "heading 2", "标题 3", "Heading 4", "正文", "List Paragraph"))
_fonts = st.sampled_from(("", "黑体", "楷体_GB2312", "仿宋_GB2312"))


@st.composite
def _heading(draw: st.DrawFn) -> list[Part]:
    text = draw(_number) + draw(st.sampled_from(_HEADINGS))
    text = f"**{text}**" if draw(st.booleans()) else text
    return [
        line(text, style=draw(_styles), font=draw(_fonts), align=draw(st.sampled_from((None, 1))))
    ]


@st.composite
def _text(draw: st.DrawFn) -> list[Part]:
    indent = draw(st.sampled_from(("", "\u3000\u3000", "  ", "\t")))
    first, second = draw(sentences), draw(sentences)
    form = draw(st.sampled_from(("{}{}", "**{}**{}", "{}\n\u3000\u3000{}", "{}\t{}", "**{}\n{}**")))
    return [line(indent + form.format(first, second), font=draw(_fonts))]


@st.composite
def _word_table(draw: st.DrawFn) -> list[Part]:
    rows = _rows(draw)
    merged = [(0, 0, 0, 1)] if len(rows[0]) > 1 and draw(st.booleans()) else []
    title = draw(st.sampled_from(([], ["表1 支出\t单位：万元"], ["单位：万元"], ["表2 支出"])))
    return [*title, table(rows, *merged)]


@st.composite
def _listed(draw: st.DrawFn) -> list[Part]:
    style = draw(st.sampled_from(("List Number", "List Bullet")))
    return [line(text, style=style) for text in draw(st.lists(sentences, min_size=1, max_size=3))]


def office_chapters() -> st.SearchStrategy[list[Part]]:
    """The blocks of a chapter as somebody types them in Word."""
    part = st.one_of(_heading(), _text(), _items, _word_table(), _listed(), st.just(["", "\u3000"]))
    return st.lists(part, min_size=1, max_size=6).map(
        lambda parts: [p for each in parts for p in each]
    )
