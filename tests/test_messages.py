"""Every problem code has texts in both languages, and an entry in the docs."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.diagnostics.codes import CODES, LANGUAGES, Language, import_all
from docgen.messages import phrases
from tests.house import MODULES

import_all("docgen")


def declarations() -> dict[str, tuple[Path, str]]:
    """The constant of each code, and the module that declares it."""
    return {
        ast.literal_eval(node.value.args[0]): (path, ast.unparse(node.targets[0]))
        for path in MODULES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) == "problem_code"
    }


def names_read() -> set[str]:
    """Every name that the code of docgen reads."""
    return {
        node.id
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def test_every_code_stands_in_a_constant_of_its_name_that_the_code_uses() -> None:
    declared, used = declarations(), names_read()
    assert set(declared) == set(CODES)
    for code, (path, constant) in declared.items():
        assert constant == code.upper().replace("-", "_"), path
        assert constant in used, f"{path}: {constant}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_message_and_a_hint_that_name_the_same_things(language: Language) -> None:
    assert len(CODES) > 100
    for code, entry in CODES.items():
        for theirs, english in zip(entry.texts[language], entry.texts["en"], strict=True):
            assert theirs, code
            assert fields(theirs) == fields(english), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_that_a_hint_names_has_all_that_is_to_be_typed(language: Language) -> None:
    """``docgen pull`` alone ends with a usage error."""
    named = re.compile(r"docgen (?:pull|render|diff|status|check)\b(?! (?:\{|FILE|文件))")
    bare = {code: entry.texts[language].hint for code, entry in CODES.items()}
    assert {code: hint for code, hint in bare.items() if named.search(hint)} == {}


def test_a_problem_of_a_module_that_is_not_imported_has_its_texts() -> None:
    """It may come out of the record of an earlier run."""
    program = """if True:
        from docgen.wording.problem_texts import problem_text
        from docgen.diagnostics import Place, Problem
        from docgen.diagnostics.codes import CODES
        assert "no-scheduler" not in CODES
        print(problem_text(Problem("no-scheduler", Place("x"), {"seconds": "9"}), "en"))
    """
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("x: error[no-scheduler] no Dask scheduler")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_phrases_and_names_the_same_things(language: Language) -> None:
    assert {key: fields(text) for key, text in phrases(language).items()} == {
        key: fields(text) for key, text in phrases("en").items()
    }
