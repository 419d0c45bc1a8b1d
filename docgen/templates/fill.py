"""Fills a compiled template with a unit: a pure function of template, data and images."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from itertools import count
from typing import cast

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.content.blocks import Picture
from docgen.content.characters import UNFILLED_CLOSE
from docgen.content.values import Node
from docgen.diagnostics import (
    Place,
    Problem,
    Problems,
    TemplatePlace,
    error,
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
from docgen.packs.expressions.limits import counted, joined
from docgen.templates.cell_tags import GRID_MARK, fit_grids
from docgen.templates.draft_marks import show_unfilled
from docgen.templates.fill_context import FillContext
from docgen.templates.long_tables import INCOMPLETE, LongTables
from docgen.templates.marks import MERGE_OPEN
from docgen.templates.merged_cells import merge_marked_cells
from docgen.templates.package import with_resources
from docgen.templates.part_file import taken
from docgen.templates.printed_values import filling_context, with_breaks
from docgen.templates.provenance import Trace
from docgen.templates.template import DOCUMENT, TEMPLATE_REFUSED, CompiledTemplate, Story
from docgen.word.notes import copy_repeated_notes
from docgen.word.row_breaks import let_tall_rows_break
from docgen.word.sections import reopen_last_section
from docgen.word.xml import WP, W, w

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

_EMPTY_ROWS, _EMPTY_TABLES, _OPEN_CELLS, _DRAWINGS = (
    etree.XPath(path, namespaces={"w": W, "wp": WP})
    for path in (
        "//w:tbl/w:tr[not(.//w:tc)]",
        "//w:tbl[not(.//w:tc)]",
        "//w:tc[not(*[last()][self::w:p])]",
        "//wp:docPr",
    )
)
Entries = dict[str, bytes]


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
    trees: dict[str, etree._Element] = {}
    filled: Entries = {}
    page = template.styles.height
    long_tables = LongTables(partial(_finished_rows, page=page))
    with problems.within() as found, taken(template.styles.place.file, found):
        for name, story in template.stories.items():
            printed = _run(template, story, data, filling, found)
            if printed is None or found:
                # Missing fields may leave loops empty; XML errors that follow are not reported.
                continue
            xml = long_tables.set_aside(printed)
            root = _parsed(xml, template, found)
            if root is not None:
                _finish(root, xml, page, whole_document=name == DOCUMENT)
                trees[name] = root
        if DOCUMENT in trees:
            copy_repeated_notes(trees[DOCUMENT], trees, template.entries)
        filled = {name: long_tables.put_back(_serialized(root)) for name, root in trees.items()}
        if trace is None and any(map(_has_mark, filled.values())):
            place = template.styles.place
            found.add(template_error(TEMPLATE_STRUCTURE, place, reason="merge: w:sdt"))
        found.extend(filling.problems)
    return None if found.has_errors else with_resources(template.entries | filled, filling)


def _run(
    template: CompiledTemplate,
    story: Story,
    data: Node,
    filling: FillContext,
    problems: Problems,
) -> str | None:
    names = Scope(data, story.template.globals)
    with recording_missing() as uses, filling_context(filling), counted():
        try:
            # new_context copies a plain dict; a shared scope records what is read.
            context = story.template.new_context(names, shared=True)  # type: ignore[arg-type]
            text = with_breaks(joined(story.template.root_render_func(context), _LONGEST))
        except FAILURES as reason:
            problems.add(_failure(template, story, data, reason))
            text = None
    first = {(use.name, use.line): use for use in reversed(uses)}
    for use in reversed(first.values()):
        problems.add(_missing_field(template, story, data, use))
    return text


def _site(template: CompiledTemplate, story: Story, line: int) -> TemplatePlace | None:
    exists = 0 < line <= len(story.lines)
    return template.sites.place(story.lines[line - 1]) if exists else None


def _missing_field(
    template: CompiledTemplate, story: Story, data: Node, use: MissingUse
) -> Problem:
    site = _site(template, story, use.line)
    place = use.owner if use.owner and use.owner.file else data.place
    return error(MISSING_FIELD, place, site, name=use.name, nearest=use.nearest)


def _failure(
    template: CompiledTemplate, story: Story, data: Node, reason: BaseException
) -> Problem:
    """The problem of a failed expression, at the site of the last Jinja frame in the traceback."""
    line, trace = 0, reason.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_template__") is story.template:
            line = story.template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    site = _site(template, story, line)
    place = Place(site.part) if site else data.place
    if isinstance(reason, RefusalError):
        return template_error(TEMPLATE_REFUSED, place, site, **reason.words)
    return template_error(TEMPLATE_FAILED, place, site, reason=reason)


def _parsed(xml: str, template: CompiledTemplate, problems: Problems) -> etree._Element | None:
    try:
        return cast(etree._Element, parse_xml(xml.encode()))
    except etree.XMLSyntaxError as reason:
        place = template.styles.place
        problems.add(template_error(TEMPLATE_STRUCTURE, place, reason=reason.msg or ""))
        return None


def _finish(root: etree._Element, xml: str, page: int, *, whole_document: bool) -> None:
    """Does what templates cannot, in place; ``xml``, the source of ``root``, tells what is needed.

    Empty rows and tables are removed, cells end with a paragraph, grids get their columns, marked
    cells merge, blanks of a draft are shown, drawings get unique numbers, and rows taller than
    ``page`` twips may break.
    """
    if INCOMPLETE.search(xml):
        for empty in (*_selected(_EMPTY_ROWS, root), *_selected(_EMPTY_TABLES, root)):
            _remove(empty)
        for cell in _selected(_OPEN_CELLS, root):
            etree.SubElement(cell, w("p"))
    if GRID_MARK in xml:
        fit_grids(root)
    if MERGE_OPEN in xml:
        merge_marked_cells(root)
    if UNFILLED_CLOSE in xml:
        show_unfilled(root)
    if xml.count("<wp:docPr ") > 1:
        _number_drawings(root)
    if "<w:cantSplit" in xml:
        let_tall_rows_break(root, page)
    if whole_document:
        reopen_last_section(root[-1])


def _finished_rows(rows: str, page: int) -> bytes:
    """The printed XML of an element with rows. Raises ``XMLSyntaxError`` if it is none."""
    root = parse_xml(rows.encode())
    _finish(root, rows, page, whole_document=False)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def _number_drawings(root: etree._Element) -> None:
    """Gives each drawing a unique id: loops and joined parts repeat them."""
    drawings, seen = _selected(_DRAWINGS, root), set[str]()
    taken = {drawing.get("id") for drawing in drawings}
    free = (number for number in map(str, count(1)) if number not in taken)
    for drawing in drawings:
        if drawing.get("id") in seen:
            drawing.set("id", next(free))
        seen.add(drawing.get("id", ""))


def _has_mark(data: bytes) -> bool:
    return _MARK_BYTES in data and _MARK.search(data.decode()) is not None


def _selected(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    return cast("list[etree._Element]", path(root))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
