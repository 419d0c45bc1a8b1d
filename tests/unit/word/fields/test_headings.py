"""What a table of contents lists follows from its switches."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from docgen.word.fields.headings import contents_headings
from docgen.word.fields.worked_out import WorkedOutFields
from tests.unit.word.elements import document_of
from tests.unit.word.fields.documents import (
    STYLES,
    heading,
    known,
    marked,
    par,
    run,
    spelled,
    style,
    text_document,
)
from tests.unit.word.fields.manners import hyperlinks

OUTLINE = '<w:outlineLvl w:val="{}"/>'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BODY = (
    heading("一")
    + heading("二", 2)
    + heading("三", 3)
    + par(run("四"), "b4")
    + par(run("章"), "chapter")
    + par(run("纲"), more=OUTLINE.format(1))
    + par(run("文"), more=OUTLINE.format(9))
    + par(run("平"), "1", OUTLINE.format(9))
    + par(marked("k", run("图 ") + spelled(" SEQ 图 ", "1")) + run("　示意"), "caption")
    + par(run("表 ") + spelled(" SEQ 表 ", "1") + run("　收支"), "caption")
)


def listed(instruction: str, body: str = BODY, numbering: str = "") -> str | None:
    """Level and words of what is listed; ``None`` if that is not known."""
    document = text_document(par(spelled(f" TOC {instruction} ", "旧")) + body, numbering=numbering)
    laid_out, fields = known(document)
    found = contents_headings(laid_out, fields[0], fields)
    return None if found is None else " ".join(f"{entry.level}{entry.words}" for entry in found)


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        (r'\o "1-3" \h \z', "1一 2二 3三 1平"),
        (r'\o "1-2"', "1一 2二 1平"),
        (r'\o "2-3"', "2二 3三"),
        (r'\o "1-9"', "1一 2二 3三 4四 1平"),
        (r"\o", "1一 2二 3三 4四 1平"),
        (r'\o "x"', "1一 2二 3三 4四 1平"),
        (r'\o "3-1"', ""),
        (r"", "1一 2二 3三 4四 1平"),
        (r"\h \z", "1一 2二 3三 4四 1平"),
        (r"\u", "1一 2二 3三 4四 2纲"),
        (r'\o "1-2" \u', "1一 2二 2纲 1平"),
        (r'\t "章标题,1"', "1章"),
        (r'\t "章标题，2；标题 1；3"', "3一 2章 3平"),
        (r'\t "heading 2;1"', "1二"),
        (r'\t "Heading 2,1,章标题"', "1二"),
        (r'\t "章标题,x"', ""),
        (r'\t "章标题,' + "9" * 5000 + '"', ""),
        (r'\o "1-1" \t "章标题,2,标题 2,3"', "1一 3二 2章 1平"),
        (r'\o "1-1" \t "标题 4,1"', "1一 1四 1平"),
        (r'\c "图"', "1图 1　示意"),
        (r'\h \z \c "表"', "1表 1　收支"),
        (r'\a "图"', "1示意"),
        (r'\c "式"', ""),
        (r"\o \b k", ""),
        (r'\c "图" \b k', "1图 1　示意"),
        (r"\o \b nowhere", None),
        (r"\f", None),
        (r"\l 1", None),
        (r'\c "图" \s 章', None),
        (r'\c "图" \s 章 \d "-"', None),
    ],
)
def test_switches_say_what_is_listed(instruction: str, expected: str | None) -> None:
    assert listed(instruction) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (heading("　一、　基本情况 "), "1一、　基本情况"),
        (
            par("<w:r><w:t>关于开展</w:t><w:br/><w:t>评价的通知</w:t></w:r>", "1"),
            "1关于开展评价的通知",
        ),
        (par("<w:r><w:t>Annual</w:t><w:br/><w:t>Report</w:t></w:r>", "1"), "1Annual Report"),
        (heading("一\t概况"), "1一 概况"),
        (heading(" 　"), ""),
        (par("", "1"), ""),
        (par('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>一</w:t></w:r>', "1"), "1一"),
        (par(f"<w:del>{run('旧')}</w:del>{run('新')}", "1"), "1新"),
        (par(run("第") + spelled(" SEQ 章 ", "2") + run("章"), "1"), "1第2章"),
        (f"<w:tbl><w:tr><w:tc>{heading('格')}</w:tc></w:tr></w:tbl>", "1格"),
        (par(f"<w:r><w:txbxContent>{heading('框')}</w:txbxContent></w:r>"), ""),
        (hyperlinks([(1, "目", "1")]).replace('"T1"', '"1"') + heading("一"), "1一"),
    ],
)
def test_a_heading_is_listed_in_one_line(body: str, expected: str) -> None:
    assert listed(r'\o "1-3"', body) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('<w:bookmarkStart w:id="5" w:name="k"/>', '<w:bookmarkEnd w:id="5"/>', "1乙"),
        ('<w:bookmarkStart w:id="5" w:name="k"/>', "", "1乙 1丙"),
        ('<w:bookmarkStart w:name="k"/>', "<w:bookmarkEnd/>", "1乙"),
        ("", '<w:bookmarkEnd w:id="5"/>', None),
    ],
)
def test_a_bookmark_bounds_what_is_listed(before: str, after: str, expected: str | None) -> None:
    body = heading("甲") + before + heading("乙") + after + heading("丙")
    assert listed(r"\o \b k", body) == expected


NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    f'<w:numFmt w:val="chineseCounting"/><w:suff w:val="{behind}"/>'
    f'<w:lvlText w:val="第%1章"/></w:lvl></w:abstractNum>'
    for at, behind in enumerate(("tab", "space", "nothing"), 1)
) + "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (1, 2, 3))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "1第一章 甲 1第二章 甲"),
        (2, "1第一章 甲 1第二章 甲"),
        (3, "1第一章甲 1第二章甲"),
        (9, "1甲 1甲"),
    ],
)
def test_the_number_of_a_heading_is_listed(number: int, expected: str) -> None:
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    assert listed(r"\o", heading("甲", 1, numbered) * 2, NUMBERING) == expected


def test_what_the_copy_of_a_text_box_numbers_does_not_count() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    inner = f"<w:txbxContent>{par(run('框'), more=numbered)}</w:txbxContent>"
    copies = f"<mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback>"
    box = par(f"<w:r><mc:AlternateContent {MC}>{copies}</mc:AlternateContent></w:r>")
    document = text_document(
        par(spelled(r" TOC \o ", "旧")) + box + heading("甲", 1, numbered), numbering=NUMBERING
    )
    (change,) = [found.change for found in WorkedOutFields(document).stale()]
    assert not isinstance(change, str)
    assert change.heading is not None
    assert change.heading.words == "第二章甲"


@pytest.mark.parametrize("name", ["heading 1", "Heading 1", "标题 1", "标题1", "HEADING 1"])
def test_headings_have_english_and_chinese_names(name: str) -> None:
    styles = STYLES.replace('w:val="heading 1"', f'w:val="{name}"')
    document = document_of(par(spelled(r" TOC \o ", "旧")) + heading("甲"), styles)
    laid_out, fields = known(document)
    found = contents_headings(laid_out, fields[0], fields) or []
    assert [(entry.level, entry.title) for entry in found] == [(1, "甲")]


@pytest.mark.parametrize("name", ["heading 10", "heading", "标题 0", "目录标题 1", "heading 1 c"])
def test_other_names_are_no_headings(name: str) -> None:
    document = document_of(
        par(spelled(r' TOC \o "1-9" ', "旧")) + par(run("甲"), "z"), STYLES + style("z", name)
    )
    laid_out, fields = known(document)
    assert contents_headings(laid_out, fields[0], fields) == []


@given(
    strategies.lists(strategies.integers(1, 3), max_size=8),
    strategies.integers(1, 3),
    strategies.integers(1, 3),
)
def test_a_range_lists_its_levels_in_order(levels: list[int], first: int, last: int) -> None:
    body = "".join(heading(f"第{at}", level) for at, level in enumerate(levels))
    wanted = [f"{level}第{at}" for at, level in enumerate(levels) if first <= level <= last]
    assert listed(rf'\o "{first}-{last}"', body) == " ".join(wanted)
