"""Tells what is wrong in a template, and goes on with the next."""

from pathlib import Path

import jinja2
from docxtpl import DocxTemplate

told = []
for name in ("wrong", "order"):
    tpl = DocxTemplate(f"templates/{name}.docx")
    try:
        tpl.render({"customer_name": "Ann", "items": []})
    except jinja2.exceptions.TemplateError:
        told.append(name)
    else:
        tpl.save(f"output/{name}.docx")
Path("output/told.txt").write_text(" ".join(told))
