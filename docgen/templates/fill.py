"""Fills a compiled template with a unit: a pure function of template, data and images."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, TypeAlias, cast

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.content.blocks import Picture
from docgen.content.values import Node
from docgen.diagnostics import (
    Place,
    Problem,
    Problems,
    TemplatePlace,
    error,
    nearest,
    template_error,
)
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import (
    FAILURES,
    MissingUse,
    RefusalError,
    Scope,
    recording_missing,
)
from docgen.packs.expressions.failure_reasons import reason_words
from docgen.packs.expressions.limits import counted, joined
from docgen.templates.chart_tags import chart_faults, tagged_charts
from docgen.templates.fill_context import FillContext
from docgen.templates.finishing import finish, finished_rows
from docgen.templates.long_tables import LongTables
from docgen.templates.package import with_resources
from docgen.templates.part_file import taken
from docgen.templates.printed_values import filling_context, with_breaks
from docgen.templates.provenance import Trace
from docgen.templates.template import DOCUMENT, TEMPLATE_REFUSED, CompiledTemplate, Story
from docgen.word.charts.chart_copies import chart_source, with_charts
from docgen.word.notes import copy_repeated_notes

TEMPLATE_STRUCTURE = problem_code(
    "template-structure",
    en=(
        "filled in, it is no valid Word document: {reason}",
        "check that both ends of a loop stand on one level: in rows, cells or paragraphs of their "
        "own",
    ),
    zh=(
        "填好以后不是有效的 Word 文档：{reason}",
        "检查循环标签的开头和结尾是否都在同一层：都占整行、整格或整段",
    ),
    may_follow=True,
)
MISSING_FIELD = problem_code(
    "missing-field",
    en=(
        "「{name}」 is missing{nearest} and the template needs it ({template})",
        "add a line `{name}:` (leave it blank if there is nothing to say); if the content never "
        "had that name, the template is wrong",
    ),
    zh=(
        "缺少「{name}」{nearest}，模板要用（{template}）",
        "添上一行 {name}:（没有内容就留空）；名称在内容里本来就没有的，是模板写错了",
    ),
    says_missing=True,
)
TEMPLATE_FAILED = problem_code(
    "template-failed",
    en=("the tag fails: {reason} ({template})", "check its field names and filters"),
    zh=("标签算不出来：{reason}（{template}）", "检查标签里的字段名和过滤器"),
    may_follow=True,
)

_LONGEST = 200_000_000
"""The most characters of the XML of a story; a report of 30 pages has a hundredth of it."""

_MARK = re.compile("[\ufdd0-\ufdef]")
_MARK_BYTES = b"\xef\xb7"
"""The first bytes of every mark in UTF-8; few other characters begin so."""

Entries = dict[str, bytes]
Names: TypeAlias = Mapping[str, object]
"""The data of a template; a :class:`Node` has places, and knows what was read of it."""


def fill(
    template: CompiledTemplate,
    data: Node,
    images: Mapping[Picture, bytes],
    problems: Problems,
    trace: Trace | None = None,
) -> Entries | None:
    """The files of the filled package, or ``None`` after errors; ``data`` is already bound.

    With a ``trace``, its marks are left in the documents.
    """
    filling = FillContext(template.styles, template.sites, images, trace)
    return filled_entries(template, data, filling, problems)


def filled_entries(
    template: CompiledTemplate, data: Names, filling: FillContext, problems: Problems
) -> Entries | None:
    """The files of the package that ``filling`` prints the values of ``data`` into.

    ``None`` after errors.
    """
    trees: dict[str, etree._Element] = {}
    filled: Entries = {}
    page = template.styles.height
    long_tables = LongTables(partial(finished_rows, page=page))
    with problems.within() as found, taken(template.styles.place.file, found):
        for name, story in template.stories.items():
            filling.story = name
            printed = _run(template, story, data, filling, found)
            if printed is None or found:
                # Missing fields may leave loops empty; XML errors that follow are not reported.
                continue
            xml = long_tables.set_aside(printed)
            root = _parsed(xml, template, found)
            if root is not None:
                finish(root, xml, page, whole_document=name == DOCUMENT)
                trees[name] = root
        if DOCUMENT in trees:
            copy_repeated_notes(trees[DOCUMENT], trees, template.entries)
        filled = {name: long_tables.put_back(_serialized(root)) for name, root in trees.items()}
        if filling.trace is None and any(map(_has_mark, filled.values())):
            place = template.styles.place
            found.add(template_error(TEMPLATE_STRUCTURE, place, reason="merge: w:sdt"))
        found.extend(filling.problems)
        found.extend(chart_faults(partial(chart_source, template.entries), filling.charts))
    if found.has_errors:
        return None
    result = with_resources(filling.added_to(template.entries) | filled, filling)
    return _with_charts(template, result, filling, problems)


def _with_charts(
    template: CompiledTemplate, entries: Entries, filling: FillContext, problems: Problems
) -> Entries | None:
    """The package with its charts filled; ``None`` after a problem."""
    tagged = list(tagged_charts(template.entries, template.stories))
    if not tagged:
        return entries
    drawn = entries
    with problems.within() as found, taken(template.styles.place.file, found):
        drawn = with_charts(entries, tagged, [use for use, *_ in filling.charts])
    return None if found.has_errors else drawn


def _run(
    template: CompiledTemplate,
    story: Story,
    data: Names,
    filling: FillContext,
    problems: Problems,
) -> str | None:
    with recording_missing() as uses:
        try:
            text = printed_story(story, data, filling)
        except FAILURES as reason:
            problems.add(_failure(template, story, data, reason))
            text = None
    first = {(use.name, use.line): use for use in reversed(uses)}
    for use in reversed(first.values()):
        problems.add(_missing_field(template, story, data, use))
    return text


def printed_story(story: Story, data: Names, filling: FillContext) -> str:
    """The XML of a story with the values of ``data``. Raises what its expressions raise."""
    names = Scope(cast("dict[str, Any]", data), story.template.globals)
    with filling_context(filling), counted():
        # new_context copies a plain dict; a shared scope records what is read.
        context = story.template.new_context(names, shared=True)  # type: ignore[arg-type]
        return with_breaks(joined(story.template.root_render_func(context), _LONGEST))


def _site(template: CompiledTemplate, story: Story, line: int) -> TemplatePlace | None:
    exists = 0 < line <= len(story.lines)
    return template.sites.place(story.lines[line - 1]) if exists else None


def _missing_field(
    template: CompiledTemplate, story: Story, data: Names, use: MissingUse
) -> Problem:
    site = _site(template, story, use.line)
    place = use.owner if use.owner and use.owner.file else _place(data, template)
    near = use.nearest if use.owner else nearest(use.name, data)
    return error(MISSING_FIELD, place, site, name=use.name, nearest=near)


def _failure(
    template: CompiledTemplate, story: Story, data: Names, reason: BaseException
) -> Problem:
    """The problem of a failed expression, at the site of the last Jinja frame in the traceback."""
    line, trace = 0, reason.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_template__") is story.template:
            line = story.template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    site = _site(template, story, line)
    place = Place(site.part) if site else _place(data, template)
    if isinstance(reason, RefusalError):
        return template_error(TEMPLATE_REFUSED, place, site, **reason.words)
    return template_error(TEMPLATE_FAILED, place, site, **reason_words(reason))


def _place(data: Names, template: CompiledTemplate) -> Place:
    """Where the data stand; values that Python gave have no place but the template's."""
    return data.place if isinstance(data, Node) else template.styles.place


def _parsed(xml: str, template: CompiledTemplate, problems: Problems) -> etree._Element | None:
    try:
        return cast(etree._Element, parse_xml(xml.encode()))
    except etree.XMLSyntaxError as reason:
        place = template.styles.place
        problems.add(template_error(TEMPLATE_STRUCTURE, place, reason=reason.msg or ""))
        return None


def _has_mark(data: bytes) -> bool:
    return _MARK_BYTES in data and _MARK.search(data.decode()) is not None


def _serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
