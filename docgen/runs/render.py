"""An edition rendered: units in, Word files and PDFs out. What is unchanged is not done again.

for each unit:  load -> type -> derive -> bind -> fill -> check what nothing used -> write
then:           Word files -> PDFs -> both verified
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.atomic import remove_remains
from docgen.diagnostics import Problem
from docgen.pdf import PDF_SECONDS, converter
from docgen.pool import closing, cores, map_ordered
from docgen.project import Project, find_project
from docgen.roundtrip.bases import FOLDER, Bases
from docgen.runs.action_cache import Record, Records
from docgen.runs.cluster import cluster_at
from docgen.runs.convert import stale_pdfs, with_pdfs
from docgen.runs.inputs_digest import Sources, state_of
from docgen.runs.results import Outcome, Progress, Result
from docgen.runs.unit_build import Builder
from docgen.runs.verify import Verifier
from docgen.runs.write import Writing, write_unit

if TYPE_CHECKING:
    from docgen.runs.cluster.client import Cluster


def render_edition(
    edition: str,
    *,
    root: Path | None = None,
    units: Sequence[str] = (),
    out: Path | None = None,
    replace_edited: bool = False,
    make_pdf: bool = True,
    verify: bool = True,
    force: bool = False,
    seconds: int = PDF_SECONDS,
    jobs: int = 0,
    scheduler: str = "",
    progress: Progress | None = None,
) -> Result:
    """Builds an edition's Word files and PDFs. Raises :class:`UsageError` for what is not there.

    Args:
        edition: a folder of ``content``.
        root: a folder in the project; the current one if not given.
        units: folders of the edition; all if empty.
        out: where to write; ``build/<edition>`` if not given.
        replace_edited: whether an edited Word file is moved aside for a fresh one.
        make_pdf: whether to make PDFs.
        verify: whether to verify what was built; deviations are warnings.
        force: whether to do again what is unchanged.
        seconds: the time limit for one PDF.
        jobs: how many processes work; as many as there are cores if 0.
        scheduler: address of a Dask scheduler, whose workers then do the work.
        progress: is told of each unit.
    """
    project, edition = find_project(root or Path.cwd()), edition.rstrip("/")
    folders = project.units(edition, [unit.rstrip("/") for unit in units])
    bases = Bases(project.output(edition) / FOLDER)
    writing = Writing(out or project.output(edition), bases, replace_edited)
    records = Records(bases.folder, out)
    with cluster_at(scheduler, project, edition) if scheduler else nullcontext() as cluster:
        run = _Run(project, edition, writing, records, jobs or cores(), progress, force, cluster)
        return run.run(folders, make_pdf=make_pdf, verify=verify, seconds=seconds)


@dataclass
class _Run:
    """One run over an edition; ``outcomes`` are by units, in order."""

    project: Project
    edition: str
    writing: Writing
    records: Records
    jobs: int
    progress: Progress | None
    force: bool
    cluster: Cluster | None = None
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    verified: int = 0

    def __post_init__(self) -> None:
        """Takes note of how things are before anything is read."""
        self.sources = Sources(self.project, self.edition)
        self.known: dict[str, Record] = {}

    def run(self, folders: list[Path], *, make_pdf: bool, verify: bool, seconds: int) -> Result:
        """All steps over the units in ``folders``."""
        self.word_files(folders)
        if make_pdf:
            self.pdfs(seconds)
        else:
            files = [outcome.docx for outcome in self.outcomes.values() if outcome.docx]
            self.problems += stale_pdfs(files, self.project, self.edition)
        if verify:
            self.verify()
        self.save(folders)
        return self.result(make_pdf=make_pdf)

    def word_files(self, folders: list[Path]) -> None:
        """Builds and writes those that are not as they were left."""
        content = {folder.name: self.sources.of_unit(folder) for folder in folders}
        self.outcomes = {folder.name: Outcome(folder.name, None) for folder in folders}
        stale = [
            folder for folder in folders if not self.up_to_date(folder.name, content[folder.name])
        ]
        remove_remains(self.writing.folder)
        builder, cluster = Builder(self.project, self.edition), self.cluster
        built = cluster.build(builder, stale) if cluster else map_ordered(builder, stale, self.jobs)
        with closing(built) as each:
            for number, finished in enumerate(each, 1):
                name = finished.folder.name
                outcome = write_unit(finished, self.project, self.writing)
                self.outcomes[name] = outcome
                self.problems += [one for one in finished.of_packs if one not in self.problems]
                if outcome.docx and finished.report:
                    pack = finished.report.pack
                    sources = self.sources.with_pack(content[name], pack)
                    fresh = _record(outcome, outcome.docx, pack, sources)
                    # What is said of how it was written is said once.
                    fresh = replace(fresh, problems=finished.outcome.problems)
                    self.known[name] = fresh.with_pdf_of(self.known.get(name))
                self._tell("render", number, len(stale))

    def up_to_date(self, name: str, content: str) -> bool:
        """Whether the unit's Word file lies there as it would be built."""
        record = self.records.get(name)
        if record is None or self.force or self.writing.replace:
            return False
        self.known[name] = record  # its PDF may still be good
        if record.sources != self.sources.with_pack(content, record.pack) or not content:
            return False
        outcome = record.outcome(name, self.writing.folder)
        if outcome is None or not outcome.docx:
            return False
        self.writing.names[outcome.docx.name] = name
        self.outcomes[name] = outcome
        return True

    def pdfs(self, seconds: int) -> None:
        """Makes the PDFs that are not there, or not of the Word file that is."""
        stale = []
        for name, outcome in self.outcomes.items():
            if outcome.docx and self._has_pdf(outcome):
                pdf = outcome.docx.with_suffix(".pdf")
                self.outcomes[name] = replace(outcome, pdf=pdf, pdf_changed=False)
            elif outcome.docx:
                stale.append(outcome)
        result = with_pdfs(
            Result(tuple(stale)),
            self.project,
            self.edition,
            seconds,
            self.progress,
            jobs=self.jobs,
            maker=self.cluster or converter,
        )
        self.outcomes |= {one.name: one for one in result.outcomes}
        self.problems += result.problems
        self.records.substituted = result.substituted or self.records.substituted

    def _has_pdf(self, outcome: Outcome) -> bool:
        known = self.known.get(outcome.name)
        return known is not None and known.pdf != "" and known.pdf == self._pdf_key(outcome)

    def _pdf_key(self, outcome: Outcome) -> str:
        """A digest of a Word file, its PDF and the fonts; empty if there is no PDF."""
        assert outcome.docx
        pdf = state_of(outcome.docx.with_suffix(".pdf"))
        return _key(state_of(outcome.docx), self.sources.fonts, pdf) if pdf else ""

    def verify(self) -> None:
        """Verifies what was built or was not verified; deviations are warnings of their units."""
        built = {name: one for name, one in self.outcomes.items() if one.docx}
        keys = {name: self._verify_key(one) for name, one in built.items()}
        stale = [name for name, key in keys.items() if not self._was_verified(name, key)]
        files = [_files(built[name]) for name in stale]
        verifier, cluster = Verifier(self.project), self.cluster
        result = (
            cluster.verify(verifier, files) if cluster else map_ordered(verifier, files, self.jobs)
        )
        with closing(result) as each:
            for name, found in zip(stale, each, strict=True):
                own = (one for one in found.all_problems() if one.code != "font-substituted")
                deviations = tuple(one.as_warning() for one in own)
                if name in self.known:
                    self.known[name] = replace(
                        self.known[name],
                        verified=keys[name],
                        files=found.verified,
                        deviations=deviations,
                    )
                self._add(name, deviations)
                self.verified += found.verified
        for name in keys.keys() - set(stale):
            self._add(name, self.known[name].deviations)
            self.verified += self.known[name].files

    def _was_verified(self, name: str, key: str) -> bool:
        return name in self.known and self.known[name].verified == key

    def _verify_key(self, outcome: Outcome) -> str:
        known = self.known.get(outcome.name)
        pack = self.sources.with_pack("format", known.pack if known else "")
        return _key(pack, *map(state_of, _files(outcome)))

    def _add(self, name: str, found: Sequence[Problem]) -> None:
        outcome = self.outcomes[name]
        self.outcomes[name] = replace(outcome, problems=(*outcome.problems, *found))

    def save(self, folders: list[Path]) -> None:
        """Writes down what became of each unit."""
        for folder in folders:
            outcome, record = self.outcomes[folder.name], self.known.get(folder.name)
            if record and outcome.pdf:
                record = replace(record, pdf=self._pdf_key(outcome))
            self.records.set(folder.name, record if outcome.docx else None)
        if any(outcome.docx for outcome in self.outcomes.values()):
            self.records.save()

    def result(self, *, make_pdf: bool) -> Result:
        """What the run did."""
        substituted = self.records.substituted if make_pdf else {}
        outcomes = tuple(self.outcomes.values())
        return Result(outcomes, tuple(self.problems), substituted, self.verified)

    def _tell(self, step: str, done: int, total: int) -> None:
        if self.progress:
            self.progress(step, done, total)


def _record(outcome: Outcome, docx: Path, pack: str, sources: str) -> Record:
    """What is known of a unit that was just written."""
    edited = outcome.left_alone or outcome.merged
    return Record(pack, sources, docx.name, state_of(docx), edited, silenced=outcome.silenced)


def _files(outcome: Outcome) -> tuple[Path, ...]:
    return tuple(filter(None, (outcome.docx, outcome.pdf)))


def _key(*parts: str) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
