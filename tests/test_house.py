"""Each line has its place: who imports whom, one name for a thing, small functions."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TypeGuard

import pytest

from tests.house import (
    BESIDE,
    MODULES,
    PACKAGE,
    boxes,
    classes,
    functions,
    lengths,
    loop_variables,
    tree,
)
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
        ("checking/checks/typos.py", "import docgen.word.grid", "know no Word file"),
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
    for node in ast.walk(tree(path)):
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
                for node in ast.walk(tree(path))
                if isinstance(node, ast.Name | ast.Attribute)
            }
            assert not names & {"print", "exit", "echo"}, path


def test_no_two_modules_and_no_two_classes_have_one_name() -> None:
    commands = PACKAGE / "cli" / "commands"  # they are called what is typed
    names = Counter(path.stem for path in MODULES if commands not in path.parents)
    assert [name for name, count in names.items() if count > 1 and not name.startswith("__")] == []
    assert [
        name for name, count in Counter(name for name, _ in classes()).items() if count > 1
    ] == []


def test_loops_run_over_nouns() -> None:
    assert loop_variables("for one in ")["one"] <= 30


PAGES = {
    "architecture": ("docs/en/architecture.md", "docs/zh/architecture.md"),
    "contributing": ("CONTRIBUTING.md", "CONTRIBUTING.zh-CN.md"),
}


def named(page: str) -> set[str]:
    """What a page names in backticks, by folders and files."""
    text = (ROOT / page).read_text("utf-8")
    return set(re.findall(r"`([\w./-]+(?:\.(?:py|md|yaml|toml)|/))`", text))


@pytest.mark.parametrize("pages", PAGES.values(), ids=PAGES)
def test_the_pages_on_the_code_name_files_that_are_there_in_both_languages(
    pages: tuple[str, str],
) -> None:
    english, chinese = map(named, pages)
    assert english == chinese
    assert english
    files = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("*.*")]
    files += [path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")]
    tests = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tests").rglob("*.yaml")]
    files += [path.relative_to(ROOT).as_posix() for path in tests]
    files += [path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*") if path.is_file()]
    folders = {f"{Path(file).parent.as_posix()}/" for file in files} | {"word_templates/"}
    known = "\n".join(f"/{name}" for name in (*files, *folders, "tests/golden/"))
    missing = [name for name in english if f"/{name}\n" not in f"{known}\n"]
    assert [name for name in missing if name not in EXAMPLES] == []


EXAMPLES = {"附件2-整体支出自评.yaml", "figures/taken.yaml", "schema.json", "schema.yaml"}
"""Files of content and packs, which the pages speak of."""


def test_the_architecture_page_has_a_row_for_each_box() -> None:
    text = (ROOT / PAGES["architecture"][0]).read_text("utf-8")
    for box in boxes():
        if not box.startswith("__") and box != "version":
            assert re.search(rf"^\| .*`{box}(/|\.py)", text, re.MULTILINE), box


def test_constants_stand_above_their_use() -> None:
    late = [where for path in MODULES for where in late_constants(path)]
    assert late == []


def late_constants(path: Path) -> list[str]:
    """Constants that a function further up uses."""
    found, used = [], set[str]()
    for node in tree(path).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets += [node.target] if isinstance(node, ast.AnnAssign) else []
        names = {name.id for target in targets for name in ast.walk(target) if is_name(name)}
        found += [f"{path.name}:{node.lineno} {name}" for name in names & used if name.isupper()]
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            used |= {name.id for name in ast.walk(node) if is_name(name)}
    return found


def is_name(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name)


def test_nothing_is_kept_from_the_formatter() -> None:
    marks = re.compile(r"# fmt: (?:skip|off)")
    paths = [path for path in (*MODULES, *BESIDE) if marks.search(path.read_text("utf-8"))]
    assert [path.name for path in paths] == []


def test_modules_and_functions_stay_small() -> None:
    assert [name for lines, name in lengths() if lines > 400] == []
    assert [name for lines, name in functions() if lines > 40] == []
