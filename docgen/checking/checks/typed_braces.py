"""Fields in braces that bind nothing: ``{年度}``, ``｛年度｝``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.paragraph_texts import ParagraphText
from docgen.content.braces import in_braces
from docgen.content.values import Items, Node, Value
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code
from docgen.packs.typed_paths import field_path

SINGLE_BRACES = problem_code(
    "single-braces",
    en=("「{text}」 prints as it stands: a field has two braces on each side", "type {wanted}"),
    zh=("「{text}」会照原样印出来：填字段要用两层半角花括号", "写成 {wanted}"),
)

_BRACES = re.compile(
    r"(?<![{｛])[{｛](?:\s*[{｛])?\s*(?P<field>[^{}｛｝%#\n]{1,80}?)\s*[}｝](?:\s*[}｝])?"
    r"|【(?P<path>[^【】\n]{1,80})】"
)
"""Braces; other brackets too, where a whole path stands between them."""
_STEPS = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@check(Finding(SINGLE_BRACES, Severity.WARNING, en="{年度}", zh="{年度}"))
def single_braces(unit: CheckedUnit) -> Iterator[Problem]:
    """Names of fields in single braces, in Markdown texts."""
    for paragraph in unit.paragraphs:
        for match in _BRACES.finditer(paragraph.text) if paragraph.is_markdown else ():
            if paragraph.text[match.start() - 1 : match.start()] in ("{", "｛"):
                continue  # full-width-braces tells it
            groups = list(_groups_around(unit.data, paragraph))
            typed = match["field"] or match["path"]
            path = field_path(typed, groups)
            near = path or (match["field"] and field_path(typed, groups, alike=True))
            if match["path"] and "." not in (path or ""):
                continue  # 【年度】 may be meant to print
            if near and not paragraph.is_bound(match.start()):
                words = {"text": match[0], "wanted": in_braces(near)}
                problem = warning(SINGLE_BRACES, paragraph.place(match.start()), **words)
                safe = path is not None
                yield paragraph.retyped(problem, *match.span(), words["wanted"], safe=safe)


def _groups_around(data: Value, paragraph: ParagraphText) -> Iterator[Node]:
    """The groups that hold a paragraph, the innermost first."""
    groups, value = list[Node](), data
    for key, index in [("", ""), *_STEPS.findall(paragraph.field)]:
        value = _child(value, key, index)
        groups += [value] if isinstance(value, Node) else []
    return reversed(groups)


def _child(value: Value, key: str, index: str) -> Value:
    """What stands at a step of a path; without a key and an index the value itself."""
    if key:
        return value.get(key) if isinstance(value, Node) else None
    if index:
        return value[int(index)] if isinstance(value, Items) else None
    return value
