"""A report with a table of contents, from its content to paper, and back from the office.

Where a heading stands is read in the PDF: its words at their place, and the number printed at the
foot of that page. Nothing here asks docgen where anything stands.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph
from lxml import etree

from docgen.diagnostics import Place
from docgen.preview.report_builder import ReportBuilder
from docgen.preview.unit_inputs import UnitInputs
from docgen.preview.unit_state import UnitState
from docgen.project import Project
from docgen.runs import settled_fields
from docgen.runs.edition import find_edition
from docgen.runs.settled_fields import SettledFiles
from docgen.word.xml import w
from tests.papers.desk import printed_texts
from tests.papers.wordml import char, field, instruction, paragraph, run
from tests.reports_with_contents import (
    SENTENCE,
    add,
    entries_shown,
    narrative,
    parsed,
    printed_entries,
    project_with_contents,
    styled_form,
)
from tests.scripted_edits import copy_after, every_paragraph, remove, reword
from tests.support import (
    ROOT,
    SmallProject,
    blank_part,
    needs_libreoffice,
    saved_by_libreoffice,
    small_project,
)
from tests.test_office_files import own, rows, words_of
from tests.test_office_files import run as typed

pytestmark = [pytest.mark.slow, needs_libreoffice, pytest.mark.usefixtures("in_this_process")]

Edit = Callable[[Document], object]


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of three chapters, with its PDF."""
    project = project_with_contents(small_project(tmp_path_factory.mktemp("made")), 3)
    assert project.render(pdf=True).exit_code == 0
    return project.root


@pytest.fixture
def made(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """A copy of it."""
    root = tmp_path_factory.mktemp("copy") / "project"
    return SmallProject(shutil.copytree(made_once, root))


def text_file(project: SmallProject) -> Path:
    return project.unit / "narrative" / "文.md"


def pdf_of(project: SmallProject) -> Path:
    return own(project).with_suffix(".pdf")


def assert_right(docx_file: Path) -> list[tuple[str, str]]:
    """The entries in a Word file, each of which the PDF has, in its contents and where it says."""
    pdf = docx_file.with_suffix(".pdf")
    entries = entries_shown(docx_file)
    printed = printed_entries(pdf, [title for title, _ in entries])
    assert entries
    assert entries == [(title, printed[title]) for title, _ in entries]
    pages = "".join(page.text for page in printed_texts(pdf.read_bytes()))
    listed = "".join(rf"{re.escape(title)}[.…]+{page}" for title, page in entries)
    assert re.search(listed, pages), pages[:800]
    return entries


def edited(project: SmallProject, edit: Edit) -> None:
    document = docx.Document(str(own(project)))
    edit(document)
    document.save(str(own(project)))


def written(text: Path, old: str, new: str) -> None:
    content = text.read_text("utf-8")
    assert old in content
    text.write_text(content.replace(old, new), "utf-8")


def states(project: SmallProject) -> dict[str, tuple[bytes, int]]:
    """The outputs with their bytes and times."""
    files = sorted(project.output.glob("*报告.*"))
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def contents_of(files: dict[str, tuple[bytes, int]]) -> dict[str, bytes]:
    return {name: data for name, (data, _) in files.items()}


# ---- a report is made


@pytest.mark.parametrize("count", [3, 40])
@pytest.mark.parametrize("numbered", [True, False])
def test_the_contents_say_where_headings_stand_and_are_the_same_twice(
    project: SmallProject, count: int, numbered: bool
) -> None:
    project_with_contents(project, count, numbered=numbered)
    assert typed(project, "render", "2023").exit_code == 0
    assert len(assert_right(own(project))) == 2 + 3 * count
    made = states(project)
    second = typed(project, "render", "2023")
    assert "unchanged build/2023/报告.docx\nunchanged build/2023/报告.pdf" in second.stdout
    assert states(project) == made
    forced = typed(project, "render", "2023", "--force")
    assert "unchanged build/2023/报告.docx\nwrote build/2023/报告.pdf" in forced.stdout
    assert contents_of(states(project)) == contents_of(made)
    assert rows(project) == {"报告.docx": []}


def test_other_fields_are_right_in_word_file_and_pdf(project: SmallProject) -> None:
    """Page numbers begin anew behind the contents: the blank page between is not counted."""
    project_with_contents(project, 3)
    assert typed(project, "render", "2023").exit_code == 0
    pages = printed_texts(pdf_of(project).read_bytes())
    page = printed_entries(pdf_of(project), ["二、经费支出情况"])["二、经费支出情况"]
    sentence = f"本报告共{len(pages)}页，经费情况见第{page}页“经费支出情况”。"
    texts = [words_of(own(project)), "".join(page.text for page in pages)]
    for text in texts:
        for words in (sentence, "表1　支出情况", "表2　人员情况"):
            assert words.replace("　", "") in text.replace("　", ""), words


def test_two_units_at_once_have_their_own_contents(project: SmallProject) -> None:
    project_with_contents(project, 3)
    second = shutil.copytree(project.unit, project.unit.with_name("two"))
    written(second / "report.yaml", "名称: 报告", "名称: 乙报告")
    (second / "narrative" / "文.md").write_text(narrative(9), "utf-8")
    assert typed(project, "render", "2023", "--jobs", "2").exit_code == 0
    assert len(assert_right(own(project))) == 11
    assert len(assert_right(project.output / "乙报告.docx")) == 29
    made = states(project)
    typed(project, "render", "2023", "--jobs", "2", "--force")
    assert contents_of(states(project)) == contents_of(made)
    typed(project, "render", "2023", "--jobs", "1", "--force")
    assert contents_of(states(project)) == contents_of(made)


def test_without_a_pdf_titles_are_right_and_pages_come_with_the_pdf(project: SmallProject) -> None:
    project_with_contents(project, 3)
    process = typed(project, "render", "2023", "--no-pdf")
    titles = entries_shown(own(project))
    assert len(titles) == 11
    assert {page for _, page in titles} == {""}
    assert process.stderr.count("format-contents") == 1
    assert "11 entries of the table of contents name no page" in process.stderr
    assert typed(project, "pdf", "2023").exit_code == 0
    entries = assert_right(own(project))
    assert [title for title, _ in entries] == [title for title, _ in titles]
    made = states(project)
    typed(project, "render", "2023")
    assert contents_of(states(project)) == contents_of(made)


# ---- the office edits it


def heading(document: Document, words: str) -> Paragraph:
    return _styled(document, words, "heading")


def body_text(document: Document, words: str) -> Paragraph:
    return _styled(document, words, "body", "normal")


def _styled(document: Document, words: str, *kinds: str) -> Paragraph:
    return next(
        paragraph
        for paragraph in every_paragraph(document)
        if words in paragraph.text and _style(paragraph).startswith(kinds)
    )


def _style(paragraph: Paragraph) -> str:
    style = paragraph.style
    return (style.name or "").lower() if style is not None else ""


def retyped(document: Document) -> None:
    reword(heading(document, "第2方面的工作"), "第2方面的工作", "第2方面的重点工作")


def added(document: Document) -> None:
    new = copy_after(heading(document, "第3之1项任务"), "办公室加的任务")
    new._p.addnext(copy_after(body_text(document, "其2之0"), "办公室加的正文。")._p)


def deleted(document: Document) -> None:
    remove(heading(document, "第1之2项任务")._p)
    remove(body_text(document, "其0之1")._p)


def longer(document: Document) -> None:
    for number in range(6):
        copy_after(body_text(document, "其0之0"), f"办公室补充{number}。{SENTENCE * 4}")


def typed_over(document: Document) -> None:
    """An entry of the contents gets other words and another page."""
    texts = next(_entry_texts(document, "第3之2"))
    texts[0].text, texts[-1].text = "手工改的目录项", "55"


def _text(texts: list[etree._Element]) -> str:
    return "".join(text.text or "" for text in texts)


def updated_by_word(document: Document) -> None:
    """As F9 leaves it: other bookmarks, and entries in runs of their own look."""
    body, names = document.element.body, dict[str, str]()
    for start in body.iter(w("bookmarkStart")):
        name = start.get(w("name"), "")
        if name.startswith("_Toc"):
            names[name] = f"_Toc16700{len(names):04}"
            start.set(w("name"), names[name])
    for code in body.iter(w("instrText")):
        for old, new in names.items():
            code.text = (code.text or "").replace(old, new)
    for link in body.iter(w("hyperlink")):
        link.set(w("anchor"), names.get(link.get(w("anchor"), ""), ""))
        for inner in link.iter(w("r")):
            for look in inner.findall(w("rPr")):
                inner.remove(look)
            inner[:0] = parsed('<w:rPr><w:rStyle w:val="Hyperlink"/><w:noProof/></w:rPr>')


EDITS: dict[Edit, tuple[str, ...]] = {
    retyped: ("第2方面的重点工作",),
    added: ("办公室加的任务", "办公室加的正文。"),
    deleted: (),
    longer: tuple(f"办公室补充{number}。" for number in range(6)),
    typed_over: (),
    updated_by_word: (),
}
"""The edits with the words that nobody may lose; those of contents alone have none."""


BY_LIBREOFFICE = pytest.mark.campaign("contents that LibreOffice saved")


@pytest.fixture(
    params=[
        pytest.param(False, id="word"),
        pytest.param(True, id="libreoffice", marks=BY_LIBREOFFICE),
    ]
)
def by_libreoffice(request: pytest.FixtureRequest) -> bool:
    """Whether LibreOffice saved the edited file."""
    return bool(request.param)


def edited_by(project: SmallProject, edit: Edit, folder: Path, *, by_libreoffice: bool) -> None:
    edited(project, edit)
    if by_libreoffice:
        folder.mkdir()
        saved_by_libreoffice([own(project)], folder)
        shutil.copy(folder / own(project).name, own(project))


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_edits_go_back_are_undone_and_merged_and_contents_are_right_each_time(
    made: SmallProject,
    tmp_path_factory: pytest.TempPathFactory,
    edit: Edit,
    by_libreoffice: bool,
) -> None:
    project = made
    folder = tmp_path_factory.mktemp("saved") / "by"
    edited_by(project, edit, folder, by_libreoffice=by_libreoffice)
    before = text_file(project).read_text("utf-8")
    is_edit = edit not in (typed_over, updated_by_word)
    assert ("edited" in rows(project)["报告.docx"]) is is_edit
    if edit is updated_by_word:
        assert "format-contents" not in typed(project, "verify", "2023").stderr
    typed(project, "pdf", "2023")
    assert_right(own(project))
    assert ("edited" in rows(project)["报告.docx"]) is is_edit
    verified = typed(project, "verify", "2023")
    assert (verified.exit_code, verified.stderr.count("format-contents")) == (0, 0)

    dry = typed(project, "pull", "2023", "--dry-run")
    assert ("no edits to carry back" not in dry.stdout) is is_edit
    assert text_file(project).read_text("utf-8") == before
    typed(project, "pull", "2023")
    pulled = text_file(project).read_text("utf-8")
    assert (pulled != before) is is_edit
    assert all(words in pulled for words in EDITS[edit])
    assert "手工改" not in pulled
    if is_edit:
        assert typed(project, "pull", "2023", "--undo").exit_code == 0
        assert text_file(project).read_text("utf-8") == before
        typed(project, "pull", "2023")
        assert text_file(project).read_text("utf-8") == pulled

    typed_text = lines_typed(own(project))
    new = "## 第1方面的各项工作\n\n" + SENTENCE * 30
    written(text_file(project), "## 第1方面的工作\n", f"{new}\n")
    process = typed(project, "render", "2023")
    assert "merged build/2023/报告.docx" in process.stdout
    titles = [title for title, _ in assert_right(own(project))]
    assert "（一）第1方面的各项工作" in titles
    lost = [line for line in typed_text if line not in lines_typed(own(project))]
    assert lost == ["第1方面的工作"]
    assert typed(project, "verify", "2023").stderr.count("format-contents") == 0


def lines_typed(path: Path) -> list[str]:
    """What a Word file says, but for contents and for the sentence of fields."""
    lines = [
        line.text
        for line in every_paragraph(docx.Document(str(path)))
        if not _style(line).startswith("toc")
    ]
    return [line for line in lines if line and not line.startswith("本报告共")]


@pytest.mark.parametrize("tracked", [(), ("--tracked",)])
@pytest.mark.parametrize("control", [True, False])
@pytest.mark.parametrize("is_section", [True, False])
def test_what_is_new_right_behind_the_contents_is_merged_behind_them(
    project: SmallProject, control: bool, is_section: bool, tracked: tuple[str, ...]
) -> None:
    project_with_contents(project, 2)

    def form(document: Document) -> None:
        styled_form(document, control=control, is_section=is_section)
        add(document, paragraph(run("{{p narrative.文 }}")))

    project.part(form)
    assert typed(project, "render", "2023").exit_code == 0
    edited(project, lambda document: reword(body_text(document, "其1之0"), "其1之0", "其一之零"))
    content = text_file(project).read_text("utf-8")
    text_file(project).write_text(f"新的开头。\n\n## 新的标题\n\n{content}", "utf-8")
    assert typed(project, "render", "2023", *tracked).exit_code == 0
    lines = _all_lines(own(project))
    assert lines.index("新的开头。") > max(n for n, line in enumerate(lines) if "\t" in line)
    assert lines.index("新的开头。") < lines.index("新的标题") < lines.index("第1方面的工作")
    body = docx.Document(str(own(project))).element.body
    texts = next(text for text in body.iter(w("t")) if text.text == "新的开头。")
    new = next(texts.iterancestors(w("p")))
    assert next(new.iterancestors(w("sdt")), None) is None
    assert new.find(f"{w('pPr')}/{w('sectPr')}") is None
    assert "其一之零" in "".join(lines)
    if not tracked:  # LibreOffice prints the numbers that headings had before, too
        assert_right(own(project))


def _all_lines(path: Path) -> list[str]:
    """Each paragraph, of what was inserted too; those of contents have a tab."""
    return [
        "".join(
            "\t" if piece.tag == w("tab") else piece.text or ""
            for piece in element.iter(w("t"), w("tab"))
            if not (piece.tag == w("tab") and piece.get(w("val")))
        )
        for element in docx.Document(str(path)).element.body.iter(w("p"))
    ]


# ---- what comes between


LOCKED = "[fields-not-written]"


@pytest.fixture
def stale(made: SmallProject) -> SmallProject:
    """A report with a heading that the office has retyped since its contents were written."""
    edited(made, retyped)
    return made


def test_a_file_that_is_open_is_left_alone_is_told_and_done_by_the_next_run(
    stale: SmallProject,
) -> None:
    before, lock = own(stale).read_bytes(), own(stale).with_name("~$报告.docx")
    lock.write_bytes(b"\x04Wang")
    for command in (("pdf", "2023"), ("render", "2023"), ("render", "2023")):
        process = typed(stale, *command)
        assert (process.exit_code, process.stderr.count(LOCKED)) == (0, 1), command
        assert "docgen pdf build/2023/报告.docx" in process.stderr
        assert own(stale).read_bytes() == before
    lock.unlink()
    assert LOCKED not in typed(stale, "render", "2023").stderr
    assert "（二）第2方面的重点工作" in dict(assert_right(own(stale)))


def test_a_read_only_file_is_left_alone_and_told(stale: SmallProject) -> None:
    own(stale).chmod(0o444)
    before = own(stale).read_bytes()
    process = typed(stale, "pdf", "2023", "--lang", "zh")
    assert (process.exit_code, process.stderr.count(LOCKED)) == (0, 1)
    assert "目录或引用没有更新" in process.stderr
    assert (own(stale).read_bytes(), own(stale).stat().st_mode & 0o777) == (before, 0o444)
    own(stale).chmod(0o644)
    assert typed(stale, "pdf", "2023").stderr == ""
    assert_right(own(stale))


def test_a_file_that_is_deleted_meanwhile_is_no_failure_and_comes_back_no_more(
    stale: SmallProject,
) -> None:
    settled = SettledFiles(Project(stale.root))
    own(stale).unlink()
    assert settled.is_settled(own(stale), pdf_of(stale).read_bytes())
    assert settled.problem(own(stale)) is None
    assert not own(stale).exists()


def test_what_the_office_saves_while_fields_are_worked_out_is_kept(
    stale: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out = settled_fields.settled

    def saved_meanwhile(file: Path, place: Place, pdf: bytes | None = None) -> bytes | None:
        data = worked_out(file, place, pdf)
        if pdf is not None:
            monkeypatch.setattr(settled_fields, "settled", worked_out)
            edited(stale, longer)
        return data

    monkeypatch.setattr(settled_fields, "settled", saved_meanwhile)
    assert typed(stale, "pdf", "2023").exit_code == 0
    assert "办公室补充5。" in words_of(own(stale))
    assert_right(own(stale))


def test_contents_that_never_come_to_rest_are_told(
    stale: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if each layout had moved what was written into the one before."""
    rounds = list[bytes | None]()

    def restless(file: Path, place: Place, pdf: bytes | None = None) -> bytes | None:
        rounds.append(pdf)
        return file.read_bytes() if pdf else None

    monkeypatch.setattr(settled_fields, "settled", restless)
    process = typed(stale, "pdf", "2023")
    assert (process.exit_code, process.stderr.count("[fields-restless]")) == (0, 1)
    assert len(rounds) == 2 + settled_fields.ROUNDS
    assert pdf_of(stale).is_file()


BROKEN = {
    "without an end": char("begin") + instruction("NUMPAGES") + char("separate") + run("7"),
    "without a beginning": run("7") + char("end"),
    "without a result": char("begin") + instruction("NUMPAGES") + char("end"),
    "of nothing": char("begin") + char("separate") + run("7") + char("end"),
    "of a bookmark that is gone": field("PAGEREF _Ref999 \\h", "7"),
    "with an error": field("REF _Ref999 \\h", "错误！未找到引用源。"),
}


@pytest.mark.parametrize("xml", BROKEN.values(), ids=BROKEN)
def test_a_broken_field_stays_and_costs_the_contents_nothing(stale: SmallProject, xml: str) -> None:
    edited(stale, lambda document: add(document, paragraph(run("坏的域："), xml, run("；"))))
    before = words_of(own(stale))
    assert typed(stale, "pdf", "2023").exit_code == 0
    assert words_of(own(stale)).splitlines()[-1] == before.splitlines()[-1]
    assert "（二）第2方面的重点工作" in dict(assert_right(own(stale)))


@pytest.mark.parametrize("is_edited", [True, False])
def test_after_a_kill_between_word_file_and_pdf_the_next_run_mends_it(
    project: SmallProject, is_edited: bool
) -> None:
    project_with_contents(project, 3)
    if is_edited:
        assert typed(project, "render", "2023").exit_code == 0
        edited(project, retyped)
        written(text_file(project), "第3方面的工作", "第3方面的各项工作")
    program = (
        "import os\n"
        "from docgen.cli.main import main\n"
        "from docgen.runs import convert\n"
        "convert._written = lambda *_: os.kill(os.getpid(), 9)\n"
        "main(['render', '2023'])\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.run(
        [sys.executable, "-c", program], cwd=project.root, env=environment, capture_output=True
    )
    assert process.returncode == -9, process.stderr
    written_by_it = own(project).read_bytes()
    assert not (pdf_of(project).exists() and not is_edited)
    assert typed(project, "render", "2023").exit_code == 0
    assert own(project).read_bytes() == written_by_it
    assert ("（二）第2方面的重点工作" in dict(assert_right(own(project)))) is is_edited
    assert "unchanged build/2023/报告.pdf" in typed(project, "render", "2023").stdout


# ---- other commands


def test_forms_are_filled_with_contents_of_their_own(project: SmallProject) -> None:
    document = blank_part()
    styled_form(document)
    add(
        document,
        paragraph(run("{{ 甲 }}概况"), style="Heading1"),
        paragraph(run(SENTENCE * 30), style="BodyText"),
        paragraph(run("{{ 乙 }}情况"), style="Heading1"),
    )
    document.save(str(project.root / "form.docx"))
    (project.root / "data.csv").write_text("甲,乙\n林业,水利\n教育,卫生\n", "utf-8")
    assert typed(project, "fill", "form.docx", "data.csv").exit_code == 0
    files = [project.root / "form-data" / f"{name}.docx" for name in ("林业", "教育")]
    titles = [[title for title, _ in entries_shown(file)] for file in files]
    assert titles == [["一、林业概况", "二、水利情况"], ["一、教育概况", "二、卫生情况"]]
    assert typed(project, "fill", "form.docx", "data.csv", "--pdf").exit_code == 0
    made = [(file.read_bytes(), file.with_suffix(".pdf").read_bytes()) for file in files]
    for file in files:
        (_, first), (_, second) = assert_right(file)
        assert int(first) < int(second)
    for command in (("--pdf",), ()):
        process = typed(project, "fill", "form.docx", "data.csv", *command)
        assert process.stdout.count("unchanged") == 2, process.stdout
    assert [(file.read_bytes(), file.with_suffix(".pdf").read_bytes()) for file in files] == made


def test_the_preview_shows_contents_and_finds_headings_and_not_their_entries(
    project: SmallProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    project_with_contents(project, 40)
    edition, folder = find_edition("2023", project.root), tmp_path_factory.mktemp("pages")
    with ReportBuilder(edition, folder) as builder:
        inputs, unit = UnitInputs({}, {}, ""), UnitState("one")
        steps = list(builder.steps(unit, project.unit, inputs, with_pages=True))
    last = next(step for step in reversed(steps) if step)
    assert {problem.code for problem in last.problems} == {"format-pages-substituted"}
    assert last.shown is not None
    (folder / "shown.docx").write_bytes((folder / "report.docx").read_bytes())
    (folder / "shown.pdf").write_bytes(last.shown.pdf)
    entries = assert_right(folder / "shown.docx")
    texts = [page.text for page in printed_texts(last.shown.pdf)]
    body = next(page for page, text in enumerate(texts) if "本报告共" in text)
    assert body >= 3
    sources = last.shown.pages.sources
    of_content = {number for number, source in enumerate(sources) if source.place}
    pages = enumerate(last.shown.pages.pages)
    first = next(n for n, page in pages if any(span.source in of_content for span in page.spans))
    assert first == body
    places = {source.value: source.place for source in sources if source.place}
    for title, page in entries:
        if place := places.get(re.sub(r"^（.+?）|^\d\.", "", title)):
            assert [box.page for box in last.shown.pages.boxes(place)] == [body + int(page) - 1]


def test_a_check_of_the_report_tells_nothing_of_contents_twice(project: SmallProject) -> None:
    project_with_contents(project, 3)
    written(text_file(project), "第2方面的工作", "第2方面的的工作")
    assert typed(project, "render", "2023").exit_code == 0
    assert "第2方面的的工作" in entries_shown(own(project))[4][0]
    shutil.copy(own(project), project.root / "来文.docx")
    process = typed(project, "check", "来文.docx")
    assert process.stderr.count("warning[") == 1
    assert process.stderr.count("[doubled-word]") == 1


# ---- verify


def wrong_page(document: Document) -> None:
    texts = next(_entry_texts(document, "第3之2"))
    texts[-1].text = "55"


def other_title(document: Document) -> None:
    next(_entry_texts(document, "第3之2"))[0].text = "2.旧的任务"


def entry_of_nothing(document: Document) -> None:
    line = next(next(_entry_texts(document, "第3之2"))[0].iterancestors(w("p")))
    copied = deepcopy(line)
    line.addnext(copied)
    next(copied.iter(w("t"))).text = "2.没有的任务"


def entry_missing(document: Document) -> None:
    texts = next(_entry_texts(document, "第2之1"))
    remove(next(texts[0].iterancestors(w("p"))))


def wrong_reference(document: Document) -> None:
    texts = body_text(document, "本报告共")._p.iter(w("t"))
    next(text for text in texts if text.text == "经费支出情况").text = "旧经费"


def wrong_caption(document: Document) -> None:
    captions = [line for line in every_paragraph(document) if "人员情况" in line.text]
    next(text for text in captions[-1]._p.iter(w("t")) if text.text == "2").text = "8"


def _entry_texts(document: Document, words: str) -> Iterator[list[etree._Element]]:
    for line in every_paragraph(document):
        texts = list(line._p.iter(w("t")))
        if _style(line).startswith("toc") and words in _text(texts):
            yield texts


STALE: dict[Edit, tuple[str, str, str]] = {
    wrong_page: ("format-contents-page", "「2.第3之2项任务」 on page 55", "第 2 页"),
    other_title: ("format-contents-title", "lists 「2.旧的任务」", "标题是「2.第3之2项任务」"),
    entry_of_nothing: ("format-contents-extra", "「2.没有的任务」", "正文里没有这个标题"),
    entry_missing: ("format-contents-missing", "「1.第2之1项任务」", "目录里没有这个标题"),
    wrong_reference: ("format-field", "「旧经费」 stands in the field REF", "应为「经费支出情况」"),
    wrong_caption: ("format-field", "「8」 stands in the field SEQ", "应为「2」"),
}


@pytest.mark.parametrize("change", STALE, ids=lambda change: change.__name__)
@pytest.mark.parametrize("has_pdf", [True, False])
def test_each_stale_field_is_told_alone_at_its_place_in_both_languages(
    made: SmallProject, change: Edit, has_pdf: bool
) -> None:
    code, english, chinese = STALE[change]
    edited(made, change)
    if not has_pdf:
        pdf_of(made).unlink()
    for language, words in (("en", english), ("zh", chinese)):
        process = typed(made, "verify", "2023", "--lang", language)
        told = re.findall(r"报告\.docx: \S+?\[(format-[\w-]+)\]", process.stderr)
        assert (process.exit_code, told) == (1, [code]), process.stderr
        assert words in process.stderr
        assert "docgen pdf" in process.stderr
        assert process.stderr.count("[stale-pdf]") == has_pdf
        assert "format-text-lost" not in process.stderr


def test_an_older_pdf_costs_no_text_of_the_edited_file(stale: SmallProject) -> None:
    edited(stale, longer)
    edited(stale, added)
    process = typed(stale, "verify", "2023")
    assert process.stderr.count("[stale-pdf]") == 1
    codes = set(re.findall(r"\[([\w-]+)\]", process.stderr))
    assert codes <= {
        "stale-pdf",
        "font-substituted",
        "format-pages-substituted",
        *("format-contents-title", "format-contents-page", "format-contents-missing"),
        "format-field",
    }


def test_without_libreoffice_pages_are_not_checked_and_that_is_told_once(
    stale: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    for language, words in (("en", "were not checked"), ("zh", "没有核对")):
        process = typed(stale, "verify", "2023", "--lang", language)
        assert process.stderr.count("[format-pages-unknown]") == 1
        assert words in process.stderr
        assert process.stderr.count("[format-contents-title]") == 1
        assert "[format-contents-page]" not in process.stderr
