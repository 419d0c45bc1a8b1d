"""Fields in braces that bind nothing: ``{年度}``, ``｛年度｝``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.text_patterns import text_pattern
from docgen.content.braces import in_braces
from docgen.content.literal_markup import BETWEEN_BRACES, FULL_WIDTH_BRACES
from docgen.content.values import Items, Node, Value
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code
from docgen.packs.full_paths import nearest_field
from docgen.packs.typed_paths import field_path, single_values

SINGLE_BRACES = problem_code(
    "single-braces",
    en=("「{text}」 prints as it stands: a field has two braces on each side", "type {wanted}"),
    zh=("「{text}」会照原样印出来：填字段要用两层半角花括号", "写成 {wanted}"),
)

_BRACES = text_pattern(
    rf"(?<![{{｛])[{{｛](?:\s*[{{｛])?\s*(?P<field>{BETWEEN_BRACES})\s*[}}｝](?:\s*[}}｝])?"
    r"|【(?P<path>[^【】\n]{1,80})】",
    first="{｛【",
)
"""Braces; other brackets too, where a whole path stands between them."""
_FULL_WIDTH = re.compile(r"｛[｛{]|\{｛")
"""Two braces, which are hardly meant to print."""
_STEPS = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@check(
    Finding(
        SINGLE_BRACES,
        Severity.WARNING,
        en="`{年度}`, “｛｛ 年度 ｝｝”",
        zh="`{年度}`、「｛｛ 年度 ｝｝」",
    ),
    Finding(
        FULL_WIDTH_BRACES,
        Severity.WARNING,
        en="“｛｛ 甲 ｝｝”, where no field is “甲”",
        zh="「｛｛ 甲 ｝｝」，没有字段「甲」",
    ),
    of_source=True,
)
def single_braces(unit: CheckedUnit) -> Iterator[Problem]:
    """Names of fields in single or full-width braces, in Markdown texts."""
    for paragraph, match in unit.matches(_BRACES):
        if paragraph.is_markdown and not paragraph.is_bound(match.start()):
            yield from _in_braces(paragraph, match, list(_groups_around(unit.data, paragraph)))


def _in_braces(
    paragraph: ParagraphText, match: re.Match[str], groups: Sequence[Node]
) -> Iterator[Problem]:
    typed = match["field"] or match["path"]
    path = field_path(typed, groups)
    near = path or (_similar(typed, groups, match) if match["field"] else "")
    place, words = paragraph.place(match.start()), {"text": match[0]}
    if match["path"] and "." not in (path or ""):
        return  # 【年度】 may be meant to print
    if near:
        words["wanted"] = in_braces(near)
        problem = warning(SINGLE_BRACES, place, **words)
        yield paragraph.retyped(problem, *match.span(), words["wanted"], safe=path is not None)
    elif _FULL_WIDTH.match(match[0]):
        yield warning(FULL_WIDTH_BRACES, place, **words)


def _similar(typed: str, groups: Sequence[Node], match: re.Match[str]) -> str:
    """The path of the field that may be meant: misspelt, or without its path."""
    in_groups = field_path(typed, groups, alike=True)
    elsewhere = [path for key, path in single_values(groups[-1]) if key == typed]
    if in_groups or elsewhere:
        return in_groups or (elsewhere[0] if len(elsewhere) == 1 else "")
    return nearest_field(typed, groups[-1]) if _FULL_WIDTH.match(match[0]) else ""


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
