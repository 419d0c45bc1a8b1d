"""The office's edits as the preview shows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from docgen.diagnostics import DocumentPlace
from docgen.diagnostics.codes import Language
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.comparing.inline_diff import inline_diff, inline_parts
from docgen.roundtrip.proposing.proposals import Proposal, SkipReason
from docgen.roundtrip.reading.docx_model import DocxParagraph
from docgen.runs.office_review import OfficeConflict, OfficeEdit
from docgen.runs.results import Comment
from docgen.wording.office_fields import comment_fields, conflict_fields, edit_fields

PLACE = DocumentPlace(heading="基本情况", words="本单位[-讲-]…")


def edit(old: str, new: str, *, bold: bool = False) -> OfficeEdit:
    before, after = DocxParagraph.of_text(old), DocxParagraph.of_text(new)
    after = replace(after, weights="b" * len(new)) if bold else after
    made = Edit(EditKind.CHANGED, (before,), (after,), PLACE)
    return OfficeEdit("甲", Path("报告.docx"), Proposal(made).skip(SkipReason.FIXED), left=True)


def test_words_that_look_like_marks_are_told_from_marks() -> None:
    fields = edit_fields(edit("本单位[-讲-]预算。", "本单位[-讲-]决算。"), "zh")
    assert fields["parts"] == [
        {"text": "本单位[-讲-]", "mark": ""},
        {"text": "预", "mark": "old"},
        {"text": "决", "mark": "new"},
        {"text": "算。", "mark": ""},
    ]
    assert (fields["before"], fields["after"]) == ("本单位[-讲-]预算。", "本单位[-讲-]决算。")
    assert (fields["writable"], fields["left"], fields["id"]) == (False, True, "甲")


def test_another_weight_has_a_mark_of_its_own() -> None:
    fields = edit_fields(edit("预算", "预算", bold=True), "en")
    assert fields["parts"] == [{"text": "预算", "mark": "weight"}]


def test_the_line_of_an_edit_is_its_parts_in_their_signs() -> None:
    made = edit("本单位讲预算。", "本单位讲决算和债务。").proposal.edit
    assert "".join(map(str, inline_parts(made))) == inline_diff(made)
    assert inline_diff(made) == "本单位讲[-预-]{+决+}算{+和债务+}。"


@pytest.mark.parametrize(
    ("language", "why"),
    [("zh", "表格自身的固定文字，内容文件里没有"), ("en", "a fixed text of the form")],
)
def test_why_an_edit_stays_is_said_in_each_language(language: Language, why: str) -> None:
    fields = edit_fields(edit("甲", "乙"), language)
    assert str(fields["why"]).startswith(why)
    assert "基本情况" in str(fields["where"])


def test_a_conflict_shows_both_sides_and_a_comment_its_author() -> None:
    conflict = OfficeConflict((edit("收支", "决算"), edit("资产", "债务")))
    assert conflict.id == "甲"
    fields = conflict_fields(conflict, "zh")
    assert (fields["ours"], fields["theirs"]) == ("收支\n资产", "决算\n债务")
    one = OfficeConflict((edit("本单位讲预算。", "本单位讲决算。"), edit("资产", "债务")))
    for side, mark, words in (("ours", "old", ["预", "资产"]), ("theirs", "new", ["决", "债务"])):
        told = conflict_fields(one, "zh")
        parts = cast(list[dict[str, str]], told[f"{side}_parts"])
        assert "".join(part["text"] for part in parts) == told[side]
        assert [part["text"] for part in parts if part["mark"]] == words
        assert {part["mark"] for part in parts} == {"", mark}
    comment = comment_fields(Comment(PLACE, "审核员", "请核实"), "zh")
    assert (comment["author"], comment["text"]) == ("审核员", "请核实")
