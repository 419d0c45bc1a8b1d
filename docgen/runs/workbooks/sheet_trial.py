"""Tries the edits of a workbook on a copy of the unit, and finds those that are refused.

As with a Word file, an edit that makes an error of the content is refused, and what is typed has to
be what is printed. A unit that is not finished yet may disagree with checks: that is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from docgen.content.blocks import Break, Document, Span, Table
from docgen.content.retyped import retyped
from docgen.content.values import Items, Node, Value
from docgen.content.yaml_writer import KeyPath, YamlFile
from docgen.diagnostics import Place, Problem, error
from docgen.diagnostics.codes import problem_code
from docgen.runs.build import BuiltUnit
from docgen.runs.content_copy import ContentCopy
from docgen.runs.edit_trial import EditTrial, FileChange, TriedEdit
from docgen.runs.workbooks.sheet_edits import SheetEdit, SheetEditKind
from docgen.runs.workbooks.sheet_writes import SheetWrites, WrittenEdits

PRINTS_OTHERWISE = problem_code(
    "prints-otherwise",
    en=(
        "「{typed}」 would print as 「{printed}」; it was not taken",
        "type it in another way, or in the content file",
    ),
    zh=("「{typed}」印出来会是「{printed}」，没有写回", "换一种写法，或在内容文件里写"),
)


@dataclass
class SheetTrial:
    """Tries edits.

    Attributes:
        copy: the copy that they are tried on.
        trial: what tells which errors they bring.
        writes: what writes them.
        is_finished: whether the content had no errors, and is to have none.
        accepted: the edits that are taken, after :meth:`run`.
        tried: what they make of the content; ``None`` if that is nothing.
    """

    copy: ContentCopy
    trial: EditTrial
    writes: SheetWrites
    is_finished: bool
    accepted: list[SheetEdit] = field(default_factory=list)
    tried: TriedEdit | None = None

    def run(self, edits: Sequence[SheetEdit]) -> None:
        """Takes what can be taken; the others have the problem as their reason then."""
        waiting = list(edits)
        while waiting:  # each round refuses at least one
            refused = self._refused(waiting)
            if not refused:
                break
            for edit, problem in refused.items():
                edit.reason = problem
            waiting = [edit for edit in waiting if edit not in refused]
        self.accepted = waiting
        self.tried = self.tried if waiting else None

    def _refused(self, edits: Sequence[SheetEdit]) -> Mapping[SheetEdit, Problem]:
        """The edits that cannot be taken together with the others, each with the problem."""
        self.tried, written = self._attempt(edits)
        if written.refused:
            return written.refused
        if self.tried is None:
            return {}
        if wrong := self._wrong(self.tried):
            guilty = dict(self._guilty(wrong, written))
            # What has one safe answer gets it as soon as nothing else is wrong.
            hopeless = {edit: problem for edit, problem in guilty.items() if not problem.is_fixable}
            return hopeless or guilty or self._by_halves(edits)
        return dict(_printed_otherwise(self.tried, written))

    def _wrong(self, tried: TriedEdit) -> Sequence[Problem]:
        """The errors for which edits are refused."""
        return () if tried.may_insist and not self.is_finished else tried.errors

    def _attempt(self, edits: Sequence[SheetEdit]) -> tuple[TriedEdit | None, WrittenEdits]:
        written = self.writes.written(edits)
        changes = []
        for name, text in written.texts.items():
            before = self.copy.before(name)
            changes.append(FileChange(name, before, retyped(before or b"", text)))
        tried = self.trial.run_on(self.copy, *changes) if changes else None
        return tried, written

    def _guilty(
        self, errors: Sequence[Problem], written: WrittenEdits
    ) -> Iterator[tuple[SheetEdit, Problem]]:
        """Yields the edits at whose places the errors are."""
        files = {name: YamlFile(name, text) for name, text in written.texts.items()}
        for problem in errors:
            file = files.get(problem.place.file)
            keys = file.path(problem.place) or file.key_at(problem.place) if file else None
            for edit, (name, own) in written.keys.items():
                if keys is not None and name == problem.place.file and _meet(own, keys, edit):
                    within = edit.row.places if edit.row else {}
                    cell = within.get(keys[len(own) :], edit.place)
                    yield edit, replace(problem, place=cell)

    def _by_halves(self, edits: Sequence[SheetEdit]) -> Mapping[SheetEdit, Problem]:
        """The edits without which the others bring no errors, found by halving."""
        refused: dict[SheetEdit, Problem] = {}

        def together(tried: Sequence[SheetEdit], kept: list[SheetEdit]) -> list[SheetEdit]:
            attempt, _ = self._attempt([*kept, *tried])
            wrong = self._wrong(attempt) if attempt else ()
            if not wrong:
                return [*kept, *tried]
            if len(tried) == 1:
                refused[tried[0]] = replace(wrong[0], place=tried[0].place)
                return kept
            half = len(tried) // 2
            return together(tried[half:], together(tried[:half], kept))

        together(edits, [])
        return refused


def _meet(own: KeyPath, keys: KeyPath, edit: SheetEdit) -> bool:
    """Whether an error at keys is one of an edit: of its value, or within its row."""
    is_row = edit.kind is SheetEditKind.ROW_ADDED
    return keys[: len(own)] == own if is_row else own == keys


def _printed_otherwise(
    tried: TriedEdit, written: WrittenEdits
) -> Iterator[tuple[SheetEdit, Problem]]:
    """Yields the edits whose values would not print as they are typed."""
    printed = dict(_printed(tried.built))
    files = {change.name: YamlFile(change.name, change.after.decode()) for change in tried.changes}
    for edit, (name, keys) in written.keys.items():
        file = files.get(name)
        if edit.kind is not SheetEditKind.CHANGED or file is None or keys not in file.places:
            continue
        place = file.places[keys]
        edit.content, typed = place, file.value(place)
        edit.meant = typed if typed != edit.written and edit.new else ""
        shown = printed.get(place, printed.get(file.bodies[keys]))
        if shown is not None and shown not in (_plain(typed), _plain(edit.new)):
            yield edit, error(PRINTS_OTHERWISE, edit.place, typed=edit.new, printed=shown)


def _plain(text: str) -> str:
    return "" if text == "~" else text.strip()


def _printed(built: BuiltUnit) -> Iterator[tuple[Place, str]]:
    """Yields where each value is typed, and what it prints."""
    for value in _values(built.unit.data):
        place = getattr(value, "place", None)
        if place is not None:
            yield place, _text_of(value) if isinstance(value, Document) else str(value).strip()


def _values(value: Value) -> Iterator[Value]:
    """Yields every single value."""
    if isinstance(value, Node):
        for child in value.values():
            yield from _values(child)
    elif isinstance(value, Items):
        for child in value:
            yield from _values(child)
    else:
        yield value


def _text_of(document: Document) -> str:
    """The words of a text of paragraphs."""
    lines = []
    for block in document.blocks:
        inlines = () if isinstance(block, Table) else block.inlines
        kept = (each for each in inlines if isinstance(each, (Span, Break)))
        lines.append("".join("\n" if isinstance(each, Break) else each.text for each in kept))
    return "\n".join(lines).strip()
