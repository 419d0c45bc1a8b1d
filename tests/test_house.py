"""Each line has its place: who imports whom, one name for a thing, small functions."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.house import MODULES, PACKAGE, classes, functions, lengths, loop_variables
from tests.support import ROOT


def contracts(root: Path) -> subprocess.CompletedProcess[str]:
    """The contracts of pyproject.toml, held against the ``docgen`` below ``root``."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [program, "--config", ROOT / "pyproject.toml", "--no-cache"]
    return subprocess.run(
        list(map(str, command)), cwd=root, capture_output=True, text=True, check=False
    )


def test_imports_go_one_way() -> None:
    done = contracts(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("content/unit.py", "import docgen.packs.pack", "imports go one way"),
        ("checking/typos.py", "import docgen.word.grid", "know no Word file"),
        ("word/grid.py", "import docgen.content.values", "imports go one way"),
        ("runs/build.py", "import docgen.messages", "for the command line"),
        ("pdf/fonts.py", "import docgen.packs.pack", "made of files"),
    ],
)
def test_a_wrong_import_breaks_a_contract(
    tmp_path: Path, module: str, line: str, contract: str
) -> None:
    shutil.copytree(PACKAGE, tmp_path / "docgen", ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "docgen" / module
    path.write_text(path.read_text("utf-8") + f"\n{line}\n", "utf-8")
    done = contracts(tmp_path)
    assert done.returncode == 1
    broken = [said for said in done.stdout.splitlines() if said.endswith("BROKEN")]
    assert any(contract in said for said in broken), done.stdout


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found += names
    return found


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_only_templates_know_docxtpl_and_only_some_rooms_word_files() -> None:
    of_word = ("word", "templates", "verify", "roundtrip", "scaffold")
    for path in MODULES:
        names = {name.split(".")[0] for name in imports(path)}
        assert "docxtpl" not in names or room(path) == "templates", path
        assert "docx" not in names or room(path) in of_word or path.name == "pictures.py", path


def test_only_the_command_line_prints_and_exits() -> None:
    for path in MODULES:
        if room(path) != "cli":
            names = {
                node.id if isinstance(node, ast.Name) else node.attr
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Name | ast.Attribute)
            }
            assert not names & {"print", "exit", "echo"}, path


def test_no_two_modules_and_no_two_classes_have_one_name() -> None:
    verbs = {path.stem for path in (PACKAGE / "runs").glob("*.py")}
    modules = Counter(path.stem for path in MODULES if not path.stem.startswith("__"))
    assert [name for name, count in modules.items() if count > 1 and name not in verbs] == []
    assert [
        name for name, count in Counter(name for name, _ in classes()).items() if count > 1
    ] == []


def test_loops_run_over_nouns() -> None:
    assert loop_variables()["one"] <= 30


def test_modules_and_functions_stay_small() -> None:
    assert [name for lines, name in lengths() if lines > 400] == []
    assert [name for lines, name in functions() if lines > 40] == []
