"""Fixtures of the tests of conversion."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No temporary file can be removed, as if a program had it open on Windows."""

    def busy(*_: object, **__: object) -> None:
        raise OSError(16, "busy")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "unlink", busy)
    monkeypatch.setattr(os, "rmdir", busy)
