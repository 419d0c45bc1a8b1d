"""The wheel alone makes a report: no file of the checkout is needed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from docgen.project import shipped
from tests.support import ROOT

pytestmark = pytest.mark.slow

SAMPLES = [path.name for path in sorted((ROOT / "content" / "2023").iterdir())]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("docgen_gongwen-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def said(installed: Path, cwd: Path, *words: str) -> str:
    """What a command of the installed docgen prints."""
    command = [sys.executable, "-W", "error", *words]
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(installed), "DOCGEN_CACHE": "", "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_has_every_file_of_docgen_and_no_other(installed: Path) -> None:
    listing = ["git", "ls-files", "-z", "docgen", "word_templates", "content/2023"]
    tracked = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = tracked.strip("\0").split("\0")
    wanted = {name if name.startswith("docgen/") else f"docgen/shipped/{name}" for name in names}
    paths = (path.relative_to(installed) for path in installed.rglob("*") if path.is_file())
    there = {path.as_posix() for path in paths if path.parts[0] == "docgen"}
    assert there == {
        name for name in wanted if (ROOT / name.removeprefix("docgen/shipped/")).exists()
    }


def test_a_report_is_made_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    place = said(installed, tmp_path, "-c", "import docgen; print(docgen.__file__)")
    assert Path(place.strip()).is_relative_to(installed)
    assert "docgen render 2023" in said(installed, tmp_path, "-m", "docgen", "init")
    said(installed, tmp_path, "-m", "docgen", "render", "2023", "--no-pdf")
    assert len(list((tmp_path / "build" / "2023").glob("*.docx"))) == 1


def test_every_pack_is_in_the_wheel_with_its_sample_and_its_picture(
    installed: Path, tmp_path: Path
) -> None:
    listed = said(installed, tmp_path, "-m", "docgen", "packs")
    for pack in shipped().own_packs():
        assert str(installed / "docgen/shipped/word_templates" / f"{pack}.png") in listed
        said(installed, tmp_path, "-m", "docgen", "init", pack, "--pack", pack)
    samples = [path.name for path in tmp_path.glob("*/content/2023/*")]
    assert sorted(set(samples)) == SAMPLES  # a summary comes with the sample that it sums up
