"""Who changed a value of a unit, or anything in it, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docgen.content.changed_values import path_at
from docgen.content.content_names import is_yaml
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.preview.asked import language_of, whole_number
from docgen.preview.json_answer import JsonAnswer
from docgen.preview.preview_context import PreviewContext
from docgen.preview.unit_state import UnitState
from docgen.runs.unit_history import How, ValueChange, unit_history


class HistoryRoutes:
    """Answers who changed what; it changes nothing."""

    def __init__(self, context: PreviewContext) -> None:
        self._context = context

    def routes(self) -> list[Route]:
        """The address, with what answers it."""
        return [Route("/api/units/{unit}/history", self.history, methods=["GET"])]

    async def history(self, request: Request) -> Response:
        """The changes of a unit, the newest first; of the value at a place, if one is named.

        Of a place in a chapter, those of the chapter.
        """
        unit, file = self._context.unit(request), request.query_params.get("file", "")
        line, column = (whole_number(request, name) for name in ("line", "column"))
        changes = await run_in_threadpool(self._changes, unit)
        if file:
            path = _path(unit, file, line, column)
            changes = [it for it in changes if it.file == file and path in ("", it.value.path)]
        return JsonAnswer(_runs(changes, language_of(request)))

    def _changes(self, unit: UnitState) -> Sequence[ValueChange]:
        edition = self._context.session.edition
        return unit_history(edition.name, unit.name, root=edition.project.root).changes


def _path(unit: UnitState, file: str, line: int, column: int) -> str:
    content = unit.content
    if content is None or not is_yaml(file) or file not in content.texts:
        return ""
    return path_at(content.text(file), line, column)


def _runs(changes: Sequence[ValueChange], language: Language) -> list[object]:
    """The runs and commits, each with what it changed."""
    texts = phrases(language)
    return [
        {
            "when": f"{when.astimezone():%Y-%m-%d %H:%M}",
            "who": who,
            "how": texts[f"history-{how}"],
            "note": note,
            "changes": [
                {"place": it.value.path or it.file.rpartition("/")[2], "old": old, "new": new}
                for it in found
                for old, new in [(it.value.old, it.value.new)]
            ],
        }
        for (when, who, how, note), found in groupby(changes, key=_run)
    ]


def _run(change: ValueChange) -> tuple[datetime, str, How, str]:
    return change.when, change.who, change.how, change.note
