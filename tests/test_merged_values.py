"""A value that ``{{ }}`` prints is one word when both sides change its paragraph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from docgen import diff_files, pull_files
from docgen.runs import write
from docgen.runs.traced import traced_unit
from tests.scripted_edits import reword
from tests.support import PACK_YAML, SmallProject, codes

DATA = """\
日期: 2025年3月20日
单位: 株洲职教大学城管理委员会
中心: 园区公共实训中心
金额: 1,260.00 万元
甲: 3
乙: 4
职责: 负责园区规划、院校协调、设施建设和管理
"""
TEXT = "会议定于{{ 日期 }}在园区报告厅召开。\n"
FORM = (
    "今年由{{ 单位 }}牵头承办本次活动。",
    "全年支出总共{{ 金额 }}，结余为零。",
    "成员包括{{ 单位 }}{{ 中心 }}以及院校。",
    "本年度{{ 情况 }}，情况良好。",
    "{{p narrative.文 }}",
)


def form(document: Document) -> None:
    for text in FORM:
        document.add_paragraph(text)
    table = document.add_table(2, 2)
    for row, texts in zip(
        table.rows, (("职责", "{{ 职责 }}"), ("会议", "定于{{ 日期 }}在报告厅召开")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].add_run(text)


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    """A report with values of several words: in a form, a text, a table, and a derived one."""
    derived = 'derived:\n  情况: \'"共有" ~ 甲 ~ "家、" ~ 乙 ~ "项"\'\n'
    (project.pack / "pack.yaml").write_text(PACK_YAML + derived, "utf-8")
    project.part(form)
    project.content(TEXT, "narrative/文.md")
    project.content(DATA)
    assert codes(project.render()) == []
    return project


def path_of(project: SmallProject) -> Path:
    return project.output / "报告.docx"


def all_paragraphs(document: Document) -> list[Paragraph]:
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return [*document.paragraphs, *(found for cell in cells for found in cell.paragraphs)]


def with_text(document: Document, text: str) -> Paragraph:
    return next(found for found in all_paragraphs(document) if text in found.text)


def office(project: SmallProject, where: str, change: Callable[[Paragraph], object]) -> None:
    document = docx.Document(str(path_of(project)))
    change(with_text(document, where))
    document.save(str(path_of(project)))


def writer(project: SmallProject, old: str, new: str, file: str = "report.yaml") -> None:
    path = project.unit / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def texts(project: SmallProject) -> list[str]:
    return [found.text for found in all_paragraphs(docx.Document(str(path_of(project))))]


Change = tuple[str, str]

SAME_VALUE: list[tuple[str, str, Change, Change]] = [
    # the paragraph, then what it says when the content has changed; the changes of both
    ("定于2025年3月20日在园区", "2026年3月20日", ("日期: 2025", "日期: 2026"), ("20日", "25日")),
    ("定于2025年3月20日在报告厅", "2026年3月20日", ("日期: 2025", "日期: 2026"), ("3月", "4月")),
    ("今年由", "湘潭职教大学城", ("单位: 株洲", "单位: 湘潭"), ("委员会", "委员会办公室")),
    ("总共", "1,260.00 亿元", ("万元", "亿元"), ("1,260.00", "1,280.00")),
    ("共有3家、4项", "共有5家、4项", ("甲: 3", "甲: 5"), ("4项", "4个")),
    ("负责园区", "负责城区规划", ("负责园区", "负责城区"), ("和管理", "和维护")),
    ("成员包括", "湘潭职教大学城", ("单位: 株洲", "单位: 湘潭"), ("园区公共", "园区技能")),
]


@pytest.mark.parametrize(("where", "quoted", "ours", "theirs"), SAME_VALUE)
def test_a_value_that_both_sides_changed_stays_the_office_s_with_a_comment(
    built: SmallProject, where: str, quoted: str, ours: Change, theirs: Change
) -> None:
    office(built, where, lambda paragraph: reword(paragraph, *theirs))
    (edited,) = (text for text in texts(built) if theirs[1] in text)
    writer(built, *ours)
    found = built.render()
    assert (codes(found), found.exit_code) == (["edit-conflict"], 5)
    assert edited in texts(built)
    (comment,) = docx.Document(str(path_of(built))).comments
    assert quoted in comment.text.split("\n")[0]


BESIDE: list[tuple[str, str, Change, Change]] = [
    # the paragraph, and what it says in the end; the changes of both
    (
        "在园区",
        "会议定于2026年4月1日在园区报告厅举行。",
        ("2025年3月20日", "2026年4月1日"),
        ("召开", "举行"),
    ),
    (
        "在报告厅",
        "定于2026年4月1日在报告厅举行",
        ("2025年3月20日", "2026年4月1日"),
        ("召开", "举行"),
    ),
    (
        "今年由",
        "今年由湘潭职教大学城管委会牵头主办本次活动。",
        ("株洲职教大学城管理委员会", "湘潭职教大学城管委会"),
        ("承办", "主办"),
    ),
    (
        "总共",
        "全年开支总共1,270.50 万元，结余为零。",
        ("1,260.00", "1,270.50"),
        ("全年支出", "全年开支"),
    ),
    ("共有3家", "本年度共有5家、4项，情况很好。", ("甲: 3", "甲: 5"), ("良好", "很好")),
]


@pytest.mark.parametrize(("where", "result", "ours", "theirs"), BESIDE)
def test_a_value_is_merged_with_words_two_away(
    built: SmallProject, where: str, result: str, ours: Change, theirs: Change
) -> None:
    office(built, where, lambda paragraph: reword(paragraph, *theirs))
    writer(built, *ours)
    assert set(codes(built.render())) == {"merged-words"}
    assert result in texts(built)


def test_what_the_office_made_of_a_value_stays_beside_new_words_of_the_content(
    built: SmallProject,
) -> None:
    office(built, "在园区", lambda paragraph: reword(paragraph, "20日", "下旬"))
    writer(built, "召开", "举行", "narrative/文.md")
    assert codes(built.render()) == ["merged-words"]
    assert "会议定于2025年3月下旬在园区报告厅举行。" in texts(built)


def underline(paragraph: Paragraph, words: str) -> None:
    """Underlines words in a run of their own."""
    (run,) = (run for run in paragraph.runs if words in run.text)
    before, after = run.text.split(words)
    run.text = before
    rest: list[Run] = [paragraph.add_run(words), paragraph.add_run(after)]
    rest[0].underline = True


def test_a_format_inside_of_a_value_stays(built: SmallProject) -> None:
    office(built, "今年由", lambda paragraph: underline(paragraph, "大学城"))
    writer(built, "单位: 株洲", "单位: 湘潭")
    assert codes(built.render()) == []
    document = docx.Document(str(path_of(built)))
    paragraph = with_text(document, "今年由湘潭职教大学城")
    assert [run.text for run in paragraph.runs if run.underline] == ["大学城"]


def test_diff_and_pull_meet_the_same_conflict_as_render(built: SmallProject) -> None:
    office(built, "今年由", lambda paragraph: reword(paragraph, "委员会", "委员会办公室"))
    writer(built, "单位: 株洲", "单位: 湘潭")
    before = (built.unit / "report.yaml").read_bytes()
    for review in (diff_files, pull_files):
        (found,) = review("2023", root=built.root)
        assert [problem.code for problem in found.problems] == ["conflict-not-carried"]
    assert (built.unit / "report.yaml").read_bytes() == before
    assert codes(built.render()) == ["edit-conflict"]


@pytest.mark.parametrize(("where", "count"), [("今年由", 0), ("在园区", 1)])
def test_a_unit_is_filled_once_more_if_both_sides_changed_one_paragraph(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch, where: str, count: int
) -> None:
    fills = list[object]()

    def counted(*arguments: object) -> object:
        fills.append(arguments)
        return traced_unit(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(write, "traced_unit", counted)
    office(built, where, lambda paragraph: reword(paragraph, where, f"{where}的"))
    writer(built, "召开", "举行", "narrative/文.md")
    assert built.render().outcomes[0].merged
    assert len(fills) == count
