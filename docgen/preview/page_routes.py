"""What is read: the units, their pages, and where what they print comes from."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from docgen.diagnostics import Place
from docgen.pdf.page_image import page_png
from docgen.preview.asked import (
    language_of,
    number,
    number_in_path,
    whole_number,
)
from docgen.preview.json_answer import JsonAnswer
from docgen.preview.old_pages import OldPages, OldReports
from docgen.preview.preview_context import PreviewContext
from docgen.preview.saved_report import saved_report
from docgen.preview.search_texts import hits
from docgen.preview.unit_state import UnitState
from docgen.runs.old_reports import old_report

_FOR_GOOD = {"cache-control": "private, max-age=31536000, immutable"}
_LEAST_SCALE, _LARGEST_SCALE = 0.1, 4
"""Dots for a point."""

_DRAWN_AT_ONCE = 2
"""Pictures of pages; else forty of them would leave no thread for a click."""


class PageRoutes:
    """Answers what is asked, and changes nothing."""

    def __init__(self, context: PreviewContext) -> None:
        self._context = context
        self._drawing = asyncio.Semaphore(_DRAWN_AT_ONCE)
        self._old = OldReports(context.session.edition.project)

    def routes(self) -> list[Route]:
        """The addresses, with what answers them."""
        unit = "/api/units/{unit}"
        reads = {
            "/api/edition": self.edition,
            "/api/search": self.search,
            unit: self.unit,
            f"{unit}/pages/{{number}}.png": self.page,
            f"{unit}/pages/{{number}}.json": self.spans,
            f"{unit}/sources/{{number}}": self.source,
            f"{unit}/places": self.places,
            f"{unit}/old": self.old,
            f"{unit}/old/{{number}}.png": self.old_page,
        }
        return [
            *(Route(path, answer, methods=["GET"]) for path, answer in reads.items()),
            Route("/api/events", self.listen, methods=["GET"]),
        ]

    def edition(self, request: Request) -> Response:
        """The edition and its units."""
        edition = self._context.session.edition
        return JsonAnswer(
            {
                "edition": edition.name,
                "project": edition.project.root.name,
                "language": language_of(request),
                "chosen": self._context.chosen,
                "units": self._context.rows(),
            }
        )

    async def listen(self, request: Request) -> Response:
        """What happens, for as long as the page is there."""
        news = self._context.events.listen(self._context.rows)
        return StreamingResponse(news, media_type="text/event-stream")

    def unit(self, request: Request) -> Response:
        """A unit, which is built first from now on."""
        views = self._context.views(request)
        self._context.session.choose(views.unit)
        editor = self._context.desks.editor(views.unit)
        saved = saved_report(self._context.session.edition, views.unit)
        return JsonAnswer(
            {
                **views.overview(),
                "can_undo": editor.can_undo,
                "can_redo": editor.can_redo,
                "old": old.name if (old := self._old_file(views.unit)) else "",
                "saved": {end.removeprefix("."): file.name for end, file in saved.items()} or None,
            }
        )

    async def page(self, request: Request) -> Response:
        """A page as a picture."""
        shown, at = self._context.unit(request).shown, number_in_path(request)
        scale = number(request, "scale", 1)
        if not _LEAST_SCALE <= scale <= _LARGEST_SCALE:
            raise HTTPException(400)
        if shown is None or at >= len(shown.pages.pages):
            raise HTTPException(404)
        if request.query_params.get("digest") != shown.pages.pages[at].digest:
            raise HTTPException(409)
        async with self._drawing:
            picture = await run_in_threadpool(page_png, shown.pdf, at, scale)
        return Response(picture, media_type="image/png", headers=_FOR_GOOD)

    async def old(self, request: Request) -> Response:
        """The pages of the report that the unit was taken from, and beside which they belong."""
        unit = self._context.unit(request)
        old, shown = await run_in_threadpool(self._old_pages, unit), unit.shown
        if shown is None:
            raise HTTPException(409)
        beside = await run_in_threadpool(old.beside, shown.pdf)
        return JsonAnswer({"name": old.name, "pages": len(old.texts), "beside": beside})

    async def old_page(self, request: Request) -> Response:
        """A page of the old report as a picture."""
        old = await run_in_threadpool(self._old_pages, self._context.unit(request))
        at, scale = number_in_path(request), number(request, "scale", 1)
        if not _LEAST_SCALE <= scale <= _LARGEST_SCALE:
            raise HTTPException(400)
        if at >= len(old.texts):
            raise HTTPException(404)
        async with self._drawing:
            picture = await run_in_threadpool(page_png, old.pdf, at, scale)
        return Response(picture, media_type="image/png")

    def _old_file(self, unit: UnitState) -> Path | None:
        return old_report(self._context.session.edition, unit.name)

    def _old_pages(self, unit: UnitState) -> OldPages:
        """Raises :class:`HTTPException` if the unit was taken from no report."""
        file = self._old_file(unit)
        if file is None:
            raise HTTPException(404)
        return self._old.pages(file)

    def spans(self, request: Request) -> Response:
        """The text of a page."""
        views, at = self._context.views(request), number_in_path(request)
        if views.unit.shown is None or at >= len(views.unit.shown.pages.pages):
            raise HTTPException(404)
        return JsonAnswer(views.spans(at))

    def source(self, request: Request) -> Response:
        """What printed a character."""
        views, at = self._context.views(request), number_in_path(request)
        shown = views.unit.shown
        offset = whole_number(request, "offset")
        if shown is None or whole_number(request, "map") != shown.number:
            raise HTTPException(409)
        if at >= len(shown.pages.sources):
            raise HTTPException(404)
        return JsonAnswer(views.source(at, offset))

    def places(self, request: Request) -> Response:
        """Where a place of the content is printed."""
        shown = self._context.unit(request).shown
        line, column = whole_number(request, "line"), whole_number(request, "column", 1)
        place = Place(request.query_params.get("file", ""), line, column)
        boxes = shown.pages.boxes(place) if shown else ()
        return JsonAnswer({"boxes": [box._asdict() for box in boxes]})

    def search(self, request: Request) -> Response:
        """Where a text is printed or typed, in one unit or in all."""
        asked = request.query_params
        chosen = [
            unit for unit in self._context.session.units() if asked.get("unit") in (None, unit.name)
        ]
        found = hits(asked.get("q", ""), chosen, self._context.session.contents)
        return JsonAnswer({"hits": [hit.fields() for hit in found]})
