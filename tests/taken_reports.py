"""Reports of the sample units, mutated, and what ``docgen take`` makes of them.

    python -m tests.taken_reports [-v] [NAMES] [--draws 5] [--seed 1] [--folder FOLDER]

NAMES are of units and of mutations (``as-is`` is none); several of a kind are alternatives,
``a+b`` is a row of mutations. ``--draws`` adds rows of two or three, drawn by ``--seed``.
``--folder`` keeps the mutated reports. ``-v`` prints each value that is not right.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen import RenderOptions, render_edition
from docgen.temporary import temporary_folder
from tests.support import ROOT
from tests.taken_reports_mutations import NoPlaceError, combined, known, mutated
from tests.taken_reports_notes import Notes, notes_of
from tests.taken_reports_printed import PrintedUnit, list_items, printed_unit
from tests.taken_reports_score import Score, Take, scored

PACKS = {
    "zhuzhou-vocational-park": "hunan-self-evaluation",
    "science-museum": "central-project-form",
    "education-bureau": "official-letter",
}
EDITION, TAKEN, AS_IS = "2023", "2023", "as-is"
_HEAD = "values  right listed silent  wrong  extra   told  report, mutation"


@dataclass(frozen=True)
class SampleReport:
    """The report of a sample unit, with what it prints; its notes lie beside it."""

    unit: str
    file: Path
    printed: PrintedUnit

    @property
    def pack(self) -> str:
        """The pack that it was made with."""
        return PACKS[self.unit]


def sample_reports(folder: Path, units: Sequence[str] = ()) -> list[SampleReport]:
    """Renders the sample units in a project in ``folder``; each has one Word file."""
    root = folder / "project"
    chosen = list(units or PACKS)
    shutil.copytree(ROOT / "word_templates", root / "word_templates")
    for unit in chosen:
        shutil.copytree(ROOT / "content" / EDITION / unit, root / "content" / EDITION / unit)
    options = RenderOptions(units=chosen, make_pdf=False, verify=False, jobs=1)
    reports = []
    for outcome in render_edition(EDITION, options, root=root).outcomes:
        printed = printed_unit(root, EDITION, outcome.name)
        assert outcome.docx is not None
        file = folder / f"{outcome.name}.docx"
        shutil.copyfile(outcome.docx, file)
        values = [text for each in printed.fields.items() for text in _values(printed, *each)]
        Notes(list(dict.fromkeys(values)), list_items(printed)).write(file)
        reports.append(SampleReport(outcome.name, file, printed))
    return reports


def _values(printed: PrintedUnit, keys: tuple[str, ...], texts: list[str]) -> list[str]:
    return [] if keys in printed.texts else texts


def empty_project(folder: Path) -> Path:
    """A project with the packs, and no content, for one unit to be taken into."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(ROOT / "word_templates", folder / "word_templates")
    (folder / "content").mkdir()
    return folder


def score_report(take: Take, sample: SampleReport, file: Path) -> Score:
    """Takes a mutated file of a report into a project of its own, and scores it."""
    with temporary_folder("taken") as name:
        project = empty_project(Path(name).resolve() / "project")
        where = f"{sample.pack}/{sample.unit}/{TAKEN}"
        return scored(take, project, file, sample.printed, notes_of(file), where)


def take_by_command(root: Path, report: Path, pack: str, unit: str, edition: str) -> list[str]:
    """Runs ``docgen take``; what it prints is what it tells. Raises if no folder is made."""
    line = ["take", str(report), "--pack", pack, "--unit", unit, "--edition", edition]
    done = subprocess.run(
        [sys.executable, "-m", "docgen", *line],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    printed = (done.stdout + done.stderr).splitlines()
    if not (root / "content" / edition / unit).is_dir():
        raise RuntimeError(" | ".join(printed)[:300] or f"ended with {done.returncode}")
    return printed


def scores(
    take: Take, samples: Sequence[SampleReport], rows: Sequence[Sequence[str]]
) -> Iterator[tuple[str, Score | None]]:
    """Yields the score of each report after each row of mutations; ``None`` without a place."""
    for sample in samples:
        for row in rows:
            title = f"{sample.unit}, {'+'.join(row) or AS_IS}"
            try:
                file = mutated(sample.file, row)
            except NoPlaceError:
                yield title, None
            else:
                yield title, score_report(take, sample, file)


def table_line(title: str, score: Score | None) -> str:
    """A line of the table."""
    if score is None:
        return f"{'—':>6}{'':42}  {title}"
    figures = (score.values, score.right, score.listed, score.silent, score.wrong, score.extra)
    told = f"{score.told:6}"
    failed = f"  {score.failure}" if score.failure else ""
    return "".join(f"{figure:6} " for figure in figures) + f"{told}  {title}{failed}"


def total(of: Sequence[Score]) -> Score:
    """The sums of scores."""
    names = ("values", "right", "listed", "silent", "wrong", "extra", "told")
    return Score(**{name: sum(getattr(score, name) for score in of) for name in names})


def _rows(names: Sequence[str], draws: int, seed: int) -> list[tuple[str, ...]]:
    """The rows of mutations that names mean; all if they mean none."""
    named = [name for name in names if name not in PACKS]
    rows = [() if name == AS_IS else tuple(name.split("+")) for name in named]
    rows = rows or [(), *((name,) for name in sorted(known()))]
    return rows + [combined(seed + number) for number in range(draws)]


def main(take: Take = take_by_command) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("-v", action="store_true", dest="all")
    parser.add_argument("--draws", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    units = [name for name in chosen.names if name in PACKS]
    rows = _rows(chosen.names, chosen.draws, chosen.seed)
    if unknown := {name for row in rows for name in row} - known().keys():
        parser.error(f"no mutation {', '.join(sorted(unknown))}; {', '.join(sorted(known()))}")
    with temporary_folder("taken-reports") as name:
        folder = chosen.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        _print(take, sample_reports(folder.resolve(), units), rows, details=chosen.all)


def _print(
    take: Take,
    samples: Sequence[SampleReport],
    rows: Sequence[Sequence[str]],
    *,
    details: bool,
) -> None:
    print(_HEAD)
    found = []
    for title, score in scores(take, samples, rows):
        print(table_line(title, score), flush=True)
        if score:
            found.append(score)
            for line in (*score.details, *score.problems) if details else ():
                print(f"    {line}")
    print(table_line("total", total(found)))


if __name__ == "__main__":
    main()
