"""What ``docgen template new`` makes of a blank form, as text that can be reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import yaml
from docx.document import Document
from lxml import etree

from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.word.grid import cells_of
from docgen.word.xml import text_of, w

FOLDER = Path(__file__).parent / "drafts"


def drafted(form: Document, name: str, root: Path) -> DraftReport:
    """The pack ``name`` of one form, in the new project ``root``."""
    (root / "word_templates").mkdir(parents=True)
    (root / "content").mkdir()
    path = root / f"{name}.docx"
    form.save(str(path))
    return draft_pack([path], name.replace("_", "-"), root=root, edition=2023)


def draft_page(report: DraftReport) -> str:
    """The form with its tags, formulas ``=``, rules ``!``, warnings ``~``, and doubts ``?``."""
    (part,) = report.pack.glob("*.docx")
    lines = [*_body(docx.Document(str(part)).element.body), ""]
    pack = yaml.safe_load((report.pack / "pack.yaml").read_text("utf-8"))
    lines += [f"= {field}: {formula}" for field, formula in pack.get("derived", {}).items()]
    lines += [
        f"{'!' if 'warn' not in rule else '~'} {rule['require']}" for rule in pack.get("rules", ())
    ]
    lines += sorted(
        {f"? {problem.code} {' '.join(problem.words.values())}" for problem in report.problems}
    )
    return "\n".join(lines) + "\n"


def _body(body: etree._Element, indent: str = "") -> Iterator[str]:
    for element in body:
        if element.tag == w("tbl"):
            yield from _table(element, indent)
        elif element.tag == w("p") and text_of(element).strip():
            yield f"{indent}{text_of(element)}"


def _table(table: etree._Element, indent: str) -> Iterator[str]:
    for row in cells_of(table):
        texts = []
        for cell in row:
            own = " ¶ ".join(filter(None, map(text_of, cell.element.findall(w("p")))))
            span = f"[{cell.span}]" if cell.span > 1 else ""
            texts.append(f"{span}{'^' if cell.merge == 'continue' else ''}{own}")
        yield indent + " | ".join(texts)
        for cell in row:
            for inner in cell.element.findall(w("tbl")):
                yield from _table(inner, f"{indent}      ")
