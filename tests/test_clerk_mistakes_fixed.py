"""``docgen check --fix`` mends most of what clerks type wrongly, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen import fix_edition
from tests.clerk_mistakes.oracle import Builder, lay, project
from tests.test_clerk_mistakes import CONTENT

pytestmark = pytest.mark.campaign("a hundred mistakes of clerks")

EACH = 1 if "DOCGEN_EXAMPLES" in os.environ else 6
"""Of so many mistakes one is tried; of all, where many more examples are wanted."""
TRIED = CONTENT[::EACH]


def test_fix_mends_60_of_100(tmp_path: Path) -> None:
    edition = project(tmp_path / "typed")
    sound_edition = project(tmp_path / "sound")
    for mistake in TRIED:
        lay(edition, mistake, typed=True)
        lay(sound_edition, mistake, typed=False)
    fix_edition("2023", root=tmp_path / "typed", jobs=1)
    builder, sound = Builder(tmp_path / "typed"), Builder(tmp_path / "sound")
    names = [mistake.name for mistake in TRIED]
    mended = [name for name in names if builder.build(name).printed == sound.printed(name)]
    assert len(mended) >= 0.6 * len(names), sorted({*names} - {*mended})


def test_sound_content_stays_as_it_is(tmp_path: Path) -> None:
    edition = project(tmp_path)
    for mistake in TRIED:
        lay(edition, mistake, typed=False)
    before = {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()}
    fix_edition("2023", root=tmp_path, jobs=1)
    assert {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()} == before
