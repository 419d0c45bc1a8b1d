"""``docgen render``: builds the Word files and PDFs of an edition that are not up to date.

for each unit:  load -> type -> derive -> bind -> fill -> check -> write
then:           Word files -> PDFs -> verify both
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.atomic import remove_stale_temporaries
from docgen.diagnostics import Problem, Problems
from docgen.pdf import PDF_SECONDS, converter
from docgen.pool import closing, cores, map_ordered
from docgen.project import Project, find_project
from docgen.roundtrip.bases import FOLDER, Bases
from docgen.runs.action_cache import Record, Records
from docgen.runs.cluster import cluster_at
from docgen.runs.convert import stale_pdfs, with_pdfs
from docgen.runs.inputs_digest import InputDigests, state_of
from docgen.runs.results import Outcome, Progress, Result
from docgen.runs.unit_task import Builder
from docgen.runs.verify import Verifier
from docgen.runs.write import WriteSettings, write_unit
from docgen.verify.pdf_file import FONT_SUBSTITUTED

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
        force: whether to build also what is unchanged.
        seconds: the time limit for one PDF.
        jobs: the number of processes; 0 for one per core.
        scheduler: the address of a Dask scheduler, whose workers are then used.
        progress: is called after each unit.
    """
    project, edition = find_project(root or Path.cwd()), edition.rstrip("/")
    folders = project.units(edition, [unit.rstrip("/") for unit in units])
    bases = Bases(project.output(edition) / FOLDER)
    writing = WriteSettings(out or project.output(edition), bases, replace_edited)
    records = Records(bases.folder, out)
    with cluster_at(scheduler, project, edition) if scheduler else nullcontext() as cluster:
        run = _Run(project, edition, writing, records, jobs or cores(), progress, force, cluster)
        return run.run(folders, make_pdf=make_pdf, verify=verify, seconds=seconds)


@dataclass
class _Run:
    """One run over an edition.

    Attributes:
        outcomes: the outcome of each unit, by name, in order.
        problems: problems that belong to no unit.
        verified: how many files were verified.
    """

    project: Project
    edition: str
    writing: WriteSettings
    records: Records
    jobs: int
    progress: Progress | None
    force: bool
    cluster: Cluster | None = None
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    verified: int = 0

    def __post_init__(self) -> None:
        """Takes the digests of packs and program before anything is read."""
        self.sources = InputDigests(self.project, self.edition)
        self.unit_records: dict[str, Record] = {}

    def run(self, folders: list[Path], *, make_pdf: bool, verify: bool, seconds: int) -> Result:
        """Runs all steps over the units in ``folders``."""
        self.word_files(folders)
        if make_pdf:
            self.pdfs(seconds)
        else:
            files = [outcome.docx for outcome in self.outcomes.values() if outcome.docx]
            self.problems.extend(stale_pdfs(files, self.project, self.edition))
        if verify:
            self.verify()
        self.save(folders)
        return self.result(make_pdf=make_pdf)

    def word_files(self, folders: list[Path]) -> None:
        """Builds and writes the Word files that are not up to date."""
        content = {folder.name: self.sources.of_unit(folder) for folder in folders}
        self.outcomes = {folder.name: Outcome(folder.name, None) for folder in folders}
        stale = [
            folder for folder in folders if not self.up_to_date(folder.name, content[folder.name])
        ]
        remove_stale_temporaries(self.writing.folder)
        builder, cluster = Builder(self.project, self.edition), self.cluster
        results = (
            cluster.build(builder, stale) if cluster else map_ordered(builder, stale, self.jobs)
        )
        with closing(results) as worker_results:
            for number, result in enumerate(worker_results, 1):
                name = result.folder.name
                outcome = write_unit(result, self.project, self.writing)
                self.outcomes[name] = outcome
                self.problems.extend(
                    problem for problem in result.of_packs if problem not in self.problems
                )
                if outcome.docx and result.report:
                    pack = result.report.pack
                    sources = self.sources.with_pack(content[name], pack)
                    record = _record(outcome, outcome.docx, pack, sources)
                    # Problems of writing are shown in this run only.
                    record = replace(record, problems=result.outcome.problems)
                    self.unit_records[name] = record.with_pdf_of(self.unit_records.get(name))
                self._report_progress("render", number, len(stale))

    def up_to_date(self, name: str, content: str) -> bool:
        """Whether the unit's Word file is as a build would write it; then sets its outcome."""
        record = self.records.get(name)
        if record is None or self.force or self.writing.replace:
            return False
        self.unit_records[name] = record  # its PDF may still be up to date
        if record.sources != self.sources.with_pack(content, record.pack) or not content:
            return False
        outcome = record.outcome(name, self.writing.folder)
        if outcome is None or not outcome.docx:
            return False
        self.writing.names[outcome.docx.name] = name
        self.outcomes[name] = outcome
        return True

    def pdfs(self, seconds: int) -> None:
        """Makes the PDFs that are missing, or not made from the present Word file."""
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
        self.outcomes |= {outcome.name: outcome for outcome in result.outcomes}
        self.problems.extend(result.problems)
        self.records.substituted = result.substituted or self.records.substituted

    def _has_pdf(self, outcome: Outcome) -> bool:
        record = self.unit_records.get(outcome.name)
        return record is not None and record.pdf != "" and record.pdf == self._pdf_key(outcome)

    def _pdf_key(self, outcome: Outcome) -> str:
        """The digest of a Word file, its PDF and the fonts; empty if there is no PDF."""
        assert outcome.docx
        pdf = state_of(outcome.docx.with_suffix(".pdf"))
        return _key(state_of(outcome.docx), self.sources.fonts, pdf) if pdf else ""

    def verify(self) -> None:
        """Verifies the files without a valid record; deviations become warnings of their units."""
        with_docx = {name: outcome for name, outcome in self.outcomes.items() if outcome.docx}
        keys = {name: self._verify_key(outcome) for name, outcome in with_docx.items()}
        stale = [name for name, key in keys.items() if not self._is_verified(name, key)]
        files = [_files(with_docx[name]) for name in stale]
        verifier, cluster = Verifier(self.project), self.cluster
        results = (
            cluster.verify(verifier, files) if cluster else map_ordered(verifier, files, self.jobs)
        )
        with closing(results) as unit_results:
            for name, result in zip(stale, unit_results, strict=True):
                problems = (
                    problem for problem in result.all_problems() if problem.code != FONT_SUBSTITUTED
                )
                deviations = tuple(problem.as_warning() for problem in problems)
                if name in self.unit_records:
                    self.unit_records[name] = replace(
                        self.unit_records[name],
                        verified=keys[name],
                        files=result.verified,
                        deviations=deviations,
                    )
                self._add(name, deviations)
                self.verified += result.verified
        for name in keys.keys() - set(stale):
            self._add(name, self.unit_records[name].deviations)
            self.verified += self.unit_records[name].files

    def _is_verified(self, name: str, key: str) -> bool:
        return name in self.unit_records and self.unit_records[name].verified == key

    def _verify_key(self, outcome: Outcome) -> str:
        record = self.unit_records.get(outcome.name)
        pack = self.sources.with_pack("format", record.pack if record else "")
        return _key(pack, *map(state_of, _files(outcome)))

    def _add(self, name: str, problems: Sequence[Problem]) -> None:
        outcome = self.outcomes[name]
        self.outcomes[name] = replace(outcome, problems=(*outcome.problems, *problems))

    def save(self, folders: list[Path]) -> None:
        """Saves the record of each unit."""
        for folder in folders:
            outcome, record = self.outcomes[folder.name], self.unit_records.get(folder.name)
            if record and outcome.pdf:
                record = replace(record, pdf=self._pdf_key(outcome))
            self.records.set(folder.name, record if outcome.docx else None)
        if any(outcome.docx for outcome in self.outcomes.values()):
            self.records.save()

    def result(self, *, make_pdf: bool) -> Result:
        """The result of the run."""
        substituted = self.records.substituted if make_pdf else {}
        outcomes = tuple(self.outcomes.values())
        return Result(outcomes, tuple(self.problems), substituted, self.verified)

    def _report_progress(self, step: str, done: int, total: int) -> None:
        if self.progress:
            self.progress(step, done, total)


def _record(outcome: Outcome, docx: Path, pack: str, sources: str) -> Record:
    """The record of a unit that was just written."""
    edited = outcome.left_alone or outcome.merged
    return Record(pack, sources, docx.name, state_of(docx), edited, silenced=outcome.silenced)


def _files(outcome: Outcome) -> tuple[Path, ...]:
    return tuple(filter(None, (outcome.docx, outcome.pdf)))


def _key(*parts: str) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
