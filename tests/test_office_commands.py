"""``status``, ``diff`` and ``pull``, mostly through the command line."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import AbstractContextManager
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.parser import parse_xml
from pypdf import PdfReader

from docgen import convert_files, diff_files, edition_status, pull_files
from docgen.diagnostics import EditsAtRiskError, Place, error, warning
from docgen.project import Project
from docgen.roundtrip.files.bases import FOLDER
from docgen.roundtrip.files.fingerprint import read_identity
from docgen.runs.build import Packs
from docgen.runs.edition import Edition
from docgen.runs.found_files import NOT_BUILT_HERE
from docgen.runs.results import Review
from docgen.runs.review import office_file, review
from docgen.temporary import temporary_folder
from docgen.word.xml import W
from docgen.wording.edit_lines import review_lines
from tests.scripted_edits import remove, reword, tracked, with_words
from tests.support import SmallProject, codes, needs_libreoffice
from tests.warm_docgen import run

pytestmark = pytest.mark.slow

TEXT = "本单位讲职责，共{{ 数 }}项。\n\n第二段讲预算。\n"


def form(document: Document) -> None:
    document.add_paragraph("固定的话：{{ 数 }}")
    document.add_paragraph("{{p narrative.文 }}")


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    project.part(form)
    project.content(TEXT, "narrative/文.md")
    project.content("数: 3\n")
    assert codes(project.render()) == []
    return project


def path_of(project: SmallProject) -> Path:
    return project.output / "报告.docx"


def narrative(project: SmallProject) -> Path:
    return project.unit / "narrative" / "文.md"


def office(project: SmallProject, old: str, new: str, path: Path | None = None) -> None:
    path = path or path_of(project)
    document = docx.Document(str(path))
    reword(with_words(document, old), old, new)
    document.save(str(path))


def test_status_tells_what_has_changed(built: SmallProject) -> None:
    assert marks(built) == ["pdf-missing"]
    office(built, "职责", "主要职责")
    assert marks(built) == ["edited", "pdf-missing"]
    narrative(built).write_text(TEXT.replace("预算", "决算"), "utf-8")
    assert marks(built) == ["content-changed", "edited", "pdf-missing"]
    pdf = path_of(built).with_suffix(".pdf")
    pdf.write_bytes(b"")
    os.utime(pdf, (1, 1))
    assert marks(built) == ["content-changed", "edited", "pdf-older"]
    path_of(built).unlink()
    assert marks(built) == ["not-built"]


def marks(project: SmallProject) -> list[str]:
    process = run(project, "status", "2023", "--format", "json")
    assert process.returncode == 0, process.stderr
    (row,) = json.loads(process.stdout)
    assert (row["unit"], row["errors"], row["warnings"]) == ("one", 0, 0)
    return list(row["marks"])


def test_status_in_words(built: SmallProject) -> None:
    office(built, "职责", "主要职责")
    output = run(built, "status", "2023", "--lang", "zh").stdout
    heads, row = output.splitlines()
    assert heads.split() == ["单位", "状态", "问题", "Word", "文件"]
    assert row == "one   Word 文件有人改过，没有 PDF  —     build/2023/报告.docx"


def test_diff_shows_the_words_and_the_line(built: SmallProject) -> None:
    office(built, "职责", "主要职责")
    process = run(built, "diff", "2023", "--lang", "zh")
    assert process.returncode == 0
    assert process.stdout.split("\n") == [
        "build/2023/报告.docx",
        "  1. 改动（「本单位讲主要职责，共3项。」）",
        "     本单位讲{+主要+}职责，共3项。",
        "     → content/2023/one/narrative/文.md:1:1",
        "共 1 处修改：1 处可以写回内容，0 处可以写回一部分，0 处留在 Word 文件",
        "标记：{+…+} 新加的",
        "",
    ]
    assert narrative(built).read_text("utf-8") == TEXT


def test_diff_says_why_an_edit_has_no_content(built: SmallProject) -> None:
    office(built, "固定的话", "另外的话")
    output = run(built, "diff", "2023", "--lang", "en").stdout
    assert "→ stays in the Word file: a fixed text of the form" in output


def test_diff_as_json(built: SmallProject) -> None:
    office(built, "职责", "主要职责")
    (found,) = json.loads(run(built, "diff", "2023", "--format", "json").stdout)
    assert found["unit"] == "one"
    (edit,) = found["edits"]
    assert edit["what"] == "changed"
    assert (edit["old"], edit["new"]) == (["本单位讲职责，共3项。"], ["本单位讲主要职责，共3项。"])
    assert edit["content"] == ["content/2023/one/narrative/文.md:1:1"]


def test_without_edits_they_say_so(built: SmallProject) -> None:
    for command in ("diff", "pull"):
        process = run(built, command, "2023", "--lang", "en")
        assert (process.returncode, process.stdout) == (0, "nobody has edited a Word file\n")


def test_pull_keeps_what_is_bound_and_a_dry_run_writes_nothing(built: SmallProject) -> None:
    office(built, "职责", "主要职责")
    dry = run(built, "pull", "2023", "--dry-run", "--lang", "zh")
    assert dry.returncode == 0
    assert dry.stdout.endswith("只是试做，没有写文件；去掉 --dry-run 就写入\n")
    assert narrative(built).read_text("utf-8") == TEXT
    assert run(built, "pull", "2023").returncode == 0
    assert narrative(built).read_text("utf-8") == TEXT.replace("职责", "主要职责")


def test_a_file_that_comes_back_by_mail_is_known(built: SmallProject, tmp_path: Path) -> None:
    mailed = tmp_path / "回复：报告（李改）.docx"
    shutil.copy(path_of(built), mailed)
    office(built, "职责", "主要职责", mailed)
    process = run(built, "pull", str(mailed))
    assert process.returncode == 0, process.stderr
    assert "主要职责" in narrative(built).read_text("utf-8")


def test_an_older_file_that_comes_back_brings_only_its_own_edits(
    built: SmallProject, tmp_path: Path
) -> None:
    mailed = Path(shutil.copy(path_of(built), tmp_path / "旧.docx"))
    office(built, "职责", "主要职责", mailed)
    narrative(built).write_text(TEXT.replace("讲预算", "讲决算"), "utf-8")
    assert codes(built.render()) == []
    run(built, "pull", str(mailed))
    expected = TEXT.replace("讲预算", "讲决算").replace("职责", "主要职责")
    assert narrative(built).read_text("utf-8") == expected


def test_without_its_base_a_file_is_not_guessed_at(built: SmallProject) -> None:
    office(built, "职责", "主要职责")
    narrative(built).write_text(TEXT.replace("预算", "决算"), "utf-8")
    shutil.rmtree(built.output / FOLDER)
    process = run(built, "pull", "2023")
    assert process.returncode == 5
    assert "[base-unknown]" in process.stderr
    assert "主要" not in narrative(built).read_text("utf-8")


def test_the_base_is_made_again_from_unchanged_content(built: SmallProject) -> None:
    office(built, "职责", "主要职责")
    shutil.rmtree(built.output / FOLDER)
    assert run(built, "pull", "2023").returncode == 0
    assert "主要职责" in narrative(built).read_text("utf-8")


def test_what_was_pulled_and_is_taken_back_is_an_edit_again(built: SmallProject) -> None:
    office(built, "职责", "主要职责")
    run(built, "pull", "2023")
    office(built, "主要职责", "职责")
    assert run(built, "pull", "2023").returncode == 0
    assert narrative(built).read_text("utf-8") == TEXT
    assert codes(built.render()) == []
    assert "本单位讲职责，共3项。" in [
        paragraph.text for paragraph in docx.Document(str(path_of(built))).paragraphs
    ]


def test_a_second_pull_needs_no_render_between(built: SmallProject) -> None:
    for old, new in (("职责", "主要职责"), ("主要职责", "全部职责"), ("讲预算", "讲收入")):
        office(built, old, new)
        assert run(built, "pull", "2023").returncode == 0
    assert narrative(built).read_text("utf-8") == TEXT.replace("职责", "全部职责").replace(
        "讲预算", "讲收入"
    )


def test_what_the_writer_changed_since_is_no_edit_of_the_office_after_a_pull(
    built: SmallProject,
) -> None:
    office(built, "职责", "主要职责")
    narrative(built).write_text(TEXT.replace("讲预算", "讲决算"), "utf-8")
    run(built, "pull", "2023")
    run(built, "pull", "2023")
    expected = TEXT.replace("讲预算", "讲决算").replace("职责", "主要职责")
    assert narrative(built).read_text("utf-8") == expected
    assert codes(built.render()) == []
    texts = [paragraph.text for paragraph in docx.Document(str(path_of(built))).paragraphs]
    assert "第二段讲决算。" in texts


def test_a_file_that_came_by_mail_stays_as_it_came(built: SmallProject, tmp_path: Path) -> None:
    mailed = Path(shutil.copy(path_of(built), tmp_path / "回复.docx"))
    office(built, "职责", "主要职责", mailed)
    before = mailed.read_bytes()
    run(built, "pull", str(mailed))
    assert mailed.read_bytes() == before


def test_files_of_which_nothing_is_known_are_told(built: SmallProject) -> None:
    (built.output / "坏.docx").write_bytes(b"PK no zip")
    office(built, "职责", "主要职责")
    shutil.copy(path_of(built), built.output / "副本.docx")
    process = run(built, "diff", "2023")
    assert "坏.docx: error[damaged-docx]" in process.stderr
    rows = json.loads(run(built, "status", "2023", "--format", "json").stdout)
    assert [(row["unit"], Path(row["file"]).name) for row in rows] == [
        ("one", "报告.docx"),
        ("one", "副本.docx"),
        ("", "坏.docx"),
    ]
    (built.unit).rename(built.unit.with_name("renamed"))
    assert "error[unit-gone]" in run(built, "pull", "2023").stderr


def test_a_heading_deleted_with_its_end_while_changes_are_tracked(built: SmallProject) -> None:
    """The paragraph below it stays what it is: the end mark that stays decides."""
    narrative(built).write_text("## 标题\n\n" + TEXT, "utf-8")
    assert codes(built.render()) == []
    document = docx.Document(str(path_of(built)))
    paragraph = with_words(document, "标题")
    mark = parse_xml(f'<w:rPr xmlns:w="{W}"/>')
    mark.append(tracked("del", ""))
    paragraph._p.get_or_add_pPr().append(mark)
    for run_of_heading in paragraph.runs:
        deletion = tracked("del", f"<w:r><w:delText>{run_of_heading.text}</w:delText></w:r>")
        run_of_heading._r.addprevious(deletion)
        remove(run_of_heading._r)
    document.save(str(path_of(built)))
    assert run(built, "pull", "2023").returncode == 0
    assert narrative(built).read_text("utf-8") == TEXT


def test_a_figure_stays_a_figure(built: SmallProject) -> None:
    for place, new in (("固定的话：3", "固定的话：三"), ("共3项", "共三项")):
        office(built, place, new)
    (review,) = pull_files("2023", root=built.root)
    assert {proposal.reason.why.value for proposal in review.proposals if proposal.reason} == {
        "figure"
    }
    assert "数: 3\n" in (built.unit / "report.yaml").read_text("utf-8")


def test_other_files_are_refused(built: SmallProject, tmp_path: Path) -> None:
    other = tmp_path / "别的.docx"
    docx.Document().save(str(other))
    (tmp_path / "坏.docx").write_bytes(b"PK no zip")
    found = {"别的": (2, "not-built-here"), "坏": (1, "damaged-docx"), "无": (2, "not-found")}
    for name, (exit_code, code) in found.items():
        process = run(built, "diff", str(tmp_path / f"{name}.docx"))
        assert (process.returncode, code in process.stderr) == (exit_code, True)


def test_a_conflict_keeps_the_content_and_ends_a_pull_with_5(built: SmallProject) -> None:
    office(built, "讲预算", "讲收入")
    text = TEXT.replace("讲预算", "讲决算")
    narrative(built).write_text(text, "utf-8")
    process = run(built, "pull", "2023")
    assert process.returncode == 5
    assert "[conflict-not-carried]" in process.stderr
    assert narrative(built).read_text("utf-8") == text


def test_line_ends_and_a_byte_order_mark_stay(built: SmallProject) -> None:
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    narrative(built).write_bytes(data)
    assert codes(built.render()) == []
    office(built, "职责", "主要职责")
    assert run(built, "pull", "2023").returncode == 0
    assert narrative(built).read_bytes() == data.replace("职责".encode(), "主要职责".encode())


@pytest.mark.parametrize(("language", "where"), [("zh", "（{}）"), ("en", " ({})")])
def test_a_value_changed_in_one_place_is_told_with_the_places_that_still_differ(
    built: SmallProject, language: str, where: str
) -> None:
    office(built, "共3项", "共4项")
    output = run(built, "--lang", language, "diff", "2023").stdout
    assert output.count(where.format("「固定的话：3」")) == 1
    office(built, "固定的话：3", "固定的话：5")
    output = run(built, "--lang", language, "diff", "2023").stdout
    assert where.format("「固定的话：3」") in output
    assert where.format("「本单位讲职责，共3项。」") in output


def test_a_bound_figure_goes_to_its_field_when_it_was_changed_everywhere(
    built: SmallProject,
) -> None:
    office(built, "共3项", "共4项")
    (dry,) = pull_files("2023", root=built.root)
    assert [proposal.reason.why.value for proposal in dry.proposals if proposal.reason] == [
        "several"
    ]
    office(built, "固定的话：3", "固定的话：4")
    pull_files("2023", root=built.root)
    assert "数: 4\n" in (built.unit / "report.yaml").read_text("utf-8")
    assert narrative(built).read_text("utf-8") == TEXT


def test_content_that_is_open_elsewhere_is_not_written(built: SmallProject) -> None:
    office(built, "职责", "主要职责")
    (narrative(built).parent / ".~lock.文.md#").write_text(",张某,pc,今天,;", "utf-8")
    process = run(built, "pull", "2023", "--lang", "zh")
    assert process.returncode == 5
    assert "文件正被打开着（张某）" in process.stderr
    assert narrative(built).read_text("utf-8") == TEXT


def test_content_saved_while_edits_are_tried_is_not_overwritten(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(built, "职责", "主要职责")
    saved = TEXT + "\n刚刚写的一段。\n"
    project = Project(built.root)

    def meanwhile(purpose: str) -> AbstractContextManager[Path]:
        narrative(built).write_text(saved, "utf-8")
        return temporary_folder(purpose)

    monkeypatch.setattr("docgen.runs.carry_back.temporary_folder", meanwhile)
    file = office_file(path_of(built), Edition(project, "2023"))
    with pytest.raises(EditsAtRiskError, match="content-moved"):
        review(file, Packs(project), write=True)
    assert narrative(built).read_text("utf-8") == saved


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "zh",
            [
                "恢复 content/2023/one/narrative/文.md",
                "build/2023/报告.docx 里的修改又可以写回了",
            ],
        ),
        (
            "en",
            [
                "put back content/2023/one/narrative/文.md",
                "the edits in build/2023/报告.docx can be pulled again",
            ],
        ),
    ],
)
def test_a_pull_is_undone_and_each_file_is_named(
    built: SmallProject, language: str, lines: list[str]
) -> None:
    office(built, "职责", "主要职责")
    assert run(built, "pull", "2023").returncode == 0
    tried = run(built, "pull", "--undo", "--dry-run", "2023", "--lang", language)
    assert (tried.returncode, tried.stdout.splitlines()[:-1]) == (0, lines)
    assert narrative(built).read_text("utf-8") != TEXT
    undone = run(built, "pull", "2023", "--undo", "--lang", language)
    assert (undone.returncode, undone.stdout.splitlines(), undone.stderr) == (0, lines, "")
    assert narrative(built).read_text("utf-8") == TEXT
    again = run(built, "pull", "2023", "--undo", "--format", "json", "--lang", language)
    assert (again.returncode, again.stdout) == (2, "")
    assert "[nothing-pulled]" in again.stderr


def test_a_pull_whose_lines_were_changed_since_is_not_undone_and_says_what_to_type(
    built: SmallProject,
) -> None:
    office(built, "职责", "主要职责")
    run(built, "pull", "2023")
    narrative(built).write_text(TEXT.replace("职责", "首要职责"), "utf-8")
    process = run(built, "pull", "2023", "--undo", "--lang", "zh")
    assert (process.returncode, process.stdout) == (5, "one：没有撤销，见上面的错误\n")
    assert process.stderr.splitlines() == [
        "content/2023/one/narrative/文.md:1:1: 错误[lines-changed-since] 这里 docgen 写的是"
        "「本单位讲主要职责，共{{ 数 }}项。」，后来又改过；one 什么也没有恢复",
        "  提示: 把这里改成当时写的「本单位讲主要职责，共{{ 数 }}项。」，或更早的"
        "「本单位讲职责，共{{ 数 }}项。」，再撤销",
    ]
    (unit,) = json.loads(run(built, "pull", "2023", "--undo", "--format", "json").stdout)
    assert (unit["unit"], unit["files"], len(unit["problems"])) == ("one", {}, 1)
    narrative(built).write_text(TEXT, "utf-8")
    assert run(built, "pull", "2023", "--undo").returncode == 0


@needs_libreoffice
def test_the_pdf_is_made_from_the_edited_word_file(built: SmallProject) -> None:
    office(built, "第二段讲预算", "第二段讲预算管理")
    result = convert_files("2023", root=built.root)
    pdf = result.outcomes[0].pdf
    assert pdf is not None
    text = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "第二段讲预算管理" in text.replace("\n", "")


def test_outputs_in_another_folder_are_the_units_own(built: SmallProject, tmp_path: Path) -> None:
    """``render --out D``, then ``status``, ``diff`` and ``pull`` with it: as without."""
    out = tmp_path / "寄出"
    built.render(out=out)
    (row,) = edition_status("2023", root=built.root, out=out)
    assert row.docx == out / path_of(built).name
    assert row.marks == ("pdf-missing",)
    docx_file = out / path_of(built).name
    office(built, "职责", "主要职责", docx_file)
    (row,) = edition_status("2023", root=built.root, out=out)
    assert "edited" in row.marks
    (review,) = diff_files("2023", root=built.root, out=out)
    assert len(review.proposals) == 1
    pull_files("2023", root=built.root, out=out)
    assert "主要职责" in narrative(built).read_text("utf-8")
    assert diff_files("2023", root=built.root, out=out)[0].proposals == ()
    assert not built.render(out=out).outcomes[0].edited
    assert diff_files("2023", root=built.root) == []


def test_a_file_of_another_folder_of_outputs_is_known_by_its_path(
    built: SmallProject, tmp_path: Path
) -> None:
    out, copies = tmp_path / "寄出", tmp_path / "收到"
    built.render(out=out)
    copies.mkdir()
    docx_file = out / path_of(built).name
    office(built, "职责", "主要职责", docx_file)
    copy = Path(shutil.copy(docx_file, copies))
    before = copy.read_bytes()
    pull_files(str(docx_file), root=built.root)
    assert (
        read_identity(docx_file, Place(docx_file.name)).fingerprint
        != read_identity(copy, Place(copy.name)).fingerprint
    )
    assert copy.read_bytes() == before
    pull_files(str(copy), root=built.root)
    assert copy.read_bytes() == before


@pytest.mark.parametrize("problem", [None, "warning", "error"])
def test_of_a_file_that_could_not_be_compared_no_edits_are_counted(problem: str | None) -> None:
    place = Place("甲.docx")
    told = {"warning": warning(NOT_BUILT_HERE, place), "error": error(NOT_BUILT_HERE, place)}
    problems = (told[problem],) if problem else ()
    lines = list(review_lines(Review("one", Path("甲.docx"), problems=problems), "en", "diff"))
    counts = "no edits to carry back: the content has all that the Word file has"
    not_compared = ["甲.docx: not compared, see the errors above"]
    assert lines == (not_compared if problem == "error" else ["甲.docx", counts])
