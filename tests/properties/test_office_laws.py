"""Properties of the round trip: content -> Word file -> office edits -> content -> Word file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import docx
import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from docgen import diff_files, pull_files
from docgen.roundtrip.reading.docx_model import DocxFile
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from tests.scripted_edits import remove
from tests.support import SmallProject, needs_libreoffice, saved_by_libreoffice, small_project

pytestmark = pytest.mark.slow

WORDS = "预算执行管理办法收支结余单位职责园区建设资金项目绩效目标完成情况全年支出合计"
SENTENCES = ("完成{{ 甲 }}项。", "占{{ 乙 }}%。", "**要点。**余下另述。", "*斜体*的说明。")


laws = settings(
    max_examples=max(settings().max_examples // 3, 1),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""Each example renders three times or more; a seed tells as much as a shorter example."""


def form(document: Document) -> None:
    """A bound sentence, a slot, and a table with a row for each item and nested merged cells."""
    document.add_paragraph("本单位{{ 名称 }}共{{ 甲 }}项。")
    document.add_paragraph("{{p narrative.文 }}")
    document.add_paragraph("收支表")
    table = document.add_table(4, 3, document.styles["Normal Table"])
    for cell, text in zip(table.rows[0].cells, ("类别", "名称", "数额"), strict=True):
        cell.text = text
    table.rows[1].cells[0].text = "{%tr for 行 in 行列 %}"
    for cell, text in zip(
        table.rows[2].cells,
        ("{{ 行.类 | merge }}", "{{ 行.名 }}", "{{ 行.数 }}"),
        strict=True,
    ):
        cell.text = text
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("完")


def phrase(random: Random, longest: int = 12) -> str:
    return "".join(random.choice(WORDS) for _ in range(random.randint(3, longest)))


def narrative(random: Random) -> str:
    blocks = []
    for _ in range(random.randint(2, 7)):
        match random.randint(0, 5):
            case 0:
                blocks.append("## " + phrase(random))
            case 1:
                items = (f"{n}. {phrase(random)}；" for n in range(1, random.randint(2, 4)))
                blocks.append("\n".join(items))
            case _:
                parts = [phrase(random) + "，", random.choice(SENTENCES), phrase(random) + "。"]
                blocks.append("".join(parts))
    return "\n\n".join(blocks) + "\n"


def rows(random: Random) -> str:
    lines = []
    for number in range(random.randint(2, 6)):
        kind = random.choice(("甲类", "乙类"))
        lines.append(f"  - 类: {kind}\n    名: {phrase(random, 6)}{number}  # 注\n")
        lines.append(f"    数: {random.randint(1, 99999) / 100:.2f}\n")
    return "行列:\n" + "".join(lines)


def content(random: Random) -> dict[str, str]:
    """Two files of a unit."""
    figures = f"甲: {random.randint(2, 40)}\n乙: {random.randint(1, 999) / 10}\n"
    return {"report.yaml": figures + rows(random), "narrative/文.md": narrative(random)}


def body(document: Document) -> list[Paragraph]:
    """The paragraphs of the slot: between the first sentence and the table."""
    found = [paragraph for paragraph in document.paragraphs if paragraph.text.strip()]
    return found[1 : next(i for i, paragraph in enumerate(found) if paragraph.text == "收支表")]


def reword(random: Random, document: Document) -> None:
    run = random.choice(
        [run for paragraph in body(document) for run in paragraph.runs if run.text.strip()]
    )
    at = random.randint(0, len(run.text))
    run.text = run.text[:at] + "改" + phrase(random, 4) + run.text[at:]


def cut(random: Random, document: Document) -> None:
    runs = [run for paragraph in body(document) for run in paragraph.runs if len(run.text) > 4]
    if runs:
        run = random.choice(runs)
        at = random.randint(1, len(run.text) - 2)
        run.text = run.text[:at] + run.text[at + 1 :]


def add(random: Random, document: Document) -> None:
    near = random.choice(body(document))
    new = deepcopy(near._p)
    near._p.addnext(new)
    paragraph = Paragraph(new, near._parent)
    for run in paragraph.runs[1:]:
        new.remove(run._r)
    paragraph.runs[0].text = "新增的一段" + phrase(random) + "。"


def drop(random: Random, document: Document) -> None:
    if len(found := body(document)) > 1:
        remove(random.choice(found)._p)


def split(random: Random, document: Document) -> None:
    found = [paragraph for paragraph in body(document) if len(paragraph.runs) > 1]
    if found:
        paragraph = random.choice(found)
        new = deepcopy(paragraph._p)
        paragraph._p.addnext(new)
        at = random.randint(1, len(paragraph.runs) - 1)
        for run in paragraph.runs[at:]:
            remove(run._r)
        for run in Paragraph(new, paragraph._parent).runs[:at]:
            remove(run._r)


def join(random: Random, document: Document) -> None:
    found = body(document)
    if len(found) > 1:
        at = random.randint(1, len(found) - 1)
        for run in found[at].runs:
            found[at - 1]._p.append(run._r)
        remove(found[at]._p)


def move(random: Random, document: Document) -> None:
    found = body(document)
    random.choice(found)._p.addnext(random.choice(found)._p)


def swap_rows(random: Random, document: Document) -> None:
    first, *_, last = document.tables[0].rows[1:]
    texts = [[cell.text for cell in row.cells[1:]] for row in (first, last)]
    for row, row_texts in zip((last, first), texts, strict=True):
        for cell, text in zip(row.cells[1:], row_texts, strict=True):
            cell.paragraphs[0].runs[0].text = text


def embolden(random: Random, document: Document) -> None:
    runs = [run for paragraph in body(document) for run in paragraph.runs if run.text.strip()]
    random.choice(runs).bold = True


def figure(random: Random, document: Document) -> None:
    row = random.choice(document.tables[0].rows[1:])
    row.cells[2].paragraphs[0].runs[0].text = f"{random.randint(1, 9999) / 100:.2f}"


def new_row(random: Random, document: Document) -> None:
    row = document.tables[0].rows[-1]
    copy = deepcopy(row._tr)
    row._tr.addnext(copy)
    last = document.tables[0].rows[-1]
    last.cells[1].paragraphs[0].runs[0].text = "新增" + phrase(random, 5)
    last.cells[2].paragraphs[0].runs[0].text = "1.50"


def drop_row(random: Random, document: Document) -> None:
    found = document.tables[0].rows
    if len(found) > 3:
        remove(found[-1]._tr)


EDITS: tuple[Callable[[Random, Document], None], ...] = (
    reword,
    cut,
    add,
    drop,
    split,
    join,
    move,
    embolden,
    figure,
    new_row,
    drop_row,
    swap_rows,
)


def built(root: Path, random: Random) -> tuple[SmallProject, Path]:
    """A small project with its report."""
    project = small_project(root)
    project.part(form)
    project.schema(甲={"type": "number"}, 乙={"type": "number"})
    for name, text in content(random).items():
        project.content(text, name)
    return project, rendered(project)


def rendered(project: SmallProject) -> Path:
    outcome = project.render().outcomes[0]
    assert outcome.docx is not None, outcome.problems
    return outcome.docx


def read(path: Path) -> DocxFile:
    return read_document(open_document(path.read_bytes()))


def edited(random: Random, path: Path) -> list[str]:
    """Makes up to four edits; their names."""
    document = docx.Document(str(path))
    edits = [random.choice(EDITS) for _ in range(random.randint(1, 4))]
    for edit in edits:
        edit(random, document)
    document.save(str(path))
    return [edit.__name__ for edit in edits]


def edit_kinds(project: SmallProject) -> list[str]:
    (review,) = diff_files(str(next(project.output.glob("*.docx"))), root=project.root)
    assert not review.problems
    return [proposal.edit.kind.value for proposal in review.proposals]


@laws
@given(st.integers(0, 2**32))
def test_rendered_then_diff_shows_nothing(seed: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        project, _ = built(Path(folder), random)
        assert edit_kinds(project) == []


@laws
@given(st.integers(0, 2**32))
def test_edited_pulled_and_rendered_it_says_what_the_office_said(seed: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        project, path = built(Path(folder), random)
        edited(random, path)
        theirs = read(path)
        pull_files(str(path), root=project.root)
        assert read(rendered(project)).key == theirs.key
        fresh = rendered(project)
        before = fresh.read_bytes()
        assert rendered(project).read_bytes() == before


@laws
@given(st.integers(0, 2**32))
def test_edits_that_are_not_pulled_stay_and_new_content_arrives(seed: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        project, path = built(Path(folder), random)
        document = docx.Document(str(path))
        reword(random, document)
        document.save(str(path))
        theirs = body(docx.Document(str(path)))
        text = (project.unit / "report.yaml").read_text("utf-8")
        new = "  - 类: 丙类\n    名: 后来的一项\n    数: 7.77\n"
        (project.unit / "report.yaml").write_text(text + new, "utf-8")
        after = docx.Document(str(rendered(project)))
        assert [paragraph.text for paragraph in body(after)] == [
            paragraph.text for paragraph in theirs
        ]
        assert [cell.text for cell in after.tables[0].rows[-1].cells] == [
            "丙类",
            "后来的一项",
            "7.77",
        ]


@pytest.fixture(scope="module")
def opened_and_saved(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[SmallProject, bool]]:
    """Projects whose reports LibreOffice has opened and saved, every second one edited before."""
    root = tmp_path_factory.mktemp("saved")
    projects, files = [], []
    for seed in range(16):
        random = Random(seed)
        project, path = built(root / str(seed), random)
        if seed % 2:
            edited(random, path)
        projects.append((project, bool(seed % 2)))
        files.append(Path(shutil.copy(path, root / f"{seed}.docx")))
    saved_by_libreoffice(files, root / "saved")
    for number, (project, _) in enumerate(projects):
        shutil.copy(root / "saved" / f"{number}.docx", next(project.output.glob("*.docx")))
    return projects


@needs_libreoffice
def test_saved_by_libreoffice_it_shows_nothing(
    opened_and_saved: list[tuple[SmallProject, bool]],
) -> None:
    for project, was_edited in opened_and_saved:
        assert was_edited or edit_kinds(project) == [], project.root.name


@needs_libreoffice
def test_edited_and_saved_by_libreoffice_it_comes_back(
    opened_and_saved: list[tuple[SmallProject, bool]],
) -> None:
    for project, was_edited in opened_and_saved:
        path = next(project.output.glob("*.docx"))
        theirs = read(path)
        pull_files(str(path), root=project.root)
        assert read(rendered(project)).key == theirs.key, project.root.name
        assert was_edited or edit_kinds(project) == []
