"""The state of each unit's outputs, compared with its content."""

from __future__ import annotations

import os
from pathlib import Path

import docx
import pytest

from docgen.diagnostics import UsageError
from docgen.runs.results import UnitStatus
from docgen.runs.status import edition_status
from tests.support import SmallProject
from tests.unit.helpers import codes
from tests.unit.runs.test_render import add_unit

pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.fixture
def units(project: SmallProject) -> SmallProject:
    """Two units, the second with a warning; both rendered."""
    project.template("{{ 名称 }}", "{{ 数 }}")
    project.content("数: 1\n")
    add_unit(project, "two", "多余: 2\n数: 2\n")
    project.render(jobs=1)
    return project


def word(project: SmallProject, name: str = "报告") -> Path:
    return project.output / f"{name}.docx"


def edited(path: Path, text: str = "办公室加的") -> None:
    document = docx.Document(str(path))
    document.add_paragraph(text)
    document.save(str(path))


def pdf(project: SmallProject, age: int) -> None:
    """A PDF so many seconds older than the Word file."""
    path = word(project).with_suffix(".pdf")
    path.touch()
    os.utime(word(project), (1000, 1000))
    os.utime(path, (1000, 1000 - age))


def status(project: SmallProject) -> UnitStatus:
    first, second = edition_status("2023", root=project.root)
    assert second == UnitStatus("two", word(project, "two"), ("pdf-missing",), 0, 1)
    return first


def test_outputs_are_up_to_date_or_have_marks(units: SmallProject) -> None:
    assert status(units) == UnitStatus("one", word(units), ("pdf-missing",), 0, 0)
    for age, marks in ((0, ()), (-1, ()), (1, ("pdf-older",))):
        pdf(units, age)
        assert status(units).marks == marks
    pdf(units, 0)
    (units.output / ".~lock.报告.docx#").touch()
    assert status(units).marks == ("open",)
    units.content("数: 3\n")
    assert status(units).marks == ("content-changed", "open")
    edited(word(units))
    word(units).with_suffix(".pdf").unlink()
    assert status(units).marks == ("content-changed", "edited", "open", "pdf-missing")
    word(units).unlink()
    assert status(units) == UnitStatus("one", None, ("not-built",), 0, 0)


def test_errors_and_warnings_are_counted_and_say_nothing_of_the_file(units: SmallProject) -> None:
    pdf(units, 0)
    units.content("数: 1\n名称: 两次\n别的: 1\n更多: 1\n")
    found = status(units)
    assert (found.marks, found.errors, found.warnings) == ((), 1, 2)


def test_problems_of_the_pack_count_for_each_unit(units: SmallProject) -> None:
    (units.pack / "pack.yaml").write_text("parts: 3\n", "utf-8")
    rows = edition_status("2023", root=units.root)
    assert len({row.errors for row in rows}) == 1
    assert rows[0].errors > 0
    assert [row.marks for row in rows] == [("pdf-missing",)] * 2


def test_of_several_files_of_a_unit_the_one_with_its_name_counts(units: SmallProject) -> None:
    copy = units.output / "a副本.docx"
    copy.write_bytes(word(units).read_bytes())
    assert status(units).docx == word(units)
    word(units).unlink()
    assert status(units).docx == copy
    units.content("")
    assert status(units).docx == copy


def test_files_that_belong_to_no_unit_are_listed_last(units: SmallProject) -> None:
    (units.output / "坏.docx").write_bytes(b"no zip")
    (units.unit.parent / "two").rename(units.unit.parent / "three")
    rows = edition_status("2023", root=units.root)
    assert [(row.name, row.docx, row.marks) for row in rows] == [
        ("one", word(units), ("pdf-missing",)),
        ("three", None, ("not-built",)),
        ("two", word(units, "two"), ("unit-gone",)),
        ("", units.output / "坏.docx", ("unreadable",)),
    ]
    assert [codes(row.problems) for row in rows] == [[], [], ["unit-gone"], ["not-a-docx"]]
    assert not any(problem.is_error for row in rows for problem in row.problems)


def test_a_folder_and_units_can_be_chosen(units: SmallProject) -> None:
    out = units.root / "别处"
    (row,) = edition_status("2023", root=units.root, out=out, units=["one"])
    assert row == UnitStatus("one", None, ("not-built",))
    with pytest.raises(UsageError, match="unknown-unit"):
        edition_status("2023", root=units.root, units=["nothing"])


def test_progress_is_told_after_each_unit(units: SmallProject) -> None:
    steps: list[tuple[str, int, int]] = []
    edition_status("2023", root=units.root, progress=lambda *step: steps.append(step))
    assert steps == [("compare", 1, 2), ("compare", 2, 2)]
