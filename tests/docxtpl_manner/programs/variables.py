"""Asks a template which values it wants, and fills it with those that a file has."""

import json
from pathlib import Path

import jinja2
from docxtpl import DocxTemplate


def euro(value: float, digits: int = 2) -> str:
    """An amount as the office writes it."""
    return f"{value:,.{digits}f} €"


jinja_env = jinja2.Environment(undefined=jinja2.Undefined, trim_blocks=False)
jinja_env.filters["euro"] = euro
jinja_env.globals["office"] = "Lyon"

doc = DocxTemplate("templates/variables.docx")
wanted = doc.get_undeclared_template_variables(jinja_env)
context = {"customer": "Ann", "sum": 1234.5, "lines": [1, 2]}
missing = doc.get_undeclared_template_variables(jinja_env, context=context)
Path("output/wanted.json").write_text(json.dumps([sorted(wanted), sorted(missing)]))

doc.render(context, jinja_env)
doc.save("output/variables.docx")
left = doc.get_undeclared_template_variables(jinja_env)
Path("output/left.json").write_text(json.dumps(sorted(left)))
