"""What ``figures.md`` says, done: its references, its workbook, and what a new export shows."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import cast

import pytest
from openpyxl import load_workbook

from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.runs.build import Packs, build_unit
from docgen.runs.edition import find_edition
from docgen.runs.edition_figures import edition_figures
from docgen.wording.figure_lines import figure_lines
from tests.support import ROOT, UNIT, whole_project

PAGES = {lang: (ROOT / "docs" / lang / "figures.md").read_text("utf-8") for lang in LANGUAGES}
ANNEX = "附件2-整体支出自评.yaml"
LINE = re.compile(r"^ *(?P<key>\S+): (?P<reference>!cell .*?) +# (?P<value>\S+)$", re.MULTILINE)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return cast(Language, request.param)


@pytest.fixture
def page(language: Language) -> str:
    return PAGES[language]


@pytest.fixture
def unit(tmp_path: Path, page: str) -> Path:
    """The reference unit, its figures taken as the page says."""
    folder = whole_project(tmp_path) / "content" / "2023" / UNIT.name
    (folder / "figures").mkdir()
    shutil.copy(ROOT / "docs" / "examples" / "决算表.xlsx", folder / "figures")
    text = (folder / ANNEX).read_text("utf-8")
    for line in LINE.finditer(page):
        typed = f"{line['key']}: {line['value']}\n"
        assert typed in text, typed
        text = text.replace(typed, f"{line['key']}: {line['reference']}\n", 1)
    (folder / ANNEX).write_text(text, "utf-8")
    return folder


def test_the_references_of_the_page_give_the_values_beside_them(unit: Path, page: str) -> None:
    edition = find_edition("2023", unit)
    built = build_unit(unit, edition, Packs(edition.project))
    assert not built.outcome.problems
    assert built.report is not None
    assert len(list(LINE.finditer(page))) == len(built.unit.cells.taken) == 5
    before = build_unit(UNIT, find_edition("2023", ROOT), Packs(find_edition("2023", ROOT).project))
    assert before.report is not None
    assert built.report.fingerprint == before.report.fingerprint


def test_the_list_of_the_page_is_what_docgen_prints(
    unit: Path, page: str, language: Language
) -> None:
    root = unit.parents[2]
    edition_figures("2023", root=root, take=True)
    path = unit / "figures" / "决算表.xlsx"
    workbook = load_workbook(path)
    workbook["财决01表"]["E8"] = 440.1
    workbook.save(path)
    printed = list(figure_lines(edition_figures("2023", root=root), language))
    found = re.search(r"```console\n\$ docgen figures 2023\n(.*?)\n```", page, re.DOTALL)
    assert found is not None
    assert "\n".join(printed) == found[1]
