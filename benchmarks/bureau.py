"""Many units: content to Word, Word to PDF, again with nothing or little changed, and memory."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.peer import Peer, bound
from benchmarks.timing import Row, docgen, many_units, median, once, seconds
from docgen.pdf.fonts import font_environment, substitutions
from docgen.pdf.libreoffice import find_libreoffice
from docgen.pool import cores
from docgen.project import Project
from tests.support import ROOT

WORD = ("render", "2023", "--no-pdf", "--no-verify")


def word_files(count: int = 100) -> Iterator[Row]:
    """Content to Word files, checks included, against docxtpl over contexts that are ready."""
    with many_units(count) as root, TemporaryDirectory() as folder:
        ready = []
        for unit in sorted((root / "content" / "2023").iterdir()):
            loaded, pack, template = bound(unit, "2023", Project(root))
            peer = Peer(pack, template, Path(folder))
            environment = peer.environment(loaded.data)
            peer.render(loaded.data, environment)
            ready.append((peer, loaded.data, environment))
        theirs = once(lambda: [peer.render(data, around) for peer, data, around in ready])
        ours = _full(root)
    work = f"{count} units, content to Word, {cores()} cores"
    yield Row(work, "docxtpl, ready contexts", seconds(ours), seconds(theirs),
               f"{theirs / ours:.1f} times", "10 times")  # fmt: skip


def _full(root: Path) -> float:
    shutil.rmtree(root / "build", ignore_errors=True)
    return docgen(root, *WORD)[0]


def pdfs(count: int = 100) -> Iterator[Row]:
    """Word files to PDFs, against LibreOffice called once for each, and against the floor."""
    program = find_libreoffice()
    if program is None:
        return
    with many_units(count) as root:
        shutil.copytree(ROOT / "fonts", root / "fonts")
        docgen(root, *WORD)
        ours = docgen(root, "pdf", "2023")[0]
        files = sorted((root / "build" / "2023").glob("*.docx"))
        with font_environment(root / "fonts", substitutions(root / "fonts")) as environment:
            call = partial(_soffice, program, environment=environment)
            single = once(lambda: list(map(call, ([file] for file in files))))
            shares = [files[number :: cores()] for number in range(cores())]
            with ThreadPoolExecutor(cores()) as pool:
                floor = once(lambda: list(pool.map(call, shares)))
    yield Row(f"{count} units to PDF, {cores()} cores", "soffice, one file a call",
               seconds(ours), seconds(single), f"{single / ours:.1f} times", "3 times")  # fmt: skip
    yield Row("the same", f"floor: {cores()} soffice, one call each", seconds(ours),
               seconds(floor), f"{ours / floor:.2f}", "at most 1.2")  # fmt: skip


def _soffice(program: str, files: Sequence[Path], environment: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        names = map(str, files)
        subprocess.run([*command, *names], env=environment, check=True, capture_output=True)
        assert len(list(Path(folder).glob("*.pdf"))) == len(files)


def again(count: int = 1000) -> Iterator[Row]:
    """The same units once more: nothing changed, one changed; and memory."""
    with many_units(50) as root:
        few = docgen(root, *WORD)[1]
    with many_units(count) as root:
        full, many = docgen(root, *WORD)
        nothing = median(lambda: docgen(root, *WORD), 3)

        def one_changed() -> None:
            file = root / "content" / "2023" / "unit-00007" / "report.yaml"
            file.write_text(file.read_text("utf-8") + "\n# 改\n", "utf-8")
            docgen(root, *WORD)

        one = median(one_changed, 3)
    yield Row(f"again, nothing changed, {count:,} units", "the full run to Word",
               seconds(nothing), seconds(full), f"{nothing / full:.1%}", "3 %")  # fmt: skip
    yield Row(f"again, one of {count:,} changed", "the full run to Word",
               seconds(one), seconds(full), f"{one / full:.1%}", "4 %")  # fmt: skip
    yield Row(f"peak memory at {count:,} units", "at 50 units", f"{many // 1024} MiB",
               f"{few // 1024} MiB", f"{many / few:.2f}", "at most 1.3")  # fmt: skip


def starting() -> Iterator[Row]:
    """``docgen --help`` against the import of click."""
    program = Path(sys.executable).with_name("docgen")

    def run(*command: object) -> None:
        subprocess.run(list(map(str, command)), check=True, capture_output=True)

    ours = median(lambda: run(program, "--help"), 15)
    theirs = median(lambda: run(sys.executable, "-c", "import click"), 15)
    yield Row("docgen --help", 'python -c "import click"', seconds(ours), seconds(theirs),
               f"{ours / theirs:.1f} times", "at most 2.5")  # fmt: skip
