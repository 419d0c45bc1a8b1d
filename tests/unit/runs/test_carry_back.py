"""Edits are believed when the changed content, rendered, no longer differs by them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as DocxDocument
from lxml import etree

from docgen import diff_files
from docgen.content.blocks import PLAIN, Document, Span
from docgen.content.numbers import Blank, Figure
from docgen.content.values import Node
from docgen.diagnostics import DocumentPlace, Place
from docgen.packs.formula_order import Derived
from docgen.project import Project
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.proposing.proposals import Proposal, Reason, SkipReason
from docgen.roundtrip.reading.docx_model import DocxParagraph, Kind, Trail, paragraphs
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.runs import carry_back, content_copy
from docgen.runs.build import BuiltUnit, Packs, build_unit
from docgen.runs.carry_back import (
    PullInput,
    PullPlan,
    _is_same,
    _only_derived_differ,
    _Trial,
    formula_of,
    traced_document,
)
from docgen.runs.content_copy import ContentCopy
from docgen.runs.edition import Edition
from docgen.runs.review import compared, office_file
from docgen.templates.provenance import Stretch, ValueSource
from docgen.word.xml import w
from tests.scripted_edits import reword, with_words
from tests.support import PACK_YAML, SmallProject
from tests.unit.helpers import codes

PLACE = Place("甲.yaml", 1, 1)


# ---- the formula of a value


def figure(text: str) -> Figure:
    read = Figure.read(text)
    assert read is not None
    return read


def node(**values: object) -> Node:
    made = Node(Place("甲.yaml"))
    made.update(values)
    return made


SUM, RATE, SAME, ROW = figure("5"), figure("0.6"), figure("5"), figure("7")
DATA = node(
    合计=SUM,
    组=node(率=RATE),
    projects=[node(总分=ROW), node(总分=figure("8")), node()],
    各项=node(甲=SAME, 乙=figure("9")),
)
FORMULAS = [
    Derived("合计", "total(甲, 乙)", PLACE),
    Derived("组.率", "甲 / 乙", PLACE),
    Derived("projects[].总分", "得分 + 1", PLACE),
    Derived("各项", "sums(甲)", PLACE),
    Derived("无此组.名", "甲", PLACE),
    Derived("无此名", "甲", PLACE),
]


@pytest.mark.parametrize(
    ("value", "formula"),
    [
        (SUM, "合计 = total(甲, 乙)"),
        (RATE, "率 = 甲 / 乙"),
        (ROW, "总分 = 得分 + 1"),
        (SAME, "各项 = sums(甲)"),
        (figure("5"), ""),
        (None, ""),
        (Blank(), ""),
        # in Markdown a value is known by its text
        (Span("0.6", None), "率 = 甲 / 乙"),
        (Span("8", None), "总分 = 得分 + 1"),
        (Span("9", None), "各项 = sums(甲)"),
        (Span("5", None), ""),  # the text of two
        (Span("6", None), ""),
        (Span("None", None), ""),
    ],
)
def test_a_derived_value_is_shown_with_its_formula(value: object, formula: str) -> None:
    assert formula_of(value, DATA, FORMULAS) == formula


def test_of_two_formulas_that_give_one_value_the_first_is_shown() -> None:
    data = node(甲=SUM, 乙=SUM)
    formulas = [Derived("乙", "甲", PLACE), Derived("甲", "1 + 4", PLACE)]
    assert formula_of(SUM, data, formulas) == "乙 = 甲"
    assert formula_of(Span("5", None), data, formulas) == ""
    assert formula_of(Span("5", None), data, formulas[:1] * 2) == "乙 = 甲"


# ---- which edits are one


def paragraph(text: str, *sources: Stretch) -> DocxParagraph:
    element = etree.Element("p")
    return DocxParagraph(text, PLAIN * len(text), Kind(), (), (), Trail(), element, sources)


OLD, OTHER, NEW, NEWER = (paragraph(text) for text in ("甲", "乙", "丙", "丙"))


def edit(
    kind: EditKind, old: tuple[DocxParagraph, ...] = (), new: tuple[DocxParagraph, ...] = ()
) -> Edit:
    return Edit(kind, old, new, DocumentPlace())


CHANGED, REMOVED, ADDED, MARGIN = (
    EditKind.CHANGED,
    EditKind.REMOVED,
    EditKind.ADDED,
    EditKind.MARGIN,
)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (edit(CHANGED, (OLD,), (NEW,)), edit(CHANGED, (OTHER,), (NEW,)), True),
        (edit(CHANGED, (OLD,), (NEW,)), edit(CHANGED, (OLD,), (NEWER,)), False),
        (edit(EditKind.SPLIT, (OLD,), (NEW, NEWER)), edit(ADDED, (), (NEWER,)), True),
        # what was removed is known by its words
        (edit(REMOVED, (OLD,)), edit(REMOVED, (paragraph("甲"),)), True),
        (edit(REMOVED, (OLD,)), edit(REMOVED, (OTHER,)), False),
        (edit(REMOVED, (OTHER, OLD)), edit(REMOVED, (paragraph("甲"),)), True),
        (edit(REMOVED, (OLD,)), edit(CHANGED, (OLD,), (NEW,)), True),
        (edit(CHANGED, (OLD,), (NEW,)), edit(REMOVED, (OLD,)), False),
        (edit(ADDED, (), (NEW,)), edit(REMOVED, (OLD,)), False),
        (edit(REMOVED, (OLD,)), edit(ADDED, (), (NEW,)), False),
        # margins are one edit of the whole file
        (edit(MARGIN, (OLD,)), edit(MARGIN, (OTHER,)), True),
        (edit(MARGIN, (OLD,)), edit(REMOVED, (OLD,)), False),
        (edit(REMOVED, (OLD,)), edit(MARGIN, (OLD,)), False),
        (edit(MARGIN, (OLD,)), edit(MARGIN, (), (NEW,)), True),
        (edit(MARGIN, (), (NEW,)), edit(MARGIN, (), (NEWER,)), True),
        (edit(MARGIN, (OLD,), (NEW,)), edit(CHANGED, (OLD,), (NEW,)), False),
    ],
)
def test_edits_are_one_if_they_concern_the_same_items(
    first: Edit, second: Edit, same: bool
) -> None:
    assert bool(_is_same(first, second)) is same


DOCUMENT = Document((), PLACE)
DERIVED = ValueSource(None, "12")
BOUND = ValueSource(None, "12", binding=PLACE, document=DOCUMENT)


def stretch(source: ValueSource, start: int = 2, stop: int = 4) -> Stretch:
    return Stretch(start, stop, source)


@pytest.mark.parametrize(
    ("sources", "new", "only_derived"),
    [
        ([stretch(DERIVED)], "共计99项", True),
        ([stretch(BOUND)], "共计99项", True),
        ([stretch(DERIVED)], "共计9项", True),
        ([stretch(DERIVED)], "合计12项", False),
        ([stretch(DERIVED)], "共计12个", False),
        ([stretch(DERIVED)], "合计99项", False),
        ([stretch(DERIVED)], "共计99个", False),
        ([stretch(DERIVED, 2, 3)], "共计19项", False),
        ([stretch(DERIVED, 3, 4)], "共计19项", False),
        ([stretch(DERIVED, 3, 4)], "共计92项", False),
        ([stretch(DERIVED, 0, 1), stretch(DERIVED)], "合计99项", True),
        # typed, or Markdown's own
        ([stretch(ValueSource(PLACE, "12"))], "共计99项", False),
        ([stretch(ValueSource(PLACE, "12", binding=PLACE))], "共计99项", False),
        ([stretch(ValueSource(None, "12", document=DOCUMENT))], "共计99项", False),
        ([], "共计99项", False),
    ],
)
def test_what_follows_from_other_values_may_differ(
    sources: list[Stretch], new: str, only_derived: bool
) -> None:
    found = edit(CHANGED, (paragraph("共计12项", *sources),), (paragraph(new),))
    assert _only_derived_differ(found) is only_derived


@pytest.mark.parametrize("kind", [kind for kind in EditKind if kind is not CHANGED])
def test_other_edits_do_not_follow_from_values(kind: EditKind) -> None:
    old = paragraph("12", stretch(DERIVED, 0, 2))
    assert _only_derived_differ(edit(kind, (old,), (paragraph("99"),))) is False


# ---- trials


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    """A report of two numbers, their sum, a word that must be one of three, and a text."""
    (project.pack / "pack.yaml").write_text(
        PACK_YAML + "derived:\n  合计: total(甲, 乙)\n", "utf-8"
    )
    project.schema(
        甲={"type": "number"}, 乙={"type": "number"}, 类别={"enum": ["一类", "二类", "三类"]}
    )
    project.template(
        "甲数：{{ 甲 }}",
        "乙数：{{ 乙 }}",
        "合计：{{ 合计 }}",
        "属{{ 类别 }}单位",
        "{{p narrative.文 }}",
    )
    project.content("第一段讲职责。\n\n第二段讲预算。\n", "narrative/文.md")
    project.content("甲: 1\n乙: 2\n类别: 一类\n")
    project.render(jobs=1, verify=False)
    return project


def pull_input(project: SmallProject, *changes: tuple[str, str]) -> tuple[PullInput, Packs]:
    """What is compared after the office has changed words, and the packs."""
    path = project.output / "报告.docx"
    document = docx.Document(str(path))
    for old, new in changes:
        reword(with_words(document, old), old, new)
    document.save(str(path))
    edition = Edition(Project(project.root), "2023")
    packs = Packs(edition.project)
    found = compared(office_file(path, edition), packs)
    assert isinstance(found, PullInput)
    return found, packs


def plan(project: SmallProject, *changes: tuple[str, str]) -> PullPlan:
    return carry_back.carry_back(*pull_input(project, *changes))


def reasons(found: PullPlan) -> list[str | None]:
    kept = [proposal.reason for proposal in found.proposals]
    return [reason.why.value if reason else None for reason in kept]


def test_all_edits_are_tried_together_and_built_once(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials: list[Path] = []

    def noting(folder: Path, *rest: Any, **named: Any) -> BuiltUnit:
        trials.append(folder)
        return build_unit(folder, *rest, **named)

    given = pull_input(built, ("甲数：1", "甲数：10"), ("一类", "二类"), ("讲职责", "讲主要职责"))
    monkeypatch.setattr(content_copy, "build_unit", noting)
    found = carry_back.carry_back(*given)
    assert reasons(found) == [None, None, None]
    assert found.files == {
        "content/2023/one/report.yaml": "模板: form\n名称: 报告\n甲: 10\n乙: 2\n类别: 二类\n",
        "content/2023/one/narrative/文.md": "第一段讲主要职责。\n\n第二段讲预算。\n",
    }
    assert len(trials) == 1
    assert not trials[0].exists()
    assert found.report is not None
    document = docx.Document(str(built.output / "报告.docx"))
    assert "甲数：10" in [text.text for text in document.paragraphs]


def test_an_edit_that_makes_an_error_of_the_content_is_refused_alone(built: SmallProject) -> None:
    found = plan(built, ("甲数：1", "甲数：10"), ("一类", "四类"), ("讲职责", "讲主要职责"))
    assert reasons(found) == [None, "refused", None]
    refused = found.proposals[1]
    assert refused.reason is not None
    assert refused.reason.problem is not None
    assert refused.reason.problem.place.file == "content/2023/one/report.yaml"
    assert (refused.values, refused.writes) == ([], [])
    assert found.files["content/2023/one/report.yaml"].endswith("甲: 10\n乙: 2\n类别: 一类\n")
    assert "主要" in found.files["content/2023/one/narrative/文.md"]


def test_without_edits_that_can_be_written_nothing_is_tried(built: SmallProject) -> None:
    found = plan(built, ("甲数", "某数"))
    assert (reasons(found), found.files, found.report) == (["fixed"], {}, None)


def test_the_sum_stays_and_names_its_formula(built: SmallProject) -> None:
    (proposal,) = plan(built, ("合计：3", "合计：4")).proposals
    assert proposal.reason == Reason(SkipReason.DERIVED, "合计 = total(甲, 乙)")


def test_a_sum_that_the_office_has_changed_too_is_a_value_that_follows(
    built: SmallProject,
) -> None:
    found = plan(built, ("甲数：1", "甲数：10"), ("合计：3", "合计：12"))
    assert reasons(found) == [None, None]
    assert [(proposal.writable, proposal.follows) for proposal in found.proposals] == [
        (True, False),
        (False, True),
    ]
    assert found.files["content/2023/one/report.yaml"].endswith("甲: 10\n乙: 2\n类别: 一类\n")


@pytest.fixture
def trial(built: SmallProject, tmp_path_factory: pytest.TempPathFactory) -> _Trial:
    """A trial of one edit: 甲数 is 10."""
    given, packs = pull_input(built, ("甲数：1", "甲数：10"))
    edits = [proposal.edit for proposal in carry_back.proposals_for(given)]
    copy = ContentCopy(given.edition, given.folder, packs, tmp_path_factory.mktemp("trial"))
    return _Trial(given, edits, copy)


def proposal_that(trial: _Trial, *values: tuple[str, str], writes: bool = True) -> Proposal:
    """A proposal for the edit that writes other values than the office has typed."""
    lines = (trial.pull_input.folder / "report.yaml").read_text("utf-8").splitlines()
    found = Proposal(trial.edits[0], writes=[lambda _: writes])
    for key, value in values:
        number = next(number for number, line in enumerate(lines, 1) if line.startswith(key))
        place = Place("content/2023/one/report.yaml", number, len(key) + 3)
        found.values.append((place, value))
    return found


@pytest.mark.parametrize(
    ("value", "writes", "why"),
    [("10", False, SkipReason.SEVERAL), ("九", True, SkipReason.REFUSED)],
)
def test_an_edit_of_which_a_part_stays_keeps_its_reason_unless_it_is_refused(
    trial: _Trial, value: str, writes: bool, why: SkipReason
) -> None:
    proposal = proposal_that(trial, ("甲", value), writes=writes).skip(SkipReason.SEVERAL)
    assert trial.one_by_one([proposal]) == []
    assert proposal.reason is not None
    assert (proposal.reason.why, proposal.writable) == (why, False)


@pytest.mark.parametrize(
    ("values", "writes", "why"),
    [
        ([("甲", "10")], True, None),
        ([("甲", "10")], False, SkipReason.MARKDOWN),
        ([("甲", "九")], True, SkipReason.REFUSED),
        ([("甲", "11")], True, SkipReason.MARKDOWN),  # the edit is still there
        ([], True, SkipReason.MARKDOWN),
        ([("甲", "10"), ("乙", "3")], True, SkipReason.MARKDOWN),  # something else has changed
        ([("甲", "10"), ("类别", "二类")], True, SkipReason.MARKDOWN),
    ],
)
def test_edits_are_carried_back_if_nothing_but_derived_values_differs(
    trial: _Trial, values: list[tuple[str, str]], writes: bool, why: SkipReason | None
) -> None:
    reason = trial.failure([proposal_that(trial, *values, writes=writes)])
    assert (reason and reason.why) == why
    if reason:
        assert (reason.problem is not None) is (why is SkipReason.REFUSED)


def merged_groups(document: DocxDocument) -> None:
    """A row for each item; the cell of its group is merged over the rows below it."""
    table = document.add_table(3, 2, document.styles["Normal Table"])
    texts = (
        "{%tr for 行 in 行列 %}",
        "",
        "{{ 行.类 | merge }}",
        "{{ 行.名 }}",
        "{%tr endfor %}",
        "",
    )
    for cell, text in zip((cell for row in table.rows for cell in row.cells), texts, strict=True):
        cell.text = text


@pytest.mark.parametrize(
    ("first", "second", "whys"),
    [(1, 3, {"cells", "entangled"}), (2, 3, {None}), (0, 1, {None})],
)
def test_rows_that_change_places_across_merged_cells_say_that_these_stay(
    project: SmallProject, first: int, second: int, whys: set[str | None]
) -> None:
    project.part(merged_groups)
    names = {
        "教育经费的使用": "甲类",
        "道路养护的费用": "甲类",
        "年度预算之编制": "乙类",
        "竣工验收与结算": "乙类",
    }
    items = (f"  - 类: {kind}\n    名: {name}\n" for name, kind in names.items())
    project.content("行列:\n" + "".join(items))
    project.render(jobs=1, verify=False)
    path = project.output / "报告.docx"
    document = docx.Document(str(path))
    cells = [row._tr.tc_lst[1] for row in document.tables[0].rows]
    runs = [next(cell.iter(w("t"))) for cell in (cells[first], cells[second])]
    runs[0].text, runs[1].text = runs[1].text, runs[0].text
    document.save(str(path))
    (review,) = diff_files(str(path), root=project.root)
    found = [proposal.reason and proposal.reason.why.value for proposal in review.proposals]
    assert set(found) == whys


def test_what_a_proposal_leaves_in_the_file_may_differ(trial: _Trial) -> None:
    proposal = proposal_that(trial).skip(SkipReason.PART)
    assert trial.failure([proposal]) is None


def test_new_texts_are_those_of_changed_files_alone(trial: _Trial) -> None:
    assert trial.files([]) == {}
    assert trial.files([proposal_that(trial)]) == {}
    assert trial.files([proposal_that(trial, ("甲", "1"))]) == {}
    assert trial.files([proposal_that(trial, ("甲", "10"), writes=False)]) is None
    changed = trial.files([proposal_that(trial, ("甲", "10"))])
    assert changed is not None
    assert list(changed) == ["content/2023/one/report.yaml"]


def test_the_traced_document_reads_as_the_report(built: SmallProject) -> None:
    edition = Edition(Project(built.root), "2023")
    packs = Packs(edition.project)
    unit = build_unit(built.unit, edition, packs)
    assert unit.report is not None
    traced = traced_document(unit, edition, packs)
    assert traced.file.key == read_document(open_document(unit.report.data)).key
    assert any(paragraph.sources for block in traced.file.body for paragraph in paragraphs(block))


def test_content_with_errors_is_compared_with_nothing(built: SmallProject) -> None:
    built.content("甲: 1\n乙: 二\n多余: 3\n类别: 一类\n")
    edition = Edition(Project(built.root), "2023")
    found = compared(office_file(built.output / "报告.docx", edition), Packs(edition.project))
    assert not isinstance(found, PullInput)
    assert "wrong-type" in codes(found)


def test_a_number_that_comes_out_otherwise_is_told_once(trial: _Trial) -> None:
    """The paragraph has another edit; only one of the same kind is the same."""
    renumbered = replace(trial.edits[0], kind=EditKind.RENUMBERED)
    (told,) = trial.consequences([renumbered], [])
    assert (told.edit, told.reason) == (renumbered, Reason(SkipReason.NUMBER))
    trial.edits = [*trial.edits, renumbered]
    assert list(trial.consequences([renumbered], [])) == []


def test_an_edit_that_is_gone_follows_from_others_and_one_that_is_left_stays(trial: _Trial) -> None:
    skipped = Proposal(trial.edits[0]).skip(SkipReason.DERIVED)
    assert list(trial.consequences(trial.edits, [skipped])) == []
    assert (skipped.follows, skipped.reason) == (False, Reason(SkipReason.DERIVED))
    assert list(trial.consequences([], [skipped])) == []
    assert (skipped.follows, skipped.reason) == (True, None)
