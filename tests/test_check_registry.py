"""Each check is registered with what it may report, and a test plants it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FunctionType

import pytest

from docgen.checking.check_registry import Check, all_checks
from docgen.checking.checks.punctuation import REPEATED
from docgen.checking.findings import FINDINGS, Finding, add_findings
from docgen.checking.text_slips import TextSlip
from docgen.diagnostics import Severity
from docgen.diagnostics.codes import CODES, Code
from tests.house import BESIDE, PACKAGE

CHECKS = all_checks()
FOLLOWED = [
    *(PACKAGE / "checking").rglob("*.py"),
    PACKAGE / "packs" / "rules.py",
    PACKAGE / "packs" / "row_sums.py",
]
"""The modules whose functions are followed; further down, problems are the pack's."""

Name = tuple[str, str]
"""A module and a name in it."""


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


TREES = {module_name(path): ast.parse(path.read_text("utf-8")) for path in FOLLOWED}
DEFINED: dict[Name, ast.FunctionDef | ast.ClassDef] = {
    (module, node.name): node
    for module, tree in TREES.items()
    for node in tree.body
    if isinstance(node, ast.FunctionDef | ast.ClassDef)
}
UNIT = "docgen.checking.checked_unit"
"""The module of what checks are handed; of its class they run only what they name."""
DEFINED |= {
    (UNIT, f"unit.{method.name}"): method
    for method in DEFINED.pop((UNIT, "CheckedUnit")).body
    if isinstance(method, ast.FunctionDef)
}
IMPORTED: dict[Name, Name] = {
    (module, alias.asname or alias.name): (node.module or "", alias.name)
    for module, tree in TREES.items()
    for node in ast.walk(tree)
    if isinstance(node, ast.ImportFrom)
    for alias in node.names
}


def read_names(node: ast.AST, caller: str = "") -> Iterator[tuple[str, str]]:
    """The names that a piece of code reads, each with the function that it is handed to.

    What is compared, such as ``problem.code != UNKNOWN_NAME``, is not reported, nor what another
    check found.
    """
    if isinstance(node, ast.Name):
        yield node.id, caller
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        yield from ((ast.unparse(node), caller), (node.value.id, caller))
    elif isinstance(node, ast.Call):
        called = ast.unparse(node.func)
        if not called.endswith(".found_by"):
            yield from read_names(node.func)
            for part in (*node.args, *node.keywords):
                yield from read_names(part, called)
    elif not isinstance(node, ast.Compare):
        for child in ast.iter_child_nodes(node):
            yield from read_names(child, caller)


def reported(name: Name, seen: set[Name]) -> Iterator[tuple[Code, str]]:
    """The codes in what a function runs, each with the function that it is handed to."""
    seen.add(name)
    module = name[0]
    for part in DEFINED[name].body:
        for word, caller in read_names(part):
            target = named(module, word)
            if target in DEFINED and target not in seen:
                yield from reported(target, seen)
            value = value_of(target)
            if isinstance(value, str) and value in CODES:
                yield Code(value), caller
            for row in rows_of(value):
                if isinstance(row, TextSlip):
                    yield row.code, row.severity.value
                elif isinstance(row, str) and row in CODES:
                    yield Code(row), caller
                elif isinstance(row, FunctionType) and (row.__module__, row.__name__) not in seen:
                    yield from reported((row.__module__, row.__name__), seen)


def named(module: str, word: str) -> Name:
    """The module and the name in it that a word of a module means: ``codes.NO_REASON`` too."""
    first, _, rest = word.partition(".")
    if word.startswith(("unit.", "self.")):
        return (UNIT, f"unit.{rest}")
    target = IMPORTED.get((module, first), (module, first))
    return (f"{target[0]}.{target[1]}", rest) if rest else target


def value_of(name: Name) -> object:
    """The constant of this name, if it is one."""
    if not name[1].isupper():
        return None
    with suppress(ModuleNotFoundError):
        return getattr(import_module(name[0]), name[1], None)
    return None


def rows_of(value: object) -> Iterable[object]:
    """What a constant lists: the rows of a tuple, and the values of a mapping by kind or name."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, tuple) else ()


def of_check(check: Check) -> list[tuple[Code, str]]:
    return list(reported((check.function.__module__, check.function.__name__), set()))


def test_all_checks_are_found() -> None:
    decorated = [
        (module, name)
        for (module, name), node in DEFINED.items()
        if any(ast.unparse(decorator).startswith("check(") for decorator in node.decorator_list)
    ]
    assert len(CHECKS) > 15
    assert [(check.function.__module__, check.function.__name__) for check in CHECKS] == sorted(
        decorated, key=lambda found: (found[0], DEFINED[found].lineno)
    )


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.function.__name__)
def test_each_check_says_which_codes_it_may_report(check: Check) -> None:
    assert {code for code, _ in of_check(check)} == check.codes


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.function.__name__)
def test_each_code_has_the_severity_that_the_docs_list(check: Check) -> None:
    for code, caller in of_check(check):
        if caller in ("error", "warning"):
            assert FINDINGS[code].severity is Severity(caller), code


def test_each_finding_is_planted_in_a_test() -> None:
    planted = {
        word
        for path in BESIDE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for word in re.findall(r"[a-z]+(?:-[a-z]+)*", node.value)
    }
    assert [code for code in FINDINGS if code not in planted] == []


def test_a_finding_is_described_once() -> None:
    with pytest.raises(ValueError, match="the finding repeated is described twice"):
        add_findings(Finding(REPEATED, Severity.ERROR, en="。。"))
