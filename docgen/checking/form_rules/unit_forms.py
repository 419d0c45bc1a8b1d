"""All evaluation forms of a unit: of its YAML, and of the tables in its texts."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.checking.form_rules.data_forms import data_forms
from docgen.checking.form_rules.form_rows import EvaluationForm
from docgen.checking.form_rules.table_forms import table_forms
from docgen.content.blocks import Document
from docgen.content.values import Node


def unit_forms(data: Node, documents: Iterable[Document]) -> list[EvaluationForm]:
    """The forms of a unit, those of its YAML first."""
    return [*data_forms(data), *(form for text in documents for form in table_forms(text))]
