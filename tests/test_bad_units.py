"""Of eighty units, twenty are bad in twenty ways; the others are built, verified, in PDF."""

from __future__ import annotations

import pytest

from docgen import convert_files, verify_files
from tests.bad_units import COUNT, check_result, make_units
from tests.support import SmallProject, needs_libreoffice

pytestmark = pytest.mark.slow

FORMAT = "format:\n  paper: {width: 210, height: 297}\n"


@pytest.mark.parametrize(("jobs", "seed"), [(1, 1), (2, 2)])
def test_twenty_bad_units_cost_only_themselves(project: SmallProject, jobs: int, seed: int) -> None:
    bad = make_units(project, seed)
    check_result(project.render(jobs=jobs), bad)
    files = [path for path in project.output.glob("*.docx") if path.is_file()]
    assert len(files) == COUNT - len(bad) + 2  # and the damaged and the locked one
    assert not any(b"SECRET" in path.read_bytes() for path in files)


@needs_libreoffice
def test_the_others_are_verified_and_in_pdf(project: SmallProject) -> None:
    bad = make_units(project, 3)
    for pack in ("form", "broken"):
        path = project.pack.with_name(pack) / "pack.yaml"
        path.write_text(path.read_text("utf-8") + FORMAT, "utf-8")
    check_result(project.render(jobs=2), bad)
    measured = verify_files("2023", root=project.root)
    assert measured.verified == COUNT - len(bad)
    assert sorted(problem.code for problem in measured.all_problems()) == [
        "damaged-docx",
        "locked-docx",
    ]
    made = convert_files("2023", root=project.root, jobs=2)
    assert sum(outcome.pdf is not None for outcome in made.outcomes) == COUNT - len(bad)
    assert sorted(problem.code for problem in made.all_problems()) == [
        "damaged-docx",
        "locked-docx",
    ]
