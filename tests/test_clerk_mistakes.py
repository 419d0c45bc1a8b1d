"""What clerks type wrongly is told, and what is told with an answer is mended by it."""

from __future__ import annotations

import pytest

from tests.clerk_mistakes import MISTAKES
from tests.clerk_mistakes.mistake import FileMistake
from tests.clerk_mistakes.oracle import Verdict, verdicts

pytestmark = pytest.mark.campaign("a hundred mistakes of clerks")

CONTENT = [
    mistake
    for mistake in MISTAKES
    # A unit that lies in a wrong folder is no unit: tests/unit/scaffold and the command line.
    if not (isinstance(mistake, FileMistake) and mistake.folder)
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """What becomes of each mistake, by its name."""
    root, sound = (tmp_path_factory.mktemp(name) for name in ("typed", "sound"))
    return {verdict.mistake.name: verdict for verdict in verdicts(root, sound, CONTENT)}


SILENT = {
    "heading-skips-a-level": "#### below a ### is a heading of the fourth level like any other",
}
"""Mistakes that nothing is said of, each with the reason."""


def test_none_goes_into_print_in_silence(found: dict[str, Verdict]) -> None:
    silent = {
        name for name, verdict in found.items() if not verdict.told and not verdict.prints_right
    }
    assert silent == SILENT.keys()


def test_every_fix_stands_at_its_place(found: dict[str, Verdict]) -> None:
    assert {name: verdict.astray for name, verdict in found.items() if verdict.astray} == {}


def test_fixes_leave_no_error_for_95_of_100(found: dict[str, Verdict]) -> None:
    left = {name: verdict.left for name, verdict in found.items() if verdict.left}
    assert len(left) <= 0.05 * len(found), left


def test_a_fix_prints_what_was_meant(found: dict[str, Verdict]) -> None:
    """For nine of ten mistakes that a colleague would know how to mend."""
    of_one_answer = [verdict for verdict in found.values() if verdict.mistake.one_answer]
    other = [verdict.mistake.name for verdict in of_one_answer if not verdict.mended]
    assert len(other) <= 0.1 * len(of_one_answer), other
