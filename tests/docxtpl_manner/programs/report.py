"""A report with all that docxtpl's own classes do."""

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, R, RichText, RichTextParagraph
from jinja2 import Environment

tpl = DocxTemplate("templates/report.docx")

title = RichText("Report ", bold=True)
title.add("of the year", italic=True, color="#ff0000")
title.add("\tsee ")
title.add("here", url_id=tpl.build_url_id("http://example.org/"), underline=True)

paragraphs = RichTextParagraph()
paragraphs.add("A quote", parastyle="Quote")
paragraphs.add(R("in bold", bold=True))

part = tpl.new_subdoc()
part.add_heading("Figures", 2)
table = part.add_table(rows=2, cols=2)
table.cell(0, 0).text = "a"
table.cell(1, 1).text = "b & c"

chapter = tpl.new_subdoc("templates/chapter.docx")

context = {
    "title": title,
    "paragraphs": paragraphs,
    "part": part,
    "chapter": chapter,
    "code": Listing("if a < b:\n\treturn a & b\aend"),
    "frames": [
        {"name": name, "image": InlineImage(tpl, f"templates/{name}.png", width=Mm(15))}
        for name in ("red", "green")
    ],
    "empty": R(""),
}
environment = Environment(autoescape=True)
environment.filters["shout"] = lambda text: f"{text}!"
tpl.render(context, environment)
tpl.save("output/report.docx")
