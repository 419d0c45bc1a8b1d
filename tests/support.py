"""A small project for tests, and helpers that inspect its output."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.table import Table
from lxml import etree
from openxml_audit import AppPrediction, OpenXmlValidator, predict

from docgen import RenderOptions, Result, render_edition
from docgen.diagnostics.bilingual import listed_names
from docgen.runs.results import Progress
from docgen.word.xml import text_of, w

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "word_templates" / "hunan-self-evaluation"
UNIT = ROOT / "content" / "2023" / "zhuzhou-vocational-park"
SHIPPED_PACKS = (
    "central-project-form、final-accounts-analysis、hunan-self-evaluation、hunan-summary、"
    "official-letter"
)
"""As a message lists them, behind the project's own."""


def known(names: str = "", name: str = "known") -> dict[str, str]:
    """The words of a problem that lists names, which are given as Chinese lists them."""
    return listed_names(names.split("、") if names else []).words(name)


PACK_YAML = """\
output: '{{ 名称 }}'
properties:
  title: '{{ 名称 }}'
  author: '{{ 名称 }}'
  date: 2024年4月26日
parts:
  - file: form.docx
"""


def blank_part() -> Document:
    """An empty document with the styles of the pack."""
    document = docx.Document(str(PACK / "report.docx"))
    body = document.element.body
    last = body.findall(w("sectPr"))[-1]
    for reference in last.findall(w("headerReference")) + last.findall(w("footerReference")):
        last.remove(reference)
    for element in list(body):
        if element is not last:
            body.remove(element)
    return document


@dataclass(frozen=True)
class SmallProject:
    """A project in a folder: one pack ``form``, one edition ``2023``, one unit ``one``."""

    root: Path

    @property
    def pack(self) -> Path:
        return self.root / "word_templates" / "form"

    @property
    def unit(self) -> Path:
        return self.root / "content" / "2023" / "one"

    @property
    def output(self) -> Path:
        return self.root / "build" / "2023"

    def part(self, write: Callable[[Document], object], name: str = "form.docx") -> None:
        """Makes a part of the pack."""
        document = blank_part()
        write(document)
        document.save(str(self.pack / name))

    def template(self, *paragraphs: str) -> None:
        """Makes ``form.docx`` of paragraphs, each in one run."""

        def write(document: Document) -> None:
            for text in paragraphs:
                document.add_paragraph(text)

        self.part(write)

    def content(self, text: str, file: str = "report.yaml") -> None:
        """Writes a file of the unit; ``report.yaml`` gets the pack and a name in front."""
        path = self.unit / file
        path.parent.mkdir(parents=True, exist_ok=True)
        head = "模板: form\n名称: 报告\n" if file == "report.yaml" else ""
        path.write_text(head + text, "utf-8")

    def schema(self, **properties: object) -> None:
        schema = {"type": "object", "properties": properties}
        (self.pack / "schema.json").write_text(json.dumps(schema, ensure_ascii=False), "utf-8")

    def render(
        self,
        *,
        pdf: bool = False,
        out: Path | None = None,
        progress: Progress | None = None,
        **options: Any,
    ) -> Result:
        chosen = RenderOptions(make_pdf=pdf, **options)
        return render_edition("2023", chosen, root=self.root, out=out, progress=progress)

    def document(self, *allowed: str) -> Document:
        """The rendered document, after a render without problems but those of ``allowed`` codes."""
        result = self.render()
        assert set(codes(result)) <= set(allowed), list(result.all_problems())
        path = result.outcomes[0].docx
        assert path is not None
        return docx.Document(str(path))


def small_project(root: Path) -> SmallProject:
    project = SmallProject(root)
    project.pack.mkdir(parents=True)
    project.unit.mkdir(parents=True)
    (project.pack / "pack.yaml").write_text(PACK_YAML, "utf-8")
    project.schema()
    project.template("{{ 名称 }}")
    project.content("")
    return project


def whole_project(root: Path) -> Path:
    """A copy of the real project: all packs, and the unit of the report."""
    shutil.copytree(ROOT / "word_templates", root / "word_templates")
    shutil.copytree(UNIT, root / "content" / "2023" / UNIT.name)
    return root


SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def saved_by_libreoffice(files: list[Path], folder: Path) -> None:
    """Opens and saves each file in one call; the results lie in ``folder`` under the same names."""
    command = [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=600)


def found(result: Result) -> list[tuple[str, str, int]]:
    """``(code, file, line)`` of every problem, in the order they were reported."""
    return [
        (problem.code, problem.place.file, problem.place.line) for problem in result.all_problems()
    ]


def codes(result: Result) -> list[str]:
    return [problem.code for problem in result.all_problems()]


def audit(data: bytes, folder: Path) -> list[str]:
    """What the schema and Word's known refusals say against a .docx."""
    path = folder / "audited.docx"
    path.write_bytes(data)
    result = OpenXmlValidator().validate(path)
    complaints = [f"{error.part_uri}: {error.description}" for error in result.errors]
    verdict = predict(result)
    return (
        complaints
        if verdict.prediction is AppPrediction.OPENS_CLEAN
        else [*complaints, verdict.headline]
    )


def paragraphs(document: Document) -> list[str]:
    """The text of each paragraph of the body, line ends and tabs as typed."""
    return [paragraph.text for paragraph in document.paragraphs]


def grid(table: Table) -> str:
    """A table as readable text: a row a line; ``^`` continues the cell above, ``[n]`` spans."""
    lines = []
    for row in table._tbl.tr_lst:
        cells = []
        for cell in row.tc_lst:
            span = f"[{cell.grid_span}]" if cell.grid_span > 1 else ""
            covered = "^" if cell.vMerge == "continue" else ""
            text = " ".join(text_of(paragraph) for paragraph in cell.p_lst)
            cells.append(covered + span + (text if len(text) <= 24 else f"{text[:23]}…"))
        lines.append(" | ".join(cells))
    return "\n".join(lines)


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of ``files``, as :func:`entries` gives them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return buffer.getvalue()


def xml_of(document: Document) -> str:
    return etree.tostring(document.element, encoding="unicode")


def lines_of(texts: Iterable[str]) -> str:
    return "\n".join(texts) + "\n"
