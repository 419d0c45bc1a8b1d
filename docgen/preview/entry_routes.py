"""What every preview answers: its page and the page's files, the token for a key, and its end."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docgen.preview.asked import Posted, posted
from docgen.preview.entry_keys import EntryKeys
from docgen.preview.guard import ENTER
from docgen.preview.json_answer import JsonAnswer

_STATIC = files("docgen.preview") / "static"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class EntryRoutes:
    """Lets pages in.

    Args:
        keys: let them in.
        quits: ends the preview.
        page: the file of the page.
    """

    def __init__(
        self, keys: EntryKeys, quits: Callable[[], None], page: str = "index.html"
    ) -> None:
        self._keys, self._quits, self._page = keys, quits, page

    def routes(self) -> list[Route]:
        """The addresses, with what answers them."""
        return [
            Route("/", self.index, methods=["GET"]),
            Route("/static/{name}", self.static, methods=["GET"]),
            Route(ENTER, posted(self.enter), methods=["POST"]),
            Route("/api/quit", posted(self.quit), methods=["POST"]),
        ]

    def index(self, request: Request) -> Response:
        """The page."""
        return _static_file(self._page)

    def static(self, request: Request) -> Response:
        """A file of the page's own."""
        return _static_file(request.path_params["name"])

    def enter(self, request: Request, sent: Posted) -> Response:
        """The token, for a key."""
        token = self._keys.token(sent.text("key"))
        if token is None:
            raise HTTPException(403)
        return JsonAnswer({"token": token})

    def quit(self, request: Request, sent: Posted) -> Response:
        """Ends the preview."""
        self._quits()
        return JsonAnswer({"ok": True})


def _static_file(name: str) -> Response:
    """A file of the page; only those that lie there are known, by their names."""
    file = next((file for file in _STATIC.iterdir() if file.name == name), None)
    kind = next((kind for ending, kind in _KINDS.items() if name.endswith(ending)), None)
    if file is None or kind is None:
        raise HTTPException(404)
    headers = {"content-type": kind, "cache-control": "no-cache"}
    return Response(file.read_bytes(), headers=headers)
