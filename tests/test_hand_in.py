"""What units hand in: called as the bureau wants it, whole, and nothing of a unit with a defect."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import pikepdf
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from docgen.cli.main import main
from docgen.pdf.page_texts import page_texts
from tests.evidence import (
    encrypted,
    evidence_project,
    listed,
    pages,
    picture,
    signed,
    word,
    write,
)
from tests.support import SmallProject, needs_libreoffice

pytestmark = [pytest.mark.slow, needs_libreoffice]

BUNDLES = Path("build/2023/bundles")
ONE = BUNDLES / "2023年-云岭市档案局"


def typed(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", "--project", str(root), *arguments])


def files_of(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def bundles(project: SmallProject) -> dict[str, bytes]:
    """The files of all bundles, without the list of them."""
    found = files_of(project.root / BUNDLES)
    return {name: data for name, data in found.items() if not name.endswith(".xlsx")}


@pytest.fixture(scope="module")
def fixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose one report is fixed."""
    project = evidence_project(tmp_path_factory.mktemp("hand-in"))
    for command in ("render", "freeze"):
        result = typed(project.root, command, "2023")
        assert result.exit_code == 0, result.output
    return project.root


@pytest.fixture
def project(fixed: Path, tmp_path: Path) -> SmallProject:
    shutil.copytree(fixed, tmp_path / "p")  # times are kept
    return SmallProject(tmp_path / "p")


def test_a_bundle_has_the_names_of_the_rule_and_the_files_as_they_were_fixed(
    project: SmallProject,
) -> None:
    assert typed(project.root, "bundle", "2023").exit_code == 0
    found = files_of(project.root / ONE)
    report = "云岭市档案局自评报告"
    assert sorted(found) == sorted(
        [
            "SHA256SUMS.txt",
            f"{report}.docx",
            f"{report}（含佐证材料）.pdf",
            "检查报告.html",
            "佐证材料/01-预算批复.pdf",
            "佐证材料/02-会议纪要.docx",
        ]
    )
    version = files_of(project.root / "build/2023/fixed/one/1")
    assert found[f"{report}.docx"] == version["报告.docx"]
    evidence = project.unit / "evidence"
    assert found["佐证材料/01-预算批复.pdf"] == (evidence / "1-预算批复.pdf").read_bytes()
    lines = found.pop("SHA256SUMS.txt").decode().splitlines()
    sums = {line[66:]: line[:64] for line in lines}
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}


@pytest.mark.parametrize("first", [1, 4, 11])
def test_numbers_run_on_through_the_evidence_as_in_the_report(tmp_path: Path, first: int) -> None:
    project = evidence_project(tmp_path, first)
    write(project, "3-照片.jpg", picture((800, 600)))
    project.content(listed("预算批复", "2", "照片"))
    for command in ("render", "freeze", "bundle"):
        result = typed(project.root, command, "2023")
        assert result.exit_code == 0, result.output
    (made,) = (project.root / ONE).glob("*.pdf")
    assert numbers_in(made) == [[str(number)] for number in range(first, first + 6)]
    with pikepdf.open(made) as pdf, pdf.open_outline() as outline:
        (above,) = [item for item in outline.root if item.title == "佐证材料"]
        assert [item.title for item in above.children] == ["1. 预算批复", "2. 2", "3. 照片"]
        assert "pdfaid" not in str(pdf.open_metadata())


def numbers_in(pdf: Path) -> list[list[str]]:
    """The page numbers that stand on each page."""
    return [re.findall(r"—(\d+)—", text) for text in page_texts(pdf.read_bytes())]


def test_a_zip_has_the_same_files(project: SmallProject) -> None:
    for options in ([], ["--zip"]):
        assert typed(project.root, "bundle", "2023", *options).exit_code == 0
    with zipfile.ZipFile(project.root / f"{ONE}.zip") as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == files_of(
            project.root / ONE
        )


@pytest.mark.parametrize("options", [[], ["--zip"]])
def test_a_second_bundle_is_the_same_and_one_that_somebody_changed_is_left(
    project: SmallProject, options: list[str]
) -> None:
    assert typed(project.root, "bundle", "2023", *options).exit_code == 0
    before = bundles(project)
    again = typed(project.root, "bundle", "2023", *options)
    assert "unchanged" in again.output
    assert bundles(project) == before
    path = project.root / (f"{ONE}.zip" if options else ONE)
    if options:
        with zipfile.ZipFile(path, "a") as package:
            package.writestr("多的.txt", "一")
    else:
        (path / "多的.txt").write_text("一", "utf-8")
    changed = bundles(project)
    refused = typed(project.root, "bundle", "2023", *options, "--unit", "one")
    assert refused.exit_code != 0
    assert "多的.txt" in refused.output
    assert bundles(project) == changed


def test_a_title_that_no_file_may_have_is_the_bookmark_all_the_same(tmp_path: Path) -> None:
    project = evidence_project(tmp_path)
    title = "R&D<95%/说明: 一?"
    rows = f"  - 名称: '{title}'\n    文件: 1-预算批复.pdf\n  - 名称: 会议纪要\n    文件: 2.docx\n"
    project.content(f"单位: 云岭市档案局\n佐证材料:\n{rows}")
    for command in ("render", "freeze", "bundle"):
        result = typed(project.root, command, "2023")
        assert result.exit_code == 0, result.output
    assert (project.root / ONE / "佐证材料/01-R&D_95%_说明_一_.pdf").is_file()
    (made,) = (project.root / ONE).glob("*.pdf")
    with pikepdf.open(made) as pdf, pdf.open_outline() as outline:
        assert outline.root[-1].children[0].title == f"1. {title}"


def test_what_is_handed_in_anew_replaces_what_was_there(project: SmallProject) -> None:
    assert typed(project.root, "bundle", "2023").exit_code == 0
    write(project, "1-预算批复.pdf", pages(["另一份"]))
    typed(project.root, "render", "2023", "--unfreeze")
    typed(project.root, "freeze", "2023")
    assert typed(project.root, "bundle", "2023").exit_code == 0
    found = files_of(project.root / ONE)
    assert found["佐证材料/01-预算批复.pdf"] == pages(["另一份"])
    assert not list((project.root / BUNDLES).glob(".*"))


def test_what_is_wrong_is_told_where_the_report_is_checked_and_does_not_stop_it(
    project: SmallProject,
) -> None:
    write(project, "多余.pdf", pages(["一"]))
    (project.unit / "evidence" / "2.docx").unlink()
    result = typed(project.root, "check", "2023")
    assert "warning[evidence-missing]" in result.output
    assert "report.yaml:7" in result.output
    assert "warning[evidence-unlisted]" in result.output
    assert "evidence/多余.pdf" in result.output
    assert result.exit_code == 0


@dataclass(frozen=True)
class Defect:
    """What may be wrong with a unit: done before or after its report is fixed, and its code."""

    code: str
    before: Callable[[SmallProject], object] = id
    after: Callable[[SmallProject], object] = id


def edited(project: SmallProject) -> None:
    path = next(project.root.glob(f"build/2023/{project.unit.name}*.docx"))
    document = docx.Document(str(path))
    document.add_paragraph("办公室后来加的一段。")
    document.save(str(path))


def called(name: str) -> Callable[[SmallProject], None]:
    def call(project: SmallProject) -> None:
        path = project.unit / "report.yaml"
        text = path.read_text("utf-8")
        path.write_text(re.sub("单位: .*", f"单位: '{name}'", text), "utf-8")

    return call


def first(project: SmallProject) -> Path:
    return min((project.unit / "evidence").iterdir())


DEFECTS = {
    "missing": Defect("evidence-missing", lambda it: first(it).unlink()),
    "unlisted": Defect("evidence-unlisted", lambda it: write(it, "多余.pdf", pages(["一"]))),
    "encrypted": Defect(
        "evidence-encrypted", lambda it: first(it).write_bytes(encrypted(pages(["一"])))
    ),
    "broken": Defect("evidence-damaged", lambda it: first(it).write_bytes(pages(["一"])[:300])),
    "signed": Defect("evidence-signed", lambda it: first(it).write_bytes(signed(pages(["一"])))),
    "a slash": Defect("bundle-name", called("云岭市档案局/党委")),
    "a question": Defect("bundle-name", called("云岭市档案局?")),
    "the name of another": Defect("bundle-taken", called("第000单位")),
    "edited": Defect("changed-since-fixed", after=edited),
    "typed": Defect("changed-since-fixed", after=lambda it: write(it, "后来.pdf", pages(["一"]))),
    "not fixed": Defect(
        "bundle-not-fixed",
        after=lambda it: shutil.rmtree(it.root / "build/2023/fixed" / it.unit.name),
    ),
}


@dataclass(frozen=True)
class UnitOf(SmallProject):
    """One of many units of a project."""

    name: str = ""

    @property
    def unit(self) -> Path:
        return self.root / "content" / "2023" / self.name


def many_units(root: Path, count: int, chance: random.Random) -> list[UnitOf]:
    """A project of units, each with one to three pieces of evidence of any kind."""
    project = evidence_project(root)
    shutil.rmtree(project.unit)
    pack = project.pack / "pack.yaml"
    pack.write_text(re.sub("output: .*", "output: '{{ 编号 }}'", pack.read_text("utf-8")), "utf-8")
    units = []
    for number in range(count):
        unit = UnitOf(root, f"unit-{number:03}")
        (unit.unit / "evidence").mkdir(parents=True)
        names = [f"材料{letter}" for letter in "甲乙丙"[: chance.randint(1, 3)]]
        text = listed(*names).replace("云岭市档案局", f"第{number:03}单位")
        (unit.unit / "report.yaml").write_text(
            f"模板: form\n名称: 报告\n编号: unit-{number:03}\n{text}", "utf-8"
        )
        for name in names:
            kind, data = chance.choice(KINDS)
            write(unit, f"{name}.{kind}", data)
        units.append(unit)
    return units


KINDS = [
    ("pdf", pages(["一"])),
    ("pdf", pages(["一", "二", "三"], (841.9, 595.3))),
    ("jpg", picture((300, 400))),
    ("png", picture((400, 300), "PNG", "RGBA")),
    ("docx", word("会议纪要。")),
]


def hand_in(root: Path, count: int, kinds: list[str], seed: int) -> None:
    """Hands in ``count`` units, some of which have a defect of one of the ``kinds``."""
    chance = random.Random(seed)
    units = many_units(root, count, chance)
    wrong = dict(zip(chance.sample(units[1:], len(kinds)), kinds, strict=True))
    for unit, kind in wrong.items():
        DEFECTS[kind].before(unit)
    for command in ("render", "freeze"):
        result = typed(root, command, "2023")
        assert result.exit_code == 0, result.output
    for unit, kind in wrong.items():
        DEFECTS[kind].after(unit)
    result = typed(root, "bundle", "2023")
    found = {path.name for path in (root / BUNDLES).iterdir() if path.is_dir()}
    good = [unit for unit in units if unit not in wrong]
    assert found == {f"2023年-第{unit.name[-3:]}单位" for unit in good}
    for unit, kind in wrong.items():
        line = rf"content/2023/{unit.name}[^\n]*error\[{DEFECTS[kind].code}\]"
        assert re.search(line, result.output) or kind in ("a slash",), (kind, result.output)
    sheet = load_workbook(next((root / BUNDLES).glob("*.xlsx"))).worksheets[0]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert {name for name, row in rows.items() if row[0] == "ready"} == {it.name for it in good}
    assert all(rows[unit.name][2] for unit in wrong)
    for folder in found:
        (made,) = (root / BUNDLES / folder).glob("*.pdf")
        numbers = numbers_in(made)
        assert numbers == [[str(number)] for number in range(1, len(numbers) + 1)]


def test_every_kind_of_defect_costs_its_unit_only(tmp_path: Path) -> None:
    hand_in(tmp_path, len(DEFECTS) + 3, list(DEFECTS), 1)


@pytest.mark.campaign("a hundred units handed in, twenty with defects")
def test_of_a_hundred_units_the_twenty_with_defects_are_named(tmp_path: Path) -> None:
    chance = random.Random(2024)
    hand_in(tmp_path, 100, [chance.choice(list(DEFECTS)) for _ in range(20)], 2024)
