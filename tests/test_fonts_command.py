"""``docgen fonts`` outside of a checkout: reports are then as those of a checkout with fonts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_fonts import debian_package, small_font
from tests.support import PACK, ROOT, UNIT

pytestmark = pytest.mark.slow

FREE = ROOT / "fonts" / "fandol"
WITHOUT_COMPILED = shutil.ignore_patterns("__pycache__")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with docgen as a wheel installs it, and the sample beside it; no checkout."""
    shutil.copytree(ROOT / "docgen", tmp_path / "site" / "docgen", ignore=WITHOUT_COMPILED)
    shutil.copytree(UNIT, tmp_path / "content" / "2023" / UNIT.name)
    shutil.copytree(PACK, tmp_path / "word_templates" / PACK.name)
    return tmp_path


def docgen(
    folder: Path, *arguments: str, code: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "docgen", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(code or folder / "site")} | home | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def measured(folder: Path, code: Path) -> tuple[str, str, bytes]:
    """What verify says of the sample's report, and the report."""
    shutil.rmtree(folder / "build", ignore_errors=True)
    rendered = docgen(folder, "render", "2023", code=code)
    assert rendered.returncode == 0, rendered.stderr
    verified = docgen(folder, "verify", "2023", code=code)
    (pdf,) = (folder / "build" / "2023").glob("*.pdf")
    return verified.stdout, verified.stderr, pdf.read_bytes()


def test_a_report_with_fonts_of_the_user_is_that_of_a_checkout(elsewhere: Path) -> None:
    without = measured(elsewhere, elsewhere / "site")
    brought = docgen(elsewhere, "fonts", str(FREE))
    assert brought.returncode == 0, brought.stderr
    of_user = measured(elsewhere, elsewhere / "site")
    assert of_user == measured(elsewhere, ROOT)
    assert of_user != without
    names = {path.name for path in (elsewhere / "data" / "docgen" / "fonts" / "fandol").iterdir()}
    assert names == {path.name for path in FREE.iterdir()}


def test_they_are_fetched_once_and_said_to_be_there(elsewhere: Path) -> None:
    """By a stand-in for apt-get, as a test asks nobody's server."""
    fonts = {
        f"./fandol/{path.stem}.otf": small_font(path.stem, cubic=True) for path in FREE.iterdir()
    }
    (elsewhere / "fonts.deb").write_bytes(debian_package(fonts))
    program = elsewhere / "bin" / "apt-get"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\ncase "$*" in *--print-uris*) echo "\'http://h/p.deb\' p.deb 9 SHA256:0";;\n'
        f'*) cp "{elsewhere}/fonts.deb" . ;; esac\n',
        "utf-8",
    )
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    first = docgen(elsewhere, "--lang", "en", "fonts", PATH=path)
    assert first.returncode == 0, first.stderr
    assert "GNU GPL" in first.stdout
    assert "fetching" in first.stderr
    program.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    second = docgen(elsewhere, "--lang", "en", "fonts", PATH=path)
    assert (second.returncode, second.stderr) == (0, "")
    assert "the free fonts are there" in second.stdout


@pytest.mark.parametrize(("source", "code"), [("nowhere.zip", 2), ("content", 2)])
def test_what_holds_no_fonts_is_refused(elsewhere: Path, source: str, code: int) -> None:
    refused = docgen(elsewhere, "--lang", "zh", "fonts", source)
    assert refused.returncode == code
    assert "提示" in refused.stderr
    assert not (elsewhere / "data").exists()


def test_without_apt_get_it_says_what_to_bring(elsewhere: Path) -> None:
    refused = docgen(elsewhere, "--lang", "en", "fonts", PATH="")
    assert refused.returncode == 6
    assert "docgen fonts FILE" in refused.stderr


def test_an_offices_own_fonts_serve_all_projects(elsewhere: Path) -> None:
    (elsewhere / "仿宋.ttf").write_bytes(small_font("simfang", "仿宋_GB2312"))
    brought = docgen(elsewhere, "--lang", "en", "fonts", "仿宋.ttf")
    assert "仿宋_GB2312: installed" in brought.stdout
    assert "GPL" not in brought.stdout


def test_without_fontconfig_a_person_is_told_to_install_them(elsewhere: Path) -> None:
    """As on Windows and on a Mac."""
    (elsewhere / "仿宋.ttf").write_bytes(small_font("simfang"))
    brought = docgen(elsewhere, "--lang", "en", "fonts", "仿宋.ttf", PATH="")
    assert brought.returncode == 0
    assert f"open {elsewhere / 'data' / 'docgen' / 'fonts'}" in brought.stdout
