"""What ``docgen diff`` prints on the pages ``office.md`` is what it prints of these edits."""

from __future__ import annotations

import re

import docx
import pytest

from docgen.diagnostics.codes import LANGUAGES, Language
from tests.scripted_edits import a_comment, a_derived_number, a_figure_in_a_cell, a_sentence
from tests.support import ROOT, SmallProject, whole_project
from tests.warm_docgen import run

pytestmark = pytest.mark.slow

EDITS = (a_comment, a_sentence, a_figure_in_a_cell, a_derived_number)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The reference report, edited by an office."""
    project = SmallProject(whole_project(tmp_path_factory.mktemp("office")))
    rendered = run(project, "render", "2023", "--no-pdf")
    assert rendered.returncode == 0, rendered.stderr
    (path,) = (project.root / "build" / "2023").glob("*.docx")
    document = docx.Document(str(path))
    for edit in EDITS:
        edit(document)
    document.save(str(path))
    return project


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_edits_of_the_page_are_listed_as_it_shows(
    language: Language, edited: SmallProject
) -> None:
    page = (ROOT / "docs" / language / "office.md").read_text("utf-8")
    (shown,) = re.findall(r"```console\n\$ docgen diff 2023\n(.*?)```", page, re.DOTALL)
    assert run(edited, "diff", "2023", "--lang", language).stdout == shown
