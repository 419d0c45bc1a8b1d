"""The office's edits in the Word file of a unit: shown, and taken over or not, one by one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import cast, get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docgen.preview.asked import Posted, language_of, posted
from docgen.preview.json_answer import JsonAnswer
from docgen.preview.preview_context import PreviewContext
from docgen.preview.unit_state import UnitState
from docgen.runs.office_desk import Choice, OfficeDesk
from docgen.runs.office_review import OfficeEdit
from docgen.runs.office_steps import OfficeResult
from docgen.wording.office_fields import comment_fields, conflict_fields, edit_fields

_Step = Callable[[OfficeDesk, Collection[str]], OfficeResult]

_ACTIONS: dict[str, _Step] = {
    "take": OfficeDesk.take,
    "leave": OfficeDesk.leave,
    "ask-again": OfficeDesk.unleave,
    "put-back": OfficeDesk.put_back,
}


class OfficeRoutes:
    """Answers what concerns the Word file of a unit."""

    def __init__(self, context: PreviewContext) -> None:
        self._context = context

    def routes(self) -> list[Route]:
        """The addresses, with what answers them."""
        office = "/api/units/{unit}/office"
        return [
            Route(office, self.review, methods=["GET"]),
            Route(office, posted(self.act), methods=["POST"]),
            Route(f"{office}/conflict", posted(self.settle), methods=["POST"]),
        ]

    def review(self, request: Request) -> Response:
        """What the office has done."""
        views, language = self._context.views(request), language_of(request)
        review = self._context.desks.review(views.unit)

        def fields(edit: OfficeEdit) -> dict[str, object]:
            boxes = views.boxes_of(edit.places)
            is_draft = edit.id.startswith("draft-")
            return {**edit_fields(edit, language), "boxes": boxes, "draft": is_draft}

        return JsonAnswer(
            {
                "docx": review.docx.name if review.docx else "",
                "edits": [fields(edit) for edit in review.edits],
                "comments": [comment_fields(comment, language) for comment in review.comments],
                "conflicts": [conflict_fields(each, language) for each in review.conflicts],
                "problems": [views.problem(problem) for problem in review.problems],
            }
        )

    def act(self, request: Request, sent: Posted) -> Response:
        """Takes edits over, or decides otherwise about them."""
        unit, ids = self._context.unit(request), sent.texts("ids")
        step = _ACTIONS.get(sent.text("action"))
        if step is None:
            raise HTTPException(400)
        return self._done(request, unit, lambda desk: step(desk, ids))

    def settle(self, request: Request, sent: Posted) -> Response:
        """Takes one of both sides for a conflict."""
        unit, name, choice = self._context.unit(request), sent.text("id"), sent.text("choice")
        if choice not in get_args(Choice):
            raise HTTPException(400)
        return self._done(request, unit, lambda desk: desk.settle(name, cast(Choice, choice)))

    def _done(
        self, request: Request, unit: UnitState, step: Callable[[OfficeDesk], OfficeResult]
    ) -> Response:
        session, desks = self._context.session, self._context.desks
        # The desk first: who waits for it keeps nobody from writing.
        with desks.office(unit) as desk, session.writing(unit):
            result = step(desk)
        if result.files:
            desks.editor(unit).begin_anew()
        desks.reviewed(unit)
        session.outputs_changed()
        views, problem = self._context.views(request), result.problem
        return JsonAnswer(
            {
                "ok": problem is None or not problem.is_error,
                "problem": views.problem(problem) if problem else None,
                "may_insist": False,
                "version": unit.version + 1 if result.files else views.unit.version,
            }
        )
