"""Documents in documents: built by the program, or files of their own."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import docx
from docx.shared import Mm, RGBColor

from tests.docxtpl_manner.cases import Filling, case
from tests.docxtpl_manner.forms import Form, picture


@case("new_subdoc", "{{p }}")
def built_subdocuments(form: Form) -> Filling:
    form.lines("before", "{{p mysubdoc }}", "after {{ name }}")

    def context(tpl: Any) -> dict[str, Any]:
        part = tpl.new_subdoc()
        paragraph = part.add_paragraph("This is a sub-document: ")
        paragraph.add_run("bold").bold = True
        part.add_heading("Heading", 2)
        paragraph = part.add_paragraph("in red", style="List Bullet")
        paragraph.runs[0].font.color.rgb = RGBColor(255, 0, 0)
        table = part.add_table(rows=1, cols=2, style="Table Grid")
        table.rows[0].cells[0].text = "Qty"
        for number in range(3):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = str(number), f"item {number} & more"
        part.add_paragraph("with a picture").add_run().add_picture(
            io.BytesIO(picture("red")), width=Mm(20)
        )
        return {"mysubdoc": part, "name": "Ann"}

    return Filling(context, plain=False)


def styled_file() -> io.BytesIO:
    """The file of :func:`styled_data`."""
    return io.BytesIO(styled_data())


@cache
def styled_data() -> bytes:
    """A document with a style of its own, lists, a picture, a link and a table."""
    document = docx.Document()
    document.styles.add_style("Own Style", 1).font.bold = True
    document.add_heading("Merged", 1)
    document.add_paragraph("in its own style", style="Own Style")
    for text in ("first", "second"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("bullet", style="List Bullet")
    document.add_picture(io.BytesIO(picture("blue")))
    document.add_table(1, 2).cell(0, 1).text = "cell"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@case("new_subdoc of a file", "{{p }}")
def subdocuments_of_files(form: Form) -> Filling:
    form.lines("{{ title }}", "{{p sub }}", "end")
    form.document.add_paragraph("a list of the form", style="List Number")

    def context(tpl: Any) -> dict[str, Any]:
        return {"title": "Master", "sub": tpl.new_subdoc(styled_file())}

    return Filling(context, plain=False)


@case("new_subdoc of a file", "{%p %}", "several subdocuments")
def subdocuments_in_a_loop(form: Form) -> Filling:
    form.lines("{%p for part in parts %}", "Part {{ loop.index }}", "{{p part }}", "{%p endfor %}")

    def context(tpl: Any) -> dict[str, Any]:
        built = tpl.new_subdoc()
        built.add_paragraph("built")
        return {"parts": [tpl.new_subdoc(styled_file()), built, tpl.new_subdoc(styled_file())]}

    return Filling(context, plain=False)


@case("new_subdoc", "subdocuments in cells")
def subdocuments_in_cells(form: Form) -> Filling:
    form.table(
        ["name", "{{p sub }}"],
        ["{%tr for x in xs %}", ""],
        ["{{ x }}", "y"],
        ["{%tr endfor %}", ""],
    )

    def context(tpl: Any) -> dict[str, Any]:
        part = tpl.new_subdoc()
        part.add_paragraph("in the cell")
        part.add_paragraph("twice")
        return {"sub": part, "xs": [1, 2]}

    return Filling(context, plain=False)


@case("new_subdoc of a rendered template")
def subdocument_rendered_first(form: Form) -> Filling:
    form.lines("{{ name }}:", "{{p sub }}")

    def context(tpl: Any) -> dict[str, Any]:
        inner = Form()
        inner.lines("inner {{ name }}", "{%p for x in xs %}", "{{ x }}", "{%p endfor %}")
        part = type(tpl)(io.BytesIO(inner.data()))
        part.render({"name": "Bob", "xs": ["a", "b"]})
        buffer = io.BytesIO()
        part.save(buffer)
        buffer.seek(0)
        return {"name": "Ann", "sub": tpl.new_subdoc(buffer)}

    return Filling(context, plain=False)
