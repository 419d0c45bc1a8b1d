"""Renders, and goes on with python-docx; also in memory, as a web page does."""

import io

from docx import Document
from docxtpl import DocxTemplate

with open("templates/order.docx", "rb") as file:  # noqa: PTH123
    stream = io.BytesIO(file.read())

tpl = DocxTemplate(stream)
document = tpl.get_docx()
document.core_properties.author = "the program"
tpl.render({"customer_name": "Ann", "items": [], "in_europe": False, "is_paid": True})
tpl.docx.add_paragraph("added to tpl.docx")
tpl.add_paragraph("added to tpl")
for paragraph in tpl.paragraphs:
    if "Ann" in paragraph.text:
        paragraph.runs[0].bold = True
tpl.tables[0].add_row().cells[0].text = "a row"
tpl.sections[0].header.paragraphs[0].text = "a header"

answer = io.BytesIO()
tpl.save(answer)
answer.seek(0)
again = Document(answer)
again.add_paragraph(f"{len(again.paragraphs)} paragraphs before")
again.save("output/changed.docx")
