"""Numbers, booleans and blanks of data files in the tags of templates made for docxtpl."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import docxtpl
import pytest

from docgen.content.data_file import read_data
from docgen.diagnostics import Problems
from docgen.templates.free.form import compile_form, fill_form
from docgen.word.zip import zip_file
from tests.unit.templates.free.documents import form

DATA: dict[str, Any] = {
    "n": 7,
    "minus": -7,
    "f": 2.5,
    "zero": 0,
    "yes": True,
    "nothing": None,
    "numbers": [3, 1, 2],
    "rows": [{"v": 3}, {"v": 4}],
}

EXPRESSIONS = [
    "n % 2",
    "minus % 3",
    "n % -4",
    "10 % n",
    "n // 2",
    "minus // 2",
    "10 // n",
    "n ** 2",
    "2 ** n",
    "+n",
    "n is odd",
    "n is even",
    "n is divisibleby 7",
    "n is number",
    "f is number",
    "yes is number",
    "n is integer",
    "f is integer",
    "f is float",
    "nothing is none",
    "n is none",
    "zero or 'none'",
    "not zero",
    "range(zero, n) | join",
    "'x' * zero",
    "'{:d}'.format(n)",
    "'{:>5d}'.format(n)",
    "'{:x}'.format(n)",
    "n | tojson",
    "f | tojson",
    "nothing | tojson",
    "numbers | tojson",
    "rows | tojson",
    "numbers | select('odd') | join(',')",
    "rows | selectattr('v', 'even') | list | length",
]


def by_docgen(file: Path, expression: str) -> str:
    problems = Problems()
    data = read_data(file, file.name, problems)
    compiled = compile_form(form(f"[{{{{ {expression} }}}}]"), "form.docx", problems)
    assert data
    assert compiled
    entries = fill_form(compiled, data.rows[0].values, problems)
    assert entries, list(problems)
    return docx.Document(io.BytesIO(zip_file(entries, {}))).paragraphs[0].text


@pytest.mark.parametrize("ending", ["json", "yaml"])
@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_number_of_a_file_is_a_number_as_with_docxtpl(
    expression: str, ending: str, tmp_path: Path
) -> None:
    file = tmp_path / f"data.{ending}"
    lines = (f"{name}: {json.dumps(value)}" for name, value in DATA.items())
    file.write_text(json.dumps(DATA) if ending == "json" else "\n".join(lines))
    theirs = docxtpl.DocxTemplate(io.BytesIO(form(f"[{{{{ {expression} }}}}]")))
    theirs.render(DATA, autoescape=True)

    assert by_docgen(file, expression) == theirs.docx.paragraphs[0].text
