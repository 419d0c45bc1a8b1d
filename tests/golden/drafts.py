"""What ``docgen template new`` makes of a blank form, as text that can be reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import docx
import yaml
from docx.document import Document
from lxml import etree

from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.scaffold.pack.form_reader import form_title, read_form
from docgen.scaffold.pack.formulas.drafted_rules import rules_of
from docgen.scaffold.pack.writing.tag_placement import place_tags
from docgen.scaffold.pack.writing.unique_names import Form, resolve
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
    """What ``docgen template new`` wrote of one form."""
    (part,) = report.pack.glob("*.docx")
    pack = yaml.safe_load((report.pack / "pack.yaml").read_text("utf-8"))
    doubts = ((problem.code, problem.words) for problem in report.problems)
    formulas = pack.get("derived", {}).items()
    return _page(docx.Document(str(part)), formulas, pack.get("rules", ()), doubts)


def form_page(document: Document, edition: int) -> str:
    """The same, without a pack, and so without its self-check; places the tags in ``document``."""
    found = read_form(document, edition)
    forms = resolve([Form("form.docx", document, form_title(document.element.body), found)])
    rules = rules_of(forms)
    place_tags(forms[0].form_fields)
    doubts = ((code, words) for code, _, words in forms[0].form_fields.doubts)
    formulas = [(".".join(path), text) for path, text in rules.derived.items()]
    return _page(document, formulas, rules.rules, doubts)


def _page(
    document: Document,
    formulas: Iterable[tuple[str, str]],
    rules: Iterable[Mapping[str, str]],
    doubts: Iterable[tuple[str, Mapping[str, str]]],
) -> str:
    """The form with its tags, formulas ``=``, rules ``!``, warnings ``~``, and doubts ``?``."""
    lines = [*_body(document.element.body), ""]
    lines += [f"= {field}: {formula}" for field, formula in formulas]
    lines += [f"{'!' if 'warn' not in rule else '~'} {rule['require']}" for rule in rules]
    lines += sorted({f"? {code} {' '.join(words.values())}" for code, words in doubts})
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
