"""Serves a preview on this machine, and to nobody else, until it is ended or left alone."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread
from types import FrameType

import uvicorn
from starlette.applications import Starlette

from docgen.diagnostics import Place, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.preview.connection import MOST, Connection
from docgen.preview.editor_link import EditorLink
from docgen.preview.ending import leave_once
from docgen.preview.event_stream import EventStream
from docgen.preview.guard import Guard
from docgen.preview.pack_desk import PackDesk
from docgen.preview.pack_routes import PackContext, pack_routes
from docgen.preview.preview_context import PreviewContext
from docgen.preview.server import app_of, preview_app
from docgen.preview.session import PreviewSession
from docgen.preview.watch import FolderWatch
from docgen.project import UNKNOWN_PACK, find_project, there_are
from docgen.runs.edition import Edition, find_edition

PORT_TAKEN = problem_code(
    "port-taken",
    en=(
        "port {port} is taken by another program",
        "leave --port out, then a free one is taken; or name another",
    ),
    zh=("端口 {port} 已被别的程序占用", "去掉 --port，会自动选一个空闲的；或换一个端口"),
)
BAD_EDITOR = problem_code(
    "bad-editor",
    en=(
        "this is no address of an editor: {pattern}",
        "write it as vscode://file/{{path}}:{{line}}:{{column}}",
    ),
    zh=("这不是编辑器的地址：{pattern}", "写成 vscode://file/{{path}}:{{line}}:{{column}}"),
)

ADDRESS = "127.0.0.1"
"""The only address it is served at: nobody else's machine reaches it."""

_END_SECONDS = 1
"""Seconds that answers under way have at the end."""


class _Uvicorn(uvicorn.Server):
    """Ends the event streams with itself, and itself when nobody has listened for a while."""

    def __init__(self, config: uvicorn.Config, events: EventStream, idle_seconds: float) -> None:
        super().__init__(config)
        self._events, self._idle_seconds = events, idle_seconds
        self._requests, self._asked = 0, time.monotonic()
        self.asked = Event()  # to end

    async def on_tick(self, counter: int) -> bool:
        if self._requests != self.server_state.total_requests:
            self._requests, self._asked = self.server_state.total_requests, time.monotonic()
        idle = min(self._events.idle_seconds, time.monotonic() - self._asked)
        if idle > self._idle_seconds:
            self.end()
        return await super().on_tick(counter)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ends the server, at once when it is asked again.

        uvicorn would raise the signal once more at the end, and temporary folders would stay.
        """
        self.force_exit |= self.should_exit
        self.end()

    def end(self) -> None:
        """Ends the server; from any thread."""
        self.should_exit = True
        self._events.close()
        self.asked.set()


@dataclass(frozen=True)
class ServeOptions:
    """How a preview is served.

    Attributes:
        unit: the unit that is shown first.
        port: where it is served; a free one is taken if it is 0.
        editor: the pattern of links to the user's editor, if it is not that of the environment.
        opens: whether the address is opened in a browser.
        idle_seconds: it ends when so long no page has listened or asked; that of a tab which is
            not seen does not listen.
        alone: whether nothing else is done in the process: it ends with the preview then, and does
            not wait for what is still being built.
        converter: ``word``, ``wps`` or ``libreoffice``, which lays out; the first that is
            installed, in this order, if empty.
    """

    unit: str = ""
    port: int = 0
    editor: str = ""
    opens: bool = True
    idle_seconds: float = 2 * 60 * 60
    alone: bool = False
    converter: str = ""


def serve_edition(
    edition: str, options: ServeOptions, started: Callable[[str], None], *, root: Path | None = None
) -> None:
    """Serves the preview of an edition until it is ended, or left alone.

    Args:
        edition: a folder of ``content``.
        options: how it is served.
        started: is called with the address once it is served.
        root: a folder in the project; the current one if not given.

    Raises:
        UsageError: there is no such edition or unit, the port is taken, or the pattern is none.
    """
    chosen = find_edition(edition, root, converter=options.converter)
    if chosen.name not in chosen.project.editions():
        chosen.units()  # says so; one without units is shown as it is
    first = chosen.units([options.unit])[0].name if options.unit else ""
    link = _editor_link(chosen, options.editor)
    events = EventStream()
    with (
        _listening(options.port) as listener,
        PreviewSession(chosen, events.tell) as session,
        FolderWatch(session),
    ):
        if first and (state := session.unit(first)):
            session.choose(state)
        context = PreviewContext(session, events, link, first)
        app = preview_app(context)
        _serve(app, context, listener, events, options, started)


def serve_pack(
    pack: str, options: ServeOptions, started: Callable[[str], None], *, root: Path | None = None
) -> None:
    """Serves the page on which a pack is looked at and corrected, as :func:`serve_edition` does.

    Raises:
        UsageError: the project has no such pack of its own, or the port is taken.
    """
    project = replace(find_project(root or Path.cwd()), converter=options.converter)
    name = project.pack_name(pack)
    if name not in project.own_packs():
        place, known = Place("word_templates"), project.own_packs()
        raise UsageError(UNKNOWN_PACK, place, pack=pack, **there_are(pack, known))
    events = EventStream()
    with _listening(options.port) as listener, PackDesk(project, name) as desk:
        context = PackContext(desk)
        app = app_of(pack_routes(context))
        _serve(app, context, listener, events, options, started)


def _serve(
    app: Starlette,
    context: PreviewContext | PackContext,
    listener: socket.socket,
    events: EventStream,
    options: ServeOptions,
    started: Callable[[str], None],
) -> None:
    """Serves an app until it is ended, or left alone."""
    port = listener.getsockname()[1]
    guard = Guard(app, port, context.keys)
    uvicorn_server = _Uvicorn(_config(guard), events, options.idle_seconds)
    context.quits = uvicorn_server.end
    address = f"http://{ADDRESS}:{port}/#"
    started(address + context.keys.printed)
    if options.opens:
        open_browser(address + context.keys.for_once)
    _make_sure_it_ends(uvicorn_server, alone=options.alone)
    uvicorn_server.run(sockets=[listener])


def _make_sure_it_ends(server: _Uvicorn, *, alone: bool) -> None:
    if alone:
        leave_once(server.asked)
    if hasattr(signal, "SIGHUP") and current_thread() is main_thread():  # its terminal closes
        signal.signal(signal.SIGHUP, server.handle_exit)


def _editor_link(edition: Edition, pattern: str) -> EditorLink:
    try:
        return EditorLink(edition.project.root, pattern)
    except ValueError as reason:
        raise UsageError(BAD_EDITOR, Place("--editor"), pattern=reason) from None


def _config(app: Guard) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=MOST,
        timeout_graceful_shutdown=_END_SECONDS,
    )


def _listening(port: int) -> socket.socket:
    """A socket at the port, or at a free one. Raises :class:`UsageError` if it is taken."""
    # Of a socket that is not said to be TCP's, asyncio would hold back what follows the headers of
    # an answer until the browser has said that it has them: 40 ms each time.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    option = "SO_EXCLUSIVEADDRUSE" if sys.platform == "win32" else "SO_REUSEADDR"
    listener.setsockopt(socket.SOL_SOCKET, getattr(socket, option), 1)
    try:
        listener.bind((ADDRESS, port))
        listener.listen()
    except OSError as reason:
        listener.close()
        raise UsageError(PORT_TAKEN, Place("--port"), port=port) from reason
    return listener


def open_browser(address: str) -> None:
    """Opens the address in the user's browser, if there is a screen for one."""
    has_screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform in ("win32", "darwin") or has_screen:
        Thread(target=webbrowser.open, args=(address,), daemon=True).start()
