"""Writes what is typed on the page into the content: one change at a time, tried and recorded.

A change is made to the text that the page shows. What was saved elsewhere meanwhile is merged with
it by lines; a change of the same lines is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import yaml

from docgen.content.content_names import is_markdown, is_yaml
from docgen.content.field_changes import with_field, with_group
from docgen.content.retyped import read_text
from docgen.content.row_changes import (
    RowAction,
    RowInfo,
    list_gone,
    row_info,
    with_row,
    without_list,
)
from docgen.content.typed_changes import (
    TypedChange,
    block_source,
    typed_otherwise,
    with_block,
    with_new_block,
    with_value,
)
from docgen.content.yaml_writer import KeyPath, YamlFile
from docgen.diagnostics import DocgenError, Place, Problem
from docgen.packs.row_sums import GROUP_MISSING
from docgen.packs.schema import WRONG_TYPE
from docgen.runs.build import Packs
from docgen.runs.edit_results import EditResult
from docgen.runs.edit_writer import EditWriter
from docgen.runs.editable import Editable, editable_at, editable_for
from docgen.runs.edition import Edition
from docgen.runs.file_edit import BytesChange, FileEdit, Shown, of_fix, of_text
from docgen.runs.inputs_digest import content_states
from docgen.runs.new_errors import BuildStep, step_of
from docgen.runs.waiver_edits import problem_now, unwaiving, waiving


@dataclass
class ContentEditor:
    """Edits the content of one unit; may be called by several threads.

    Attributes:
        edition: the edition.
        folder: the content of the unit.
        packs: the packs of the project, which nobody else uses at the same time.
    """

    edition: Edition
    folder: Path
    packs: Packs

    @cached_property
    def _writer(self) -> EditWriter:
        return EditWriter(self.edition, self.folder, self.packs)

    @property
    def can_undo(self) -> bool:
        """Whether anything made on the page is kept, also from before it was opened."""
        return self._writer.history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether anything was undone since the last edit, and can be done again."""
        return self._writer.history.can_redo

    def begin_anew(self) -> None:
        """Something else was done on the page: what was undone before is not done again."""
        self._writer.history.begin_anew()

    def undo(self) -> EditResult:
        """Undoes what was made last on the page, of this unit."""
        return self._writer.undo()

    def redo(self) -> EditResult:
        """Does again what was undone last."""
        return self._writer.redo()

    def shown(self) -> Shown:
        """The content files as they are, to be given to the edits of a page that is built now."""
        root, relative = self.edition.project.root, self.edition.project.relative
        paths = [Path(name) for name, numbers in content_states(self.folder, root) if numbers]
        texts = (path for path in paths if is_yaml(path) or is_markdown(path))
        return MappingProxyType({relative(path): path.read_bytes() for path in texts})

    def set_value(
        self,
        place: Place,
        old: str,
        new: str,
        *,
        also: Sequence[Place] = (),
        shown: Shown | None = None,
        insist: bool = False,
    ) -> EditResult:
        """Puts ``new`` in the place of the YAML value ``old``; an empty one leaves it blank.

        Args:
            place: where the value begins.
            old: what is typed there.
            new: what is to be typed; in the place of a list that is blank, its first item.
            also: where the same value is typed that one merged cell prints with it.
            shown: the content that ``place`` is of, if it may have changed meanwhile.
            insist: whether it is written though it disagrees with something else.
        """

        def value(at: Place) -> BytesChange:
            return of_text(at.file, with_value(at, old, new, also if at == place else ()))

        result = self._made(place, value, shown, insist=insist)
        if old or not _wants_list(result.problem):
            return result
        return self._added(place, lambda at: with_field(at, "[]", new), shown, insist=insist)

    def set_block(
        self,
        document: Place,
        block: int,
        old: str,
        new: str,
        *,
        shown: Shown | None = None,
        insist: bool = False,
    ) -> EditResult:
        """Puts Markdown in the place of a block of the text at ``document``; none takes it away."""
        return self._edit(document, with_block(document, block, old, new), shown, insist=insist)

    def add_block(
        self,
        document: Place,
        block: int,
        new: str,
        *,
        shown: Shown | None = None,
        insist: bool = False,
    ) -> EditResult:
        """Puts Markdown before a block of the text at ``document``, which may not exist yet."""
        return self._edit(document, with_new_block(document, block, new), shown, insist=insist)

    def block_source(self, document: Place, block: int) -> str:
        """A block of the Markdown text at ``document`` as it is typed; empty if there is none."""
        try:
            return block_source(document, block, self._writer.text(document.file))
        except (DocgenError, yaml.YAMLError):
            return ""

    def add_field(
        self, place: Place, name: str, new: str, *, shown: Shown | None = None, insist: bool = False
    ) -> EditResult:
        """Types a field that is missing in the group at ``place``, or below the blank there.

        ``name`` leads to it: ``人数``, ``支出.合计``, ``[].名称`` for the first row of a list.
        """
        return self._added(place, lambda at: with_field(at, name, new), shown, insist=insist)

    def type_in(
        self,
        at: Editable,
        old: str,
        new: str,
        *,
        also: Sequence[Place] = (),
        shown: Shown | None = None,
        insist: bool = False,
    ) -> EditResult:
        """Types ``new`` for ``old`` where :meth:`editable` has said that it can be typed.

        A block for which ``old`` is empty is a new one, before that of the number. ``also`` is as
        :meth:`set_value` takes it. The result says what was written for what was typed otherwise.
        """
        if at.kind == "value" and not at.name:
            result = self.set_value(at.place, old, new, also=also, shown=shown, insist=insist)
        elif at.name:
            result = self.add_field(at.place, at.name, new, shown=shown, insist=insist)
        elif old:
            result = self.set_block(at.place, at.block, old, new, shown=shown, insist=insist)
        else:
            result = self.add_block(at.place, at.block, new, shown=shown, insist=insist)
        if not (result.files and result.place):
            return result
        now = self._writer.text(result.place.file)
        return replace(result, meant=typed_otherwise(result.place, new, now, is_value=at.is_value))

    def type_group(
        self,
        at: Editable,
        values: Mapping[KeyPath, str],
        *,
        shown: Shown | None = None,
        insist: bool = False,
    ) -> EditResult:
        """Types a group that is missing, ``values`` by the keys below it; some may be blank."""

        def change(place: Place) -> TypedChange:
            return with_group(place, at.name, values)

        result = self._added(at.place, change, shown, insist=insist)
        if not (result.files and result.place):
            return result
        file = YamlFile(result.place.file, self._writer.text(result.place.file))
        first = next(iter(values))
        path = file.path(result.place) or first
        places = [file.places[(*path[: len(path) - len(first)], *keys)] for keys in values]
        told = (
            typed_otherwise(place, value, file.text, is_value=True)
            for place, value in zip(places, values.values(), strict=True)
        )
        return replace(result, meant=tuple(chain.from_iterable(told)))

    def editable(self, at: Place | Problem) -> Editable:
        """What can be typed at a place, or to mend a problem."""
        if isinstance(at, Problem):
            return editable_for(at, self._writer.text)
        return editable_at(at, self._writer.text(at.file))

    def rows(self, place: Place) -> RowInfo | None:
        """The row that the value at ``place`` lies in; ``None`` if it lies in none."""
        try:
            return row_info(place, self._writer.text(place.file))
        except yaml.YAMLError:
            return None

    def change_row(
        self,
        place: Place,
        action: RowAction,
        *,
        shown: Shown | None = None,
        insist: bool = False,
    ) -> EditResult:
        """Adds a blank row behind that of the value at ``place``, or deletes or moves that row.

        With the only row its list goes, and the groups around it that would be empty; unless the
        form needs them: then the row stays, blank.
        """
        gone = self._list_gone(place, shown) if action == "delete" else ""
        if gone:
            change = without_list(place)
            result = self._edit(place, change, shown, insist=False)
            if insist and result.may_insist and not _wants_group(result):
                result = self._edit(place, change, shown, insist=True)
            if not _wants_group(result):
                return replace(result, gone="" if result.problem else gone)
        return self._edit(place, with_row(place, action), shown, insist=insist)

    def _list_gone(self, place: Place, shown: Shown | None) -> str:
        """What goes with the row that the value at ``place`` lies in; nothing if it has others."""
        try:
            return list_gone(place, self._text(place.file, shown))
        except yaml.YAMLError:
            return ""

    def apply_fix(
        self, problem: Problem, *, shown: Shown | None = None, insist: bool = False
    ) -> EditResult:
        """Applies the fix of a problem that has one, also one that is not safe without asking."""
        if problem.fix is None:
            return EditResult(problem)
        root, fix = self.edition.project.root, problem.fix
        return self._writer.write(FileEdit(root, fix.place, of_fix(fix), shown), insist=insist)

    def waive(self, problem: Problem, reason: str, *, shown: Shown | None = None) -> EditResult:
        """Writes that a problem is none, because of ``reason``: its rule is waived in its line."""
        now, unit = self.shown(), self.edition.place(self.folder).file
        moved = problem_now(problem, shown or now, now)
        return self._edit(*waiving(moved, reason, unit, now), None, insist=False)

    def unwaive(self, place: Place, *, shown: Shown | None = None) -> EditResult:
        """Takes back the waiver at ``place``, whatever is wrong then."""
        change = unwaiving(place, self._text(place.file, shown))
        return self._edit(*change, shown, insist=True)

    def _text(self, name: str, shown: Shown | None) -> str:
        """The text of a file as the page shows it, or as it is."""
        return self._writer.text(name) if shown is None else read_text(shown.get(name, b""))

    def _edit(
        self, place: Place, change: TypedChange, shown: Shown | None, *, insist: bool
    ) -> EditResult:
        """Makes a change of the text of a file."""
        made = of_text(place.file, change)
        edit = FileEdit(self.edition.project.root, place, made, shown)
        return self._writer.write(edit, insist=insist)

    def _added(
        self,
        place: Place,
        change: Callable[[Place], TypedChange],
        shown: Shown | None,
        *,
        insist: bool,
    ) -> EditResult:
        """Makes a change that adds something to the group at a place."""

        def made(at: Place) -> BytesChange:
            return of_text(at.file, change(at))

        return self._made(place, made, shown, insist=insist)

    def _made(
        self,
        place: Place,
        made: Callable[[Place], BytesChange],
        shown: Shown | None,
        *,
        insist: bool,
    ) -> EditResult:
        """Makes a change that can be made at another place, too, if lines around it are others."""
        edit = FileEdit(self.edition.project.root, place, made(place), shown, made)
        return self._writer.write(edit, insist=insist)


def _wants_group(result: EditResult) -> bool:
    """Whether a list or a group cannot go: the form, its schema or a rule of its sums has it."""
    return any(
        problem.code == GROUP_MISSING or step_of(problem) is BuildStep.TYPE
        for problem in result.errors
    )


def _wants_list(problem: Problem | None) -> bool:
    """Whether a problem is that one value stands where a list is wanted."""
    code, words = (problem.code, problem.words) if problem else ("", {})
    return code == WRONG_TYPE and words.get("wanted") == "array"
