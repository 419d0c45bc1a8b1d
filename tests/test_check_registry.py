"""Each check is registered with what it may report, and a test plants it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

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
            target = IMPORTED.get((module, word), (module, word))
            if target in DEFINED and target not in seen:
                yield from reported(target, seen)
            value = getattr(import_module(target[0]), target[1], None) if word.isupper() else None
            if isinstance(value, str) and value in CODES:
                yield Code(value), caller
            for row in value if isinstance(value, tuple) else ():
                if isinstance(row, TextSlip):
                    yield row.code, row.severity.value


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
        node.value
        for path in BESIDE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [code for code in FINDINGS if code not in planted] == []


def test_a_finding_is_described_once() -> None:
    with pytest.raises(ValueError, match="the finding repeated is described twice"):
        add_findings(Finding(REPEATED, Severity.ERROR, en="。。"))
