"""What is written: edits of the content, undone and done again; and the report itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast, get_args
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docgen.content.row_changes import RowAction
from docgen.diagnostics import DocgenError, Place, Problem
from docgen.preview.asked import Posted, posted
from docgen.preview.edit_views import asked_for, typed_at
from docgen.preview.json_answer import JsonAnswer, place_fields
from docgen.preview.preview_context import PreviewContext
from docgen.preview.saved_report import saved_report
from docgen.preview.unit_inputs import UnitInputs
from docgen.preview.unit_state import UnitState
from docgen.preview.views import problem_id
from docgen.runs.edit_results import EditResult
from docgen.runs.editable import Editable, editable_for
from docgen.runs.edition_figures import take_figures
from docgen.runs.merged_rows import merged_places
from docgen.runs.render import RenderOptions, render_edition
from docgen.runs.taken_figures import FIGURE_CHANGED
from docgen.runs.waiver_edits import waiving_of

_KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}


class EditRoutes:
    """Answers what changes the content of a unit, and what saves its report."""

    def __init__(self, context: PreviewContext) -> None:
        self._context = context

    def routes(self) -> list[Route]:
        """The addresses, with what answers them."""
        unit = "/api/units/{unit}"
        answers = {
            "edit": self.edit,
            "group": self.group,
            "rows": self.rows,
            "fix": self.fix,
            "waive": self.waive,
            "unwaive": self.unwaive,
            "take": self.take,
            "undo": self.undo,
            "redo": self.redo,
            "save": self.save,
        }
        writes = [
            Route(f"{unit}/{name}", posted(answer), methods=["POST"])
            for name, answer in answers.items()
        ]
        return [*writes, Route(f"{unit}/report.{{ending}}", self.report, methods=["GET"])]

    def edit(self, request: Request, sent: Posted) -> Response:
        """Types something into the content."""
        unit, at = self._context.unit(request), typed_at(sent)
        old, new = sent.text("old"), sent.text("new")
        content, insist = self._content(unit, sent), sent.flag("insist")
        also = _also(unit, at, content)
        shown = content.texts if content else None
        with self._context.desks.writing(unit) as editor:
            result = editor.type_in(at, old, new, also=also, shown=shown, insist=insist)
        return self._told(request, unit, result)

    def group(self, request: Request, sent: Posted) -> Response:
        """Types a group that a problem says is missing: a value for each field it is asked for."""
        unit, values = self._context.unit(request), sent.texts("values")
        problem = _problem(unit.problems, sent)
        keys, content = [field.keys for field in asked_for(unit, problem)], unit.content
        if not keys or len(values) != len(keys) or content is None:
            raise HTTPException(400)
        at, typed = editable_for(problem, content.text), dict(zip(keys, values, strict=True))
        with self._context.desks.writing(unit) as editor:
            result = editor.type_group(at, typed, shown=content.texts, insist=sent.flag("insist"))
        return self._told(request, unit, result)

    def rows(self, request: Request, sent: Posted) -> Response:
        """Adds, deletes or moves a row of a list."""
        unit, action = self._context.unit(request), sent.text("action")
        if action not in get_args(RowAction):
            raise HTTPException(400)
        place = Place(sent.text("file"), sent.number("line"), sent.number("column", 0))
        content, insist = self._content(unit, sent), sent.flag("insist")
        shown, wanted = content.texts if content else None, cast(RowAction, action)
        with self._context.desks.writing(unit) as editor:
            result = editor.change_row(place, wanted, shown=shown, insist=insist)
        return self._told(request, unit, result)

    def fix(self, request: Request, sent: Posted) -> Response:
        """Does what a problem says that there is to do."""
        unit = self._context.unit(request)
        problem = _problem(unit.problems, sent)
        if problem.fix is None:
            raise HTTPException(409)
        shown = unit.content.texts if unit.content else None
        with self._context.desks.writing(unit) as editor:
            result = editor.apply_fix(problem, shown=shown, insist=sent.flag("insist"))
        return self._told(request, unit, result)

    def waive(self, request: Request, sent: Posted) -> Response:
        """Writes that a problem is none, and why."""
        unit, reason = self._context.unit(request), sent.text("reason")
        problem = _problem(unit.problems, sent)
        if waiving_of(problem) != "give" or not reason.strip():
            raise HTTPException(400)
        shown = unit.content.texts if unit.content else None
        with self._context.desks.writing(unit) as editor:
            result = editor.waive(problem, reason, shown=shown)
        return self._told(request, unit, result)

    def unwaive(self, request: Request, sent: Posted) -> Response:
        """Takes back what was written so of a problem."""
        unit = self._context.unit(request)
        wrong = (problem for problem in unit.problems if waiving_of(problem) == "take")
        places = {problem_id(problem): problem.place for problem in wrong}
        places |= {problem_id(waived.problem): waived.place for waived in unit.waived}
        place, shown = places.get(sent.text("id")), unit.content.texts if unit.content else None
        if place is None:
            raise HTTPException(409)
        with self._context.desks.writing(unit) as editor:
            result = editor.unwaive(place, shown=shown)
        return self._told(request, unit, result)

    def take(self, request: Request, sent: Posted) -> Response:
        """Takes the figures that the workbooks show now, if these are the ones on the page."""
        unit = self._context.unit(request)
        _problem(unit.problems, sent)
        told = frozenset(
            (problem.words["old"], problem.words["new"], problem.place.cell_name)
            for problem in unit.problems
            if problem.code == FIGURE_CHANGED
        )
        with self._context.desks.writing(unit) as editor:
            result = take_figures(editor.folder, editor.edition, editor.packs, told)
        return self._told(request, unit, result)

    def undo(self, request: Request, sent: Posted) -> Response:
        """Undoes what was done last."""
        unit = self._context.unit(request)
        with self._context.desks.writing(unit) as editor:
            result = editor.undo()
        return self._told(request, unit, result)

    def redo(self, request: Request, sent: Posted) -> Response:
        """Does again what was undone last."""
        unit = self._context.unit(request)
        with self._context.desks.writing(unit) as editor:
            result = editor.redo()
        return self._told(request, unit, result)

    def save(self, request: Request, sent: Posted) -> Response:
        """Writes Word file and PDF, as ``docgen render`` does."""
        unit, edition = self._context.unit(request), self._context.session.edition
        options = RenderOptions(units=[unit.name], draft=sent.flag("draft"), jobs=1)
        problems, files = list[Problem](), list[Path]()
        try:
            with self._context.session.writing(unit):
                root = edition.project.root
                result = render_edition(edition.name, options, root=root, out=edition.out)
            problems += result.all_problems()
            files += (file for outcome in result.outcomes for file in outcome.files)
        except DocgenError as reason:
            problems.append(reason.problem)
        self._context.session.saved(unit)
        views = self._context.views(request)
        names = {file.suffix: edition.project.relative(file) for file in files}
        is_draft = options.draft and ".docx" in names  # which errors do not stop
        return JsonAnswer(
            {
                "ok": is_draft or not any(problem.is_error for problem in problems),
                "problems": [views.problem(problem) for problem in problems],
                "docx": names.get(".docx", ""),
                "pdf": names.get(".pdf", ""),
                "undecided": self._context.desks.review(unit).undecided if names else 0,
            }
        )

    def report(self, request: Request) -> Response:
        """A file that was saved, to be kept elsewhere."""
        unit, ending = self._context.unit(request), f".{request.path_params['ending']}"
        file = saved_report(self._context.session.edition, unit).get(ending)
        if file is None:
            raise HTTPException(404)
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
        return Response(file.read_bytes(), media_type=_KINDS[ending], headers=headers)

    def _content(self, unit: UnitState, sent: Posted) -> UnitInputs | None:
        """The content that a place was taken from.

        Raises :class:`HTTPException` if that is too long ago.
        """
        number = sent.number("content", 0) or sent.number("map", 0)
        content = self._context.session.content(unit, number) if number else None
        if number and content is None:
            raise HTTPException(409)
        return content

    def _told(self, request: Request, unit: UnitState, result: EditResult) -> Response:
        """What became of an edit; ``version`` is that of the unit that has it."""
        now, views = self._context.unit(request), self._context.views(request)
        problem = result.problem
        return JsonAnswer(
            {
                "ok": problem is None or not problem.is_error,
                "problem": views.problem(problem) if problem else None,
                "may_insist": result.may_insist,
                "version": unit.version + 1 if result.files else now.version,
                "place": place_fields(result.place) if result.place else None,
                "gone": result.gone,
                "meant": [{"typed": one, "written": other} for one, other in result.meant],
            }
        )


def _problem(problems: Iterable[Problem], sent: Posted) -> Problem:
    """The problem whose id was sent. Raises :class:`HTTPException` if it is there no more."""
    name = sent.text("id")
    found = next((one for one in problems if problem_id(one) == name), None)
    if found is None:
        raise HTTPException(409)
    return found


def _also(unit: UnitState, at: Editable, content: UnitInputs | None) -> tuple[Place, ...]:
    """Where the same value is typed in other rows that one merged cell prints."""
    shown = unit.shown
    if shown is None or content is not shown.inputs or at.kind != "value" or at.name:
        return ()
    return merged_places(shown.document.origins, at.place)
