"""The filters of Jinja's own that forms may use, within limits.

Left out are those that show what is no data (``attr``, ``pprint``, ``tojson``), that are for web
pages (``striptags``, ``urlencode``, ``urlize``, ``xmlattr``, ``filesizeformat``), or that give
another form each time (``random``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import pass_eval_context
from jinja2.filters import FILTERS, do_format
from jinja2.nodes import EvalContext
from jinja2.runtime import markup_join, str_join

from docgen.content.values import Unfilled
from docgen.packs.expressions.conditions import (
    COMPARED,
    CONCAT,
    MADE,
    TRUTH,
    compared,
    truth,
)
from docgen.packs.expressions.limits import bounded, limited, single
from docgen.packs.expressions.refusals import RefusalError

_OF_TEXTS = (
    *("capitalize", "center", "e", "escape", "float", "forceescape", "indent", "int", "lower"),
    *("replace", "safe", "string", "title", "trim", "truncate", "upper", "wordcount", "wordwrap"),
)
_OF_LISTS = (
    *("abs", "batch", "count", "d", "default", "dictsort", "first", "groupby", "items", "join"),
    *("last", "length", "list", "map", "max", "min", "reject", "rejectattr", "reverse", "select"),
    *("selectattr", "slice", "sort", "unique"),
)
_DIRECTIVE = re.compile(r"%(?:%|(?:\(\w+\))?[-+ #0]*\d{0,3}(?:\.\d{0,3})?[sdifFeEgG])")


def formatted(text: Any, *values: Any, **named: Any) -> str:
    """``text`` with values in the place of ``%s``, ``%d``, ``%.2f``.

    Raises :class:`RefusalError` for other directives, and for widths of more than three digits.
    """
    single(text)
    if "%" in _DIRECTIVE.sub("", str(text)):
        raise RefusalError("format", text=str(text)[:20])
    for value in (*values, *named.values()):
        single(value)
    return do_format(text, *values, **named)


@pass_eval_context
def _joined(context: EvalContext, parts: tuple[Any, ...]) -> str:
    """The text that ``~`` makes of its parts, each of which is a single value."""
    join: Callable[..., str] = markup_join if context.autoescape else str_join
    printed = (part.mark if isinstance(part, Unfilled) else single(part) for part in parts)
    text: str = bounded(join(printed))
    return text


def jinja_filters() -> dict[str, Callable[..., Any]]:
    """Jinja's filters within limits, and those that templates are compiled to, by name."""
    texts = {name: limited(FILTERS[name], of_texts=True) for name in _OF_TEXTS}
    lists = {name: limited(FILTERS[name]) for name in _OF_LISTS}
    conditions: dict[str, Callable[..., Any]] = {TRUTH: truth, COMPARED: compared}
    makers: dict[str, Callable[..., Any]] = {CONCAT: _joined, MADE: bounded}
    return {**texts, **lists, "format": limited(formatted), **conditions, **makers}
