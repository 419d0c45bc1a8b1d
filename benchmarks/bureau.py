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
from benchmarks.timing import Goal, Row, docgen, many_units, median, once, seconds
from docgen.diagnostics.bilingual import Bilingual
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
    zh, en = (
        f"{count} 个单位，从内容到 Word，{cores()} 核",
        f"{count} units, content to Word, {cores()} cores",
    )
    work = Bilingual(zh, en)
    peer_name = Bilingual("docxtpl，数据已备好，一个进程", "docxtpl, ready contexts, one process")
    yield Row(work, peer_name, seconds(ours), seconds(theirs), theirs / ours, Goal(5))


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
    work = Bilingual(
        f"{count} 个单位到 PDF，{cores()} 核", f"{count} units to PDF, {cores()} cores"
    )
    call_each = Bilingual("soffice，一次一个文件", "soffice, one file a call")
    yield Row(work, call_each, seconds(ours), seconds(single), single / ours, Goal(3))
    lowest = Bilingual(
        f"下限：{cores()} 个 soffice，各调用一次", f"floor: {cores()} soffice, one call each"
    )
    same = Bilingual("同上", "the same")
    yield Row(same, lowest, seconds(ours), seconds(floor), ours / floor, Goal(1.2, at_most=True))


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

        changed = median(one_changed, 3)
    whole = Bilingual("全部重做到 Word", "the full run to Word")
    for work, taken, limit in (
        (
            Bilingual(
                f"再运行，没有变化，{count:,} 个单位", f"again, nothing changed, {count:,} units"
            ),
            nothing,
            0.03,
        ),
        (
            Bilingual(f"再运行，{count:,} 个里改了一个", f"again, one of {count:,} changed"),
            changed,
            0.04,
        ),
    ):
        goal = Goal(limit, at_most=True, share=True)
        yield Row(work, whole, seconds(taken), seconds(full), taken / full, goal)
    own, fewer = (f"{kib / 1024:.1f} MiB" for kib in (many, few))
    peak = Bilingual(f"{count:,} 个单位时的最大内存", f"peak memory at {count:,} units")
    at_few = Bilingual("50 个单位时", "at 50 units")
    yield Row(peak, at_few, own, fewer, many / few, Goal(1.1, at_most=True))


def starting() -> Iterator[Row]:
    """``docgen --help`` against the import of click."""
    program = Path(sys.executable).with_name("docgen")

    def run(*command: object) -> None:
        subprocess.run(list(map(str, command)), check=True, capture_output=True)

    ours = median(lambda: run(program, "--help"), 15)
    theirs = median(lambda: run(sys.executable, "-c", "import click"), 15)
    peer_name = '`python -c "import click"`'
    yield Row(
        "`docgen --help`",
        peer_name,
        seconds(ours),
        seconds(theirs),
        ours / theirs,
        Goal(2.5, at_most=True),
    )
