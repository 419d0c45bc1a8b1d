"""``docgen diff`` and ``docgen pull``: shows the office's edits, or carries them back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docgen.atomic import write_all
from docgen.diagnostics import DocgenError, EditsAtRiskError, Place, Problem, UsageError, warning
from docgen.project import Project, find_project, word_files
from docgen.roundtrip.bases import FOLDER, Bases
from docgen.roundtrip.docx_model import DocxFile, paragraphs
from docgen.roundtrip.docx_reader import open_document, read_document
from docgen.roundtrip.fingerprint import Identity, fingerprint_of, read_identity, with_fingerprint
from docgen.roundtrip.locations import Locations
from docgen.roundtrip.merging import MergedFile, agreed_base, merge_into
from docgen.roundtrip.overwrite import refuse_if_open
from docgen.runs.build import Packs, Report, build_unit
from docgen.runs.carry_back import PullInput, PullPlan, carry_back, proposals_for, traced_document
from docgen.runs.results import Comment, Progress, Review


def diff_files(
    target: str, *, root: Path | None = None, progress: Progress | None = None
) -> list[Review]:
    """Reviews the office's edits in a .docx, or in all Word files of an edition. Writes nothing.

    Raises :class:`UsageError` if ``target`` is neither a .docx nor an edition.
    """
    return _reviews(target, root, progress, carry=False, write=False)


def pull_files(
    target: str,
    *,
    root: Path | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> list[Review]:
    """Carries the office's edits back into the content; with ``dry_run``, only tries them.

    Raises :class:`UsageError` if ``target`` is neither a .docx nor an edition.
    """
    return _reviews(target, root, progress, carry=True, write=not dry_run)


def _reviews(
    target: str, root: Path | None, progress: Progress | None, *, carry: bool, write: bool
) -> list[Review]:
    project = find_project(root or Path.cwd())
    files, packs, reviews = _files(target, project), Packs(project), []
    for number, file in enumerate(files, 1):
        try:
            file_review = review(file, project, packs, carry=carry, write=write)
        except DocgenError as reason:
            file_review = Review(file.folder.name, file.path, problems=(reason.problem,))
        reviews.append(file_review)
        if progress:
            progress("compare", number, len(files))
    return [*reviews, *_unknown_files(target.rstrip("/"), project)]


def _unknown_files(target: str, project: Project) -> list[Review]:
    """The Word files among the outputs of an edition that belong to none of its units."""
    if target not in project.editions():
        return []
    reviews = []
    for path in word_files(project.output(target)):
        if (identity := read_identity(path)).unit not in project.unit_names(target):
            place = Place(project.relative(path))
            unit_gone = warning("unit-gone", place, unit=identity.unit) if identity.unit else None
            problem = unit_gone or warning("not-built-here", place)
            reviews.append(Review(path.name, path, problems=(problem,)))
    return reviews


def _files(target: str, project: Project) -> list[OfficeFile]:
    """The file that ``target`` names, or the edited files of an edition."""
    path = Path(target)
    if path.suffix.lower() == ".docx":
        return [office_file(path, project)]
    edition = target.rstrip("/")
    units = project.unit_names(edition)
    identities = ((file, read_identity(file)) for file in word_files(project.output(edition)))
    edited_files = (
        file for file, identity in identities if not identity.untouched and identity.unit in units
    )
    return [office_file(file, project) for file in edited_files]


@dataclass(frozen=True)
class OfficeFile:
    """A Word file that docgen has built, under any name.

    Attributes:
        path: the file.
        identity: the identity that is stored in it.
        folder: the content of its unit.
    """

    path: Path
    identity: Identity
    folder: Path

    @property
    def edition(self) -> str:
        """The edition it belongs to."""
        return self.identity.edition


def office_file(path: Path, project: Project) -> OfficeFile:
    """The file at ``path`` with the unit it belongs to.

    Raises :class:`UsageError` if there is no such file, or if it does not belong to a unit.
    """
    place = Place(project.relative(path))
    if not path.is_file():
        raise UsageError("not-found", place)
    identity = read_identity(path)
    if not identity.unit or not identity.edition:
        raise UsageError("not-built-here", place)
    (folder,) = project.units(identity.edition, [identity.unit])
    return OfficeFile(path, identity, folder)


def review(
    file: OfficeFile, project: Project, packs: Packs, *, carry: bool, write: bool = False
) -> Review:
    """Reviews the office's edits in ``file``.

    With ``carry``, they are tried on the content; with ``write``, also written to it. Raises
    :class:`EditsAtRiskError` if it is not known what the file was built from, or if the content
    changed meanwhile.
    """
    before = _state(file.folder)
    pull_input, problems = _pull_input(file, project, packs)
    if pull_input is None:
        return Review(file.folder.name, file.path, problems=problems)
    if not carry or problems:
        proposals, files = tuple(proposals_for(pull_input)), dict[str, str]()
    else:
        plan = carry_back(pull_input, project, packs)
        proposals, files = plan.proposals, plan.files
        if write and _state(file.folder) != before:
            raise EditsAtRiskError("content-moved", Place(project.relative(file.folder)))
        if write:
            _write(plan, file, project)
    comments = tuple(_comments(pull_input))
    tried = carry and not problems
    return Review(file.folder.name, file.path, proposals, comments, problems, tuple(files), tried)


def _pull_input(
    file: OfficeFile, project: Project, packs: Packs
) -> tuple[PullInput | None, tuple[Problem, ...]]:
    built = build_unit(file.folder, file.edition, project, packs)
    if built.report is None:
        return None, built.outcome.problems
    ours = traced_document(file.folder, file.edition, project, packs)
    if not isinstance(ours[0], DocxFile):
        return None, tuple(problem for problem in ours if isinstance(problem, Problem))
    merged = _merged_file(file, built.report, project)
    theirs = read_document(open_document(merged.data))
    pull_input = PullInput(file.folder, file.edition, theirs, ours[0], ours[1], built.report.form)
    return pull_input, merged.conflicts


def _merged_file(file: OfficeFile, fresh: Report, project: Project) -> MergedFile:
    """The office's file with the new content, ``fresh``, merged into it.

    Raises :class:`EditsAtRiskError` if it is not known what the file was built from.
    """
    place = Place(project.relative(file.path))
    data = file.path.read_bytes()
    base: bytes | None = fresh.data
    if file.identity.fingerprint != fresh.fingerprint:
        bases = Bases(project.output(file.edition) / FOLDER)
        base = bases.find(file.folder.name, file.identity.fingerprint)
    if base is None:
        raise EditsAtRiskError("base-unknown", place)
    return merge_into(base, fresh.data, data, place, fresh.form)


def _state(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of each content file: a writer may save one while edits are tried."""
    stats = ((path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file())
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in stats}


def _write(plan: PullPlan, file: OfficeFile, project: Project) -> None:
    """Writes all content files or none, and then the Word file with its new base.

    Content files keep their line ends and byte order mark. With the new base, edits that were
    carried back no longer count as edits of the Word file. A Word file that is not among the
    outputs of its edition is not written.
    """
    written: dict[Path, bytes] = {}
    names: dict[Path, str] = {}
    for name, text in plan.files.items():
        path = project.root / name
        old = path.read_bytes() if path.exists() else b""
        data = text.replace("\n", "\r\n") if b"\r\n" in old else text
        mark = b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b""
        refuse_if_open(path, Place(name))
        written[path], names[path] = mark + data.encode(), name
    if written and project.output(file.edition) in file.path.resolve().parents:
        place = Place(project.relative(file.path))
        refuse_if_open(file.path, place)
        written[file.path], names[file.path] = _with_new_base(plan, file, project), place.file
    write_all(written, names)


def _with_new_base(plan: PullPlan, file: OfficeFile, project: Project) -> bytes:
    """The Word file with the fingerprint of a new base, which contains what was carried back."""
    data, ours = file.path.read_bytes(), plan.report
    bases = Bases(project.output(file.edition) / FOLDER)
    base = bases.find(file.folder.name, file.identity.fingerprint)
    if ours is None or base is None:
        return data
    fresh = agreed_base(base, ours.data, data)
    fingerprint = fingerprint_of(fresh)
    bases.keep(file.folder.name, fingerprint, fresh)
    return with_fingerprint(data, fingerprint)


def _comments(pull_input: PullInput) -> Iterator[Comment]:
    file = pull_input.theirs
    locations = Locations(file, pull_input.form)
    for block in file.body:
        for paragraph in paragraphs(block):
            for comment_id in paragraph.trail.comments:
                author, text = file.comments[comment_id]
                yield Comment(locations.of(paragraph), author, text)
