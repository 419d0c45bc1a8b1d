"""Finding the tags of a template, giving each a place, and making it a thing Jinja can render.

Word splits what a person typed into runs as it pleases: ``{{ 名``, ``称 }}``. For each paragraph

    1. every tag is drawn together into the first of its runs,
    2. it gets the number of its *site*, ``{{ 名称 ⟨7⟩}}``, by which messages find its place,
    3. a *slot*, ``{{p 正文 }}``, remembers the look of its paragraph, which its blocks will have.

After docxtpl has patched the XML, :func:`numbered_lines` turns the numbers into line ends, so that
each tag begins a line of the Jinja source, and a line of a traceback is a site.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml.text.paragraph import CT_P
from lxml import etree

from docgen.diagnostics import Place, Problem, TemplatePlace, template_error
from docgen.word.marks import NUMBERING, SITE_CLOSE, SITE_OPEN, text_of, w

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BROKEN = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_STRUCTURAL = re.compile(r"(\{[{%])(tr|tc|p)\s")
_MERGE = re.compile(r"\{\{[^}]*\|\s*merge\b[^}]*\}\}")
_DOCXTPL_OWN = re.compile(r"\{%\s*(vm|hm)\s*%\}")
_SITE = re.compile(f"{SITE_OPEN}(\\d+){SITE_CLOSE}")
_CONTAINERS = {"tr": "tr", "tc": "tc", "p": "p"}
_NBSP = str.maketrans("\u00a0\u3000", "  ")


@dataclass(frozen=True)
class SlotModel:
    """How a slot's paragraph looks, for the blocks that take its place.

    Attributes:
        properties: the children of its ``w:pPr``, as XML.
        style: of these the ``w:pStyle``, or nothing.
        item_properties: the same for a list item, flush left if the slot is; :data:`NUMBERING`
            stands where its ``w:numPr`` goes.
        run_properties: the children of its run's ``w:rPr``, as XML.
        width: the room for a picture or table, in twips; 0 when the page decides.
        in_cell: whether the slot stands in a table cell.
    """

    properties: str
    style: str
    item_properties: str
    run_properties: str
    width: int
    in_cell: bool


@dataclass
class Sites:
    """Every tag of a pack. A site's number is its index in ``places``."""

    places: list[TemplatePlace]
    slots: dict[int, SlotModel]

    def place(self, number: int) -> TemplatePlace | None:
        """The place of site ``number``, or ``None`` for a line that no tag begins."""
        return self.places[number] if 0 <= number < len(self.places) else None


def mark_sites(
    root: etree._Element, part: str, story: str, sites: Sites, problems: list[Problem]
) -> None:
    """Draws together and numbers every tag below ``root``, in place."""
    paragraphs = list(root.iter(w("p")))
    outline = _Outline(root)
    for number, paragraph in enumerate(paragraphs, 1):
        texts = _own_texts(paragraph)
        whole = "".join(text.text or "" for text in texts)
        if not _BROKEN.search(whole):
            continue
        place = outline.place(paragraph, part, story, number)
        rest = _TAG.sub("", whole)
        if broken := _BROKEN.search(rest):
            problems.append(_problem("template-broken-tag", place, text=_around(rest, broken)))
            # Half a tag would make sound tags behind it look wrong.
            for text in texts:
                text.text = ""
            continue
        problems.extend(_lost_text(paragraph, whole, place))
        if not place.table and (merged := _MERGE.search(whole)):
            problems.append(_problem("merge-outside-table", place, tag=merged[0]))
        _draw_together(texts, whole)
        for text in texts:
            text.text = _numbered(text, place, sites, outline)


def _problem(code: str, place: TemplatePlace, **words: object) -> Problem:
    return template_error(code, Place(place.part), place, **words)


def _own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The ``w:t`` of the paragraph, without those of paragraphs inside it (text boxes)."""
    return [
        text
        for text in paragraph.iter(w("t"))
        if next(text.iterancestors(w("p")), None) is paragraph
    ]


def _draw_together(texts: list[etree._Element], whole: str) -> None:
    """Gives every character of a tag to the run in which the tag begins."""
    owners = [index for index, text in enumerate(texts) for _ in text.text or ""]
    for tag in _TAG.finditer(whole):
        owners[tag.start() : tag.end()] = [owners[tag.start()]] * len(tag.group())
    parts: list[list[str]] = [[] for _ in texts]
    for owner, character in zip(owners, whole, strict=True):
        parts[owner].append(character)
    for text, part in zip(texts, parts, strict=True):
        text.text = "".join(part)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _numbered(text: etree._Element, place: TemplatePlace, sites: Sites, outline: _Outline) -> str:
    def numbered(match: re.Match[str]) -> str:
        tag = " ".join(match.group().translate(_NBSP).split())
        if tag.startswith("{#") or _DOCXTPL_OWN.fullmatch(tag):
            return tag
        number = len(sites.places)
        sites.places.append(place)
        if tag.startswith("{{p "):
            sites.slots[number] = outline.slot_model(text)
            tag = f"{{{{p ({tag[4:-2].strip()}) | _slot({number}) }}}}"
        end = -3 if tag[-3] == "-" else -2
        return f"{tag[:end]}{SITE_OPEN}{number}{SITE_CLOSE}{tag[end:]}"

    return _TAG.sub(numbered, text.text or "")


def _lost_text(paragraph: etree._Element, whole: str, place: TemplatePlace) -> list[Problem]:
    """Docxtpl drops the whole row, cell or paragraph around ``{%tr …%}``, ``{%tc``, ``{%p``."""
    structural = _STRUCTURAL.search(whole)
    if not structural:
        return []
    container = next(paragraph.iterancestors(w(_CONTAINERS[structural[2]])), None)
    around = whole if container is None or structural[2] == "p" else text_of(container)
    lost = re.sub(r"\{%(tr|tc|p)\s.*?%\}|\{\{(tr|tc|p)\s.*?\}\}", "", around).strip()
    tag = re.search(r"\{[{%](?:tr|tc|p)\s.*?[}%]\}", whole) or structural
    first_tags = len(re.findall(r"\{[{%](?:tr|tc|p)\s", around))
    if lost or first_tags > 1:
        return [_problem("template-text-lost", place, text=lost or whole, tag=tag[0])]
    return []


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(match.start() - 12, 0) : match.end() + 12]


class _Outline:
    """Counts a story's tables, rows, cells and paragraphs, as a person counts them in Word."""

    def __init__(self, root: etree._Element) -> None:
        self._tables = {table: number for number, table in enumerate(root.iter(w("tbl")), 1)}

    def place(self, paragraph: etree._Element, part: str, story: str, number: int) -> TemplatePlace:
        cell = next(paragraph.iterancestors(w("tc")), None)
        if cell is None:
            return TemplatePlace(part, paragraph=number, story=story)
        row = next(cell.iterancestors(w("tr")))
        table = next(row.iterancestors(w("tbl")))
        rows, cells = table.findall(w("tr")), row.findall(w("tc"))
        row_number = rows.index(row) + 1 if row in rows else 0
        cell_number = cells.index(cell) + 1 if cell in cells else 0
        return TemplatePlace(part, self._tables[table], row_number, cell_number, story=story)

    def slot_model(self, text: etree._Element) -> SlotModel:
        run = next(text.iterancestors(w("r")))
        paragraph = next(text.iterancestors(w("p")))
        cell = next(text.iterancestors(w("tc")), None)
        width = cell.find(f"{w('tcPr')}/{w('tcW')}") if cell is not None else None
        return SlotModel(
            properties=_children(paragraph.find(w("pPr"))),
            style=_outer(paragraph.find(f"{w('pPr')}/{w('pStyle')}")),
            item_properties=_item_properties(paragraph),
            run_properties=_children(run.find(w("rPr"))),
            width=int(width.get(w("w"), "0")) if width is not None else 0,
            in_cell=cell is not None,
        )


def _item_properties(paragraph: etree._Element) -> str:
    copy = deepcopy(paragraph)
    assert isinstance(copy, CT_P)
    properties: Any = copy.get_or_add_pPr()
    for part in (*properties.findall(w("rPr")), *properties.findall(w("numPr"))):
        properties.remove(part)
    numbering = properties.get_or_add_numPr()
    if properties.ind is None:
        indent = properties.get_or_add_ind()
        for name in ("left", "firstLineChars", "firstLine"):
            indent.set(w(name), "0")
    return _children(properties).replace(_outer(numbering), NUMBERING)


def _children(element: etree._Element | None) -> str:
    """The element's children as XML, in the prefixes of the document."""
    return "".join(map(_outer, element)) if element is not None else ""


def _outer(element: etree._Element | None) -> str:
    """The element as XML without declarations of the prefixes, or nothing."""
    if element is None:
        return ""
    xml = etree.tostring(element, encoding="unicode", with_tail=False)
    return re.sub(r' xmlns:\w+="[^"]*"', "", xml)


def numbered_lines(source: str) -> tuple[str, list[int]]:
    """The Jinja source with one tag to a line, and the site of each line (``-1`` for none).

    ``lines[n - 1]`` is the site of line ``n``.
    """
    lines: list[int] = []

    def line_end(match: re.Match[str]) -> str:
        lines.append(int(match[1]))
        return "\n"

    return _SITE.sub(line_end, source.replace("\n", " ")), lines
