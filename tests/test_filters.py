"""Each registered filter and function prints what its example says; none is left out."""

from __future__ import annotations

from collections.abc import Callable
from inspect import unwrap
from typing import Any, cast

import pytest
import yaml
from docx.document import Document
from jinja2.filters import FILTERS as JINJAS

from docgen.packs.expressions.filter_registry import (
    Example,
    Filter,
    filter_,
    registered,
    tag_filter,
)
from docgen.packs.expressions.sandbox import KEPT_FUNCTIONS
from docgen.templates.lint.pack_faults import lint_pack
from docgen.templates.template import template_environment
from tests.support import SmallProject

ENVIRONMENT = template_environment()
KNOWN = list(registered())


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_each_example_prints_what_it_says(project: SmallProject, known: Filter) -> None:
    content, tag, prints = known.example
    project.part(in_a_cell(tag))
    project.content(content)
    project.schema(**types(yaml.safe_load(content)))
    assert project.document("unused-key").tables[0].cell(0, 0).text == prints
    assert known.name in tag


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_lint_knows_which_fields_each_example_reads(project: SmallProject, known: Filter) -> None:
    content, tag, _ = known.example
    project.part(in_a_cell(f"{{{{ 名称 }}}}{tag}"))
    properties = types(yaml.safe_load(content)) | {"名称": {"type": "string"}}
    project.schema(**properties)
    found = [problem.code for problem in lint_pack("form", root=project.root)]
    assert [code for code in found if not code.startswith("font-")] == []


def in_a_cell(text: str) -> Callable[[Document], object]:
    def write(document: Document) -> None:
        document.add_table(1, 1).cell(0, 0).text = text

    return write


def types(values: dict[str, Any]) -> dict[str, object]:
    """The properties of a schema in which what looks like a figure is one."""
    return {name: type_of(value) for name, value in values.items()}


def type_of(value: Any) -> dict[str, object]:
    if isinstance(value, dict) and all(isinstance(child, list) for child in value.values()):
        return {"type": "object", "additionalProperties": type_of(next(iter(value.values())))}
    if isinstance(value, dict):
        return {"type": "object", "properties": types(value)}
    if isinstance(value, list):
        return {"type": "array", "items": type_of(value[0])}
    is_figure = value is None or isinstance(value, int | float)  # what is blank beside figures
    return {"type": "number"} if is_figure else {"type": "string"}


def test_each_filter_and_function_of_docgen_is_registered_with_an_example() -> None:
    jinjas = {name: unwrap(cast(Any, function)) for name, function in JINJAS.items()}
    of_docgen = {
        name
        for table in (ENVIRONMENT.filters, ENVIRONMENT.globals)
        for name, function in table.items()
        if unwrap(cast(Any, function)) is not jinjas.get(name) and not name.startswith("_")
    }
    # A chart is drawn, and prints nothing that an example could show: tests/test_charts.py.
    assert of_docgen - {*KEPT_FUNCTIONS, "format", "chart"} == {known.name for known in KNOWN}
    assert len(KNOWN) > 9


def test_each_filter_and_function_says_what_it_does_in_both_languages() -> None:
    assert [known.name for known in KNOWN if not (known.en and known.zh)] == []


def test_a_name_is_registered_once() -> None:
    example = Example("甲: 1", "{{ 甲 | percent }}", "100%")
    with pytest.raises(ValueError, match="percent is registered twice"):
        filter_("percent", example, en="", zh="")(str)
    with pytest.raises(ValueError, match="_slot is registered twice"):
        tag_filter("_slot")(str)


@pytest.mark.parametrize(
    ("typed", "prints"),
    [("0", "0"), ("0.00", "0.00"), ("", "____"), ("/", "/"), ("12", "12"), ("~", "____")],
)
@pytest.mark.parametrize("kind", ["number", "string"])
def test_only_a_blank_prints_the_sign_for_blanks(
    project: SmallProject, kind: str, typed: str, prints: str
) -> None:
    project.part(in_a_cell('{{ 名称 }}{{ 金额 | blank("____") }}'))
    project.content(f"金额: {typed}\n")
    project.schema(名称={"type": "string"}, 金额={"type": [kind, "null"]})
    document = project.document("not-filled")
    assert document.tables[0].cell(0, 0).text == f"报告{prints}"


def test_what_a_field_that_may_say_no_prints(project: SmallProject) -> None:
    project.part(in_a_cell('{{ 名称 }}{{ 涉密 | blank("____") }}'))
    project.content("涉密: 否\n")
    project.schema(名称={"type": "string"}, 涉密={"type": ["boolean", "null"]})
    assert project.document().tables[0].cell(0, 0).text == "报告否"
