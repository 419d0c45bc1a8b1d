"""Whole reports, from content to a verified PDF, against LibreOffice alone; and the verifying."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from benchmarks.timing import Goal, Row, docgen, many_units, median, once, seconds
from docgen import RenderOptions, render_edition
from docgen.diagnostics.bilingual import Bilingual
from docgen.pdf.fonts import font_environment, substitutions
from docgen.pdf.libreoffice import export_options, find_libreoffice
from docgen.pool import cores
from docgen.project import Project
from docgen.runs.convert import convert_files
from docgen.runs.edition import Edition
from docgen.runs.executor import LocalExecutor
from docgen.runs.verify import Verifier
from tests.papers.random_documents import random_document
from tests.support import ROOT

_TIMES = 7
_CONTENTS = 99
"""The seed of a document of 75 headings on 60 pages."""


@dataclass(frozen=True)
class Soffice:
    """LibreOffice with a profile that is kept, and the fonts and the tags that docgen asks for."""

    program: str
    environment: dict[str, str]
    folder: Path

    def __call__(self, files: Sequence[Path], profile: str = "profile") -> None:
        """The PDFs of ``files`` by one call."""
        command = [
            self.program,
            f"-env:UserInstallation={(self.folder / profile).as_uri()}",
            *("--headless", "--convert-to", f"pdf:writer_pdf_Export:{export_options(False)}"),
            *("--outdir", str(self.folder)),
        ]
        around = {**os.environ, **self.environment}
        subprocess.run([*command, *map(str, files)], env=around, check=True, capture_output=True)

    def on_all_cores(self, files: Sequence[Path]) -> None:
        """The PDFs of ``files``, by one call on each core."""
        shares = [files[number :: cores()] for number in range(cores())]
        profiles = [f"profile-{number}" for number in range(cores())]
        with ThreadPoolExecutor(cores()) as pool:
            list(pool.map(self, shares, profiles))


@contextmanager
def _soffice(program: str) -> Iterator[Soffice]:
    fonts = ROOT / "fonts"
    with (
        font_environment(fonts, substitutions(fonts)) as environment,
        TemporaryDirectory() as folder,
    ):
        yield Soffice(program, environment, Path(folder))


def one_report() -> Iterator[Row]:
    """One unit whose content has changed: Word, PDF and verifying, in a new and a warm process."""
    program = find_libreoffice()
    if program is None:
        return
    with many_units(1) as root, _soffice(program) as soffice:
        shutil.copytree(ROOT / "fonts", root / "fonts")
        docgen(root, "render", "2023")
        (file,) = (root / "build" / "2023").glob("*.docx")
        change = partial(_change, root, count(1))
        theirs, ours = list[float](), list[float]()
        soffice([file])
        for _ in range(_TIMES):
            change()
            ours.append(docgen(root, "render", "2023")[0])
            theirs.append(once(lambda: soffice([file])))
        with LocalExecutor(Edition(Project(root), "2023")) as executor:
            render = partial(render_edition, "2023", RenderOptions(), root=root, executor=executor)
            render()
            warm = median(lambda: (change(), render()), _TIMES)
    new, peer = sorted(ours)[_TIMES // 2], sorted(theirs)[_TIMES // 2]
    name = Bilingual(
        "改了以后的一个单位，到核对过的 PDF", "one unit after a change, to verified PDF"
    )
    call = Bilingual("`soffice --convert-to`，沿用配置", "`soffice --convert-to`, kept profile")
    goal = Goal(2, at_most=True)
    yield Row(name, call, seconds(new), seconds(peer), new / peer, goal)
    stays = Bilingual("同上，进程已经在运行", "the same in a warm process")
    second = Bilingual("一秒", "one second")
    yield Row(stays, second, seconds(warm), "1 s", warm, Goal(1, at_most=True))


def _change(root: Path, numbers: Iterator[int]) -> None:
    """Writes one more sentence into a chapter."""
    (unit,) = (root / "content" / "2023").iterdir()
    chapter = sorted((unit / "narrative").glob("*.md"))[0]
    kept = chapter.read_text("utf-8").split("\n\n本段第")[0].rstrip()
    chapter.write_text(f"{kept}\n\n本段第{next(numbers)}次改写，其余内容不变。\n", "utf-8")


def verified_reports(units: int = 40) -> Iterator[Row]:
    """Units from content to verified PDF, against the floor: all cores' soffice, one call each."""
    program = find_libreoffice()
    if program is None:
        return
    with many_units(units) as root, _soffice(program) as soffice:
        shutil.copytree(ROOT / "fonts", root / "fonts")
        ours, floor = list[float](), list[float]()
        for _ in range(3):
            shutil.rmtree(root / "build", ignore_errors=True)
            ours.append(docgen(root, "render", "2023")[0])
            files = sorted((root / "build" / "2023").glob("*.docx"))
            floor.append(once(partial(soffice.on_all_cores, files)))
    own, lowest = sorted(ours)[1], sorted(floor)[1]
    work = Bilingual(
        f"{units} 个单位到核对过的 PDF，{cores()} 核",
        f"{units} units to verified PDF, {cores()} cores",
    )
    peer = Bilingual(
        f"下限：{cores()} 个 soffice，各调用一次", f"floor: {cores()} soffice, one call each"
    )
    yield Row(work, peer, seconds(own), seconds(lowest), own / lowest, Goal(1.5, at_most=True))


def verifying() -> Iterator[Row]:
    """Verifying a unit's files against reading the glyphs of its PDF, in one warm process."""
    if find_libreoffice() is None:
        return
    with TemporaryDirectory() as folder:
        (outcome,) = render_edition("2023", root=ROOT, out=Path(folder)).outcomes
        assert outcome.pdf
        both = Bilingual("核对一个单位的 Word 和 PDF", "verify a unit's Word file and PDF")
        yield _verified(both, outcome.files)
        file = Path(folder) / "contents.docx"
        file.write_bytes(random_document(_CONTENTS).docx)
        made = convert_files(str(file), root=ROOT)
        longer = Bilingual("同上，另有三页目录", "the same, with three pages of contents")
        yield _verified(longer, made.outcomes[0].files)


def _verified(work: Bilingual, files: Sequence[Path]) -> Row:
    """A Word file and its PDF, measured by the format of the sample pack."""
    verifier = Verifier(Project(ROOT), "hunan-self-evaluation")
    data = files[1].read_bytes()
    verifier(files)
    theirs = median(partial(_read_glyphs, data), _TIMES)
    ours = median(lambda: verifier(files), _TIMES)
    peer = Bilingual("只用 pypdfium2 读其中的字符", "its glyphs, by pypdfium2 alone")
    return Row(work, peer, seconds(ours), seconds(theirs), ours / theirs, Goal(2, at_most=True))


def _read_glyphs(pdf: bytes) -> list[tuple[Any, ...]]:
    """Character, box and font size of each glyph."""
    found = list[tuple[Any, ...]]()
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                code = pdfium.FPDFText_GetUnicode(text, index)
                size = pdfium.FPDFText_GetFontSize(text, index)
                found.append((code, text.get_charbox(index), size))
    return found
