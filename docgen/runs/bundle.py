"""``docgen bundle``: what is handed in for each unit, called as the bureau wants it.

A report is handed in as it was fixed: its Word file, its PDF with the evidence bound behind it, the
page on what was checked, and the evidence itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from docgen.atomic import write_atomically
from docgen.diagnostics import DocgenError, Problem, Problems, error
from docgen.diagnostics.codes import problem_code
from docgen.filing.hand_in.bundle_folder import with_sums, write_bundle
from docgen.filing.hand_in.bundle_names import BundleNames
from docgen.filing.hand_in.evidence_index import ListedEvidence
from docgen.filing.hand_in.handed_in import handed_in
from docgen.packs.pack import Pack
from docgen.pdf import PDF_SECONDS
from docgen.runs.bind_evidence import EvidenceBinder
from docgen.runs.build import BuiltUnit, Packs, build_unit
from docgen.runs.edition import BUNDLES, Edition, find_edition
from docgen.runs.executor import Executor, executor_for
from docgen.runs.failures import failure
from docgen.runs.frozen_units import FrozenUnit, frozen_units
from docgen.runs.recorded_unit import RecordedUnit
from docgen.runs.results import Outcome, Progress, Result
from docgen.runs.unit_record import unit_record

BUNDLE_NOT_FIXED = problem_code(
    "bundle-not-fixed",
    en=(
        "the report of unit {unit} is not fixed, so it was not made ready to hand in",
        "docgen freeze {edition} --unit {unit}, then docgen bundle {edition} --unit {unit}",
    ),
    zh=(
        "单位 {unit} 的报告没有定稿，没有准备报送材料",
        "先运行 docgen freeze {edition} --unit {unit}，再运行 docgen bundle {edition} --unit "
        "{unit}",
    ),
)
BUNDLE_TAKEN = problem_code(
    "bundle-taken",
    en=(
        "by the rule of the pack the bundle of unit {unit} is called 「{name}」, and so is that of "
        "unit {other}",
        "correct the field that names the unit, or `bundle` in pack.yaml",
    ),
    zh=(
        "按模板包的规则，单位 {unit} 和单位 {other} 的报送材料都叫「{name}」",
        "改正写单位名称的字段，或 pack.yaml 里的 bundle",
    ),
)


class BundleKeeper(Protocol):
    """Writes, in the language of the run, what bundles say of themselves."""

    def page(self, recorded: RecordedUnit, /) -> bytes:
        """The page on what was checked of a unit."""

    def listing(self, outcomes: Sequence[Outcome], /) -> tuple[str, bytes]:
        """The list of all units, with the name of its file."""


@dataclass(frozen=True)
class BundleOptions:
    """What is made ready to hand in.

    Attributes:
        units: folders of the edition; all if empty.
        zipped: whether each bundle is a zip, and no folder.
        seconds: the time limit for one PDF.
    """

    units: Sequence[str] = ()
    zipped: bool = False
    seconds: int = PDF_SECONDS


def bundle_edition(
    edition: str,
    keeper: BundleKeeper,
    options: BundleOptions | None = None,
    *,
    root: Path | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Result:
    """Makes ready what the units hand in; a unit with a defect hands in nothing.

    A list of all units is written, unless only some are asked for.

    Raises :class:`UsageError` if the project, the edition or a unit does not exist.
    """
    options = options or BundleOptions()
    chosen = find_edition(edition, root, out)
    folders, outcomes = chosen.units(options.units), list[Outcome]()
    with executor_for(chosen, 1) as executor:
        maker = BundleMaker(chosen, keeper, executor, options)
        for number, folder in enumerate(folders, 1):
            outcomes.append(maker(folder))
            if progress:
                progress("bundle", number, len(folders))
    problems = list(maker.packs.problems)
    if not options.units:
        problems += _with_list(chosen, keeper, outcomes)
    return Result(tuple(outcomes), tuple(problems))


def _with_list(
    edition: Edition, keeper: BundleKeeper, outcomes: Sequence[Outcome]
) -> Sequence[Problem]:
    """Writes the list of the units; returns the problem if that cannot be done."""
    name, data = keeper.listing(outcomes)
    path = edition.folder / BUNDLES / name
    try:
        write_atomically(path, data, edition.place(path).file)
    except DocgenError as reason:
        return [reason.problem]
    return []


@dataclass
class BundleMaker:
    """Makes one bundle per call; it never raises.

    Attributes:
        edition: the edition.
        keeper: writes the pages on what was checked.
        executor: lays out Word files.
        options: what is asked for.
    """

    edition: Edition
    keeper: BundleKeeper
    executor: Executor
    options: BundleOptions
    _owners: dict[str, str] = field(default_factory=dict)

    @cached_property
    def packs(self) -> Packs:
        """The packs of the units."""
        return Packs(self.edition.project)

    def __call__(self, folder: Path) -> Outcome:
        """The outcome of the unit in ``folder``, with its bundle in the place of its Word file."""
        try:
            return self._outcome(folder)
        except DocgenError as reason:
            return Outcome(folder.name, None, problems=(reason.problem,))
        # As in Builder: an error in one unit must not stop the others.
        except Exception as reason:
            problem = failure(self.edition.place(folder), "build", reason)
            return Outcome(folder.name, None, problems=(problem,))

    def _outcome(self, folder: Path) -> Outcome:
        fixed = frozen_units(self.edition, [folder]).get(folder.name)
        if fixed is None:
            words = {"unit": folder.name, "edition": self.edition.name}
            problem = error(BUNDLE_NOT_FIXED, self.edition.place(folder), **words)
            return Outcome(folder.name, None, problems=(problem,))
        problems = Problems(fixed.problems())
        if problems.has_errors:
            return Outcome(folder.name, None, problems=tuple(problems))
        built = build_unit(folder, self.edition, self.packs)
        problems.extend(problem for problem in built.outcome.problems if problem.is_error)
        loaded = self.packs.get(built.unit, problems) if built.unit.complete else None
        if loaded is None:
            return Outcome(folder.name, None, problems=tuple(problems))
        return self._bundled(fixed, built, loaded[0], problems)

    def _bundled(
        self, fixed: FrozenUnit, built: BuiltUnit, pack: Pack, problems: Problems
    ) -> Outcome:
        unit, report = built.unit, _fixed_word_file(fixed)
        with problems.within(lambda found: (problem.as_error() for problem in found)) as found:
            parts = handed_in(unit, pack, report.stem, found)
        names, evidence = parts.names, parts.evidence
        problems.extend(self._taken(names.folder, built))
        files = {names.word: report.read_bytes()}
        if not problems.has_errors and fixed.version.pdf:
            pdf, title = fixed.version.pdf.read_bytes(), pack.evidence.index
            binder = EvidenceBinder(self.edition, self.executor, self.options.seconds)
            files[names.pdf] = binder.bound(report, pdf, evidence, title, problems)
        if told := tuple(problems):
            return Outcome(unit.name, None, problems=told)
        files[names.check] = self._page(built)
        files |= _copies(names, evidence)
        return self._written(names.folder, files, built.outcome)

    def _page(self, built: BuiltUnit) -> bytes:
        record = unit_record(built, self.edition, self.packs)
        return self.keeper.page(RecordedUnit(built.outcome, record, built.unit.place))

    def _written(self, name: str, files: Mapping[str, bytes], outcome: Outcome) -> Outcome:
        path = self.edition.folder / BUNDLES / name
        path = path.with_name(f"{path.name}.zip") if self.options.zipped else path
        is_new = write_bundle(path, with_sums(files), self.edition.place(path).file)
        return replace(outcome, docx=path, changed=is_new, problems=())

    def _taken(self, name: str, built: BuiltUnit) -> Sequence[Problem]:
        """An error if another unit's bundle has the name."""
        unit = built.unit
        other = self._owners.setdefault(name.lower(), unit.name)
        if other == unit.name:
            return []
        return [error(BUNDLE_TAKEN, unit.place, unit=unit.name, other=other, name=name)]


def _fixed_word_file(fixed: FrozenUnit) -> Path:
    report = fixed.version.docx
    assert report is not None  # the folder is as it was sealed
    return report


def _copies(names: BundleNames, evidence: Sequence[ListedEvidence]) -> dict[str, bytes]:
    """The files of the evidence, as they are, by their names in the bundle."""
    pairs = zip(names.evidence, evidence, strict=True)
    return {name: each.file.path.read_bytes() for name, each in pairs}
