"""Each figure that was checked is found where it is printed, and only there."""

from __future__ import annotations

import pytest

from docgen.checking.check_record import CheckRecord, record_of
from docgen.roundtrip.reading.docx_model import every_paragraph
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.runs.build import BuiltUnit, Packs, build_unit
from docgen.runs.edition import find_edition
from docgen.runs.markable_file import MarkableFile, markable_file
from docgen.runs.marked_copy import GROUNDS, marked_copy
from docgen.word.xml import w
from tests.figure_verdicts import every_verdict
from tests.support import SmallProject, audit, whole_project

MARKDOWN = {"contentMediaType": "text/markdown", "type": "string"}
NUMBER = {"type": "number"}


def marked(project: SmallProject) -> tuple[BuiltUnit, CheckRecord, MarkableFile]:
    """The unit, its record with a verdict on each figure, and its file to mark."""
    edition = find_edition("2023", project.root)
    packs = Packs(edition.project)
    built = build_unit(project.unit, edition, packs)
    record = record_of(built.unit.data, every_verdict(built.unit.data), name="one")
    file = markable_file(built, edition, packs, record)
    assert file is not None, built.outcome.problems
    return built, record, file


def shown(file: MarkableFile) -> list[str]:
    """The paragraphs that hold figures, each figure as ``[number:text]``."""
    lines = []
    paragraphs = list(every_paragraph(read_document(open_document(file.data))))
    for at, paragraph in enumerate(paragraphs):
        line, own = paragraph.text, [figure for figure in file.figures if figure.paragraph == at]
        for figure in reversed(own):
            words = f"[{figure.number}:{line[figure.start : figure.stop]}]"
            line = f"{line[: figure.start]}{words}{line[figure.stop :]}"
        lines += [line] if own else []
    return lines


@pytest.fixture
def texts(project: SmallProject) -> SmallProject:
    """A unit with two figures, a line of text and a Markdown text, and a form that prints them."""
    project.schema(甲=NUMBER, 乙=NUMBER, 说明={"type": "string"}, 正文=MARKDOWN)
    project.template("共 {{ 甲 }} 和 {{ 乙 }}，{{ 甲 }}。", "{{ 说明 }}", "{{p 正文 }}")
    return project


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("甲: 1\n乙: 22\n说明: 无\n正文: 无", ["共 [0:1] 和 [1:22]，[0:1]。"]),
        (
            "甲: 1\n乙: 22\n说明: 有 3 项，3 项\n正文: 无",
            ["共 [2:1] 和 [3:22]，[2:1]。", "有 [0:3] 项，[1:3] 项"],
        ),
        (
            "甲: 1\n乙: 22\n说明: 无\n正文: |\n"
            "  用{{ 甲 }}万元，**余 5 个**，{{ 乙 }}%。\n\n  - 6人",
            [
                "共 [4:1] 和 [5:22]，[4:1]。",
                "用[0:1万元]，余 [1:5] 个，[2:22%]。",
                "[3:6人]",
            ],
        ),
        (
            "甲: 1\n乙: 22\n说明: |\n  一 3 项\n  二 4 项\n正文: 1**2**万元",
            ["共 [3:1] 和 [4:22]，[3:1]。", "一 [0:3] 项\n二 [1:4] 项", "[2:12万元]"],
        ),
        (
            "甲: 1\n乙: 22\n说明: 无\n正文: |\n  | 名 | 7 |\n  | --- | --- |\n  | 8 | 9个 |",
            ["共 [3:1] 和 [4:22]，[3:1]。", "[0:7]", "[1:8]", "[2:9个]"],
        ),
    ],
)
def test_figures_stand_where_they_are_printed(
    texts: SmallProject, content: str, lines: list[str]
) -> None:
    texts.content(content)
    _, _, file = marked(texts)
    assert shown(file) == lines


def test_figures_of_rows_that_repeat_and_merge(project: SmallProject) -> None:
    row = {"type": "object", "properties": {"名": {"type": "string"}, "数": NUMBER}}
    project.schema(表={"type": "array", "items": row})

    def form(document: object) -> None:
        table = document.add_table(3, 2)  # type: ignore[attr-defined]
        texts = (
            "{%tr for 行 in 表 %}",
            "",
            "{{ 行.名 | merge }}",
            "{{ 行.数 }}",
            "{%tr endfor %}",
            "",
        )
        for cell, text in zip(
            (cell for row in table.rows for cell in row.cells), texts, strict=True
        ):
            cell.text = text

    project.part(form)
    project.content("表:\n- {名: 3个班, 数: 4}\n- {名: 3个班, 数: 5}\n")
    _, _, file = marked(project)
    assert shown(file) == ["[0:3个]班", "[2:4]", "[3:5]"]


def test_a_unit_with_errors_is_marked_in_its_draft(texts: SmallProject) -> None:
    texts.content("甲: 1\n乙:\n说明: 待定 XX，3 项\n正文: 无\n多余: 1")
    built, _, file = marked(texts)
    assert built.report is None
    assert "有 [0:3] 项" not in shown(file)
    assert [line for line in shown(file) if "XX" in line] == ["待定 XX，[0:3] 项"]


def test_a_copy_reads_as_the_report_and_each_figure_has_one_ground(texts: SmallProject) -> None:
    texts.content(
        "甲: 1\n乙: 22\n说明: 有 3 项\n正文: |\n  用{{ 甲 }}万元，1**2**个。\n\n"
        "  | 7 | 8 |\n  | --- | --- |\n  | 9 | 10 |"
    )
    _, record, file = marked(texts)
    copy = open_document(marked_copy(file, record, lambda number: f"第 {number}", "共几个"))
    before, after = (
        [paragraph.text for paragraph in every_paragraph(read_document(made))]
        for made in (open_document(file.data), copy)
    )
    assert after == before
    grounds = [
        (run.findtext(w("t")), shading.get(w("fill")))
        for run in copy.element.body.iter(w("r"))
        for shading in run.iterfind(f"{w('rPr')}/{w('shd')}")
    ]
    words = (
        before[figure.paragraph][figure.start : figure.stop] for figure in sorted(file.figures)
    )
    assert "".join(text or "" for text, _ in grounds) == "".join(words)
    assert {ground for _, ground in grounds} <= set(GROUNDS.values())
    comments = [comment.text for comment in copy.comments]
    numbers = dict.fromkeys(figure.number for figure in sorted(file.figures))
    assert comments == ["共几个", *(f"第 {number}" for number in numbers)]
    assert set(numbers) == set(range(len(record.verdicts)))


@pytest.mark.slow
def test_every_printed_figure_of_the_real_report_is_marked(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = whole_project(tmp_path_factory.mktemp("whole"))
    edition = find_edition("2023", root)
    packs = Packs(edition.project)
    (folder,) = edition.units()
    built = build_unit(folder, edition, packs)
    record = record_of(built.unit.data, every_verdict(built.unit.data), name=folder.name)
    file = markable_file(built, edition, packs, record)
    assert file is not None
    found = {figure.number for figure in file.figures}
    lost = [one for number, one in enumerate(record.verdicts) if number not in found]
    assert {verdict.field.partition(".")[0] for verdict in lost} <= {"工作数据", "例外"}
    data = marked_copy(file, record, lambda number: str(number), "")
    assert audit(data, tmp_path_factory.mktemp("audit")) == []
