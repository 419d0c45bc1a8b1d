"""The office's edits, shown and carried back into the content files.

    content -> ours        what docgen would write now, each value with its place
    theirs  -> wanted      the office's file, with what is new in the content merged into it
    edits    = ours -> wanted
    carried  = those edits that are gone when the content, so changed, is rendered again

Nothing is believed before it has been tried: the changed content is rendered, and what that says is
compared with the office's file once more.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen.content.blocks import Span
from docgen.content.content_edits import ContentEdits
from docgen.content.values import Node, Value
from docgen.diagnostics import Problem, Severity
from docgen.packs.pack import Derived
from docgen.packs.rules import owners_at
from docgen.project import Project
from docgen.roundtrip.diff import Edit, EditKind, edits_between
from docgen.roundtrip.docx_model import DocxFile, DocxParagraph, words
from docgen.roundtrip.docx_reader import open_document, read_document
from docgen.roundtrip.origins import Origins
from docgen.roundtrip.proposals import Proposal, Reason, SkipReason
from docgen.roundtrip.proposing import propose, stay_below
from docgen.roundtrip.three_way import merge_files
from docgen.roundtrip.tokens import Revision
from docgen.runs.build import Packs, Report
from docgen.runs.unit_build import build_unit
from docgen.templates.provenance import Trace


@dataclass(frozen=True)
class PullInput:
    """What a unit's file is to say, and what docgen would write now.

    Attributes:
        folder: the unit's content.
        edition: its edition.
        theirs: the office's file, with what is new in the content.
        ours: what docgen would write, traced.
        origins: where that came from.
    """

    folder: Path
    edition: str
    theirs: DocxFile
    ours: DocxFile
    origins: Origins


@dataclass(frozen=True)
class PullPlan:
    """What became of each edit, the content files as they have to be, and the report they give."""

    proposals: tuple[Proposal, ...]
    files: dict[str, str]
    report: Report | None = None


def traced(
    folder: Path, edition: str, project: Project, packs: Packs
) -> tuple[DocxFile, Origins] | tuple[Problem, ...]:
    """What docgen would write for a unit and where it came from; or why it would not."""
    trace = Trace()
    built = build_unit(folder, edition, project, packs, trace)
    if built.report is None or built.unit is None:
        return tuple(one for one in built.outcome.problems if one.severity is Severity.ERROR)
    file = read_document(open_document(built.report.data), trace)
    found = packs.get(built.unit, [])
    formulas = found[0].derived if found else ()
    unit = built.unit
    origins = Origins(
        file, ContentEdits(project.root), lambda v: formula_of(v, unit.data, formulas)
    )
    return file, origins


def proposals_for(wanted: PullInput) -> list[Proposal]:
    """The office's edits, each with what it means for the content."""
    return propose(edits_between(wanted.ours, wanted.theirs), wanted.origins)


def carry_back(wanted: PullInput, project: Project, packs: Packs) -> PullPlan:
    """Tries the edits on the content, all at once and if need be one by one. Writes nothing."""
    proposals = proposals_for(wanted)
    with TemporaryDirectory(prefix="docgen-pull-") as folder:
        trial = _Trial(wanted, [one.edit for one in proposals], project, packs, Path(folder))
        accepted = [one for one in proposals if one.writable]
        if accepted and trial.failure(accepted):
            accepted = trial.one_by_one(accepted)
        files = trial.files(accepted) or {}
        report = trial.report(files) if files else None
    return PullPlan(tuple(proposals), files, report)


@dataclass(frozen=True)
class _Trial:
    """A copy of the unit's content, and of last year's, in which edits are tried."""

    wanted: PullInput
    edits: Sequence[Edit]
    project: Project
    packs: Packs
    root: Path

    def one_by_one(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """Those that can be carried back, each tried together with those before it."""
        accepted: list[Proposal] = []
        for one in proposals:
            failure = self.failure([*accepted, one]) if one.writable else None
            if failure is not None:
                one.reason = failure
                one.values, one.writes = [], []
                stay_below(proposals)
            elif one.writable:
                accepted.append(one)
        return accepted

    def files(self, proposals: Sequence[Proposal]) -> dict[str, str] | None:
        """The content files with these edits in them; ``None`` if one cannot be written."""
        drafts = ContentEdits(self.project.root)
        for one in proposals:
            for place, text in one.values:
                drafts.set_value(place, text)
            for write in one.writes:
                if not write(drafts):
                    return None
        return drafts.changed()

    def failure(self, proposals: Sequence[Proposal]) -> Reason | None:
        """Why these edits cannot be carried back together; ``None`` if they can."""
        files = self.files(proposals)
        if files is None:
            return Reason(SkipReason.MARKDOWN)
        built = self.built(files)
        if not isinstance(built[0], DocxFile):
            problem = built[0]
            return Reason(
                SkipReason.REFUSED, problem=problem if isinstance(problem, Problem) else None
            )
        theirs = self.wanted.theirs
        if merge_files(self.wanted.ours, built[0], theirs).conflicts:
            return Reason(SkipReason.MARKDOWN)
        left = edits_between(built[0], theirs)
        whole = [one.edit for one in proposals if one.reason is None]
        for edit in left:
            if any(_is_same(edit, one) for one in whole):
                return Reason(SkipReason.MARKDOWN)
            if not any(_is_same(edit, one) for one in self.edits) and not _follows(edit):
                return Reason(SkipReason.MARKDOWN)
        return None

    def report(self, files: Mapping[str, str]) -> Report | None:
        """The report that the changed content gives."""
        folder = self._changed(files)
        return build_unit(folder, self.wanted.edition, Project(self.root), self.packs).report

    def built(self, files: Mapping[str, str]) -> tuple[DocxFile, Origins] | tuple[Problem, ...]:
        """What the changed content gives, traced."""
        return traced(self._changed(files), self.wanted.edition, Project(self.root), self.packs)

    def _changed(self, files: Mapping[str, str]) -> Path:
        """The copy of the unit's folder, with ``files`` in it."""
        for source in self._sources():
            target = self.root / source.relative_to(self.project.root)
            shutil.rmtree(target, ignore_errors=True)
            for file in (one for one in source.rglob("*") if one.is_file()):
                copy = target / file.relative_to(source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)  # without its mode: it may be read-only
        for name, text in files.items():
            (self.root / name).write_text(text, "utf-8")
        return self.root / self.wanted.folder.relative_to(self.project.root)

    def _sources(self) -> Iterator[Path]:
        yield self.wanted.folder
        last = self.project.year_before(self.wanted.edition, self.wanted.folder.name)
        if last:
            yield last


def _is_same(edit: Edit, other: Edit) -> bool:
    """Whether both are about the same words of the office's file, or of docgen's if they are gone.

    A move that was half done shows as an addition or a removal.
    """
    if edit.new and other.new:
        return bool({id(one.element) for one in edit.new} & {id(one.element) for one in other.new})
    if edit.kind is EditKind.MARGIN or other.kind is EditKind.MARGIN:
        return edit.kind is other.kind
    texts = [[words(item) for item in one.old] for one in (edit, other)]
    return not edit.new and any(text in texts[1] for text in texts[0])


def _follows(edit: Edit) -> bool:
    """Whether only derived values differ: they follow from what was carried back."""
    if edit.kind is not EditKind.CHANGED:
        return False
    (old,), (new,) = edit.old, edit.new
    assert isinstance(old, DocxParagraph)
    assert isinstance(new, DocxParagraph)
    derived = [
        one
        for one in old.sources
        if one.source.place is None and (one.source.binding or not one.source.document)
    ]
    cuts = tuple(edge for one in derived for edge in (one.start, one.stop))
    return all(
        any(one.start <= change.start and change.stop <= one.stop for one in derived)
        for change in Revision(old, new, cuts).changes
    )


__all__ = ["PullInput", "PullPlan", "carry_back", "proposals_for", "traced"]


def formula_of(value: object, data: Node, formulas: Sequence[Derived]) -> str:
    """``三公经费 = total(公务用车, 出国经费)`` of a value that is derived; else nothing."""
    text = value.text if isinstance(value, Span) else str(value)
    for formula in formulas:
        groups, _, name = formula.field.rpartition(".")
        for owner in owners_at(data, groups):
            if any(one is value for one in _within(owner.get(name))):
                return f"{name} = {formula.formula}"
    if isinstance(value, Span):
        return _by_text(text, data, formulas)
    return ""


def _by_text(text: str, data: Node, formulas: Sequence[Derived]) -> str:
    """A value bound in Markdown is only known by its text; if just one formula gives it."""
    found = {
        f"{formula.field.rpartition('.')[2]} = {formula.formula}"
        for formula in formulas
        for owner in owners_at(data, formula.field.rpartition(".")[0])
        for one in _within(owner.get(formula.field.rpartition(".")[2]))
        if str(one) == text
    }
    return found.pop() if len(found) == 1 else ""


def _within(value: Value) -> Iterator[Value]:
    if isinstance(value, Node):
        yield from value.values()
    elif value is not None:
        yield value
