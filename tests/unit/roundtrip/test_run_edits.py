"""Words change inside the runs of a paragraph: formats, notes and marks beside them stay."""

from __future__ import annotations

from copy import deepcopy

import pytest
from lxml import etree

from docgen.roundtrip.merging.paragraph_merge import Rewording, merge_words
from docgen.roundtrip.merging.run_edits import can_reword, reword
from docgen.roundtrip.reading.docx_model import DocxParagraph
from docgen.word.tracked_changes import Author, TrackedChanges
from docgen.word.xml import w
from tests.unit.roundtrip.word_files import read

NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
PICTURE = "<w:r><w:drawing/></w:r>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def blocks(*texts: str) -> list[DocxParagraph]:
    """Paragraphs: a text that begins with ``<w:r`` is what stands in a ``w:p``."""
    xml = (f"<w:p>{text}</w:p>" if text.startswith("<w:r") else text for text in texts)
    return [block for block in read(*xml).body if isinstance(block, DocxParagraph)]


def rewording(base: list[str], ours: list[str], theirs: list[str]) -> Rewording:
    found = merge_words(blocks(*base), blocks(*ours), blocks(*theirs))
    assert found is not None
    return found


def parts(paragraph: etree._Element) -> str:
    """The texts of the elements in runs, parted by ``/``; other elements by their names."""
    inner = (part for made in paragraph.iter(w("r")) for part in made if part.tag != w("rPr"))
    return "/".join(
        part.text or "" if part.tag == w("t") else f"<{etree.QName(part).localname}>"
        for part in inner
    )


def result(found: Rewording) -> list[str]:
    """The parts of the paragraphs after the change."""
    first = found.theirs[0].element
    last = found.theirs[-1].element.getnext()
    reword(found, deepcopy)
    made = [first, *first.itersiblings()]
    return [parts(element) for element in made[: made.index(last) if last in made else None]]


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        (run("甲") + run("乙"), "甲丙", "甲丙"),
        (run("甲") + run("乙", "<w:u/>"), "甲丙", "甲/丙"),
        (run("甲", "<w:u/>") + run("乙"), "丙乙", "丙/乙"),
        (run("甲", "<w:u/>") + run("乙"), "甲丙乙", "甲丙/乙"),
        (run("甲", "<w:u/>") + run("乙"), "丙甲乙", "丙甲/乙"),
        (run("甲", "<w:u/>") + run("乙"), "甲乙丙", "甲/乙丙"),
        (run("甲") + run("乙"), "甲", "甲"),
        (run("甲乙", "<w:u/>") + run("丙丁"), "甲戊丁", "甲戊/丁"),
        (run("甲乙丙"), "甲丁乙丙", "甲丁乙丙"),
        (run("共5", "<w:u/>") + run("1项，") + run("7元"), "共62项，8元", "共62/项，8元"),
        (run("甲乙丙丁"), "甲丁", "甲丁"),
        (run("甲") + "<w:r><w:tab/></w:r>" + run("乙"), "甲\t丙", "甲/<tab>/丙"),
        (run("甲", "<w:b/>") + run("乙"), "**甲**丙", "甲/丙"),
        (run("甲", "<w:b/>") + run("乙", "<w:b/>"), "**甲 丙**", "甲 丙"),
        (run("甲", "<w:b/>"), "**甲**", "甲"),
        (run("甲丙"), "甲**乙**丙", "甲/乙/丙"),
        (
            run("甲") + NOTE + run("乙丙丁"),
            f"{run('甲')}{NOTE}{run('乙丙戊')}",
            "甲/<footnoteReference>/乙丙戊",
        ),
        (run("甲乙"), run("甲") + PICTURE + run("乙"), "甲/<drawing>/乙"),
        (run("甲") + PICTURE + run("乙"), "甲乙", "甲乙"),
        (run("甲乙"), "甲\n乙", "甲/<br>/乙"),
        ("<w:r><w:t>甲乙</w:t><w:tab/><w:t>丙丁</w:t></w:r>", "甲乙戊\t丙丁", "甲乙戊/<tab>/丙丁"),
        ("<w:r><w:t>甲乙</w:t><w:tab/><w:t>丙丁</w:t></w:r>", "甲乙丙丁", "甲乙丙丁"),
    ],
)
def test_words_change_inside_of_the_runs_they_are_in(theirs: str, ours: str, expected: str) -> None:
    new = run(ours.replace("\n", "</w:t><w:br/><w:t>").replace("\t", "</w:t><w:tab/><w:t>"))
    found = rewording([theirs], [new if set("\n\t") & set(ours) else ours], [theirs])
    assert can_reword(found)
    assert result(found) == [expected]


BASE = "全年支出5元，另有结余6元。"


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (
            run("全年") + run("支出5元", "<w:u/>") + run("，另有结余6元。"),
            "全年/支出5元/，另有结余7元。",
        ),
        (
            run("全年支出5元，另有结余") + run("6", '<w:color w:val="FF0000"/>') + run("元。"),
            "全年支出5元，另有结余/7/元。",
        ),
        (
            run("全年支出5元") + NOTE + run("，另有结余6元。"),
            "全年支出5元/<footnoteReference>/，另有结余7元。",
        ),
        (run("全年总支出5元，另有结余6元。"), "全年总支出5元，另有结余7元。"),
        (
            run("全年支出5元，") + f"<w:ins w:id='1'>{run('年末')}</w:ins>" + run("另有结余6元。"),
            "全年支出5元，/年末/另有结余7元。",
        ),
    ],
)
def test_a_figure_of_the_content_comes_into_the_edited_paragraph(
    theirs: str, expected: str
) -> None:
    found = rewording([BASE], [BASE.replace("6", "7")], [theirs])
    assert can_reword(found)
    assert result(found) == [expected]


def test_a_new_word_has_the_format_of_the_word_it_replaces() -> None:
    theirs = run("全年支出5元，另有结余") + run("6", '<w:color w:val="FF0000"/>') + run("元。")
    found = rewording([BASE], [BASE.replace("6", "7")], [theirs])
    result(found)
    colors = [
        run.findtext(w("t"))
        for run in found.theirs[0].element.iter(w("r"))
        if run.find(f"{w('rPr')}/{w('color')}") is not None
    ]
    assert colors == ["7"]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (
            ["全年支出5元。另有结余。"],
            ["全年支出6元。另有结余。"],
            ["全年支出5元。", "另有结余。"],
            ["全年支出6元。", "另有结余。"],
        ),
        (
            ["全年支出5元。另有结余。"],
            ["全年支出5元。", "另有结余。"],
            ["全年支出5元。另有一些结余。"],
            ["全年支出5元。", "另有一些结余。"],
        ),
        (
            ["全年支出。", "另有结余。"],
            ["全年支出。另有结余。"],
            ["全年总支出。", "另有结余。"],
            ["全年总支出。另有结余。"],
        ),
    ],
)
def test_paragraphs_are_split_and_joined_where_the_content_did(
    base: list[str], ours: list[str], theirs: list[str], expected: list[str]
) -> None:
    found = rewording(base, ours, theirs)
    assert can_reword(found)
    assert result(found) == expected


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>附件1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
RUBY = (
    "<w:r><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>乙己</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("<w:r><w:br w:type='page'/></w:r>", run("甲")),
        (run("甲"), run("甲") + "<w:r><w:br w:type='page'/></w:r>"),
        ("<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>", run("甲")),
        (NOTE, run("甲") + NOTE),
        (run("甲") + RUBY, run("甲乙")),
        (run("甲") + FIELD + run("乙"), run("甲乙")),
        (run("甲乙"), run("甲") + FIELD + run("乙")),
    ],
)
def test_other_changes_cannot_be_made_inside_of_runs(theirs: str, ours: str) -> None:
    assert not can_reword(rewording([theirs], [ours], [theirs]))


def test_a_paragraph_is_not_split_inside_of_a_link() -> None:
    link = f"<w:hyperlink>{run('甲乙')}</w:hyperlink>"
    theirs = f"<w:p>{link}{run('丙丁')}</w:p>"
    assert not can_reword(rewording([theirs], ["甲", "乙丙丁"], [theirs]))
    assert can_reword(rewording([theirs], ["甲乙丙", "丁"], [theirs]))


def test_text_in_a_paragraph_of_two_ends_is_not_changed_in_place() -> None:
    joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
    office = [block for block in read(joined, "乙").body if isinstance(block, DocxParagraph)]
    found = merge_words(office, blocks("甲丙"), office)
    assert found is not None
    assert not can_reword(found)


@pytest.mark.parametrize("section", ["first", "second"])
def test_paragraphs_that_end_a_section_are_not_joined(section: str) -> None:
    ends = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
    pair = [ends, "乙"] if section == "first" else ["乙", ends]
    texts = ["甲乙"] if section == "first" else ["乙甲"]
    assert not can_reword(rewording(pair, texts, pair))


def tracked(found: Rewording) -> str:
    """The paragraphs after tracked changes, ``[-deleted-]`` and ``{+inserted+}``."""
    body = found.theirs[0].element.getparent()
    assert body is not None
    reword(found, deepcopy, TrackedChanges(body, Author("docgen", "2024-03-01T09:30:00Z")))
    made = list(body.iter(w("p")))
    for properties in list(body.iter(w("pPr"))):
        paragraph = properties.getparent()
        assert paragraph is not None
        paragraph.append(properties)  # the mark of its end
    return "".join(_marked(child) for paragraph in made for child in paragraph)


def _marked(child: etree._Element) -> str:
    texts = "".join(text.text or "" for text in child.iter(w("t"), w("delText")))
    end = child.find(w("rPr")) if child.tag == w("pPr") else None
    mark = child if end is None else next(iter(end))
    text = texts if end is None else "¶"
    return {w("ins"): f"{{+{text}+}}", w("del"): f"[-{text}-]"}.get(str(mark.tag), text)


@pytest.mark.parametrize(
    ("base", "ours", "expected"),
    [
        ([BASE], [BASE.replace("6", "7")], "全年支出5元，另有结余[-6-]{+7+}元。"),
        ([BASE], [BASE.replace("全年", "")], "[-全年-]支出5元，另有结余6元。"),
        ([BASE], ["全年支出5元，", "另有结余6元。"], "全年支出5元，{+¶+}另有结余6元。"),
        (["全年。", "结余。"], ["全年。结余。"], "全年。[-¶-]结余。"),
    ],
)
def test_tracked_changes_keep_both_texts(base: list[str], ours: list[str], expected: str) -> None:
    found = rewording(base, ours, base)
    assert tracked(found) == expected
