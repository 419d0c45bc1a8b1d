"""New content merged into a Word file that the office has edited: no edit is lost."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph
from lxml import etree

from docgen import RenderOptions, diff_files, edition_status, pull_files, render_edition
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.word.xml import w
from tests.scripted_edits import (
    DEVELOPMENT,
    a_comment,
    a_picture,
    a_tracked_insertion,
    remove,
    reword,
    with_words,
)
from tests.support import (
    SmallProject,
    audit,
    codes,
    grid,
    needs_libreoffice,
    saved_by_libreoffice,
    whole_project,
)

TEXT = "第一段讲职责。\n\n第二段讲预算。\n\n1. 甲项；\n2. 乙项。\n\n第三段讲问题。\n"
LIST = "行列:\n  - 名: 一\n    数: 1\n  - 名: 二\n    数: 2\n"


def form(document: Document) -> None:
    document.add_paragraph("{{p narrative.文 }}")
    table = document.add_table(4, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "名称", "数额"
    table.rows[1].cells[0].text = "{%tr for 行 in 行列 %}"
    table.rows[2].cells[0].text, table.rows[2].cells[1].text = "{{ 行.名 }}", "{{ 行.数 }}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("完")


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    project.part(form)
    project.content(TEXT, "narrative/文.md")
    project.content(LIST)
    assert codes(project.render()) == []
    return project


def path_of(project: SmallProject) -> Path:
    return project.output / "报告.docx"


def office(project: SmallProject, change: Callable[[Document], object]) -> None:
    document = docx.Document(str(path_of(project)))
    change(document)
    document.save(str(path_of(project)))


def writer(project: SmallProject, old: str, new: str, file: str = "narrative/文.md") -> None:
    path = project.unit / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def texts(project: SmallProject) -> list[str]:
    return [
        paragraph.text
        for paragraph in docx.Document(str(path_of(project))).paragraphs
        if paragraph.text
    ]


def tree(folder: Path) -> dict[str, bytes]:
    """All files but the record of what was done."""
    paths = (path for path in sorted(folder.rglob("*")) if path.name != "actions.jsonl")
    return {str(path): path.read_bytes() for path in paths if path.is_file()}


def test_what_each_side_changed_stands_in_the_merged_file(built: SmallProject) -> None:
    office(built, lambda document: reword(with_words(document, "第一段"), "讲职责", "讲主要职责"))
    writer(built, "第二段讲预算。", "第二段讲预算和决算。\n\n又一段。")
    result = built.render()
    assert codes(result) == []
    assert result.outcomes[0].merged
    assert texts(built)[:3] == ["第一段讲主要职责。", "第二段讲预算和决算。", "又一段。"]
    (review,) = diff_files("2023", root=built.root)
    assert [proposal.edit.kind.value for proposal in review.proposals] == ["changed"]
    assert built.render().outcomes[0].edited


def comments(project: SmallProject) -> list[str]:
    """The first line of each comment, after the text it is attached to."""
    document = docx.Document(str(path_of(project)))
    anchors = {
        mark.get(w("id")): "".join(text.text or "" for text in paragraph.iter(w("t")))
        for paragraph in document.element.body.iter(w("p"))
        for mark in paragraph.iter(w("commentReference"))
    }
    return [
        f"{anchors[str(comment.comment_id)]} {comment.author}: {comment.text.split(chr(10))[0]}"
        for comment in document.comments
    ]


def test_what_both_changed_stays_the_office_s_with_a_comment_and_all_else_is_merged(
    built: SmallProject, tmp_path: Path
) -> None:
    complaints = set(audit(path_of(built).read_bytes(), tmp_path))
    office(built, lambda document: reword(with_words(document, "第二段"), "预算", "决算"))
    writer(built, "第二段讲预算。", "第二段讲收入。")
    writer(built, "第三段讲问题。", "第三段讲建议。")
    result = built.render()
    assert (codes(result), result.exit_code) == (["edit-conflict"], 5)
    assert texts(built)[1:2] + texts(built)[-2:-1] == ["第二段讲决算。", "第三段讲建议。"]
    assert comments(built) == [
        "第二段讲决算。 docgen: 两边改了这一处，新生成的报告里是：「第二段讲收入。」"
    ]
    (problem,) = result.outcomes[0].problems
    assert {key: problem.words[key] for key in ("ours_zh", "theirs_en")} == {
        "ours_zh": "第二段讲[-预算-]{+收入+}。",
        "theirs_en": "第二段讲[-预-]{+决+}算。",
    }
    assert problem.document is not None
    assert problem.document.words.startswith("第二段讲决算")
    assert set(audit(path_of(built).read_bytes(), tmp_path)) <= complaints


def test_an_open_conflict_is_told_by_each_run_until_its_comment_is_gone(
    built: SmallProject,
) -> None:
    office(built, lambda document: reword(with_words(document, "第二段"), "预算", "决算"))
    writer(built, "第二段讲预算。", "第二段讲收入。")
    assert codes(built.render()) == ["edit-conflict"]
    for _ in range(2):
        result = built.render()
        assert (codes(result), result.exit_code) == (["open-conflicts"], 5)
        (row,) = edition_status("2023", root=built.root)
        assert row.marks == ("edited", "conflicts", "pdf-missing")
    office(built, lambda document: reword(with_words(document, "第二段"), "决算", "收支"))
    office(built, drop_comments)
    assert codes(built.render()) == []
    (review,) = pull_files("2023", root=built.root)
    assert [proposal.reason for proposal in review.proposals] == [None]
    assert "第二段讲收支。" in (built.unit / "narrative/文.md").read_text("utf-8")


def drop_comments(document: Document) -> None:
    for mark in list(document.element.body.iter(*map(w, COMMENT_MARKS))):
        remove(mark)
    for comment in list(document.part._comments_part.element):
        remove(comment)


COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def test_a_conflict_holds_up_its_own_edit_alone(built: SmallProject) -> None:
    office(built, lambda document: reword(with_words(document, "第二段"), "预算", "决算"))
    office(built, lambda document: reword(with_words(document, "第三段"), "问题", "困难"))
    writer(built, "第二段讲预算。", "第二段讲收入。")
    assert codes(built.render()) == ["edit-conflict"]
    (review,) = pull_files("2023", root=built.root)
    reasons = [proposal.reason and proposal.reason.why.value for proposal in review.proposals]
    assert reasons == ["conflict", None]
    text = (built.unit / "narrative/文.md").read_text("utf-8")
    assert "第二段讲收入。" in text
    assert "第三段讲困难。" in text


def test_a_comment_goes_when_the_content_says_the_same(built: SmallProject) -> None:
    office(built, lambda document: reword(with_words(document, "第二段"), "预算", "决算"))
    writer(built, "第二段讲预算。", "第二段讲收入。")
    built.render()
    writer(built, "第二段讲收入。", "第二段讲决算。")
    assert codes(built.render()) == []
    assert comments(built) == []


def test_a_second_conflict_of_a_place_has_one_comment(built: SmallProject) -> None:
    office(built, lambda document: reword(with_words(document, "第二段"), "预算", "决算"))
    writer(built, "第二段讲预算。", "第二段讲收入。")
    built.render()
    writer(built, "第二段讲收入。", "第二段讲支出。")
    assert codes(built.render()) == ["edit-conflict"]
    assert comments(built) == [
        "第二段讲决算。 docgen: 两边改了这一处，新生成的报告里是：「第二段讲支出。」"
    ]


def test_every_conflict_of_a_run_is_told(built: SmallProject) -> None:
    office(built, lambda document: reword(with_words(document, "第二段"), "预算", "决算"))
    office(built, lambda document: reword(with_words(document, "第三段"), "问题", "困难"))
    writer(built, "第二段讲预算。", "第二段讲收入。")
    writer(built, "第三段讲问题。", "第三段讲建议。")
    assert codes(built.render()) == ["edit-conflict", "edit-conflict"]


def test_both_made_the_same_change(built: SmallProject) -> None:
    office(built, lambda document: reword(with_words(document, "第二段"), "预算", "决算"))
    writer(built, "第二段讲预算。", "第二段讲决算。")
    result = built.render()
    assert codes(result) == []
    (review,) = diff_files("2023", root=built.root)
    assert review.proposals == ()


def test_changes_at_two_ends_of_one_paragraph_are_merged_and_both_are_shown(
    built: SmallProject,
) -> None:
    office(built, lambda document: reword(with_words(document, "第二段"), "第二段", "第二节"))
    writer(built, "第二段讲预算。", "第二段讲预算管理。")
    result = built.render()
    assert codes(result) == ["merged-words"]
    assert "第二节讲预算管理。" in texts(built)
    (problem,) = result.outcomes[0].problems
    assert problem.words["theirs_zh"] == "第二[-段-]{+节+}讲预算。"
    assert problem.words["ours_zh"] == "第二段讲预算{+管理+}。"
    assert result.exit_code == 0


def test_one_side_has_all_that_the_other_has_and_more(built: SmallProject) -> None:
    office(
        built,
        lambda document: reword(with_words(document, "第二段"), "第二段讲预算", "第二节讲预算管理"),
    )
    writer(built, "第二段讲预算。", "第二段讲预算管理。")
    assert codes(built.render()) == []
    assert "第二节讲预算管理。" in texts(built)


def test_what_the_office_took_out_stays_out(built: SmallProject) -> None:
    office(built, lambda document: remove(with_words(document, "第三段")._p))
    writer(built, "第一段讲职责。", "第一段讲机构。")
    assert codes(built.render()) == []
    assert texts(built)[0] == "第一段讲机构。"
    assert "第三段讲问题。" not in texts(built)


def test_what_the_office_took_out_and_the_content_changed_is_a_conflict(
    built: SmallProject,
) -> None:
    office(built, lambda document: remove(with_words(document, "第三段")._p))
    writer(built, "第三段讲问题。", "第三段讲建议。")
    assert codes(built.render()) == ["edit-conflict"]


def test_what_the_content_took_out_and_the_office_changed_is_a_conflict(
    built: SmallProject,
) -> None:
    office(built, lambda document: reword(with_words(document, "第三段"), "问题", "困难"))
    writer(built, "第三段讲问题。\n", "")
    assert codes(built.render()) == ["edit-conflict"]


def test_list_items_and_rows_arrive_beside_the_offices_own(built: SmallProject) -> None:
    def change(document: Document) -> None:
        reword(with_words(document, "甲项"), "甲项", "甲项目")
        row = document.tables[0].rows[1]
        copy = deepcopy(row._tr)
        row._tr.addnext(copy)
        for cell, text in zip(document.tables[0].rows[2].cells, ("办公室加的", "9"), strict=True):
            cell.paragraphs[0].runs[0].text = text

    office(built, change)
    writer(built, "2. 乙项。", "2. 乙项；\n3. 丙项。")
    writer(built, "    数: 2\n", "    数: 2\n  - 名: 三\n    数: 3\n", "report.yaml")
    assert codes(built.render()) == []
    after = docx.Document(str(path_of(built)))
    assert [text for text in texts(built) if "项" in text] == ["甲项目；", "乙项；", "丙项。"]
    assert grid(after.tables[0]).split("\n") == [
        "名称 | 数额",
        "一 | 1",
        "办公室加的 | 9",
        "二 | 2",
        "三 | 3",
    ]
    items = [paragraph._p for paragraph in after.paragraphs if "项" in paragraph.text]
    lists = {number.get(w("val")) for item in items for number in item.iter(w("numId"))}
    assert len(lists) == 1


def test_two_new_rows_in_the_same_place_are_a_conflict(built: SmallProject) -> None:
    def change(document: Document) -> None:
        row = document.tables[0].rows[-1]
        row._tr.addnext(deepcopy(row._tr))
        document.tables[0].rows[-1].cells[0].paragraphs[0].runs[0].text = "办公室加的"

    office(built, change)
    writer(built, "    数: 2\n", "    数: 2\n  - 名: 三\n    数: 3\n", "report.yaml")
    assert codes(built.render()) == ["edit-conflict"]


def test_an_edited_file_follows_a_changed_template(built: SmallProject) -> None:
    office(built, lambda document: reword(with_words(document, "第一段"), "讲职责", "讲主要职责"))

    def longer(document: Document) -> None:
        form(document)
        document.add_paragraph("附注")

    built.part(longer)
    assert codes(built.render()) == []
    assert (texts(built)[0], texts(built)[-1]) == ("第一段讲主要职责。", "附注")


def test_an_open_file_is_not_merged_into_and_its_holder_is_named(built: SmallProject) -> None:
    office(built, lambda document: reword(with_words(document, "第一段"), "讲职责", "讲主要职责"))
    writer(built, "第二段讲预算。", "第二段讲决算。")
    lock = built.output / ".~lock.报告.docx#"
    lock.write_text(",李某某,pc,24.11.2026 10:00,file:///profile;", "utf-8")
    before = tree(built.root)
    result = built.render()
    assert (codes(result), result.exit_code) == (["file-open"], 5)
    assert result.outcomes[0].problems[0].words["holder"] == "李某某"
    assert tree(built.root) == before


def test_a_comment_on_what_the_content_takes_out_is_a_conflict(built: SmallProject) -> None:
    def comment(document: Document) -> None:
        runs = with_words(document, "第三段").runs
        document.add_comment(runs[0], text="请保留", author="审核员")

    office(built, comment)
    writer(built, "第三段讲问题。\n", "")
    assert codes(built.render()) == ["edit-conflict"]


def test_both_have_copied_the_same_row(built: SmallProject) -> None:
    def copy_row(document: Document) -> None:
        row = document.tables[0].rows[1]._tr
        row.addnext(deepcopy(row))

    def counted(document: Document) -> None:
        form(document)
        document.tables[0].rows[0].cells[1].text = "{{ 行列 | length }}项"

    built.part(counted)
    assert codes(built.render()) == []
    office(built, copy_row)
    writer(built, "  - 名: 二\n", "  - 名: 一\n    数: 1\n  - 名: 二\n", "report.yaml")
    assert codes(built.render()) == []
    after = docx.Document(str(path_of(built)))
    assert grid(after.tables[0]).split("\n") == ["名称 | 3项", "一 | 1", "一 | 1", "二 | 2"]


def test_a_changed_layout_of_the_template_is_told(built: SmallProject) -> None:
    office(built, lambda document: reword(with_words(document, "第一段"), "讲职责", "讲主要职责"))

    def other_footer(document: Document) -> None:
        form(document)
        document.sections[0].footer.paragraphs[0].text = "新页脚"

    built.part(other_footer)
    writer(built, "第二段讲预算。", "第二段讲决算。")
    assert codes(built.render()) == ["layout-not-merged"]


def test_a_renamed_report_takes_the_edits_along(built: SmallProject) -> None:
    office(built, lambda document: reword(with_words(document, "第一段"), "讲职责", "讲主要职责"))
    writer(built, "名称: 报告", "名称: 新报告", "report.yaml")
    result = built.render()
    assert codes(result) == ["renamed-file"]
    after = docx.Document(str(built.output / "新报告.docx"))
    assert "第一段讲主要职责。" in [paragraph.text for paragraph in after.paragraphs]
    assert not path_of(built).exists()
    assert len(list((built.output / "edited").glob("报告.*.docx"))) == 1


SCORES = "        分值: 5\n        得分: 5\n        偏差原因分析及改进措施:\n"
NEW_SCORES = SCORES.replace("5", "3")
NEW_INDICATOR = """\
      - 三级指标: 后来加的指标
        年度指标值: 按季办结
        实际完成值: 四个季度均已办结
        分值: 2
        得分: 2
        偏差原因分析及改进措施:
"""

# ---- the whole report, saved by Word or by LibreOffice


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    root = whole_project(tmp_path_factory.mktemp("whole"))
    docx_file = (
        render_edition("2023", RenderOptions(make_pdf=False, verify=False), root=root)
        .outcomes[0]
        .docx
    )
    assert docx_file is not None
    return root, docx_file.name


@pytest.mark.parametrize("program", ["word", pytest.param("libreoffice", marks=needs_libreoffice)])
def test_comments_pictures_and_tracked_changes_stay_in_the_merged_report(
    whole: tuple[Path, str], program: str, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(whole[0], tmp_path / "project"))
    path = root / "build" / "2023" / whole[1]
    document = docx.Document(str(path))
    for edit in (a_comment, a_picture, a_tracked_insertion):
        edit(document)
    document.save(str(path))
    if program == "libreoffice":
        saved_by_libreoffice([path], tmp_path / "saved")
        shutil.copy(tmp_path / "saved" / path.name, path)
    complaints = set(audit(path.read_bytes(), tmp_path))
    before = read_document(open_document(path.read_bytes()))

    unit = next((root / "content" / "2023").iterdir())
    overview = unit / "narrative" / "1-部门（单位）基本情况.md"
    overview.write_text(overview.read_text("utf-8") + "\n后来补写的一段。\n", "utf-8")
    department = unit / "附件2-整体支出自评.yaml"
    text = department.read_text("utf-8")
    assert text.count(SCORES) >= 1
    department.write_text(text.replace(SCORES, NEW_SCORES + NEW_INDICATOR, 1), "utf-8")

    result = render_edition("2023", RenderOptions(make_pdf=False, verify=False), root=root)
    errors = [problem for problem in result.all_problems() if problem.severity.value == "error"]
    assert errors == []
    assert result.outcomes[0].merged
    data = path.read_bytes()
    after = docx.Document(io.BytesIO(data))
    assert set(audit(data, tmp_path)) <= complaints
    (review,) = diff_files("2023", root=root)
    assert [(comment.author, comment.text) for comment in review.comments] == [
        ("审核员", "请核实编制数")
    ]
    assert any(proposal.edit.new and tracked(proposal.edit.new[0]) for proposal in review.proposals)
    assert len(after.inline_shapes) == 1
    assert any(paragraph.text == "后来补写的一段。" for paragraph in after.paragraphs)
    rows = [cell.text for table in after.tables for row in table.rows for cell in row.cells]
    assert "后来加的指标" in rows
    assert len(read_document(open_document(data)).body) >= len(before.body)
    assert isinstance(with_words(after, DEVELOPMENT), Paragraph)


def tracked(item: object) -> bool:
    trail = getattr(item, "trail", None)
    return bool(trail and trail.authors)


# ---- tracked


def tracked_project(project: SmallProject) -> SmallProject:
    """A project whose content and Word file have changed, with the content's changes tracked."""
    office(project, lambda document: reword(with_words(document, "第一段"), "讲职责", "讲主要职责"))
    writer(project, "第二段讲预算。\n\n", "第二段讲预算和决算。\n\n又一段。\n\n")
    writer(project, "第三段讲问题。\n", "")
    writer(project, "    数: 2\n", "    数: 3\n  - 名: 三\n    数: 3\n", "report.yaml")
    writer(project, "  - 名: 一\n    数: 1\n", "", "report.yaml")
    result = render_edition(
        "2023", RenderOptions(tracked=True, make_pdf=False, verify=False), root=project.root
    )
    assert codes(result) == []
    assert result.outcomes[0].merged
    return project


def settle(document: Document, *, accept: bool) -> None:
    """Accepts or rejects all tracked changes, as Word does."""
    body = document.element.body
    gone, kept = ("del", "ins") if accept else ("ins", "del")
    for row in [mark.getparent().getparent() for mark in body.iter(w(gone)) if in_row(mark)]:
        remove(row)
    for mark in [mark for mark in body.iter(w(gone)) if mark.getparent().tag == w("rPr")]:
        paragraph = mark.getparent().getparent().getparent()
        following = paragraph.getnext()
        if following is not None and following.tag == w("p"):
            index = 1 if following.find(w("pPr")) is not None else 0
            following[index:index] = [child for child in paragraph if child.tag != w("pPr")]
            remove(paragraph)
    for mark in list(body.iter(w(gone))):
        remove(mark)
    for mark in list(body.iter(w(kept))):
        for child in list(mark):
            mark.addprevious(child)
        remove(mark)
    for text in body.iter(w("delText")):
        text.tag = w("t")


def in_row(mark: etree._Element) -> bool:
    parent = mark.getparent()
    return parent is not None and parent.tag == w("trPr")


def shown_file(project: SmallProject) -> tuple[list[str], str]:
    return texts(project), grid(docx.Document(str(path_of(project))).tables[0])


def test_tracked_content_is_read_as_accepted(built: SmallProject, tmp_path: Path) -> None:
    complaints = set(audit(path_of(built).read_bytes(), tmp_path))
    tracked_project(built)
    (review,) = diff_files("2023", root=built.root)
    assert [proposal.edit.kind.value for proposal in review.proposals] == ["changed"]
    assert set(audit(path_of(built).read_bytes(), tmp_path)) <= complaints
    authors = {
        change.get(w("author"))
        for change in docx.Document(str(path_of(built))).element.body.iter(w("ins"), w("del"))
    }
    assert authors == {"docgen"}


def test_tracked_content_that_is_accepted_is_the_content_s(built: SmallProject) -> None:
    tracked_project(built)
    office(built, lambda document: settle(document, accept=True))
    assert shown_file(built) == (
        ["第一段讲主要职责。", "第二段讲预算和决算。", "又一段。", "甲项；", "乙项。", "完"],
        "名称 | 数额\n二 | 3\n三 | 3",
    )
    (review,) = diff_files("2023", root=built.root)
    assert [proposal.edit.kind.value for proposal in review.proposals] == ["changed"]


def test_tracked_content_that_is_rejected_comes_back_as_edits(built: SmallProject) -> None:
    tracked_project(built)
    office(built, lambda document: settle(document, accept=False))
    assert shown_file(built) == (
        ["第一段讲主要职责。", "第二段讲预算。", "甲项；", "乙项。", "第三段讲问题。", "完"],
        "名称 | 数额\n一 | 1\n二 | 2",
    )
    (review,) = pull_files("2023", root=built.root)
    assert [proposal.reason for proposal in review.proposals] == [None] * len(review.proposals)
    text = (built.unit / "narrative/文.md").read_text("utf-8")
    assert text.strip() == TEXT.replace("讲职责", "讲主要职责").strip()
    assert (built.unit / "report.yaml").read_text("utf-8").endswith(LIST)


@needs_libreoffice
def test_libreoffice_keeps_tracked_content(built: SmallProject, tmp_path: Path) -> None:
    tracked_project(built)
    before = read_document(open_document(path_of(built).read_bytes())).key
    saved_by_libreoffice([path_of(built)], tmp_path)
    saved = (tmp_path / path_of(built).name).read_bytes()
    assert read_document(open_document(saved)).key == before
    assert b"w:ins " in zipfile.ZipFile(io.BytesIO(saved)).read("word/document.xml")
