"""``docgen history``: who changed which value when, from docgen's own records and from git.

A change that docgen wrote is in the unit's records, with the login name of who ran it; one that was
typed in an editor is known where the project is kept in git, by its author and message. A change
that both know is told once, as the record has it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import Literal, TypeAlias

from docgen.content.changed_values import ChangedValue, changed_values
from docgen.content.content_names import is_markdown, is_yaml
from docgen.content.retyped import read_text
from docgen.diagnostics import EditsAtRiskError, Problem
from docgen.roundtrip.files.change_records import ChangeRecord, ReplacedFile
from docgen.runs.against import WORKBOOK_ENDINGS
from docgen.runs.edition import Edition, find_edition

How: TypeAlias = Literal["pull", "sheet", "page", "fix", "migrate", "git"]
"""By what a value was changed."""

_COMMITS = 500
"""How many commits that touch a unit are read at most, the newest."""
_SECONDS = 60
_NAMES = ("diff-tree", "--root", "--no-commit-id", "--name-only", "-r", "-z", "--relative")


@dataclass(frozen=True)
class ValueChange:
    """A change of one value, or of one paragraph.

    Attributes:
        when: when it was written, or committed.
        who: the login name, or the author of the commit; empty if it is not known.
        how: by what.
        note: the Word file or workbook that it came from, or the message of the commit.
        file: the content file, by its name in the project.
        value: what changed.
    """

    when: datetime
    who: str
    how: How
    note: str
    file: str
    value: ChangedValue

    @property
    def key(self) -> tuple[str, ChangedValue]:
        """What is the same for a record and for the commit of what it wrote."""
        return self.file, self.value


@dataclass(frozen=True)
class _ChangedFiles:
    """Files before and after a change, with what is known of it."""

    when: datetime
    who: str
    how: How
    note: str
    files: dict[str, ReplacedFile]

    def changes(self) -> Iterator[ValueChange]:
        """Its changes; what only moved into another file, under the same keys, is none."""
        found = [(name, value) for name, file in self.files.items() for value in _of(name, file)]
        gone = {(value.path, value.old) for _, value in found if not value.new}
        come = {(value.path, value.new) for _, value in found if not value.old}
        for name, value in found:
            if (value.path, value.old or value.new) not in gone & come:
                yield ValueChange(self.when, self.who, self.how, self.note, name, value)


def _of(name: str, file: ReplacedFile) -> list[ChangedValue]:
    before, after = (read_text(data or b"") for data in (file.before, file.after))
    return changed_values(name, before, after)


@dataclass(frozen=True)
class UnitHistory:
    """The history of a unit.

    Attributes:
        changes: what was changed, the newest first.
        problems: a warning for each record that cannot be read.
    """

    changes: tuple[ValueChange, ...]
    problems: tuple[Problem, ...] = ()


def unit_history(edition: str, unit: str, *, of: str = "", root: Path | None = None) -> UnitHistory:
    """The changes of a unit's content; those ``of`` a field or a file, if given.

    ``of`` is a part of the field's path or of the file's name: ``执行数``, ``附件2``.

    Raises :class:`UsageError` if the project, the edition or the unit does not exist.
    """
    chosen = find_edition(edition, root)
    (folder,) = chosen.units([unit])
    problems = list[Problem]()
    recorded = [it for step in _recorded(chosen, folder.name, problems) for it in step.changes()]
    written = {change.key for change in recorded}
    committed = (it for step in _committed(chosen, folder) for it in step.changes())
    found = [*recorded, *(it for it in committed if it.key not in written)]
    wanted = (it for it in found if of in it.value.path or of in it.file)
    changes = sorted(wanted, key=lambda change: change.when, reverse=True)
    return UnitHistory(tuple(changes), tuple(problems))


def _recorded(edition: Edition, unit: str, problems: list[Problem]) -> Iterator[_ChangedFiles]:
    """The changes that docgen wrote, of the report and of its drafts."""
    for each in (edition, edition.drafts):
        records = each.changes(unit)
        for path in records.newest_first():
            try:
                record = records.read(path, each.place(path))
            except EditsAtRiskError as reason:
                problems.append(reason.problem.as_warning())
                continue
            yield _ChangedFiles(
                _moment(record), record.by, _how(record), record.docx, dict(record.files)
            )


def _moment(record: ChangeRecord) -> datetime:
    """When the run began: its name says so."""
    return datetime.strptime(record.run.partition("-")[0], "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)


def _how(record: ChangeRecord) -> How:
    if record.on_page:
        return "page"
    if record.is_migration:
        return "migrate"
    if record.docx.lower().endswith(WORKBOOK_ENDINGS):
        return "sheet"
    return "pull" if record.is_pull else "fix"


def _committed(edition: Edition, folder: Path) -> Iterator[_ChangedFiles]:
    """What was committed; nothing without git."""
    root = edition.project.root
    place = edition.place(folder).file
    shown = ("--no-show-signature", "--no-merges", "--format=%H%x09%aI%x09%an%x09%s", "--", place)
    log = _git(root, "log", f"-{_COMMITS}", *shown)
    for line in filter(None, log.decode("utf-8", "replace").split("\n")):
        commit, when, who, note = line.split("\t", 3)
        names = _git(root, *_NAMES, commit, "--", place)
        files = {
            name: ReplacedFile(_shown(root, f"{commit}^", name), _shown(root, commit, name))
            for name in filter(_is_content, names.decode("utf-8", "replace").split("\0"))
        }
        yield _ChangedFiles(datetime.fromisoformat(when), who, "git", note, files)


def _is_content(name: str) -> bool:
    return is_yaml(Path(name)) or is_markdown(name)


def _shown(root: Path, commit: str, name: str) -> bytes | None:
    return _git(root, "cat-file", "blob", f"{commit}:./{name}") or None


def _git(root: Path, *words: str) -> bytes:
    """What git says; nothing if it is not there, or has nothing to say.

    A repository may come from a stranger: none of the words lets its settings run a program, and
    what it lacks is fetched from nowhere.
    """
    program = which("git")
    if program is None:
        return b""
    try:
        done = subprocess.run(
            [program, "-C", str(root), "-c", "core.fsmonitor=false", *words],
            env={**os.environ, "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"},
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
