"""Finds the tags of a template, records their places, and prepares them for Jinja.

Word splits typed text into arbitrary runs: ``{{ 名``, ``称 }}``. For each paragraph

    1. every tag is moved as a whole into the first of its runs,
    2. it gets the number of its *site*, ``{{⟨7⟩ 名称 }}``, from which messages get its place,
    3. for a *slot*, ``{{p 正文 }}``, the look of the paragraph is recorded for its blocks.

After docxtpl has patched the XML, :func:`numbered_lines` turns the numbers into line ends, so that
each tag begins a line of the Jinja source, and a line of a traceback is a site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from docgen.diagnostics import Place, Problem, Problems, TemplatePlace, template_error
from docgen.diagnostics.codes import Code, problem_code
from docgen.templates.cell_tags import mark_grid, set_cell_property
from docgen.templates.dialect import Dialect
from docgen.templates.marks import SITE_CLOSE, SITE_OPEN
from docgen.templates.part_outline import PartOutline, SlotModel
from docgen.templates.split_tags import isolate_run_tags, join_split_tags, own_texts
from docgen.templates.tags import (
    BEGUN,
    BROKEN,
    CELL,
    FULL_WIDTH,
    MERGE,
    MERGED,
    OPENING,
    REFUSED,
    STRUCTURAL,
    in_attribute,
    plain,
)
from docgen.word.cell_properties import with_properties
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of, w

TEMPLATE_BROKEN_TAG = problem_code(
    "template-broken-tag",
    en=(
        "half a tag: …{text}… ({template})",
        "complete {{{{ … }}}} or {{% … %}} with half-width braces; a tag may not run over "
        "paragraphs",
    ),
    zh=(
        "标签不完整：…{text}…（{template}）",
        "补全 {{{{ … }}}} 或 {{% … %}}，用半角括号，一个标签不要跨段落",
    ),
)
TEMPLATE_TAG = problem_code(
    "template-tag",
    en=(
        "{tag} is docxtpl's, docgen does not take it ({template})",
        "{instead}; docs/en/templates.md lists the tags",
    ),
    zh=(
        "{tag} 是 docxtpl 的写法，docgen 不用它（{template}）",
        "{instead}；可用的标签见 docs/zh/templates.md",
    ),
)
TEMPLATE_SLOT_PLACE = problem_code(
    "template-slot-place",
    en=(
        "{{{{p … }}}} may not stand in a note ({template})",
        "use {{{{ … }}}} there",
    ),
    zh=("脚注、尾注里不能放 {{{{p … }}}}（{template}）", "那里用 {{{{ … }}}}"),
)
MERGE_OUTSIDE_TABLE = problem_code(
    "merge-outside-table",
    en=(
        "{tag} does not stand in a table, so there is no cell for it ({template})",
        "use it in the cells of a table",
    ),
    zh=("{tag} 不在表格里，没有单元格可用（{template}）", "只用在表格的单元格里"),
)
TEMPLATE_TEXT_LOST = problem_code(
    "template-text-lost",
    en=(
        "{tag} takes away its whole row, cell or paragraph, and 「{text}」 with it ({template})",
        "give the tag a row, cell or paragraph of its own",
    ),
    zh=(
        "{tag} 会删去整行、整格或整段，其中的文字「{text}」会丢失（{template}）",
        "让这个标签单独占一行表格、一格或一段",
    ),
)

_SLOTS = {"{{p ": "slot", "{{r ": "run"}
"""Tags in the place of their paragraph or run, and the filter that each is compiled to."""

_NOTES = ("footnotes", "endnotes")
"""What the names of stories begin with that take no paragraphs of a content's."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_OTHER_CONTENT = ("drawing", "pict", "object", "sectPr")
_SITE = re.compile(f"{SITE_OPEN}(\\d+){SITE_CLOSE}")
_RAW_OR_SITE = re.compile(
    rf"\{{%[-+]?\s*{SITE_OPEN}\d+{SITE_CLOSE}\s*raw\s*-?%\}}.*?endraw|{_SITE.pattern}", re.DOTALL
)


@dataclass
class Sites:
    """The sites of all tags of a template: places by number, and the looks of slots.

    A ``{{r … }}`` has the look of its run, as a slot has that of its paragraph.
    """

    places: list[TemplatePlace]
    slots: dict[int, SlotModel]
    dialect: Dialect = Dialect.PACK

    def place(self, number: int) -> TemplatePlace | None:
        """The place of site ``number``; ``None`` for -1, a line without a tag."""
        return self.places[number] if 0 <= number < len(self.places) else None


def mark_sites(
    root: etree._Element, part: str, story: str, sites: Sites, problems: Problems
) -> None:
    """Joins and numbers every tag below ``root``, in place."""
    outline = PartOutline(root)
    broken_tag = BROKEN if sites.dialect is Dialect.PACK else BEGUN
    for paragraph in list(root.iter(w("p"))):
        texts = own_texts(paragraph)
        whole = "".join(text.text or "" for text in texts)
        if sites.dialect is Dialect.FREE:
            problems.extend(_full_width(whole, outline.place(paragraph, part, story)))
        if not TAG.search(whole) and not broken_tag.search(whole):
            continue
        place = outline.place(paragraph, part, story)
        rest = TAG.sub("", whole)
        if broken := broken_tag.search(rest):
            problems.add(_problem(TEMPLATE_BROKEN_TAG, place, text=_excerpt(rest, broken)))
            # A broken tag would make errors of valid tags after it.
            for text in texts:
                text.text = ""
            continue
        problems.extend(_faults(paragraph, whole, place, sites.dialect))
        join_split_tags(texts, whole)
        for text in texts:
            isolate_run_tags(text)
        for text in own_texts(paragraph):
            text.text = _numbered(text, place, sites, outline)


def _full_width(whole: str, place: TemplatePlace) -> Iterator[Problem]:
    """A warning of full-width braces, which print as they are."""
    if found := FULL_WIDTH.search(whole):
        yield _problem(TEMPLATE_BROKEN_TAG, place, text=_excerpt(whole, found)).as_warning()


def _faults(
    paragraph: etree._Element, whole: str, place: TemplatePlace, dialect: Dialect
) -> Iterator[Problem]:
    """Faults of tags that Jinja does not report."""
    lost = _lost_text(paragraph, whole, place)
    if dialect is Dialect.PACK:
        yield from lost
        yield from _pack_faults(whole, place)
    else:
        yield from (problem.as_warning() for problem in lost)
    if not place.table and (cell_tag := MERGE.search(whole) or CELL.search(whole)):
        yield _problem(MERGE_OUTSIDE_TABLE, place, tag=cell_tag[0])


def _pack_faults(whole: str, place: TemplatePlace) -> Iterator[Problem]:
    """Tags that a form of a pack may not have, or not there."""
    for refused in REFUSED.finditer(whole):
        kind = refused[1] or refused[2]
        yield _problem(TEMPLATE_TAG, place, tag=refused[0], instead=kind)
    if place.story.startswith(_NOTES) and "{{p " in whole:
        yield _problem(TEMPLATE_SLOT_PLACE, place)


def _problem(code: Code, place: TemplatePlace, **words: object) -> Problem:
    return template_error(code, Place(place.part), place, **words)


def _numbered(
    text: etree._Element, place: TemplatePlace, sites: Sites, outline: PartOutline
) -> str:
    def numbered(match: re.Match[str]) -> str:
        tag = plain(match.group())
        if tag.startswith(("{%tc ", "{#tc ")) or MERGED.fullmatch(tag):
            mark_grid(text)
        if tag.startswith("{#"):
            return tag
        if REFUSED.fullmatch(tag) and sites.dialect is Dialect.PACK:
            return ""
        if MERGED.fullmatch(tag):
            for cell in islice(text.iterancestors(w("tc")), 1):
                with_properties(cell)
            return tag
        number = len(sites.places)
        sites.places.append(place)
        site = f"{SITE_OPEN}{number}{SITE_CLOSE}"
        if cell_tag := CELL.fullmatch(tag):
            value = in_attribute(f"{{{{{site}({cell_tag[2]}) | _{cell_tag[1]} }}}}")
            for cell in islice(text.iterancestors(w("tc")), 1):
                set_cell_property(cell, cell_tag[1], value)
            return ""
        if tag.startswith(tuple(_SLOTS)):
            sites.slots[number] = outline.slot_model(text)
            tag = f"{tag[:4]}({tag[4:-2].strip()}) | _{_SLOTS[tag[:4]]}({number}) }}}}"
        opening = OPENING.match(tag)
        end = opening.end() if opening else 2
        return f"{tag[:end]}{site}{tag[end:]}"

    return TAG.sub(numbered, text.text or "")


def _lost_text(paragraph: etree._Element, whole: str, place: TemplatePlace) -> Iterator[Problem]:
    """Text beside ``{%tr …%}``, ``{%tc``, ``{%p``: docxtpl drops the row, cell or paragraph."""
    tag = STRUCTURAL.search(whole)
    if not tag:
        return
    kind = tag[tag.lastindex or 1]
    row_or_cell = next(paragraph.iterancestors(w(kind)), None) if kind != "p" else None
    container = paragraph if row_or_cell is None else row_or_cell
    around = text_of(container)
    lost = STRUCTURAL.sub("", around).strip() or _other_content(container)
    if lost or len(STRUCTURAL.findall(around)) > 1:
        yield _problem(TEMPLATE_TEXT_LOST, place, text=lost or whole, tag=tag[0])


def _other_content(element: etree._Element) -> str:
    """Content other than text: a picture, a page break, the end of a section; or ``""``."""
    for name in _OTHER_CONTENT:
        if next(element.iter(w(name)), None) is not None:
            return name
    breaks = (line_break.get(w("type")) for line_break in element.iter(w("br")))
    return "page break" if "page" in breaks else ""


def _excerpt(text: str, match: re.Match[str]) -> str:
    return text[max(match.start() - 12, 0) : match.end() + 12]


def numbered_lines(source: str) -> tuple[str, list[int]]:
    """The Jinja source with a new line at each tag, and the site of each line (-1 for none).

    ``lines[n - 1]`` is the site of line ``n``.
    """
    lines = [-1]

    def new_line(match: re.Match[str]) -> str:
        if match[1] is None:  # a raw block prints as it is
            return _SITE.sub("", match[0])
        lines.append(int(match[1]))
        return "\n"

    return _RAW_OR_SITE.sub(new_line, source.replace("\n", " ")), lines
