"""What is told to the page, as JSON.

A name that is not UTF-8, as old zip programs make of Chinese ones, has ``?`` for what cannot be
told: one such name must not hide all that is told with it.
"""

from __future__ import annotations

import json

from starlette.responses import Response

from docgen.diagnostics import Place


def json_text(value: object) -> str:
    """The JSON of a value, in one line."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return told.encode("utf-8", "replace").decode()


def place_fields(place: Place) -> dict[str, object]:
    """Where something is typed, as JSON has it."""
    typed = place.typed
    return {"file": typed.file, "line": typed.line, "column": typed.column}


class JsonAnswer(Response):
    """An answer in JSON."""

    media_type = "application/json"

    def render(self, content: object) -> bytes:
        """The bytes that are sent."""
        return json_text(content).encode()
