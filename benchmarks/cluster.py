"""200 copies of a report, by this machine and by a Dask cluster on it: 2 workers.

Milliseconds a unit: by the clock; of a core for those who work; of a core for the process that
hands the work out, submitter and scheduler in one, beyond what Dask takes at rest. These are the
figures of ``docs/en/scale.md``. The clock means something only on a machine that does nothing else.
``python -m benchmarks.cluster``
"""

from __future__ import annotations

import os
import pickle
import shutil
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from distributed import Client, LocalCluster

from docgen import RenderOptions, render_edition
from docgen.pdf.programs import installed_programs
from docgen.project import Project
from docgen.runs.cluster.payloads import unit_files
from docgen.runs.edition import Edition
from tests.support import ROOT, UNIT

UNITS, WORKERS, REST = 200, 2, 5
NAME = "株洲职业教育科技园管理办公室"


def project(root: Path) -> Project:
    """The copies, each of another name; the fonts of this project, if there are any."""
    shutil.copytree(ROOT / "word_templates", root / "word_templates")
    if (ROOT / "fonts").is_dir():
        shutil.copytree(ROOT / "fonts", root / "fonts")
    for number in range(UNITS):
        unit = root / "content" / "2023" / f"unit-{number:03}"
        shutil.copytree(UNIT, unit)
        report = unit / "report.yaml"
        text = report.read_text("utf-8").replace(NAME, f"{NAME}第{number:03}处")
        report.write_text(text, "utf-8")
    return Project(root)


class Clocks:
    """Seconds by the clock, of this process, and of those who work for it."""

    def __init__(self, client: Client | None) -> None:
        self._client = client

    def read(self) -> tuple[float, float, float]:
        here = os.times()
        workers = self._client.run(os.times).values() if self._client else ()
        worked = (
            sum(sum(times[:4]) for times in workers) + here.children_user + here.children_system
        )
        return time.perf_counter(), here.user + here.system, worked


def measure(root: Path, by: str, client: Client | None, **options: Any) -> None:
    steps: dict[str, dict[str, Any]] = {
        "Word": {"make_pdf": False, "verify": False},
        "PDF": {"verify": False},
        "verified": {},
    }
    if not installed_programs():
        del steps["PDF"]
    clocks = Clocks(client)
    before = clocks.read()
    time.sleep(REST)
    rest = (clocks.read()[1] - before[1]) / REST
    print(f"{'at rest':>10} {by:>8} {rest:>31.1%} of a core")
    render_edition(
        "2023", RenderOptions(**steps["Word"], **options), root=root
    )  # the packs are compiled once
    shutil.rmtree(root / "build")
    for step, chosen in steps.items():
        before = clocks.read()
        result = render_edition("2023", RenderOptions(**chosen, **options), root=root)
        after = clocks.read()
        assert not list(result.all_problems()), next(result.all_problems())
        clock, here, working = (
            (new - old) / UNITS * 1000 for new, old in zip(after, before, strict=True)
        )
        handing = here - rest * clock
        print(f"{step:>10} {by:>8} {clock:>10.0f} {working:>10.0f} {handing:>10.1f}", flush=True)


def main() -> None:
    with TemporaryDirectory() as folder:
        made = project(Path(folder).resolve())
        print(f"{'step':>10} {'by':>8} {'ms a unit':>10} {'working':>10} {'handing':>10}")
        measure(made.root, "itself", None, jobs=WORKERS)
        sizes(made)
        shutil.rmtree(made.root / "build")
        with (
            LocalCluster(WORKERS, threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster, set_as_default=False) as client,
        ):
            measure(made.root, "cluster", client, scheduler=cluster.scheduler_address)


def sizes(made: Project) -> None:
    """What travels for a unit."""
    sent = len(pickle.dumps(unit_files(made.content / "2023" / "unit-000", Edition(made, "2023"))))
    word = next(made.output("2023").glob("*.docx"))
    pdf = word.with_suffix(".pdf")
    print(f"bytes of a unit: content {sent}, Word {word.stat().st_size}", end="")
    print(f", PDF {pdf.stat().st_size}" if pdf.is_file() else "")


if __name__ == "__main__":
    main()
