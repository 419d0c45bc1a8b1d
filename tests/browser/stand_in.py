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
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from docgen.preview.guard import POLICY
from tests.browser.drawn_pdf import Json, drawn_pdf
from tests.support import ROOT

STATIC = ROOT / "docgen" / "preview" / "static"


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
        self.drawn = drawn_pdf(self.pdf)

    def tell(self, event: str, data: object) -> None:
        """Sends an event to all who listen."""
        said = f"event: {event}\ndata: {json.dumps(data)}\n\n"
        for queue in self.listeners:
            self.loop.call_soon_threadsafe(queue.put_nowait, said)

    def pages(self) -> list[Json]:
        """The pages as the view tells of them."""
        sizes = self.drawn.sizes * self.copies
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
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self.port))
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
        number = request.path_params["page"] % len(self.drawn.sizes)
        picture = self.drawn.picture(number, float(request.query_params["scale"]))
        return Response(picture, media_type="image/png")

    def text(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        spans = self.drawn.spans[request.path_params["page"] % len(self.drawn.spans)]
        return JSONResponse({"map": self.view.get("map", 1), "spans": spans})

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
