"""How a value becomes XML text inside a run, and the filters that only templates have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from jinja2 import nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from docgen.content.blocks import Document
from docgen.content.values import Text
from docgen.packs.expressions import Missing, as_text
from docgen.templates.fill_context import FillContext
from docgen.templates.marks import MERGE_CLOSE, MERGE_OPEN, TRACE_END, escaped
from docgen.templates.provenance import Trace, ValueSource

_LINE = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_WITH_BREAKS = re.compile(r">[^<>\n\t]*[\n\t][^<>]*</w:t>")

_filling: ContextVar[FillContext] = ContextVar("filling")


@contextmanager
def under_way(filling: FillContext) -> Iterator[None]:
    """Templates that run inside the ``with`` block fill ``filling``."""
    token = _filling.set(filling)
    try:
        yield
    finally:
        _filling.reset(token)


class PreEscapedCodeGenerator(CodeGenerator):
    """Jinja's compiler without the escaping of what :func:`finalize` has escaped."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("(")
        self.write(finalize.src)


@pass_eval_context
def finalize(_: EvalContext, value: Any) -> Markup:
    """The XML of one printed value.

    Raises ``TypeError`` for what is no single value; the caller knows the place.
    """
    if isinstance(value, Markup):
        return value
    trace = _filling.get().trace
    return traced(trace, value, xml_text(value)) if trace else xml_text(value)


def xml_text(value: Any) -> Markup:
    """A value as the text of a ``w:t``."""
    if isinstance(value, Document):
        raise TypeError("a Markdown text needs {{p … }} in a paragraph of its own")
    return Markup(escaped(value if type(value) is Text else as_text(value)))


def with_breaks(xml: str) -> str:
    """``xml`` with the line ends and tabs of its texts as Word has them.

    Only when the template has run is it sure that no filter will look at the text again.
    """
    if "\n" not in xml and "\t" not in xml:
        return xml
    return _WITH_BREAKS.sub(lambda one: one[0].replace("\n", _LINE).replace("\t", _TAB), xml)


def traced(trace: Trace, value: Any, text: Markup) -> Markup:
    """``text`` between marks that tell where ``value`` came from."""
    opening = trace.opening(ValueSource(getattr(value, "place", None), value))
    return Markup(opening) + text + Markup(TRACE_END)


@pass_eval_context
def merge(context: EvalContext, value: Any) -> Markup:
    """Marks the cell to merge down while its value stays: :mod:`docgen.templates.merged_cells`."""
    key = escape(repr(str(value)))  # in one line
    return Markup(f"{MERGE_OPEN}{key}{MERGE_CLOSE}") + finalize(context, value)


def slot(value: Any, number: int) -> Markup:
    """The blocks of a Markdown document; ``number`` is the slot's site."""
    if isinstance(value, Missing):
        str(value)
    return Markup(_filling.get().slot(value, number))


def restart_numbering(number: int, turn: int) -> Markup:
    """The numbering of the form's own lists in the repetition ``turn`` of a part, from 0."""
    return Markup(_filling.get().restart_numbering(number, turn))


FILTERS = {"merge": merge, "_slot": slot, "_again": restart_numbering}
