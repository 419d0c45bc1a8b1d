"""Folders are stages: a module imports only from its own stage and those before it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support import ROOT

STAGES = [
    {"version", "diagnostics", "project", "output", "messages", "crew"},
    {"content"},
    {"expressions"},
    {"packs"},
    {"checking"},
    {"word"},
    {"inspecting"},
    {"editions"},
    {"pdf"},
    {"verifying"},
    {"edits"},
    {"results", "build"},
    {"units"},
    {"writing"},
    {"verification", "conversion", "formulas", "pulling"},
    {"office"},
    {"sources"},
    {"records"},
    {"cluster"},
    {"doors", "rendering", "reviewing", "drafting"},
    {"report", "doctor"},
    {"review_report", "pack_report"},
    {"options", "console"},
    {"office_commands", "pack_commands"},
    {"cli"},
    {"__init__", "__main__"},
]
MODULES = sorted((ROOT / "docgen").rglob("*.py"))


def stage(name: str) -> int:
    return next(number for number, names in enumerate(STAGES) if name in names)


def room(path: Path) -> str:
    return path.relative_to(ROOT / "docgen").parts[0].removesuffix(".py")


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found += names
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    for name in imports(path):
        if name.startswith("docgen."):
            assert stage(name.split(".")[1]) <= stage(room(path)), name


def test_only_word_knows_docxtpl_and_word_files() -> None:
    for path in MODULES:
        names = {name.split(".")[0] for name in imports(path)}
        if room(path) != "word":
            assert "docxtpl" not in names, path
        if room(path) not in ("word", "verifying", "edits", "drafting"):
            assert "docx" not in names or path.name == "pictures.py", path


def test_only_the_command_line_prints_and_exits() -> None:
    for path in MODULES:
        if path.name not in ("cli.py", "console.py", "office_commands.py", "pack_commands.py"):
            text = path.read_text("utf-8")
            assert "print(" not in text.replace("_print(", ""), path
            assert "sys.exit" not in text, path


def test_modules_and_functions_stay_small() -> None:
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        assert len(path.read_text("utf-8").splitlines()) <= 250, path
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, (path, node.name)
