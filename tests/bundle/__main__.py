"""``make bundle``: makes the bundle of this system from the wheel, in a venv of its own."""

from __future__ import annotations

from tests.bundle.building import build

print(build())  # noqa: T201
