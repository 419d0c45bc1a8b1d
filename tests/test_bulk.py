"""Many units and PDFs: same outputs for any number of workers; failures stay in their unit."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docgen import convert_files
from docgen.pdf import libreoffice
from docgen.project import Project
from docgen.runs.edition import Edition
from docgen.runs.unit_task import Builder
from tests.least_files import LEAST_PDF
from tests.support import SmallProject, codes, needs_libreoffice

pytestmark = pytest.mark.slow

UNITS = 12


def with_units(project: SmallProject, count: int = UNITS) -> SmallProject:
    project.template("{{ 名称 }}", "{{ 数 }}")
    shutil.rmtree(project.unit)
    for number in range(count):
        folder = project.unit.parent / f"unit-{number:02}"
        folder.mkdir()
        text = f"模板: form\n名称: 报告{number}\n数: {number}\n"
        (folder / "report.yaml").write_text(text, "utf-8")
    return project


def outputs(project: SmallProject) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(project.output.glob("*.docx"))}


@pytest.mark.parametrize("jobs", [2, 5])
def test_any_number_of_workers_gives_the_same(project: SmallProject, jobs: int) -> None:
    with_units(project)
    (project.unit.parent / "unit-03" / "report.yaml").write_text(
        "模板: form\n名称: 报告3\n", "utf-8"
    )
    alone = project.render(jobs=1)
    before = outputs(project)
    shutil.rmtree(project.output)
    together = project.render(jobs=jobs)
    assert outputs(project) == before
    assert len(before) == UNITS - 1
    assert codes(together) == codes(alone) == ["missing-field"]
    assert [outcome.name for outcome in together.outcomes] == [
        outcome.name for outcome in alone.outcomes
    ]


@needs_libreoffice
def test_any_number_of_workers_gives_the_same_pdfs(project: SmallProject) -> None:
    with_units(project, 6)

    def pdfs(jobs: int) -> dict[str, bytes]:
        result = project.render(pdf=True, jobs=jobs, force=True)
        assert codes(result) == []
        files = {path.name: path.read_bytes() for path in project.output.glob("*.pdf")}
        for path in project.output.glob("*.pdf"):
            path.unlink()
        return files

    first = pdfs(1)
    assert len(first) == 6
    assert pdfs(2) == first
    assert pdfs(3) == first


def test_a_broken_pack_is_told_once(project: SmallProject) -> None:
    with_units(project)
    (project.pack / "pack.yaml").write_text("parts: 3\n", "utf-8")
    assert codes(project.render(jobs=3)) == codes(project.render(jobs=1))


def test_a_unit_that_takes_too_long_is_told_so() -> None:
    builder = Builder(Edition(Project(Path("/nowhere")), "2023"))
    outcome = builder.failed(Path("/nowhere/content/2023/one"), TimeoutError()).outcome
    assert [problem.code for problem in outcome.problems] == ["unit-timeout"]


def test_ctrl_c_ends_all_at_once_and_leaves_whole_files(project: SmallProject) -> None:
    with_units(project, 400)
    process = subprocess.Popen(
        [sys.executable, "-m", "docgen", "render", "2023", "--no-pdf", "--jobs", "2"],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    deadline = time.monotonic() + 30
    while not outputs(project) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert 0 < len(outputs(project)) < 400
    result = project.render(jobs=2)
    assert codes(result) == []
    assert len(outputs(project)) == 400
    assert not list(project.output.glob(".docgen-*"))


# ---- PDFs by a stand-in that can be made to fail

OFFICE = """\
#!{python}
# Hangs, crashes, writes nothing or half of a file, as the text of the file asks.
import os, signal, sys, time, zipfile
from pathlib import Path
out = Path(sys.argv[sys.argv.index("--outdir") + 1])
for name in filter(os.path.isfile, sys.argv[sys.argv.index("--outdir") + 2:]):
    text = zipfile.ZipFile(name).read("word/document.xml").decode()
    target = out / (Path(name).stem + ".pdf")
    if "HANGS" in text:
        time.sleep(600)
    if "CRASHES" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "NOTHING" in text:
        continue
    target.write_bytes({pdf}[:40 if "HALF" in text else None])
"""
KINDS = ("HANGS", "CRASHES", "NOTHING", "HALF")


@pytest.fixture
def bad_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(OFFICE.format(python=sys.executable, pdf=LEAST_PDF), "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    monkeypatch.setattr(libreoffice, "START_SECONDS", 0)


@pytest.mark.usefixtures("bad_office")
def test_twenty_bad_files_of_a_hundred_are_named_and_eighty_pdfs_made(
    project: SmallProject,
) -> None:
    with_units(project, 100)
    bad = {f"报告{number}": KINDS[number // 5 % 4] for number in range(0, 100, 5)}
    for number in range(0, 100, 5):
        file = project.unit.parent / f"unit-{number:02}" / "report.yaml"
        text = file.read_text("utf-8").replace("数: ", f"数: {bad[f'报告{number}']}")
        file.write_text(text, "utf-8")
    assert codes(project.render()) == []
    result = convert_files("2023", root=project.root, seconds=1, jobs=2)
    names = {outcome.docx.stem for outcome in result.outcomes if outcome.pdf and outcome.docx}
    failed = {
        Path(outcome.name).stem: outcome.problems[0]
        for outcome in result.outcomes
        if not outcome.pdf
    }
    assert (len(names), set(failed)) == (80, set(bad))
    expected = {
        name: "pdf-timeout" if kind == "HANGS" else "pdf-failed" for name, kind in bad.items()
    }
    assert {name: problem.code for name, problem in failed.items()} == expected
    assert {path.stem for path in project.output.glob("*.pdf")} == names
    assert all(path.read_bytes().endswith(b"%%EOF\n") for path in project.output.glob("*.pdf"))
