"""Whole programs written for docxtpl run with one import changed, and write the same files."""

from __future__ import annotations

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.docxtpl_manner.program_templates import TEMPLATES
from tests.docxtpl_manner.same_text import same_text

pytestmark = pytest.mark.slow

PROGRAMS = Path(__file__).parent / "docxtpl_manner" / "programs"
NAMES = sorted(path.stem for path in PROGRAMS.glob("[!_]*.py"))


def run(name: str, library: str, folder: Path, patch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files that the program writes with ``library`` in the place of docxtpl."""
    (folder / library / "output").mkdir(parents=True)
    shutil.copytree(folder / "templates", folder / library / "templates")
    source = (PROGRAMS / f"{name}.py").read_text("utf-8")
    patterns = (
        (r"^from docxtpl import", f"from {library} import"),
        (
            r"^import docxtpl$",
            f"import {library} as docxtpl",
        ),
    )
    changed = 0
    for pattern, instead in patterns:
        source, count = re.subn(pattern, instead, source, flags=re.MULTILINE)
        changed += count
    assert changed == 1, "a program has one import of docxtpl"
    patch.chdir(folder / library)
    exec(compile(source, f"{name}.py", "exec"), {"__name__": "__main__"})
    return {path.name: path.read_bytes() for path in Path("output").iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_a_program_writes_the_same_files(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "templates").mkdir()
    TEMPLATES[name](tmp_path / "templates")
    theirs = run(name, "docxtpl", tmp_path, monkeypatch)
    ours = run(name, "docgen", tmp_path, monkeypatch)
    assert theirs
    assert ours.keys() == theirs.keys()
    for file, data in theirs.items():
        if file.endswith(".docx"):
            assert not same_text(ours[file], data)
            assert embedded(ours[file]) == embedded(data)
        else:
            assert ours[file] == data


def embedded(data: bytes) -> dict[str, bytes]:
    """The files of a package that have been put in or replaced, by name."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = [name for name in package.namelist() if "/embeddings/" in name]
        return {name: package.read(name) for name in names}
