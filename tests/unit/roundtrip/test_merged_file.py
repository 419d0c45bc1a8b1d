"""The office's file as bytes: merged with what is new, and with conflicts told at their places."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK

from docgen.diagnostics import EditsAtRiskError, ExitCode, Place, Problem
from docgen.roundtrip.files.fingerprint import read_identity
from docgen.roundtrip.merging.merged_file import base_of, merge_into, read_office
from docgen.roundtrip.reading.docx_model import DocxParagraph
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.templates.package import DocumentProperties, pack, zipped
from docgen.templates.table_labels import FormLabels
from tests.unit.roundtrip.word_files import data_of, document, shown

PLACE = Place("build/报告.docx")


def built(*blocks: str) -> bytes:
    return packed(document(*blocks))


def packed(made: Document) -> bytes:
    """The file as docgen builds it."""
    with zipfile.ZipFile(io.BytesIO(data_of(made))) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    properties = DocumentProperties("题", "者", date(2024, 4, 26), "2023", "单位", "form")
    return pack(entries, properties, {})[0]


def saved(data: bytes) -> bytes:
    return data_of(open_document(data))


def texts(data: bytes) -> list[str]:
    return shown(read_document(open_document(data)))


def sides(problem: Problem, language: str) -> tuple[str, str]:
    """What the content and the office made of a place."""
    return problem.words[f"ours_{language}"], problem.words[f"theirs_{language}"]


def commented(data: bytes) -> list[str]:
    """The lines of the only comment."""
    (comment,) = open_document(data).comments
    return comment.text.split("\n")


def test_the_merged_file_counts_as_edited_from_the_new_one() -> None:
    base, ours = built("甲", "乙"), built("甲", "丙")
    theirs = saved(built("甲改", "乙"))
    merged = merge_into(base, ours, theirs, PLACE, FormLabels())
    assert texts(merged.data) == ["甲改", "丙"]
    assert (merged.conflicts, merged.warnings) == ((), ())
    identity, fresh = (read_identity(data, PLACE) for data in (merged.data, ours))
    assert identity.fingerprint == fresh.fingerprint
    assert not identity.untouched


def test_a_conflict_is_told_with_the_changes_of_both_and_its_place() -> None:
    base, ours = built("# 题", "共5项"), built("# 题", "共6项")
    merged = merge_into(base, ours, built("# 题", "共7项"), PLACE, FormLabels())
    (problem,) = merged.conflicts
    assert (problem.code, problem.place, problem.exit_code) == (
        "edit-conflict",
        PLACE,
        ExitCode.EDITS_AT_RISK,
    )
    assert sides(problem, "zh") == ("共[-5-]{+6+}项", "共[-5-]{+7+}项")
    assert problem.words["edition"] == "2023"
    assert problem.document is not None
    assert (problem.document.heading, problem.document.words) == ("题", "共7项")


def test_a_conflict_of_what_the_office_removed_is_near_what_is_left() -> None:
    merged = merge_into(built("甲", "乙"), built("甲", "丙"), built("甲"), PLACE, FormLabels())
    (problem,) = merged.conflicts
    assert sides(problem, "zh") == ("[-乙-]{+丙+}", "删去一段：[-乙-]")
    assert sides(problem, "en") == ("[-乙-]{+丙+}", "paragraph removed: [-乙-]")
    assert problem.document is not None
    assert problem.document.words == "甲"


def test_a_conflict_of_two_heading_levels_names_both_levels() -> None:
    base, ours, theirs = built("职能"), built("## 职能"), built("# 职能")
    merged = merge_into(base, ours, theirs, PLACE, FormLabels())
    (problem,) = merged.conflicts
    assert sides(problem, "zh") == ("改格式：正文→标题 2", "改格式：正文→标题 1")
    assert sides(problem, "en") == (
        "reformatted: body text → heading 2",
        "reformatted: body text → heading 1",
    )
    lines = commented(merged.data)
    assert "新生成的报告里改格式：正文→标题 2" in lines
    assert "In a new report: reformatted: body text → heading 2." in lines


def test_a_conflict_of_weight_and_words_says_that_one_side_changed_the_format_only() -> None:
    made = document("共5项")
    for run in made.paragraphs[-1].runs:
        run.bold = True
    merged = merge_into(built("共5项"), built("总6件"), packed(made), PLACE, FormLabels())
    (problem,) = merged.conflicts
    assert sides(problem, "zh") == ("[-共5项-]{+总6件+}", "改格式：{=共5项=}")


def test_a_page_break_beside_new_words_is_named() -> None:
    made = document("甲方付款")
    made.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    merged = merge_into(built("甲方付款"), built("乙方付款"), packed(made), PLACE, FormLabels())
    (problem,) = merged.warnings
    assert problem.words["theirs_zh"] == "甲方付款{+〔分页符〕+}"
    assert problem.words["theirs_en"] == "甲方付款{+〔page break〕+}"


@pytest.mark.parametrize(
    ("ours", "theirs", "there", "gone"),
    [
        (("甲", "丙"), ("甲",), "Word 里已经删去", "新生成的报告里已经没有"),
        (("甲",), ("甲", "丁"), "新生成的报告里已经没有", "Word 里已经删去"),
    ],
)
def test_a_comment_says_on_which_side_a_paragraph_was_removed(
    ours: tuple[str, ...], theirs: tuple[str, ...], there: str, gone: str
) -> None:
    merged = merge_into(built("甲", "乙"), built(*ours), built(*theirs), PLACE, FormLabels())
    text = "\n".join(commented(merged.data))
    assert there in text
    assert gone not in text
    assert "原来是：「乙」" in text
    assert "「」" not in text
    assert text.count("docgen pull 2023") == 2


def unrelated() -> bytes:
    """A file whose custom properties are there, and nothing leads to them."""
    with zipfile.ZipFile(io.BytesIO(built("甲"))) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    rels = "_rels/.rels"
    entries[rels], count = re.subn(rb'<Relationship [^>]*custom.xml"/>', b"", entries[rels])
    assert count == 1
    return zipped(entries)


def untyped() -> bytes:
    """A file with a part whose type is not given."""
    with zipfile.ZipFile(io.BytesIO(built("甲"))) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    types = "[Content_Types].xml"
    entries[types], count = re.subn(
        rb'(PartName="/word/styles.xml") ContentType="[^"]*"', rb"\1", entries[types]
    )
    assert count == 1
    return zipped(entries)


@pytest.mark.parametrize(
    ("data", "unread"),
    [
        (unrelated(), "damaged-docx"),
        (untyped(), "damaged-docx"),
        (b"", "empty-docx"),
        (b"PK\x03\x04", "damaged-docx"),
        (b"not a file of Word", "not-a-docx"),
    ],
)
def test_a_damaged_file_is_not_merged(data: bytes, unread: str) -> None:
    with pytest.raises(EditsAtRiskError) as caught:
        merge_into(built("甲"), built("乙"), data, PLACE, FormLabels())
    problem = caught.value.problem
    assert (problem.code, problem.place) == ("unread-output", PLACE)
    assert dict(problem.words) == {"unread": unread}


def test_an_open_file_that_cannot_be_read_is_told() -> None:
    made = document("甲")
    made.element.remove(made.element.body)
    with pytest.raises(EditsAtRiskError) as caught:
        read_office(made, PLACE)
    problem = caught.value.problem
    assert (problem.code, dict(problem.words)) == ("unread-output", {"unread": "damaged-docx"})


def with_header(text: str) -> bytes:
    made = document("甲")
    made.sections[0].header.paragraphs[0].text = text
    return packed(made)


def with_margin(width: int) -> bytes:
    made = document("甲")
    made.sections[0].left_margin = width
    return packed(made)


def with_first_margin(width: int) -> bytes:
    """Two sections, the first with a margin of its own."""
    made = document("甲")
    made.add_section()
    made.sections[0].left_margin = width
    return packed(made)


def with_style(size: int) -> bytes:
    made = document("甲")
    made.styles["Normal"].font.size = size
    return packed(made)


@pytest.mark.parametrize(
    ("base", "ours", "layout"),
    [
        (built("甲"), built("乙"), False),
        (with_header("一"), with_header("一"), False),
        (with_header("一"), with_header("二"), True),
        (with_margin(914400), with_margin(457200), True),
        (with_first_margin(914400), with_first_margin(457200), False),
        (with_style(127000), with_style(152400), True),
        (with_style(127000), with_style(127000), False),
    ],
)
def test_another_layout_is_told(base: bytes, ours: bytes, layout: bool) -> None:
    warnings = merge_into(base, ours, base, PLACE, FormLabels()).warnings
    assert [found.code for found in warnings] == ["layout-not-merged"] * layout


def test_the_base_of_a_file_with_old_sums_has_them() -> None:
    ours = built("甲", "共5项，计12元。", "一|12")
    (old,) = (block for block in read_document(document("共5项，计9元。")).body)
    assert isinstance(old, DocxParagraph)
    (cell,) = (block for block in read_document(document("9")).body)
    assert isinstance(cell, DocxParagraph)
    assert texts(base_of(ours, {1: old, 3: cell})) == ["甲", "共5项，计9元。", "一|9"]
    assert base_of(ours, {}) is ours
