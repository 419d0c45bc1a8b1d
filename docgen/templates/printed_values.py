"""Conversion of values to XML text inside a run, and the filters of templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from docgen.content.blocks import Document
from docgen.content.values import Text
from docgen.packs.expressions import Missing, printed
from docgen.packs.expressions.filter_registry import Example, filter_, tag_filter
from docgen.packs.expressions.filters import blank
from docgen.templates.chart_data import ChartRequest
from docgen.templates.fill_context import FillContext
from docgen.templates.marks import MERGE_CLOSE, MERGE_OPEN, TRACE_END, escaped
from docgen.templates.provenance import Trace, ValueSource
from docgen.word.text_width import half_ems

_LINE = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_WITH_BREAKS = re.compile(r">[^<>\n\t]*[\n\t][^<>]*</w:t>")

_LISTING = DocxTemplate("")

_filling: ContextVar[FillContext] = ContextVar("filling")


@contextmanager
def filling_context(filling: FillContext) -> Iterator[None]:
    """Makes ``filling`` the context of the templates that run inside the ``with`` block."""
    token = _filling.set(filling)
    try:
        yield
    finally:
        _filling.reset(token)


def current_filling() -> FillContext:
    """The context of the template that runs."""
    return _filling.get()


class PreEscapedCodeGenerator(CodeGenerator):
    """Jinja's compiler without escaping, which :func:`finalize` has done already."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("(")
        self.write(finalize.src)


@pass_eval_context
def finalize(_: EvalContext, value: Any) -> str:
    """The XML of a printed value. Raises ``TypeError`` for anything but a single value."""
    if isinstance(value, Markup):
        return value
    trace = _filling.get().trace
    return traced(trace, value, xml_text(value)) if trace else xml_text(value)


def xml_text(value: Any) -> str:
    """A value as the text of a ``w:t``. Raises ``TypeError`` for anything but a single value."""
    if isinstance(value, Document):
        raise TypeError("a Markdown text needs {{p … }} in a paragraph of its own")
    return escaped(value if type(value) is Text else printed(value))


def with_breaks(xml: str) -> str:
    r"""``xml`` with ``w:br`` and ``w:tab`` for the line ends and tabs of its texts.

    In docxtpl's texts ``\a`` begins a paragraph, ``\f`` a page.

    This is done after the template has run, when no filter will read the text any more.
    """
    if "\a" in xml or "\f" in xml:
        return _LISTING.resolve_listing(xml)  # type: ignore[no-any-return]
    if "\n" not in xml and "\t" not in xml:
        return xml
    return _WITH_BREAKS.sub(lambda match: match[0].replace("\n", _LINE).replace("\t", _TAB), xml)


def traced(trace: Trace, value: Any, text: str) -> str:
    """``text`` between the marks of the source of ``value``."""
    opening = trace.opening(ValueSource(getattr(value, "place", None), value))
    return f"{opening}{text}{TRACE_END}"


@filter_(
    "merge",
    Example("一级指标: 产出", "{{ 一级指标 | merge }}", "产出"),
    en="In a row that repeats: the cell merges down while its value stays the same.",
    zh="用在重复的行里：上下几行的值相同，这一格就合并。",
    in_rules=False,
)
@pass_eval_context
def merge(context: EvalContext, value: Any) -> Markup:
    """Marks the cell to merge with equal ones below: :mod:`docgen.templates.merged_cells`."""
    key = escape(repr(str(value)))  # repr, to have it on a single line
    text = context.environment.finalize(context, value)  # type: ignore[misc]
    return Markup(f"{MERGE_OPEN}{key}{MERGE_CLOSE}{text}")


@filter_(
    "room",
    Example(
        "填表人: 李明",
        '填表人：{{ 填表人 | room("　　　　", 4) }}审核人：',
        "填表人：李明\t审核人：",
    ),
    en="As `blank`; a tab follows what is filled in, to a tab stop at the place that the next word "
    "has on the form. What is wider than so many Chinese characters pushes the next word on.",
    zh="同 `blank`；填了的，后面跟一个制表符，下一个词还在表上原来的位置。"
    "比这几个汉字宽的，把下一个词往后推。",
    in_rules=False,
)
@pass_eval_context
def room(context: EvalContext, value: Any, sign: str, ems: float) -> Any:
    """A field and a tab behind it, or two spaces if it is too wide; ``sign`` while it is blank."""
    shown = blank(value, sign)
    if shown is sign:
        return sign
    fits = half_ems(str(shown)) < 2 * ems
    text = context.environment.finalize(context, shown)  # type: ignore[misc]
    return Markup(f"{text}\t" if fits else f"{text}  ")


@tag_filter("_slot")
def slot(value: Any, number: int) -> Markup:
    """The XML of the blocks of a Markdown document; ``number`` is the slot's site."""
    if isinstance(value, Missing):
        str(value)
    return Markup(_filling.get().slot(value, number))


@tag_filter("_chart")
def filled_chart(value: Any, identifier: str, number: int, titles: Sequence[Any] = ()) -> Markup:
    """The id of the chart that is filled with a list; ``number`` is the site of its tag.

    ``titles`` are the values that the tags in its titles print.
    """
    rows = value.rows if isinstance(value, ChartRequest) else value
    if isinstance(rows, Missing):
        str(rows)
        value = None
    shown = tuple(str(title) for title in titles)
    return Markup(_filling.get().chart(value, identifier, number, shown))


@tag_filter("_again")
def restart_numbering(number: int, turn: int) -> Markup:
    """The id of the form's numbering ``number`` in the repetition ``turn`` of a part, from 0."""
    return Markup(_filling.get().lists.restarted(number, turn))
