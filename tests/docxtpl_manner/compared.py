"""What docs/en/docxtpl.md compares: rows of ``tests/docs/docxtpl.yaml``, and how each is run."""

from __future__ import annotations

import contextlib
import datetime
import decimal
import html
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import docxtpl
import jinja2
import yaml
from docx.shared import Mm

import docgen
from tests.docxtpl_manner.forms import Form, picture
from tests.docxtpl_manner.pictures import PICTURE_NAME
from tests.docxtpl_manner.same_text import outline
from tests.docxtpl_manner.subdocuments import styled_data
from tests.support import ROOT

DATA = ROOT / "tests" / "docs" / "docxtpl.yaml"
CLASSES = (
    *("DocxTemplate", "InlineImage", "Listing", "R", "RP", "RichText", "RichTextParagraph"),
    "Subdoc",
)
RENDERED = "tpl.render({context}{environment}{autoescape})\ntpl.save('out.docx')"


@dataclass(frozen=True)
class Row:
    """A line of the page; ``given`` is its mapping in the data file."""

    given: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.given["what"]["en"])

    @property
    def code(self) -> str:
        """What the program does once the template is open as ``tpl``."""
        if "code" in self.given:
            return str(self.given["code"])
        filters = self.given.get("filters")
        environment = f", environment({filters})" if filters else ""
        autoescape = ", autoescape=True" if self.given.get("autoescape") else ""
        return RENDERED.format(
            context=self.given["context"], environment=environment, autoescape=autoescape
        )

    def expected(self, by: str) -> Any:
        """What ``by`` prints: ``docxtpl``, ``docgen`` or ``template``."""
        order = ("docxtpl", "docgen", "template")
        given = [self.given[key] for key in order[: order.index(by) + 1] if key in self.given]
        return given[-1]

    @property
    def is_plain(self) -> bool:
        """Whether ``docgen.Template`` has it."""
        return bool(self.given.get("template") != "none")


@cache
def parts() -> list[tuple[Mapping[str, str], list[Row]]]:
    """The parts of the page, each with its heading in two languages."""
    data = yaml.safe_load(DATA.read_text("utf-8"))
    return [(part["part"], [Row(row) for row in part["rows_of_part"]]) for part in data]


def rows() -> Iterator[Row]:
    for _, of_part in parts():
        yield from of_part


def template_of(row: Row) -> Form:
    """The template of a row, as Word would have saved it."""
    form, given = Form(), row.given
    for where, texts in given.get("stories", {}).items():
        if where == "endnotes":
            form.footnotes(texts, kind="endnote")
        else:
            getattr(form, where)(texts)
    form.lines(*given.get("lines", ()))
    form.runs(*given.get("runs", ()), bold=given.get("bold"))
    if "rows" in given:
        form.table(*given["rows"])
    if "picture" in given:
        form.document.add_picture(io.BytesIO(picture(given["picture"])))
        for properties in form.document.element.body.iter(PICTURE_NAME):
            properties.set("name", "picture.png")
    form.document.core_properties.title = given.get("title", "")
    return form


def run(row: Row, by: str, folder: Path) -> Any:
    """What is printed by ``docxtpl``, by ``docgen`` in its place, or by docgen's ``template``."""
    (folder / "form.docx").write_bytes(template_of(row).data())
    (folder / "part.docx").write_bytes(styled_data())
    for color in ("red", "green"):
        (folder / f"{color}.png").write_bytes(picture(color))
    with contextlib.chdir(folder):
        try:
            _by_template(row) if by == "template" else _by_program(row, by)
        except docgen.TemplateError as refused:
            return {"error": sorted({problem.code for problem in refused.problems})[0]}
        except Exception as failure:
            return {"error": type(failure).__name__}
        return printed(Path("out.docx").read_bytes(), look=bool(row.given.get("look")))


def names(library: Any) -> dict[str, Any]:
    """What the code of a row may name."""
    return {name: getattr(library, name) for name in CLASSES} | {
        "Decimal": decimal.Decimal,
        "Mm": Mm,
        "Path": Path,
        "date": datetime.date,
        "environment": _environment,
        "html": html,
        "io": io,
        "jinja2": jinja2,
    }


def _environment(filters: Mapping[str, Any]) -> jinja2.Environment:
    made = jinja2.Environment()
    made.filters |= filters
    return made


def _by_program(row: Row, by: str) -> None:
    scope = names(docxtpl if by == "docxtpl" else docgen)
    scope["tpl"] = scope["DocxTemplate"]("form.docx")
    exec(row.code, scope)


def _by_template(row: Row) -> None:
    scope = names(docgen)
    filters = eval(row.given.get("filters", "{}"), scope)
    data = eval(row.given.get("plain") or row.given["context"], scope)
    docgen.Template("form.docx", filters=filters).render(data).save("out.docx")


def printed(data: bytes, *, look: bool) -> list[str]:
    """What a document reads, a line for each paragraph and row; pictures and links as signs."""
    found: dict[str, str] = {}
    for place, text in outline(data, looks=look):
        if "/table " in place and "/row " in place:
            row, _, cell = place.partition("/cell ")
            number = cell.partition("/")[0]
            before = found.get(row, "")
            if "/" not in cell:
                joints = f"[{text}] " if text else ""
                found[row] = f"{before} | {joints}" if number != "1" else joints
            else:
                found[row] = f"{before}{text}"
        elif "/" in place and not place.rpartition("/")[2].startswith("table") and text != "style ":
            found[place] = f"{found[place]}: {text}" if place in found else text
        elif place == "title" and text:
            found[place] = text
    return [text.strip(" ") for text in found.values()]
