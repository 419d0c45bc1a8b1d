"""The server behind the guard: routes of HTTP, and errors as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docgen.diagnostics import Place
from docgen.messages.problem_words import message_and_hint
from docgen.preview.asked import language_of
from docgen.preview.build_queue import BuildBusyError
from docgen.preview.edit_routes import EditRoutes
from docgen.preview.entry_routes import EntryRoutes
from docgen.preview.history_routes import HistoryRoutes
from docgen.preview.json_answer import JsonAnswer
from docgen.preview.office_routes import OfficeRoutes
from docgen.preview.page_routes import PageRoutes
from docgen.preview.preview_context import PreviewContext
from docgen.runs.failures import failure
from docgen.wording.preview_lines import refusal


def preview_routes(context: PreviewContext) -> list[Route]:
    """All addresses that are answered."""
    entry = EntryRoutes(context.keys, lambda: context.quits())
    parts = (
        entry,
        PageRoutes(context),
        EditRoutes(context),
        OfficeRoutes(context),
        HistoryRoutes(context),
    )
    return [route for part in parts for route in part.routes()]


def preview_app(context: PreviewContext) -> Starlette:
    """What uvicorn calls, by way of the guard."""
    return app_of(preview_routes(context))


def app_of(routes: Sequence[Route]) -> Starlette:
    """An app with these addresses, whose errors are sentences."""
    refused = {HTTPException: _refused, BuildBusyError: _refused, Exception: _refused}
    app = Starlette(routes=routes, exception_handlers=refused)
    app.router.redirect_slashes = False
    return app


def _refused(request: Request, reason: Exception) -> Response:
    """Why a request was refused, or what nobody expected, as a sentence."""
    language = language_of(request)
    if isinstance(reason, BuildBusyError):
        reason = HTTPException(503)
    if isinstance(reason, HTTPException):
        status, told = reason.status_code, refusal(reason.status_code, language)
    else:
        problem = failure(Place("preview"), "run", reason)
        status, told = 500, message_and_hint(problem, language).message
    return JsonAnswer({"error": told}, status)
