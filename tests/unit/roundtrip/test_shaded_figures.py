"""Figures of a Word file are shaded and commented on; nothing else in it changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen.roundtrip.merging.shaded_figures import CHECKER, ShadedFigure, shade_figures
from docgen.roundtrip.reading.docx_model import every_paragraph
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.word.xml import w
from tests.unit.roundtrip.test_run_edits import run
from tests.unit.roundtrip.word_files import data_of, document, shown

GREEN, RED = "C6E0B4", "F4B6B6"
RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>ab</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>12</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
REFERENCE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF _1</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def shaded(made: Document, *figures: ShadedFigure, summary: str = "") -> Document:
    """The document with these figures shaded, saved and opened again."""
    shade_figures(made, read_document(made), figures, summary)
    return open_document(data_of(made))


def grounds(made: Document) -> list[str]:
    """The words of each paragraph that have a ground, with that."""
    return [
        " ".join(
            f"{''.join(text.text or '' for text in it.iter(w('t')))}:{fill}" for it, fill in found
        )
        for paragraph in made.element.body.iter(w("p"))
        if (found := list(_grounds(paragraph)))
    ]


def _grounds(paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for shading in paragraph.iter(w("shd")):
        holder = shading.getparent()
        if holder is not None and holder.tag == w("rPr"):
            yield holder.getparent(), shading.get(w("fill"), "")  # type: ignore[misc]


def comments(made: Document) -> list[tuple[str, str]]:
    """Each comment with the words that it is about."""
    found = []
    for comment in made.comments:
        marks = [
            mark
            for mark in made.element.body.iter(w("commentRangeStart"), w("commentRangeEnd"))
            if mark.get(w("id")) == str(comment.comment_id)
        ]
        assert len(marks) == 2
        body = list(made.element.body.iter())
        between = body[body.index(marks[0]) : body.index(marks[1])]
        text = "".join(part.text or "" for part in between if part.tag == w("t"))
        assert comment.author == CHECKER
        found.append((comment.text, text))
    return found


@pytest.mark.parametrize(
    ("xml", "figure", "ground"),
    [
        (run("增长12.4%，"), (2, 7), "12.4%"),
        (run("12.4%"), (0, 5), "12.4%"),
        (run("增长1") + run("2.4", "<w:b/>") + run("%。"), (2, 7), "1 2.4 %"),
        (run("甲") + REFERENCE + run("共5个"), (3, 5), "5个"),
        (run("甲") + "<w:r><w:tab/><w:t>5</w:t><w:br/><w:t>6</w:t></w:r>", (2, 3), "5"),
        (f'<w:ins w:id="1" w:author="a">{run("共5个")}</w:ins>', (1, 3), "5个"),
        (
            f'{run("甲")}<w:del w:id="1" w:author="a"><w:r><w:delText>4</w:delText></w:r></w:del>'
            f"{run('5个')}",
            (1, 3),
            "5个",
        ),
        (f"<w:hyperlink>{run('共5个')}</w:hyperlink>", (1, 3), "5个"),
        (f"<w:sdt><w:sdtContent>{run('共5个')}</w:sdtContent></w:sdt>", (1, 3), "5个"),
    ],
)
def test_the_figure_alone_is_shaded(xml: str, figure: tuple[int, int], ground: str) -> None:
    made = document(f"<w:p>{xml}</w:p>")
    before = shown(read_document(made))
    result = shaded(made, ShadedFigure(0, *figure, GREEN, "和为 5"))
    expected = " ".join(f"{words}:{GREEN}" for words in ground.split())
    assert grounds(result) == [expected]
    assert comments(result) == [("和为 5", ground.replace(" ", ""))]
    assert shown(read_document(result)) == before


@pytest.mark.parametrize("properties", ["", "<w:b/>", '<w:sz w:val="32"/><w:lang w:val="en-US"/>'])
def test_runs_keep_their_properties_and_these_stay_in_order(properties: str) -> None:
    made = document(f"<w:p>{run('共12个', properties)}</w:p>")
    result = shaded(made, ShadedFigure(0, 1, 4, GREEN))
    names = re.findall(r"<w:(\w+)", properties)
    held = [[etree.QName(it).localname for it in own] for own in result.element.body.iter(w("rPr"))]
    behind = [name for name in names if name == "lang"]
    before = [name for name in names if name != "lang"]
    assert held == [names, [*before, "shd", *behind]]


def test_a_ground_that_was_there_gives_way() -> None:
    white = '<w:shd w:val="clear" w:fill="FFFFFF"/>'
    made = document(f"<w:p>{run('12', white)}</w:p>")
    assert grounds(shaded(made, ShadedFigure(0, 0, 2, RED))) == [f"12:{RED}"]


def test_figures_in_cells_and_merged_cells() -> None:
    made = document("科目", "甲|12\n^|34\n乙|56", "合计90")
    numbers = {
        paragraph.text: number
        for number, paragraph in enumerate(every_paragraph(read_document(made)))
    }
    figures = [
        ShadedFigure(numbers["12"], 0, 2, GREEN, "一"),
        ShadedFigure(numbers["34"], 0, 2, RED, "二"),
        ShadedFigure(numbers["56"], 0, 2, GREEN),
        ShadedFigure(numbers["合计90"], 2, 4, RED),
    ]
    before = shown(read_document(made))
    result = shaded(made, *figures)
    assert grounds(result) == [f"12:{GREEN}", f"34:{RED}", f"56:{GREEN}", f"90:{RED}"]
    assert comments(result) == [("一", "12"), ("二", "34")]
    assert shown(read_document(result)) == before


def test_counts_are_the_first_comment_at_the_first_words() -> None:
    made = document("", "自评报告", "共5个")
    result = shaded(made, ShadedFigure(2, 1, 3, GREEN, "和"), summary="相符 1 个\n不符 0 个")
    assert comments(result) == [("相符 1 个\n不符 0 个", "自评报告"), ("和", "5个")]


def test_what_cannot_be_parted_stays_as_it_is() -> None:
    made = document(f"<w:p>{run('共')}{RUBY}{run('个')}</w:p>")
    assert grounds(shaded(made, ShadedFigure(0, 1, 3, GREEN, "和"))) == []


def test_the_same_figures_give_the_same_bytes() -> None:
    files = []
    for _ in range(2):
        made = document("共5个")
        shade_figures(made, read_document(made), [ShadedFigure(0, 1, 3, GREEN, "和")], "一")
        files.append(data_of(made))
    assert files[0] == files[1]


pieces = st.lists(
    st.tuples(
        st.text("甲乙12.，", min_size=1, max_size=6), st.sampled_from(["", "<w:b/>", "<w:u/>"])
    ),
    min_size=1,
    max_size=5,
)


@given(pieces, st.lists(st.integers(0, 30), min_size=2, max_size=8, unique=True))
def test_words_are_what_they_were_whatever_is_shaded(
    parts: list[tuple[str, str]], cuts: list[int]
) -> None:
    made = document(f"<w:p>{''.join(run(*part) for part in parts)}</w:p>")
    text, cuts = "".join(part for part, _ in parts), sorted(cuts)
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    figures = [ShadedFigure(0, start, stop, GREEN) for start, stop in pairs if stop <= len(text)]
    before = read_document(made)
    old = [(block.text, block.weights) for block in every_paragraph(before)]
    result = shaded(made, *figures)
    (paragraph,) = result.element.body.iter(w("p"))
    ground = "".join(
        ("x" if it.find(f"{w('rPr')}/{w('shd')}") is not None else ".")
        * len(it.findtext(w("t"), ""))
        for it in paragraph.iter(w("r"))
    )
    expected = ["."] * len(text)
    for figure in figures:
        expected[figure.start : figure.stop] = "x" * (figure.stop - figure.start)
    assert ground == "".join(expected)
    assert [(block.text, block.weights) for block in every_paragraph(read_document(result))] == old
