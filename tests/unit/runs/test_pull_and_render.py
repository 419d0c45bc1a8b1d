"""A writer and the office change the same part, it is pulled and rendered: all is there once.

Each change is made on both sides at once, so that the content is newer than the Word file when its
edits are pulled.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document

from docgen import diff_files, pull_files, undo_pull
from docgen.word.xml import remove
from tests.scripted_edits import reword, with_words
from tests.support import SmallProject
from tests.unit.helpers import codes

ITEMS = (
    "负责园区总体规划和年度建设计划的编制；",
    "指导和服务园区院校开展教学改革；",
    "协调处理园区安全生产等社会事务；",
    "承担园区共享设施的日常管理工作；",
    "承办市政府交给的其他事项。",
)
LISTED = "\n".join(f"{number}) {item}" for number, item in enumerate(ITEMS, 1))
TEXT = f"## 主要职责\n\n{LISTED}\n\n## 机构设置\n\n现有在职人员{{{{ 人数 }}}}人。\n"


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    project.template("{{p narrative.文 }}", "结尾。")
    project.content(TEXT, "narrative/文.md")
    project.content("人数: 12\n")
    project.render(jobs=1, verify=False)
    return project


def narrative(project: SmallProject) -> Path:
    return project.unit / "narrative" / "文.md"


def lines(project: SmallProject) -> list[str]:
    """The paragraphs of the Word file."""
    document = docx.Document(str(project.output / "报告.docx"))
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def moved(document: Document, words: str, behind: str) -> None:
    with_words(document, behind)._p.addnext(with_words(document, words)._p)


def swapped(text: str, first: int, second: int) -> str:
    """The text with two items in each other's place."""
    one, other = ITEMS[first], ITEMS[second]
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def both_change(
    project: SmallProject, write: Callable[[str], str], edit: Callable[[Document], None]
) -> None:
    narrative(project).write_text(write(TEXT), "utf-8")
    path = project.output / "报告.docx"
    document = docx.Document(str(path))
    edit(document)
    document.save(str(path))


CASES: dict[str, tuple[Callable[[str], str], Callable[[Document], None], list[str]]] = {
    "the writer swaps items, the office rewords one": (
        lambda text: swapped(text, 2, 4),
        lambda document: reword(with_words(document, ITEMS[2]), "社会事务", "社会管理事务"),
        [ITEMS[0], ITEMS[1], ITEMS[4], ITEMS[3], ITEMS[2].replace("社会", "社会管理")],
    ),
    "the office moves an item, the writer rewords it": (
        lambda text: text.replace("日常管理", "日常运行和管理"),
        lambda document: moved(document, ITEMS[3], ITEMS[4]),
        [*ITEMS[:3], ITEMS[4], ITEMS[3].replace("日常管理", "日常运行和管理")],
    ),
    "both move": (
        lambda text: swapped(text, 0, 1),
        lambda document: moved(document, ITEMS[3], ITEMS[4]),
        [ITEMS[1], ITEMS[0], ITEMS[2], ITEMS[4], ITEMS[3]],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_both_sides_did_is_there_once(built: SmallProject, case: str) -> None:
    write, edit, expected = CASES[case]
    both_change(built, write, edit)
    (review,) = pull_files("2023", root=built.root)
    assert ([*review.problems], [proposal.reason for proposal in review.proposals]) == ([], [None])
    for _ in range(2):
        assert codes(built.render(jobs=1, verify=False).all_problems()) == []
        assert lines(built)[1:6] == expected
        assert [line.lstrip("12345) ") for line in narrative(built).read_text("utf-8").split("\n")][
            2:7
        ] == expected
    assert diff_files("2023", root=built.root)[0].proposals == ()


def test_a_value_of_a_section_that_the_office_moved_is_the_writers(built: SmallProject) -> None:
    """The office puts the second section before the first; the writer has another figure."""
    built.content("人数: 15\n")
    path = built.output / "报告.docx"
    document = docx.Document(str(path))
    first = with_words(document, "主要职责")._p
    for words in ("机构设置", "现有在职人员"):
        first.addprevious(with_words(document, words)._p)
    document.save(str(path))
    (review,) = pull_files("2023", root=built.root)
    assert codes(review.problems) == []
    for _ in range(2):
        assert codes(built.render(jobs=1, verify=False).all_problems()) == []
        assert lines(built)[:3] == ["机构设置", "现有在职人员15人。", "主要职责"]
    assert (built.unit / "report.yaml").read_text("utf-8").endswith("\n人数: 15\n")


def test_a_pull_brings_new_content_into_the_word_file(built: SmallProject) -> None:
    """As a rendering does; a pull that writes nothing leaves the file alone."""
    narrative(built).write_text(TEXT.replace("总体规划", "中期规划"), "utf-8")
    path = built.output / "报告.docx"
    before = path.read_bytes()
    assert pull_files("2023", root=built.root) == []
    assert path.read_bytes() == before
    document = docx.Document(str(path))
    reword(with_words(document, ITEMS[2]), "社会事务", "社会管理事务")
    document.save(str(path))
    (review,) = pull_files("2023", root=built.root)
    assert [proposal.reason for proposal in review.proposals] == [None]
    assert "中期规划" in lines(built)[1]


def test_what_a_move_does_to_a_number_is_told_with_it_and_not_after_it(
    built: SmallProject,
) -> None:
    """An item keeps its number where the office drags it into another list."""
    other = "\n\n## 其他\n\n1) 第一条很长的其他工作；\n2) 第二条很长的其他工作。\n"
    narrative(built).write_text(TEXT + other, "utf-8")
    built.render(jobs=1, verify=False)
    path = built.output / "报告.docx"
    document = docx.Document(str(path))
    moved(document, ITEMS[3], "第一条很长的其他工作")
    document.save(str(path))
    tried, told = (
        [(proposal.edit.kind.value, proposal.reason is None) for proposal in review.proposals]
        for review in (*diff_files("2023", root=built.root), *pull_files("2023", root=built.root))
    )
    assert tried == told
    left = [
        proposal.edit.kind.value
        for review in diff_files("2023", root=built.root)
        for proposal in review.proposals
    ]
    assert sorted(left) == sorted(kind for kind, carried in told if not carried)


def test_a_heading_stays_while_the_removal_of_its_paragraph_is_in_conflict(
    built: SmallProject,
) -> None:
    """The office removes a section; the writer has another figure in it."""
    built.content("人数: 15\n")
    path = built.output / "报告.docx"
    document = docx.Document(str(path))
    reword(with_words(document, ITEMS[2]), "社会事务", "社会管理事务")
    for words in ("机构设置", "现有在职人员"):
        remove(with_words(document, words)._p)
    document.save(str(path))
    (review,) = pull_files("2023", root=built.root)
    assert codes(review.problems) == ["edit-conflict"]
    reasons = [proposal.reason and proposal.reason.why.value for proposal in review.proposals]
    assert reasons == [None, "entangled", "conflict"]
    assert narrative(built).read_text("utf-8") == TEXT.replace("社会", "社会管理")


@pytest.mark.parametrize("case", CASES)
def test_a_pull_that_brought_new_content_is_undone_and_done_again(
    built: SmallProject, case: str
) -> None:
    write, edit, expected = CASES[case]
    both_change(built, write, edit)
    pull_files("2023", root=built.root)
    pulled = narrative(built).read_text("utf-8")
    undo_pull("2023", root=built.root)
    assert narrative(built).read_text("utf-8") == write(TEXT)
    (review,) = diff_files("2023", root=built.root)
    assert [proposal.reason for proposal in review.proposals] == [None]
    pull_files("2023", root=built.root)
    assert narrative(built).read_text("utf-8") == pulled
    assert codes(built.render(jobs=1, verify=False).all_problems()) == []
    assert lines(built)[1:6] == expected
