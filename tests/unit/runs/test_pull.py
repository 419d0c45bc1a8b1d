"""Which files are compared with the content, what is written, and what stays as it is."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document

from docgen import diff_files, pull_files
from docgen.diagnostics import DocgenError, EditsAtRiskError, Place, UsageError
from docgen.project import Project
from docgen.roundtrip.files.fingerprint import read_identity
from docgen.roundtrip.merging.merged_file import read_office
from docgen.roundtrip.reading.docx_model import DocxFile
from docgen.runs import review as review_module
from docgen.runs.build import Packs
from docgen.runs.carry_back import carry_back
from docgen.runs.edition import Edition
from docgen.runs.results import Review
from docgen.runs.review import office_file, review
from tests.scripted_edits import reword, with_words
from tests.support import SmallProject, known
from tests.test_pictures import png
from tests.unit.helpers import codes

TEXT = "本单位讲职责，共{{ 数 }}项。\n\n第二段讲预算。\n"


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    """A report of a Markdown text and a number."""
    project.template("固定的话：{{ 数 }}", "{{p narrative.文 }}")
    project.content(TEXT, "narrative/文.md")
    project.content("数: 3\n")
    project.render(jobs=1, verify=False)
    return project


def word(project: SmallProject) -> Path:
    return project.output / "报告.docx"


def text_of(project: SmallProject) -> str:
    return (project.unit / "narrative" / "文.md").read_bytes().decode()


def office(path: Path, old: str = "职责", new: str = "主要职责") -> bytes:
    """The file after the office has changed some words."""
    document = docx.Document(str(path))
    reword(with_words(document, old), old, new)
    document.save(str(path))
    return path.read_bytes()


def pulled(project: SmallProject, target: str = "2023", **options: Any) -> list[Review]:
    return pull_files(target, root=project.root, **options)


PULLED = TEXT.replace("职责", "主要职责")


@pytest.mark.parametrize("dry_run", [None, False, True])
def test_edits_are_written_into_the_content_unless_they_are_only_tried(
    built: SmallProject, dry_run: bool | None
) -> None:
    before = office(word(built))
    found = pulled(built) if dry_run is None else pulled(built, dry_run=dry_run)
    (only,) = found
    assert (only.name, only.docx, only.problems) == ("one", word(built), ())
    assert only.files == ("content/2023/one/narrative/文.md",)
    assert [proposal.reason for proposal in only.proposals] == [None]
    assert text_of(built) == (TEXT if dry_run else PULLED)
    assert (word(built).read_bytes() == before) is bool(dry_run)


def test_a_comparison_tries_and_writes_nothing(built: SmallProject) -> None:
    before = office(word(built))
    (only,) = diff_files("2023", root=built.root)
    assert only.files == ("content/2023/one/narrative/文.md",)
    assert [proposal.reason for proposal in only.proposals] == [None]
    assert (text_of(built), word(built).read_bytes()) == (TEXT, before)


def test_a_review_writes_if_it_is_asked_to(built: SmallProject) -> None:
    office(word(built))
    project = Project(built.root)
    file = office_file(word(built), Edition(project, "2023"))
    found = review(file, Packs(project))
    assert (len(found.files), text_of(built)) == (1, TEXT)
    review(file, Packs(project), write=True)
    assert text_of(built) == PULLED


def test_what_was_carried_back_is_no_edit_of_the_file_any_more(built: SmallProject) -> None:
    office(word(built))
    office(word(built), "固定的话", "另外的话")
    (only,) = pulled(built)
    assert [proposal.reason is None for proposal in only.proposals] == [False, True]
    (again,) = diff_files("2023", root=built.root)
    assert len(again.proposals) == 1
    assert built.render(jobs=1).outcomes[0].edited


def test_after_a_pull_the_base_is_known_though_it_had_been_lost(built: SmallProject) -> None:
    office(word(built))
    office(word(built), "固定的话", "另外的话")
    shutil.rmtree(built.output / ".docgen")
    pulled(built)
    assert text_of(built) == PULLED
    assert len(diff_files("2023", root=built.root)[0].proposals) == 1
    path = built.unit / "narrative" / "文.md"
    path.write_text(PULLED.replace("讲预算", "讲决算"), "utf-8")
    outcome = built.render(jobs=1).outcomes[0]
    assert (outcome.merged, outcome.problems) == (True, ())


def test_new_content_is_no_edit(built: SmallProject) -> None:
    office(word(built))
    path = built.unit / "narrative" / "文.md"
    path.write_text(TEXT.replace("讲预算", "讲决算"), "utf-8")
    (only,) = pulled(built)
    assert len(only.proposals) == 1
    assert text_of(built) == PULLED.replace("讲预算", "讲决算")


def test_a_conflict_waits_and_the_other_edits_are_carried_back(built: SmallProject) -> None:
    office(word(built), "讲预算", "讲收入")
    office(word(built))
    path = built.unit / "narrative" / "文.md"
    changed = TEXT.replace("讲预算", "讲决算")
    path.write_text(changed, "utf-8")
    (only,) = pulled(built)
    assert codes(only.problems) == ["edit-conflict"]
    reasons = [proposal.reason and proposal.reason.why.value for proposal in only.proposals]
    assert sorted(map(str, reasons)) == ["None", "conflict"]
    assert text_of(built) == changed.replace("职责", "主要职责")


def test_without_its_base_a_file_is_not_guessed_at(built: SmallProject) -> None:
    office(word(built))
    built.content("数: 4\n")
    shutil.rmtree(built.output / ".docgen")
    (only,) = pulled(built)
    assert (only.name, only.docx) == ("one", word(built))
    (problem,) = only.problems
    assert (problem.code, problem.place) == ("base-unknown", Place("build/2023/报告.docx"))


def test_content_with_errors_is_told_instead(built: SmallProject) -> None:
    office(word(built))
    built.content("")
    (only,) = pulled(built)
    assert codes(only.problems) == ["missing-field", "unknown-name"]
    assert only.proposals == ()


def test_faults_of_the_pack_are_told_instead(built: SmallProject) -> None:
    office(word(built))
    (built.pack / "pack.yaml").write_text("parts: 3\n", "utf-8")
    (only,) = diff_files("2023", root=built.root)
    assert only.problems
    assert {problem.place.file for problem in only.problems} == {"word_templates/form/pack.yaml"}


def test_content_that_was_saved_meanwhile_is_not_overwritten(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(word(built))
    saved = TEXT + "\n刚刚写的一段。\n"

    def slow(*arguments: object) -> object:
        (built.unit / "narrative" / "文.md").write_text(saved, "utf-8")
        return carry_back(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(review_module, "carry_back", slow)
    (only,) = pulled(built)
    (problem,) = only.problems
    assert (problem.code, problem.place) == ("content-moved", Place("content/2023/one"))
    assert text_of(built) == saved
    (only,) = pulled(built, dry_run=True)
    assert only.problems == ()


def test_a_lock_that_comes_meanwhile_is_no_change_of_the_content(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(word(built))

    def slow(*arguments: object) -> object:
        (built.unit / ".~lock.report.yaml#").touch()
        return carry_back(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(review_module, "carry_back", slow)
    assert pulled(built)[0].problems == ()
    assert text_of(built) == PULLED


@pytest.mark.parametrize(
    "lock", ["content/2023/one/narrative/.~lock.文.md#", "build/2023/~$报告.docx"]
)
def test_files_that_are_open_are_not_written(built: SmallProject, lock: str) -> None:
    before = office(word(built))
    (built.root / lock).write_bytes(b"")
    (only,) = pulled(built)
    assert codes(only.problems) == ["file-open"]
    assert (text_of(built), word(built).read_bytes()) == (TEXT, before)


@pytest.mark.parametrize(
    ("mark", "end"),
    [(b"", b"\n"), (b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n"), (b"\xef\xbb\xbf", b"\r\n")],
)
def test_line_ends_and_a_byte_order_mark_stay(built: SmallProject, mark: bytes, end: bytes) -> None:
    path = built.unit / "narrative" / "文.md"
    path.write_bytes(mark + TEXT.encode().replace(b"\n", end))
    built.render(jobs=1)
    office(word(built))
    pulled(built)
    assert path.read_bytes() == mark + PULLED.encode().replace(b"\n", end)


def test_content_behind_a_link_within_the_unit_is_tried_and_written_too(
    built: SmallProject,
) -> None:
    shared = built.unit / ".shared"
    (built.unit / "narrative").rename(shared)
    (built.unit / "narrative").symlink_to(shared)
    office(word(built))
    (only,) = pulled(built)
    assert [proposal.reason for proposal in only.proposals] == [None]
    assert (shared / "文.md").read_text("utf-8") == PULLED


def test_a_copy_elsewhere_is_known_and_stays_as_it_came(
    built: SmallProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    mailed = tmp_path_factory.mktemp("邮件") / "回复.DOCX"
    shutil.copy(word(built), mailed)
    before = office(mailed)
    (only,) = pulled(built, str(mailed))
    assert (only.name, only.docx) == ("one", mailed)
    assert (text_of(built), mailed.read_bytes()) == (PULLED, before)


def test_a_file_in_another_folder_of_outputs_gets_its_new_base(built: SmallProject) -> None:
    out = built.root / "寄出"
    built.render(jobs=1, out=out)
    file = out / "报告.docx"
    office(file)
    before = read_identity(file, Place(file.name)).fingerprint
    assert [found.docx for found in diff_files("2023", root=built.root, out=out)] == [file]
    assert diff_files("2023", root=built.root) == []
    pull_files(str(file), root=built.root)
    assert read_identity(file, Place(file.name)).fingerprint != before
    assert diff_files("2023", root=built.root, out=out)[0].proposals == ()


def test_only_edited_files_of_the_units_are_compared(built: SmallProject) -> None:
    assert pulled(built) == []
    steps: list[tuple[str, int, int]] = []
    office(word(built))
    shutil.copy(word(built), built.output / "a.docx")
    found = diff_files("2023", root=built.root, progress=lambda *step: steps.append(step))
    assert [only.docx for only in found] == [built.output / "a.docx", word(built)]
    assert steps == [("compare", 1, 2), ("compare", 2, 2)]


def test_files_that_belong_to_no_unit_are_told_last(built: SmallProject) -> None:
    office(word(built))
    bad = built.output / "a坏.docx"
    bad.write_bytes(b"no zip")
    first, second = pulled(built)
    assert (first.docx, second.docx) == (word(built), bad)
    (problem,) = second.problems
    assert (second.name, problem.code, problem.is_error) == ("a坏.docx", "not-a-docx", True)
    assert problem.place == Place("build/2023/a坏.docx")
    built.unit.rename(built.unit.with_name("two"))
    _, gone = pulled(built)
    (problem,) = gone.problems
    assert (gone.name, problem.code, problem.is_error) == ("报告.docx", "unit-gone", True)
    words = {"unit": "one", "file": "build/2023/报告.docx", "heir": "two"}
    assert dict(problem.words) == words | known("two", name="units")


def without_property(path: Path, name: str) -> None:
    """Takes one of docgen's properties out of a Word file."""
    with zipfile.ZipFile(path) as package:
        entries = {entry: package.read(entry) for entry in package.namelist()}
    properties = "docProps/custom.xml"
    entries[properties] = entries[properties].replace(f"docgen.{name}".encode(), b"other")
    with zipfile.ZipFile(path, "w") as package:
        for entry, data in entries.items():
            package.writestr(entry, data)


@pytest.mark.parametrize("name", ["unit", "edition"])
def test_a_file_that_does_not_say_what_it_is_is_refused(built: SmallProject, name: str) -> None:
    without_property(word(built), name)
    with pytest.raises(UsageError) as caught:
        pulled(built, str(word(built)))
    problem = caught.value.problem
    assert (problem.code, problem.place) == ("not-built-here", Place("build/2023/报告.docx"))


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("nothing.docx", "not-found"),
        ("build/2023/坏.docx", "not-a-docx"),
        ("2021", "unknown-edition"),
    ],
)
def test_what_is_not_there_is_told(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch, target: str, code: str
) -> None:
    (built.output / "坏.docx").write_bytes(b"no zip")
    monkeypatch.chdir(built.root)
    for run in (pull_files, diff_files):
        with pytest.raises(DocgenError, match=code):
            run(target)


def test_the_unit_of_a_file_is_looked_for_in_the_edition_that_it_names(
    built: SmallProject,
) -> None:
    (built.root / "content" / "2024" / "one").mkdir(parents=True)
    file = office_file(word(built), Edition(Project(built.root), "2024"))
    assert (file.edition.name, file.folder) == ("2023", built.unit)
    assert file.place == Place("build/2023/报告.docx")
    assert file.base == word(built).read_bytes()


def test_comments_come_with_their_places(built: SmallProject) -> None:
    document = docx.Document(str(word(built)))
    paragraph = with_words(document, "第二段")
    document.add_comment(paragraph.runs, "请核对", author="李某")
    document.save(str(word(built)))
    (only,) = diff_files("2023", root=built.root)
    (comment,) = only.comments
    assert (comment.author, comment.text) == ("李某", "请核对")
    assert comment.place.words.startswith("第二段")


def test_a_file_of_this_very_content_is_not_merged_with_it(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing would come of it, and it takes as long as all the rest."""
    monkeypatch.setattr(review_module, "merge_into", None)
    office(word(built))
    (found,) = pulled(built)
    assert (found.problems, [proposal.writable for proposal in found.proposals]) == ((), [True])


def test_an_error_at_one_file_costs_the_others_nothing(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(word(built))
    shutil.copy(word(built), built.output / "a.docx")

    def failing(document: Document, place: Place) -> DocxFile:
        if place.file.endswith("a.docx"):
            raise EditsAtRiskError(review_module.BASE_UNKNOWN, place)
        return read_office(document, place)

    monkeypatch.setattr(review_module, "read_office", failing)
    first, second = pulled(built)
    assert (codes(first.problems), codes(second.problems)) == (["base-unknown"], [])
    assert text_of(built) == PULLED


PICTURE = '![图](../images/甲.png "图1 全景"){width=60% align=left}'


def remove(document: Document, words: str) -> None:
    element = with_words(document, words)._p
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (lambda document: reword(with_words(document, "职责"), "职责", "主责"), PICTURE),
        (
            lambda document: reword(with_words(document, "全景"), "全景", "鸟瞰"),
            PICTURE.replace("全景", "鸟瞰"),
        ),
        (lambda document: remove(document, "全景"), PICTURE.replace(' "图1 全景"', "")),
    ],
    ids=["beside", "caption", "no caption"],
)
def test_a_picture_keeps_its_attributes_whatever_is_edited_around_it(
    built: SmallProject, edit: Callable[[Document], object], line: str
) -> None:
    (built.unit / "images").mkdir()
    (built.unit / "images" / "甲.png").write_bytes(png(300, 200))
    built.content(f"本单位讲职责。\n\n{PICTURE}\n\n第二段。\n", "narrative/文.md")
    built.render(jobs=1, verify=False)
    document = docx.Document(str(word(built)))
    edit(document)
    document.save(str(word(built)))
    before = text_of(built)
    pulled(built)
    assert text_of(built) != before
    assert text_of(built).split("\n\n")[1] == line
