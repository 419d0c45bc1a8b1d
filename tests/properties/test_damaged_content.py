"""Damaged content, or a damaged pack, costs only its own unit, in each verb."""

from __future__ import annotations

import warnings
from random import Random

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from docgen.diagnostics import Problem
from docgen.diagnostics.codes import LANGUAGES
from docgen.scaffold.content.new_edition import carry_edition
from docgen.templates.lint.pack_faults import lint_pack
from docgen.templates.lint.pack_outline import outline_pack
from docgen.wording.printable import printable
from docgen.wording.problem_texts import problem_text, problems_github, problems_json
from tests.properties.damaged_content import CONTROL, damage
from tests.properties.sound_units import (
    EXAMPLES,
    Bystanders,
    bystanders,
    every_verb,
    make_project,
    told,
)
from tests.support import SmallProject

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("in_this_process")]

SECRET = "SECRET-OF-THE-MACHINE"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    return make_project(tmp_path_factory.mktemp("sound") / "项目")


@EXAMPLES
@given(seed=st.integers(0, 2**32))
def test_damaged_content_costs_only_its_unit(template: SmallProject, seed: int) -> None:
    random = Random(seed)
    with bystanders(template) as here, warnings.catch_warnings():
        alone = here.sound_files()
        (here.project.root.parent / "secret.yaml").write_text(f"名称: {SECRET}\n", "utf-8")
        note(damage(here.folder, random))
        root = here.project.root
        problems = [problem for found in every_verb(here.project).values() for problem in found]
        problems += told(lambda: carry_edition("2024", "2023", root=root))
        problems += told(lint_pack, "other", root=root)
        problems += told(lambda: outline_pack("other", root=root).problems)
        assert here.sound_files() == alone
        check_printed(problems)
        check_secret(here)


def check_printed(problems: list[Problem]) -> None:
    """What is printed of the problems is one line for each, and one for its hint."""
    for language in LANGUAGES:
        for problem in problems:
            text = problem_text(problem, language)
            assert text.count("\n") == 1, text
            assert not CONTROL.search(text), text
        lines = problems_github(problems, language).split("\n") if problems else []
        assert len(lines) == len(problems)
        assert all(line.startswith(("::error ", "::warning ")) for line in lines)
        printable(problems_json(problems, language)).encode()


def check_secret(here: Bystanders) -> None:
    """Nothing that lies beside the project has come into it."""
    files = (path for path in here.project.root.rglob("*") if not path.is_symlink())
    for path in (path for path in files if path.is_file() and path.suffix != ".docx"):
        assert SECRET.encode() not in path.read_bytes(), path
    names = [path.name for path in here.project.output.iterdir()]
    assert not any(SECRET in name for name in names)
