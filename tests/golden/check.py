"""Golden files: readable text that a person has looked at.

``pytest tests/unit -k "a small form" --force-regen`` writes those of the chosen cases anew, and
fails; read what differs before you keep it.
"""

from __future__ import annotations

from pathlib import Path

from pytest_regressions.file_regression import FileRegressionFixture


def golden(fixture: FileRegressionFixture, text: str, path: Path) -> None:
    """Compares ``text`` with the golden file at ``path``."""
    fixture.check(text, encoding="utf-8", fullpath=path)
