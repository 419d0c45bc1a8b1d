"""The addresses of the page on which a pack is looked at and corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docgen.diagnostics import Problem
from docgen.diagnostics.codes import Language
from docgen.messages.problem_words import message_and_hint
from docgen.preview.asked import Posted, language_of, number_in_path, posted
from docgen.preview.entry_keys import EntryKeys
from docgen.preview.entry_routes import EntryRoutes
from docgen.preview.json_answer import JsonAnswer
from docgen.preview.pack_desk import PackDesk, WantedField
from docgen.scaffold.pack.edits.field_chains import plain
from docgen.scaffold.pack.edits.pack_editor import PackEdit
from docgen.scaffold.pack.report.blank_pages import BlankPage
from docgen.scaffold.pack.report.drafted_blanks import DraftedBlank, Kind
from docgen.wording.draft_page import blank_name

_KINDS = ("text", "number", "prose", "choice", "year")


@dataclass
class PackContext:
    """What the answers are made of.

    Attributes:
        desk: where the pack is corrected.
        keys: let pages in.
        quits: ends the preview.
    """

    desk: PackDesk
    keys: EntryKeys = field(default_factory=EntryKeys)
    quits: Callable[[], None] = lambda: None


def pack_routes(context: PackContext) -> list[Route]:
    """All addresses that are answered."""
    entry = EntryRoutes(context.keys, lambda: context.quits(), "pack.html")
    return [*entry.routes(), *_PackRoutes(context.desk).routes()]


class _PackRoutes:
    def __init__(self, desk: PackDesk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        return [
            Route("/api/pack", self.pack, methods=["GET"]),
            Route("/api/pack/pages/{number}.png", self.page, methods=["GET"]),
            Route("/api/pack/field", posted(self.correct), methods=["POST"]),
            Route("/api/pack/settle", posted(self.settle), methods=["POST"]),
            Route("/api/pack/clear", posted(self.clear), methods=["POST"]),
            Route("/api/pack/undo", posted(self.undo), methods=["POST"]),
            Route("/api/pack/redo", posted(self.redo), methods=["POST"]),
        ]

    def pack(self, request: Request) -> Response:
        """The pack: its blanks, and where they are on its pages."""
        language, (version, view) = language_of(request), self._desk.view()
        blanks = [_blank(blank, language) for blank in view.blanks]
        doubts = [_told(doubt, language) for doubt in (*view.problems, *view.doubts)]
        return JsonAnswer(
            {
                "name": self._desk.name,
                "title": view.title,
                "version": version,
                "blanks": blanks,
                "doubts": doubts,
                "pages": list(map(_page, view.pages)),
                "can_undo": self._desk.editor.can_undo,
                "can_redo": self._desk.editor.can_redo,
            }
        )

    def page(self, request: Request) -> Response:
        """A page as a picture."""
        at, view = (
            number_in_path(request),
            self._desk.shown(request.query_params.get("version", "")),
        )
        if view is None:
            raise HTTPException(409)
        if at >= len(view.pages):
            raise HTTPException(404)
        return Response(view.pages[at].picture, media_type="image/png")

    def correct(self, request: Request, sent: Posted) -> Response:
        """Makes a blank what is wanted."""
        kind = sent.text("kind")
        if kind not in _KINDS:
            raise HTTPException(400)
        name, options, formula = (sent.text(key).strip() for key in ("name", "options", "formula"))
        wanted = WantedField(name, cast(Kind, kind), options, formula, sent.flag("listed"))
        done = self._desk.correct(sent.text("version"), sent.number("blank"), wanted)
        return _done(done, language_of(request))

    def settle(self, request: Request, sent: Posted) -> Response:
        """Notes that a blank was looked at and is right."""
        done = self._desk.settle(sent.text("version"), sent.number("blank"))
        return _done(done, language_of(request))

    def clear(self, request: Request, sent: Posted) -> Response:
        """Takes the field of a blank away."""
        done = self._desk.clear(sent.text("version"), sent.number("blank"))
        return _done(done, language_of(request))

    def undo(self, request: Request, sent: Posted) -> Response:
        """Undoes what was done last."""
        return _done(self._desk.undo(), language_of(request))

    def redo(self, request: Request, sent: Posted) -> Response:
        """Does again what was undone last."""
        return _done(self._desk.redo(), language_of(request))


def _done(edit: PackEdit, language: Language) -> Response:
    """What became of a correction."""
    problems = [problem for problem in (edit.problem, edit.fault) if problem]
    told = [_told(problem, language) for problem in problems]
    return JsonAnswer({"ok": not told, "files": edit.files, "told": told})


def _told(problem: Problem, language: Language) -> dict[str, str]:
    message, hint = message_and_hint(problem, language)
    return {"message": message, "hint": hint}


def _blank(blank: DraftedBlank, language: Language) -> dict[str, object]:
    return {
        "state": blank.state,
        "name": blank_name(blank, language),
        "key": blank.path.rpartition(".")[2] or plain(blank.suggested),
        "kind": blank.kind,
        "listed": blank.is_listed,
        "in_row": bool(blank.place.table and len(blank.keys) > 1 and ".*" not in blank.path),
        "options": "、".join(blank.options),
        "formula": blank.formula,
        "rules": list(blank.rules),
        "hint": blank.hint,
        "doubts": [_told(doubt, language) for doubt in blank.doubts],
    }


def _page(page: BlankPage) -> dict[str, object]:
    areas = [{"blank": number, **box._asdict()} for number, box in page.areas]
    size = {"width": page.width, "height": page.height}
    return {"part": page.part, "number": page.number, **size, "areas": areas}
