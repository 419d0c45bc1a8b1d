"""Which edits are proposed at all, and which together."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.diagnostics import DocumentPlace
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.proposing.proposals import Proposal, SkipReason
from docgen.roundtrip.proposing.propose import propose, skip_below_headings
from docgen.roundtrip.reading.docx_model import Kind
from docgen.templates.table_labels import FormLabels
from tests.unit.roundtrip.models import paragraph, row, table
from tests.unit.roundtrip.printed import Printed, printed


@pytest.fixture
def made(tmp_path: Path) -> Printed:
    return printed(tmp_path, {"report.yaml": "数: 5\n"}, "甲")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (EditKind.MARGIN, SkipReason.MARGIN),
        (EditKind.ROW_CHANGED, SkipReason.CELLS),
        (EditKind.TABLE_ADDED, SkipReason.TABLE),
        (EditKind.TABLE_REMOVED, SkipReason.TABLE),
        (EditKind.CELLS, SkipReason.CELLS),
        (EditKind.COLUMN_ADDED, SkipReason.COLUMN),
        (EditKind.COLUMN_REMOVED, SkipReason.COLUMN),
        (EditKind.NOTE, SkipReason.OBJECT),
        (EditKind.RENUMBERED, SkipReason.NUMBER),
        (EditKind.SECTION_ADDED, SkipReason.PAGE),
        (EditKind.SECTION_REMOVED, SkipReason.PAGE),
        (EditKind.PAPER, SkipReason.PAGE),
    ],
)
def test_some_edits_stay_in_word_whatever_they_say(
    made: Printed, kind: EditKind, reason: SkipReason
) -> None:
    edit = Edit(kind, (table("甲"),), (row("乙"),), DocumentPlace())
    (proposal,) = propose([edit], made.origins, FormLabels())
    assert proposal.reason is not None
    assert (proposal.reason.why, proposal.writable) == (reason, False)


def addition(text: str, kind: str, heading: str, *, writable: bool = True) -> Proposal:
    new = paragraph(text, kind=Kind(kind, 2))
    proposal = Proposal(Edit(EditKind.ADDED, (), (new,), DocumentPlace(heading=heading)))
    if writable:
        proposal.writes.append(lambda _: True)
    return proposal


@pytest.mark.parametrize(
    ("heading", "below", "kept"),
    [
        (addition(" 题 ", "heading", "", writable=False), addition("文", "text", "题"), False),
        (addition("题", "heading", ""), addition("文", "text", "题"), True),
        (addition("题", "heading", "", writable=False), addition("文", "text", "另"), True),
        (addition("题", "text", "", writable=False), addition("文", "text", "题"), True),
    ],
)
def test_what_is_added_below_a_heading_that_stays_in_word_stays_too(
    heading: Proposal, below: Proposal, kept: bool
) -> None:
    skip_below_headings([heading, below])
    assert below.writable is kept
    assert (below.reason is None) is kept
    if below.reason:
        assert below.reason.why is SkipReason.NOWHERE


def test_other_edits_below_such_a_heading_are_proposed() -> None:
    heading = addition("题", "heading", "", writable=False)
    changed = Proposal(Edit(EditKind.CHANGED, (), (), DocumentPlace(heading="题")))
    changed.writes.append(lambda _: True)
    skip_below_headings([heading, changed])
    assert changed.writable


def test_a_reason_is_the_first_that_was_given() -> None:
    proposal = addition("甲", "text", "").skip(SkipReason.FIXED, "一").skip(SkipReason.ROW, "二")
    assert proposal.reason is not None
    assert (proposal.reason.why, proposal.reason.detail) == (SkipReason.FIXED, "一")


def test_a_value_that_stays_in_word_keeps_no_other_from_its_field(tmp_path: Path) -> None:
    made = printed(tmp_path, {"report.yaml": "名: 一\n数: 5\n"}, "名[名]", "[数]甲", "[数]乙")
    files, reasons = made.pulled("名二", "7甲", "5乙")
    assert files == {"report.yaml": "名: 二\n数: 5\n"}
    assert reasons == ["several 5乙"]


@pytest.mark.parametrize(
    ("lines", "elsewhere"),
    [
        (["[数]甲", "[数]乙"], "5乙"),
        (["[数]甲", "[数]乙", "[数]丙", "[数]丁", "[数]戊"], "5乙；5丙；5丁；5戊"),
        (["[数]甲", "[数]乙", "[数]乙", "[数]丙"], "5乙；5丙"),
        (["[数]甲[数]"], "5甲5"),
        (["[数]甲", "[数]" + "长" * 14], "5" + "长" * 13 + "…"),
    ],
)
def test_all_places_that_print_the_old_value_are_named(
    tmp_path: Path, lines: list[str], elsewhere: str
) -> None:
    made = printed(tmp_path, {"report.yaml": "数: 5\n"}, *lines)
    theirs = [line.replace("[数]", "5") for line in lines]
    theirs[0] = theirs[0].replace("5", "7", 1)
    files, reasons = made.pulled(*theirs)
    assert (files, reasons) == ({}, [f"several {elsewhere}"])
