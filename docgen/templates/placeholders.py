"""The placeholders of a pack's parts: kinds, places, and the labels around them.

Nothing is filled or compiled here; lint and the outline of a pack use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from docgen.diagnostics import TemplatePlace
from docgen.ordinals import ordinal_of
from docgen.templates.chart_tags import show_title_tags, tagged_charts_in
from docgen.templates.part_outline import PartOutline
from docgen.templates.split_tags import own_texts
from docgen.templates.table_labels import TemplateTable, own_label
from docgen.templates.tags import CELL, SIGNS, plain
from docgen.templates.units_of_measure import unit_of_money
from docgen.word.grid import Region
from docgen.word.notes import NOTES
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of, w

_QUOTES = str.maketrans("“”‘’", "\"\"''")
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_PREFIX = re.compile(r"^(\{[{%])[-+]?(?:(tr|tc|p|r)\s)?\s*")
_WORD = re.compile(r"\w+")
_BLOCKS = {"for": "loop", "if": "condition", "set": "set"}
_LONGEST = 40


@dataclass(frozen=True)
class Placeholder:
    """A tag of a template.

    Attributes:
        tag: as it is typed.
        source: as Jinja reads it, without docxtpl's prefix.
        kind: ``value``, ``merge``, ``slot``, ``chart``, ``loop``, ``condition``, ``set``;
            or the word of another block tag, such as ``endfor``.
        level: what a block tag replaces: ``row``, ``cell``, ``paragraph``, or nothing.
        place: its place.
        row_label: the label to its left; outside tables the text before it.
        column_label: the label above it; outside tables the heading.
        behind: the text behind it, up to the next tag of its paragraph.
        money: in a table the unit of money that the label of a group it is in declares, or the
            line above the table: 单位：万元.
    """

    tag: str
    source: str
    kind: str
    level: str
    place: TemplatePlace
    row_label: str = ""
    column_label: str = ""
    behind: str = ""
    money: str = ""


def stories(document: Document) -> Iterator[tuple[etree._Element, str]]:
    """The body, headers, footers and notes of a part, each with its name in places.

    The tags in the titles of their charts are shown beside the charts.
    """
    show_title_tags(document.part, document.element.body)
    yield document.element.body, ""
    for relation in document.part.rels.values():
        if relation.reltype in (RT.HEADER, RT.FOOTER, *NOTES):
            story = relation.target_part
            show_title_tags(story, story.element)
            name = str(story.partname).rpartition("/")[2].removesuffix(".xml")
            yield story.element, name


def placeholders(root: etree._Element, part: str, story: str) -> Iterator[Placeholder]:
    """The complete tags below ``root`` in reading order; broken tags are skipped."""
    outline = PartOutline(root)
    tables = {table: TemplateTable(table) for table in root.iter(w("tbl"))}
    heading = ""
    for paragraph in root.iter(w("p")):
        whole = "".join(text.text or "" for text in own_texts(paragraph))
        cell = next(paragraph.iterancestors(w("tc")), None)
        labels = _cell_labels(cell, tables) if cell is not None else ("", heading, "")
        row_label, column_label, money = labels
        place, start = outline.place(paragraph, part, story), 0
        tags = list(TAG.finditer(whole))
        ends = [*(tag.start() for tag in tags[1:]), len(whole)]
        for match, end in zip(tags, ends, strict=False):
            own, start = own_label(whole[start : match.start()], match[0]), match.end()
            if not match[0].startswith("{#") and match[0] not in SIGNS:
                tag = _placeholder(match[0], place, own or row_label, column_label)
                yield replace(tag, behind=whole[match.end() : end], money=money)
        yield from _of_charts(paragraph, place, labels)
        if cell is None and _is_heading(whole):
            heading = _cut(whole.strip())


def _of_charts(
    paragraph: etree._Element, place: TemplatePlace, labels: tuple[str, str, str]
) -> Iterator[Placeholder]:
    """The tags in the alternative texts of charts; the one that names the data is a chart."""
    row_label, column_label, _ = labels
    for tagged in tagged_charts_in(paragraph):
        data = tagged.data_tag
        for match in TAG.finditer(tagged.text):
            if match[0].startswith("{#"):
                continue
            tag = _placeholder(match[0], place, row_label, column_label)
            is_data = data is not None and match.span() == data.span()
            yield replace(tag, kind="chart") if is_data else tag
        for typed in tagged.title_tags:
            yield _placeholder(typed, place, row_label, column_label)


def _cell_labels(
    cell: etree._Element, tables: dict[etree._Element, TemplateTable]
) -> tuple[str, str, str]:
    """The labels of a cell's row and column, and the unit of its money."""
    element = next(cell.iterancestors(w("tbl")))
    table = tables[element]
    region = table.region(cell)
    row, column = table.headers(region) if region else (None, None)
    money = table.money(region) if region else ""
    above = (text for before in _before(element) if (text := text_of(before).strip()))
    return _shown(row), _shown(column), money or unit_of_money(next(above, ""))


def _before(table: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs right above a table, the nearest first."""
    siblings = table.itersiblings(preceding=True)
    return takewhile(lambda sibling: sibling.tag == w("p"), siblings)


def _is_heading(text: str) -> bool:
    """Whether a paragraph may head what follows: it has no tag, or a number: 四、{{ 年 }}年计划."""
    plain = TAG.sub("", text).strip()
    has_tags = plain != text.strip()
    return bool(plain) and (
        not has_tags or (ordinal_of(text) is not None and plain[-1] not in "。；")
    )


def _shown(label: Region | None) -> str:
    return _cut(label.text if label is not None else "")


def _cut(text: str) -> str:
    """The first 40 characters of a label; a tag is not cut."""
    ends = (tag.start() for tag in TAG.finditer(text) if tag.start() < _LONGEST < tag.end())
    return text[: next(ends, _LONGEST)]


def _placeholder(tag: str, place: TemplatePlace, row_label: str, column_label: str) -> Placeholder:
    source = _as_jinja(tag)
    prefix = _PREFIX.match(tag)
    mark = (prefix[2] or "") if prefix else ""
    level = {"tr": "row", "tc": "cell", "p": "paragraph"}.get(mark, "")
    if source.startswith("{{"):
        kind = "slot" if mark == "p" else "merge" if re.search(r"\|\s*merge\b", tag) else "value"
        level = ""
    else:
        word = _WORD.search(source)
        kind = _BLOCKS.get(word[0], word[0]) if word else ""
    return Placeholder(tag, source, kind, level, place, row_label, column_label)


def _as_jinja(tag: str) -> str:
    """The tag as it is compiled: without prefix, with straight quotes, on a single line."""
    parts = _QUOTED.split(plain(tag))
    parts[::2] = (part.translate(_QUOTES) for part in parts[::2])
    source = "".join(parts)
    if cell_tag := CELL.fullmatch(source):
        return f"{{{{ ({cell_tag[2]}) | _{cell_tag[1]} }}}}"
    return _PREFIX.sub(r"\1 ", source)
