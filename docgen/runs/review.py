"""Reviews one Word file: its edits, and what they change in the content."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from docgen.diagnostics import (
    DocgenError,
    EditsAtRiskError,
    ExitCode,
    Place,
    Problem,
    UsageError,
)
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import composed, the_one_meant
from docgen.project import NOT_FOUND, UNKNOWN_EDITION, there_are, typed
from docgen.roundtrip.comparing.locations import Locations
from docgen.roundtrip.files.fingerprint import AUTHOR, Identity
from docgen.roundtrip.merging.merged_file import merge_into, read_office
from docgen.roundtrip.reading.docx_model import paragraphs
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.runs.action_cache import state_of
from docgen.runs.build import Packs, Report, build_unit
from docgen.runs.carry_back import (
    PullInput,
    carry_back,
    traced_document,
)
from docgen.runs.edition import Edition
from docgen.runs.found_files import NOT_BUILT_HERE, FoundFiles
from docgen.runs.inputs_digest import content_states
from docgen.runs.recorded_write import ContentMovedError, new_run
from docgen.runs.restoring import put_back_interrupted
from docgen.runs.results import Comment, Review
from docgen.runs.write_back import CarriedEdits
from docgen.verify.link_rules import link_warnings
from docgen.word.package_file import WordPackage

NO_WAY_BACK = problem_code(
    "no-way-back",
    en=(
        "this is {holds}; edits in it cannot be carried back",
        "ask for the Word file that it was made of, as .docx",
    ),
    zh=("这是{holds}，里面的修改写不回内容", "请对方把改过的 Word 文件（.docx）发来"),
)
OTHER_UNIT = problem_code(
    "other-unit",
    en=(
        "this is the file of unit {unit}, which the content has; it is not taken for that of "
        "{other}",
        "leave out --unit, or look whether this is the right file",
    ),
    zh=(
        "这是单位 {unit} 的文件，内容里有这个单位，不能当作 {other} 的",
        "去掉 --unit；或看看文件选对了没有",
    ),
)
BASE_UNKNOWN = problem_code(
    "base-unknown",
    en=(
        "what this file was built from is not known; it cannot be compared",
        "use the machine that built it, or bring the .docgen folder of build along",
    ),
    zh=(
        "找不到这个文件是从哪一次生成的，无法比较",
        "用生成它的那台电脑，或把 build 文件夹里的 .docgen 一起拷来",
    ),
)
TOO_MUCH_ADDED = problem_code(
    "too-much-added",
    en=(
        "counted in paragraphs, the Word file is {count} longer than the report; beyond {limit} "
        "the two are not compared",
        "look whether it is the right file; put what was added into a Word file of its own",
    ),
    zh=(
        "Word 文件比报告多 {count} 段，超过 {limit} 段就不再比较",
        "看看是不是这份文件；新加的内容另存成一个 Word 文件",
    ),
)
CONFLICT_NOT_CARRIED = problem_code(
    "conflict-not-carried",
    en=(
        "two different changes of one place{at}: in Word 「{theirs}」, in a new report 「{ours}」; "
        "this place is not carried back",
        "run docgen {command}: a comment then marks the place in the Word file; make it what it "
        "shall be there, delete the comment, and run docgen pull {edition}",
    ),
    zh=(
        "同一处两边改得不同{at}：Word 里「{theirs}」，新生成的报告里「{ours}」；这一处没有写回",
        "运行 docgen {command}，Word 文件里这一处会标上批注；把它改成最后的说法，删去批注，再运行 "
        "docgen pull {edition}",
    ),
)

_MOST_ADDED = 10_000
"""Paragraphs that the office can have added: each is compared with each of the others."""

_PARAGRAPH = re.compile(rb"<(?:\w+:)?p[\s/>]")

_TRIES = 10
"""How often edits are tried while others keep saving the content: as many may pull at once."""


Written = TypeVar("Written")

_NOT_OF_WORD = ("pdf", "picture", "sheet", "slides")


@dataclass(frozen=True)
class OfficeFile:
    """A Word file that docgen has built, under any name.

    Attributes:
        path: the file.
        identity: the identity that is stored in it.
        edition: the edition it belongs to, with the folder of its outputs.
        folder: the content of its unit.
    """

    path: Path
    identity: Identity
    edition: Edition
    folder: Path

    @property
    def place(self) -> Place:
        """The file, for messages."""
        return self.edition.place(self.path)

    @property
    def base(self) -> bytes | None:
        """The report that it was edited from; ``None`` if that is not known."""
        return self.edition.bases.find(self.identity.unit, self.identity.fingerprint)


def office_file(path: Path, edition: Edition, unit: str = "") -> OfficeFile:
    """The file at ``path`` with the unit it belongs to; its edition is the one it names itself.

    So is its unit, unless it is taken for the file of ``unit``.

    Raises :class:`UsageError` if there is no such file, or if it does not belong to a unit; and
    :class:`DocgenError` if it cannot be read.
    """
    place = edition.place(path)
    if not path.is_file():
        raise UsageError(NOT_FOUND, place)
    identity = edition.identity(path)
    if identity.problem and identity.problem.words.get("holds") in _NOT_OF_WORD:
        raise DocgenError(replace(identity.problem, code=NO_WAY_BACK))
    if identity.problem:
        raise DocgenError(identity.problem)
    if not identity.unit or not identity.edition:
        raise UsageError(NOT_BUILT_HERE, place)
    own = replace(edition, name=identity.edition, draft=identity.draft)
    known = edition.project.editions()
    if own.name not in known:
        raise UsageError(UNKNOWN_EDITION, place, edition=own.name, **there_are(own.name, known))
    return OfficeFile(path, identity, own, _content_of(path, identity, own, unit))


def _content_of(path: Path, identity: Identity, edition: Edition, unit: str) -> Path:
    """The content of ``unit``, or of the unit that a file names. Raises :class:`UsageError`."""
    known = edition.unit_names()
    own = the_one_meant(composed(identity.unit), known)
    (folder,) = edition.units([unit or own]) if unit or own else [None]
    if folder and own not in ("", folder.name):
        raise UsageError(OTHER_UNIT, edition.place(path), unit=own, other=folder.name)
    if folder:
        return folder
    files = FoundFiles(edition)
    owners = {file.identity.unit for file in files.files}
    problem = files.problem(path, replace(identity, untouched=False), files.units - owners)
    assert problem is not None  # as the unit is gone
    raise DocgenError(replace(problem, exit_code=ExitCode.USAGE))


def review(file: OfficeFile, packs: Packs, *, write: bool = False, run: str = "") -> Review:
    """Reviews the office's edits in ``file``.

    They are tried on a copy of the content; with ``write``, also written to it, as what the run
    called ``run`` has pulled. When somebody changes the content meanwhile, they are tried again on
    the new content. Raises :class:`EditsAtRiskError` if it is not known what the file was built
    from, or if the content keeps changing.
    """
    if not write:
        return _reviewed(file, packs, "")
    return until_written(file, lambda now: _reviewed(now, packs, run or new_run()))


def until_written(file: OfficeFile, step: Callable[[OfficeFile], Written]) -> Written:
    """What ``step`` returns, which is done again while somebody else saves the content.

    It is given the file with the identity that it has then: another run may have given it a new
    base. Raises what it raises; after some times, :class:`ContentMovedError` too.
    """

    def now() -> OfficeFile:
        return replace(file, identity=file.edition.identity(file.path))

    put_back_interrupted(file.edition, file.folder)
    for _ in range(_TRIES - 1):
        with suppress(ContentMovedError):
            return step(now())
    return step(now())


def unchanged_since_now(file: OfficeFile) -> Callable[[], bool]:
    """Tells, whenever it is called, whether content and Word file are still as they are now."""

    def states() -> object:
        content = content_states(file.folder, file.edition.project.root)
        return list(content), state_of(file.path)

    before = states()
    return lambda: states() == before


def _reviewed(file: OfficeFile, packs: Packs, run: str) -> Review:
    """The review; the edits are written if ``run`` is not empty."""
    unchanged = unchanged_since_now(file)
    pull_input = compared(file, packs)
    if not isinstance(pull_input, PullInput):
        return Review(file.folder.name, file.path, problems=pull_input)
    plan, merged = carry_back(pull_input, packs), pull_input.merged
    carried = CarriedEdits(file.edition, file.path, pull_input, plan)
    if run:
        carried.write(run, unchanged)
    problems = tuple[Problem, ...]()
    if merged and run and carried.has_new_base:
        problems = (*merged.conflicts, *merged.warnings)
    elif merged:
        name = pull_input.report.name
        problems = tuple(_not_carried(problem, file, name) for problem in merged.conflicts)
    return Review(
        name=file.folder.name,
        docx=file.path,
        proposals=plan.proposals,
        comments=tuple(office_comments(pull_input)),
        problems=(*problems, *link_warnings(file.path, file.place)),
        files=tuple(plan.files),
    )


def compared(file: OfficeFile, packs: Packs) -> PullInput | tuple[Problem, ...]:
    """What is compared; or the problems of content and pack, if these have errors. Writes nothing.

    Raises :class:`EditsAtRiskError` if it is not known what the file was built from, or if it is
    too long; and :class:`PackageError` if the file is damaged.
    """
    data = file.path.read_bytes()
    package = WordPackage.read(data, file.place)
    built = build_unit(file.folder, file.edition, packs)
    if built.report is None:
        return *built.outcome.problems, *packs.problems
    current, report = traced_document(built, file.edition, packs), built.report
    _refuse_if_too_long(file, package, report)
    office = package.document(file.place)
    if file.identity.fingerprint == report.fingerprint:  # there is nothing to merge
        theirs = read_office(office, file.place)
        return PullInput(file.folder, file.edition, theirs, current, report)
    if file.base is None:
        raise EditsAtRiskError(BASE_UNKNOWN, file.place)
    merged = merge_into(
        file.base, report.data, data, file.place, report.form, traced=lambda: current.file
    )
    theirs = read_document(open_document(merged.data))
    return PullInput(file.folder, file.edition, theirs, current, report, merged)


def _refuse_if_too_long(file: OfficeFile, package: WordPackage, report: Report) -> None:
    """Raises :class:`EditsAtRiskError` if the comparison would take hours; before it is opened."""
    added = _paragraphs(package) - _paragraphs(WordPackage.read(report.data, file.place))
    if added > _MOST_ADDED:
        raise EditsAtRiskError(TOO_MUCH_ADDED, file.place, count=added, limit=_MOST_ADDED)


def _paragraphs(package: WordPackage) -> int:
    parts = (data for name, data in package.entries.items() if name.endswith(".xml"))
    return sum(len(_PARAGRAPH.findall(data)) for data in parts)


def _not_carried(conflict: Problem, file: OfficeFile, report: str) -> Problem:
    """A conflict, with the command that marks it: ``render`` in the report, whose name is given.

    Of another file, ``pull --adopt`` makes the report, and marks it there.
    """
    edition = file.edition
    command = f"pull {typed(str(file.place))} --adopt"
    if edition.has_output(file.path) and file.path.name == report:
        command = f"render {edition.name}" + (" --draft" if edition.draft else "")
    words = {**conflict.words, "command": command, "edition": edition.name}
    return replace(conflict, code=CONFLICT_NOT_CARRIED, words=words)


def office_comments(pull_input: PullInput) -> Iterator[Comment]:
    """Yields the comments in the office's file, without those of docgen."""
    file = pull_input.theirs
    locations = Locations(file, pull_input.form)
    for block in file.body:
        for paragraph in paragraphs(block):
            for comment_id in paragraph.trail.comments:
                author, text = file.comments[comment_id]
                if author != AUTHOR:  # its edits are held up, and say so
                    yield Comment(locations.of(paragraph), author, text)
