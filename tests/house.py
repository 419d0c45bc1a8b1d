"""``make house``: the boxes at the root of ``docgen/``, the arrows between them, and their size.

A *box* is a folder or module at the root; an *arrow* says that one imports another; a *chain* is
counted in boxes. Imports for type checkers only are no arrows: they take no part in a run.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp

from tests.support import ROOT

PACKAGE = ROOT / "docgen"
MODULES = sorted(PACKAGE.rglob("*.py"))
BESIDE = sorted(path for name in ("tests", "benchmarks") for path in (ROOT / name).rglob("*.py"))
Arrow = tuple[str, str]


def boxes() -> list[str]:
    """Folders and modules at the root, the package's own face left out."""
    roots = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES}
    return sorted(roots - {"__init__"})


def arrows() -> set[Arrow]:
    """``(importer, imported)`` of every two boxes of which one imports the other."""
    graph = grimp.build_graph("docgen", exclude_type_checking_imports=True, cache_dir=None)
    pairs = {
        (_box(importer), _box(imported))
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    }
    return {(importer, imported) for importer, imported in pairs if importer != imported} - {
        pair for pair in pairs if "" in pair
    }


def _box(module: str) -> str:
    """The box of a module; empty for the package's own face, which hands names on."""
    return module.partition(".")[2].partition(".")[0]


def chains(found: set[Arrow]) -> tuple[int, list[Arrow]]:
    """The boxes of the longest chain, and the arrows that close a circle."""
    below: dict[str, set[str]] = {}
    for importer, imported in found:
        below.setdefault(importer, set()).add(imported)
    circles: list[Arrow] = []
    path: list[str] = []

    @cache
    def height(box: str) -> int:
        path.append(box)
        circles.extend((box, low) for low in below.get(box, ()) if low in path)
        tallest = max((height(low) for low in below.get(box, ()) if low not in path), default=0)
        path.pop()
        return tallest + 1

    return max(map(height, boxes())), circles


def classes() -> Iterator[tuple[str, Path]]:
    """Every class with the module that defines it."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                yield node.name, path


def functions() -> Iterator[tuple[int, str]]:
    """The lines of every function, and where it stands."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield lines, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def lengths() -> Iterator[tuple[int, str]]:
    """The lines of every module, and its name."""
    for path in MODULES:
        yield len(path.read_text("utf-8").splitlines()), path.relative_to(ROOT).as_posix()


def loop_variables(word: str = "") -> Counter[str]:
    """How often each name is what a loop or comprehension runs with, tests included.

    Files that do not have ``word`` at all are passed over.
    """
    targets = (
        node.target
        for path in (*MODULES, *BESIDE)
        if word in path.read_text("utf-8")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.For | ast.comprehension)
    )
    return Counter(target.id if isinstance(target, ast.Name) else "" for target in targets)


@cache
def tree(path: Path) -> ast.Module:
    """A file as it is parsed."""
    return ast.parse(path.read_text("utf-8"))


def main() -> None:
    found = arrows()
    longest, circles = chains(found)
    loops = loop_variables()
    print(f"boxes    {len(boxes()):>4}  at most 23   {' '.join(boxes())}")
    print(f"arrows   {len(found):>4}  at most 110")
    print(f"chain    {longest:>4}  at most 12")
    print(f"circles  {len(circles):>4}  none         {circles or ''}")
    print(f"`one`    {loops['one']:>4}  of {loops.total()} loops, at most 30")
    print("module  ", *max(lengths()), " at most 400")
    print("function", *max(functions()), " at most 40")


if __name__ == "__main__":
    main()
