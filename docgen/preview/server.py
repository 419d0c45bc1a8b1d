"""What is asked and answered: routes of HTTP to the session and its views."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from docgen.diagnostics import Place
from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.pdf.page_image import page_png
from docgen.preview.editor_link import EditorLink
from docgen.preview.event_stream import EventStream
from docgen.preview.session import PreviewSession
from docgen.preview.views import Views, unit_row

_STATIC = files("docgen.preview") / "static"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_FOR_GOOD = {"cache-control": "private, max-age=31536000, immutable"}
_SCALES = 0.1, 6.0
"""The least and the largest scale of a page: of 1 a point is a dot."""

_ONE_LANGUAGE = re.compile(r"\s*([a-zA-Z]+)(?:-[\w-]*)?\s*(?:;\s*q=([0-9.]+))?\s*")


class PreviewServer:
    """Answers the page.

    Attributes:
        app: what uvicorn calls, without its guard.
        quits: is called when the page asks to end.
    """

    def __init__(
        self,
        session: PreviewSession,
        events: EventStream,
        link: EditorLink,
        chosen: str = "",
    ) -> None:
        self._session, self._events, self._link, self._chosen = session, events, link, chosen
        self.quits: Callable[[], None] = lambda: None
        self.app = Starlette(
            routes=self._routes(), exception_handlers={HTTPException: _told_as_json}
        )

    def _routes(self) -> list[Route]:
        unit = "/api/units/{unit}"
        reads = {
            "/": self.index,
            "/static/{name}": self.static,
            "/api/edition": self.edition,
            "/api/events": self.listen,
            unit: self.unit,
            f"{unit}/pages/{{number:int}}.png": self.page,
            f"{unit}/pages/{{number:int}}.json": self.spans,
            f"{unit}/sources/{{number:int}}": self.source,
            f"{unit}/places": self.places,
        }
        writes = {"/api/quit": self.quit}
        return [
            *(Route(path, answer, methods=["GET"]) for path, answer in reads.items()),
            *(Route(path, answer, methods=["POST"]) for path, answer in writes.items()),
        ]

    def index(self, request: Request) -> Response:
        """The page."""
        return _static_file("index.html")

    def static(self, request: Request) -> Response:
        """A file of the page's own."""
        return _static_file(request.path_params["name"])

    def edition(self, request: Request) -> Response:
        """The edition and its units."""
        edition = self._session.edition
        return JSONResponse(
            {
                "edition": edition.name,
                "project": edition.project.root.name,
                "language": language_of(request),
                "chosen": self._chosen,
                "units": self.rows(),
            }
        )

    def rows(self) -> list[object]:
        """The list of units."""
        return [unit_row(unit) for unit in self._session.units()]

    async def listen(self, request: Request) -> Response:
        """What happens, for as long as the page is there."""
        return StreamingResponse(self._events.listen(self.rows), media_type="text/event-stream")

    def unit(self, request: Request) -> Response:
        """A unit, which is built first from now on."""
        views = self._views(request)
        self._session.choose(views.unit)
        return JSONResponse(views.overview())

    def page(self, request: Request) -> Response:
        """A page as a picture."""
        views, number = self._views(request), request.path_params["number"]
        shown = views.unit.shown
        scale = _number(request, "scale", 1.0)
        if shown is None or number >= len(views.pages.pages):
            raise HTTPException(404)
        if request.query_params.get("digest") != views.pages.pages[number].digest:
            raise HTTPException(409)
        if not _SCALES[0] <= scale <= _SCALES[1]:
            raise HTTPException(400)
        return Response(
            page_png(shown.pdf, number, scale), media_type="image/png", headers=_FOR_GOOD
        )

    def spans(self, request: Request) -> Response:
        """The text of a page."""
        views, number = self._views(request), request.path_params["number"]
        if number >= len(views.pages.pages):
            raise HTTPException(404)
        return JSONResponse(views.spans(number))

    def source(self, request: Request) -> Response:
        """What printed a character."""
        views, number = self._views(request), request.path_params["number"]
        shown = views.unit.shown
        if shown is None or _number(request, "map", 0) != shown.number:
            raise HTTPException(409)
        if number >= len(views.pages.sources):
            raise HTTPException(404)
        return JSONResponse(views.source(number, int(_number(request, "offset", 0))))

    def places(self, request: Request) -> Response:
        """Where a place of the content is printed."""
        views, asked = self._views(request), request.query_params
        line, column = int(_number(request, "line", 0)), int(_number(request, "column", 1))
        boxes = views.pages.boxes(Place(asked.get("file", ""), line, column))
        return JSONResponse({"boxes": [vars(box) for box in boxes]})

    def quit(self, request: Request) -> Response:
        """Ends the preview."""
        self.quits()
        return JSONResponse({"ok": True})

    def _views(self, request: Request) -> Views:
        unit = self._session.unit(request.path_params["unit"])
        if unit is None:
            raise HTTPException(404)
        return Views(unit, language_of(request), self._link)


def language_of(request: Request) -> Language:
    """The language that the reader likes best, of those there are; English if none is."""
    liked = dict[str, float]()
    for part in request.headers.get("accept-language", "").split(","):
        if found := _ONE_LANGUAGE.fullmatch(part):
            liked.setdefault(found[1].lower(), float(found[2] or 1))
    known = [language for language in LANGUAGES if liked.get(language)]
    return max(known, key=lambda language: liked[language], default="en")


def _static_file(name: str) -> Response:
    """A file beside this module; only those that lie there are known by name."""
    file = next((file for file in _STATIC.iterdir() if file.name == name), None)
    kind = next((kind for ending, kind in _KINDS.items() if name.endswith(ending)), None)
    if file is None or kind is None:
        raise HTTPException(404)
    headers = {"content-type": kind, "cache-control": "no-cache"}
    return Response(file.read_bytes(), headers=headers)


def _number(request: Request, name: str, default: float) -> float:
    """A number that is asked for. Raises :class:`HTTPException` if it is none."""
    try:
        return float(request.query_params.get(name, default))
    except ValueError:
        raise HTTPException(400) from None


def _told_as_json(request: Request, reason: Exception) -> Response:
    status = reason.status_code if isinstance(reason, HTTPException) else 500
    return JSONResponse({"error": str(getattr(reason, "detail", ""))}, status)
