"""Official papers by GB/T 9704-2012: sound ones pass, each defect is told at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from docgen import RenderOptions, render_edition
from docgen.diagnostics import Problem
from docgen.messages.problem_words import message_and_hint
from docgen.verify.glyphs import read_pages
from tests.official_papers.letters import (
    IN_PDF,
    IN_WORD,
    Defect,
    letter_format,
    letter_project,
)
from tests.official_papers.ordinary_defects import PAPER_DEFECTS
from tests.official_papers.ordinary_paper import Ordinary, ordinary_format, ordinary_paper
from tests.official_papers.paper_pdfs import in_pdf, in_word, pdfs_of
from tests.support import audit, needs_libreoffice

pytestmark = pytest.mark.slow

LONG_TITLE = (
    "云岭市教育局关于商请协助开展全市中小学校图书馆馆藏图书质量核查工作"
    "并选派图书采编专业人员参加市级抽查组的函"
)
CLOSING = "特此函达，请予支持并函复。"


def as_it_is(text: str) -> str:
    return text


def without_annexes(text: str) -> str:
    return text.partition("附件:\n")[0] + "附件: []\n"


def one_annex(text: str) -> str:
    return text.partition("  - 名称: 各县")[0]


def shortest(text: str) -> str:
    lines = without_annexes(text).splitlines()
    blank = [line.partition(" ")[0] if line[:2] in ("附注", "抄送") else line for line in lines]
    return "\n".join([*blank, ""])


def long_title(text: str) -> str:
    title = next(line for line in text.splitlines() if line.startswith("标题"))
    return text.replace(title, f"标题: {LONG_TITLE}")


def long_name(text: str) -> str:
    named = text.replace("发文机关: 云岭市教育局", "发文机关: 云岭市人力资源和社会保障局")
    return named.replace("4月26日", "12月26日").replace("2024年4月26日", "2024年12月26日")


def of_lines(count: int) -> Callable[[str], str]:
    """The closing line that long: the text ends further down."""

    def change(text: str) -> str:
        longer = ("请予支持并函复" * count)[: 28 * count - 8]
        return without_annexes(text).replace(CLOSING, f"{longer}。")

    return change


SOUND: dict[str, Callable[[str], str]] = {
    "as_it_is": as_it_is,
    "without_annexes": without_annexes,
    "one_annex": one_annex,
    "shortest": shortest,
    "long_title": long_title,
    "long_name": long_name,
    **{f"lines_{count}": of_lines(count) for count in range(2, 19, 4)},
}


@needs_libreoffice
def test_each_letter_is_in_the_format_of_its_pack(tmp_path: Path) -> None:
    root = letter_project(tmp_path / "project", **SOUND)
    result = render_edition("2024", root=root)
    assert [(problem.code, dict(problem.words)) for problem in result.all_problems()] == []
    assert result.verified == 2 * len(SOUND)
    pdfs = list((root / "build" / "2024").glob("*.pdf"))
    closed = ("抄送：" in "".join(line.text for line in read_pages(pdf)[-1].lines) for pdf in pdfs)
    assert sum(closed) == len(SOUND) - 1


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample letter as a Word file."""
    root = letter_project(tmp_path_factory.mktemp("letter") / "project", unit=as_it_is)
    result = render_edition("2024", RenderOptions(make_pdf=False), root=root)
    return next(outcome.docx for outcome in result.outcomes if outcome.docx)


def test_no_two_letters_of_an_edition_bear_one_number(tmp_path: Path) -> None:
    """The output is named by it."""
    root = letter_project(tmp_path / "project", one=as_it_is, other=as_it_is)
    report = root / "content" / "2024" / "other" / "report.yaml"
    report.write_text(report.read_text("utf-8").replace("〔2024〕4号", "〔2024〕3号"), "utf-8")
    result = render_edition("2024", RenderOptions(make_pdf=False), root=root)
    (problem,) = result.all_problems()
    assert problem.code == "same-output"
    assert problem.words["output"] == "云教函〔2024〕3号.docx"


def test_the_letter_is_a_word_file_without_a_fault(letter: Path, tmp_path: Path) -> None:
    assert audit(letter.read_bytes(), tmp_path) == []


def spoilt(letter: Path, defect: Defect, path: Path) -> Path:
    document = docx.Document(str(letter))
    defect.spoil(document)
    document.save(str(path))
    return path


def is_told(defect: Defect, found: list[Problem]) -> None:
    """The defect is told, at its place, with its clause in both languages; nothing else is."""
    codes = [str(problem.code) for problem in found]
    assert set(codes) <= {defect.code} | defect.more, [
        (problem.code, dict(problem.words)) for problem in found
    ]
    assert codes.count(defect.code) == defect.times, codes
    problem = next(problem for problem in found if problem.code == defect.code)
    assert problem.document is not None
    assert problem.document.words.startswith(defect.words), problem.document
    assert f"GB/T 9704-2012, {defect.clause})" in message_and_hint(problem, "en").hint
    assert f"GB/T 9704-2012 第 {defect.clause} 条" in message_and_hint(problem, "zh").hint


@pytest.mark.parametrize("defect", IN_WORD, ids=lambda defect: defect.spoil.__name__)
def test_each_defect_of_a_word_file_is_told(defect: Defect, letter: Path, tmp_path: Path) -> None:
    is_told(defect, in_word(spoilt(letter, defect, tmp_path / "函.docx"), letter_format()))


@pytest.fixture(scope="module")
def spoilt_pdfs(letter: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A PDF for each defect, all made in one call."""
    folder = tmp_path_factory.mktemp("defects")
    files = [spoilt(letter, one, folder / f"{number}.docx") for number, one in enumerate(IN_PDF)]
    return pdfs_of(files)


@needs_libreoffice
@pytest.mark.parametrize("number", range(len(IN_PDF)), ids=lambda at: IN_PDF[at].spoil.__name__)
def test_each_defect_of_a_pdf_is_told(number: int, spoilt_pdfs: list[Path]) -> None:
    found = in_pdf(spoilt_pdfs[number], letter_format())
    is_told(IN_PDF[number], found)
    assert all(problem.document and problem.document.page for problem in found)


ORDINARY = {
    "plain": Ordinary(),
    "to an office above": Ordinary(signers="签发人：张某某　李某某"),
    "without a seal": Ordinary(sealed=False),
    "with annexes": Ordinary(annexes=("核查工作安排", "各县（市、区）馆藏图书数量")),
    "of three pages": Ordinary(lines=34),
    "on both sides": Ordinary(annexes=("核查工作安排",), two_sided=True, annex_lines=24),
    "with a blank page": Ordinary(
        annexes=("核查工作安排",), two_sided=True, annex_lines=24, lines=2
    ),
}


@needs_libreoffice
def test_each_ordinary_paper_is_sound(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.docx" for name in ORDINARY]
    for file, paper in zip(files, ORDINARY.values(), strict=True):
        ordinary_paper(paper).save(str(file))
    for file, pdf, paper in zip(files, pdfs_of(files), ORDINARY.values(), strict=True):
        official = ordinary_format(paper)
        found = [*in_word(file, official), *in_pdf(pdf, official)]
        assert [(file.stem, problem.code, dict(problem.words)) for problem in found] == []
        assert "抄送：" in "".join(line.text for line in read_pages(pdf)[-1].lines)


@pytest.fixture(scope="module")
def spoilt_papers(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Path]]:
    """The Word file and the PDF of each defect, all made in one call."""
    folder = tmp_path_factory.mktemp("papers")
    files = [folder / f"{number}.docx" for number in range(len(PAPER_DEFECTS))]
    for file, defect in zip(files, PAPER_DEFECTS, strict=True):
        document = ordinary_paper(defect.paper)
        defect.spoil(document)
        document.save(str(file))
    return list(zip(files, pdfs_of(files), strict=True))


@needs_libreoffice
@pytest.mark.parametrize("number", range(len(PAPER_DEFECTS)), ids=lambda at: PAPER_DEFECTS[at].name)
def test_each_defect_of_an_ordinary_paper_is_told(
    number: int, spoilt_papers: list[tuple[Path, Path]]
) -> None:
    defect, (file, pdf) = PAPER_DEFECTS[number], spoilt_papers[number]
    official = ordinary_format(defect.paper)
    found = [*in_word(file, official), *in_pdf(pdf, official)]
    told = {
        (str(problem.code), clause, words)
        for problem in found
        for code, clause, words in defect.told
        if problem.code == code and problem.document
        if problem.document.words.startswith(words)
        if f"GB/T 9704-2012, {clause})" in message_and_hint(problem, "en").hint
    }
    assert told == defect.told, [
        (problem.code, dict(problem.words), problem.document) for problem in found
    ]
    codes = {code for code, _, _ in defect.told}
    assert {problem.code for problem in found} == codes, [
        (problem.code, dict(problem.words)) for problem in found
    ]
