"""A stand-in for the server: pages of any PDF, and what else a test wants the browser to be told.

The real server has one report and builds it. Here a hundred pages, fifty units, a conflict, a lost
connection are a line of a test each.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from docgen.preview.guard import POLICY
from tests.support import ROOT

STATIC = ROOT / "docgen" / "preview" / "static"
Json = dict[str, Any]


def unit_row(name: str, **told: object) -> Json:
    """A unit as the list shows it."""
    row = {
        "name": name,
        "title": name,
        "state": "ready",
        "errors": 0,
        "warnings": 0,
        "blanks": 0,
        "filled": 0,
        "pages": 17,
        "draft": False,
        "version": 1,
    }
    return row | told


def problem(number: int, **told: object) -> Json:
    """A problem as the panel shows it."""
    place = {"file": "facts.yaml", "line": number, "column": 3}
    shown = {
        "id": f"p{number}",
        "code": "x",
        "severity": "error",
        "message": f"problem {number}",
        "hint": "",
        "where": "",
        **place,
        "link": "vscode://file/facts.yaml",
        "to_do": "",
        "fix": None,
        "boxes": [],
        "field": f"field{number}",
        "edit": {"kind": "value", **place, "text": "", "why": ""},
        "row": None,
        "waiving": "",
    }
    return shown | told


def box(page: int = 0, y: float = 300, x: float = 200) -> Json:
    """A place on a page."""
    return {"page": page, "x": x, "y": y, "width": 90, "height": 14}


@dataclass
class StandIn:
    """What is told of the units, and what was asked for."""

    pdf: Path
    copies: int = 1
    port: int = 0
    units: list[Json] = field(default_factory=lambda: [unit_row("one")])
    view: Json = field(default_factory=dict)
    sources: Json = field(default_factory=dict)
    office: Json = field(default_factory=dict)
    hits: list[Json] = field(default_factory=list)
    refused: Json | None = None
    result: Json = field(default_factory=dict)
    found: list[Json] = field(default_factory=list)
    undecided: int = 0
    searched: list[Json] = field(default_factory=list)
    edits: list[Json] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    listeners: list[asyncio.Queue[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document = pypdfium2.PdfDocument(self.pdf)
        self.lock = threading.Lock()
        self.spans = [_spans(page, number) for number, page in enumerate(self.document)]

    def tell(self, event: str, data: object) -> None:
        """Sends an event to all who listen."""
        said = f"event: {event}\ndata: {json.dumps(data)}\n\n"
        for queue in self.listeners:
            self.loop.call_soon_threadsafe(queue.put_nowait, said)

    def pages(self) -> list[Json]:
        """The pages as the view tells of them."""
        sizes = [page.get_size() for page in self.document] * self.copies
        return [
            {"width": width, "height": height, "digest": f"d{number}"}
            for number, (width, height) in enumerate(sizes)
        ]

    def shown(self, name: str) -> Json:
        """What is told of a unit."""
        told = {
            "name": name,
            "title": name,
            "state": "ready",
            "version": 1,
            "map": 1,
            "stale": False,
            "draft": False,
            "errors": 0,
            "warnings": 0,
            "blanks": 0,
            "filled": 0,
            "pages": self.pages(),
            "problems": [],
            "waived": [],
            "changed": [],
            "can_undo": False,
            "can_redo": False,
            "saved": None,
        }
        return told | self.view

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Serves from a thread, at the port of before if there was one."""
        ready = threading.Event()
        listening = socket.create_server(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        config = uvicorn.Config(self.app(), log_level="critical", lifespan="off")
        self.server = uvicorn.Server(config)

        async def run() -> None:
            self.loop = asyncio.get_running_loop()
            ready.set()
            await self.server.serve(sockets=[listening])

        self.thread = threading.Thread(target=lambda: asyncio.run(run()))
        self.thread.start()
        ready.wait()

    def stop(self) -> None:
        """Ends, and lets nobody wait."""
        self.server.should_exit = self.server.force_exit = True
        for queue in self.listeners:
            self.loop.call_soon_threadsafe(queue.put_nowait, "")
        self.thread.join()
        self.listeners.clear()

    def app(self) -> Starlette:
        """The paths of the contract."""
        unit = "/api/units/{unit}"
        return Starlette(
            routes=[
                Route("/", lambda _: _page()),
                Route("/api/edition", lambda _: JSONResponse({"units": self.units})),
                Route("/api/events", self.events),
                Route("/api/search", self.search),
                Route(unit, lambda request: JSONResponse(self.shown(request.path_params["unit"]))),
                Route(unit + "/pages/{page:int}.png", self.picture),
                Route(unit + "/pages/{page:int}.json", self.text),
                Route(unit + "/sources/{source:int}", self.source),
                Route(unit + "/office", self.review),
                Route(unit + "/{verb:path}", self.change, methods=["POST"]),
                Mount("/static", StaticFiles(directory=STATIC)),
            ]
        )

    async def events(self, _: Request) -> Response:
        queue: asyncio.Queue[str] = asyncio.Queue()
        self.listeners.append(queue)

        async def said() -> AsyncIterator[str]:
            yield ": here\n\n"
            while event := await queue.get():
                yield event

        return StreamingResponse(said(), media_type="text/event-stream")

    def picture(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        number = request.path_params["page"] % len(self.document)
        with self.lock:
            image = self.document[number].render(scale=float(request.query_params["scale"]))
            written = BytesIO()
            image.to_pil().save(written, "png", compress_level=1)
        return Response(written.getvalue(), media_type="image/png")

    def text(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        return JSONResponse(
            {"map": 1, "spans": self.spans[request.path_params["page"] % len(self.spans)]}
        )

    def search(self, request: Request) -> Response:
        self.searched.append(dict(request.query_params))
        return JSONResponse({"hits": self.hits})

    def source(self, request: Request) -> Response:
        return JSONResponse(self.sources)

    async def review(self, request: Request) -> Response:
        if request.method == "POST":
            return await self.change(request)
        return JSONResponse(
            {"docx": None, "edits": [], "comments": [], "conflicts": [], "problems": []}
            | self.office
        )

    async def change(self, request: Request) -> Response:
        said = await request.json()
        self.edits.append({"verb": request.url.path.rsplit("/", 1)[-1], **said})
        ok = self.refused is None
        return JSONResponse(
            {
                "ok": ok,
                "problem": self.refused,
                "problems": self.found,
                "undecided": self.undecided,
                "version": 1,
                "docx": "a.docx",
                "pdf": "a.pdf",
            }
            | self.result
        )


def _page() -> Response:
    return FileResponse(STATIC / "index.html", headers={"Content-Security-Policy": POLICY})


def _spans(page: pypdfium2.PdfPage, number: int) -> list[Json]:
    """The lines of a page, each a span and a source of its own."""
    text = page.get_textpage()
    spans: list[Json] = []
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        words = text.get_text_bounded(left, bottom, right, top)
        if not words.strip():
            continue
        step = (right - left) / len(words)
        xs = [left + step * at for at in range(len(words))]
        place = {"x": left, "y": page.get_height() - top, "width": right - left}
        place |= {"height": top - bottom, "text": words, "xs": xs, "start": 0}
        spans.append(place | {"source": number * 1000 + index, "block": index // 3})
        spans[-1]["heading"] = int(index == 0)
    return spans
