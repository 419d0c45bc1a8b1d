"""Finding the tags of a template, giving each a place, and making it a thing Jinja can render.

Word splits what a person typed into runs as it pleases: ``{{ 名``, ``称 }}``. For each paragraph

    1. every tag is drawn together into the first of its runs,
    2. it gets the number of its *site*, ``{{⟨7⟩ 名称 }}``, by which messages find its place,
    3. a *slot*, ``{{p 正文 }}``, remembers the look of its paragraph, which its blocks will have.

After docxtpl has patched the XML, :func:`numbered_lines` turns the numbers into line ends, so that
each tag begins a line of the Jinja source, and a line of a traceback is a site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from lxml import etree

from docgen.diagnostics import Place, Problem, TemplatePlace, template_error
from docgen.word.columns import mark_grid
from docgen.word.marks import SITE_CLOSE, SITE_OPEN, text_of, w
from docgen.word.outline import Outline, SlotModel

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BROKEN = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_STRUCTURAL = re.compile(r"(\{[{%])(tr|tc|p)\s")
_MERGE = re.compile(r"\{\{[^}]*\|\s*merge\b[^}]*\}\}")
_OPENING = re.compile(r"\{[{%][-+]?(?:(?:tr|tc|p) )?")
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_ESCAPED = re.compile(r"[“”‘’%&<>{}\u00a0\u3000]|(?<= ) ")
_STRANGE = re.compile(
    r"\{\{(?:r|tr|tc)\s|\{%r\s|\{#(?:p|tr|tc|r)\s|\{%\s*(?:colspan|cellbg|vm|hm)\b.*?%\}"
)
"""Tags of docxtpl's that docgen has no use for, and that would lose what stands beside them."""
_CARRIES = ("drawing", "pict", "object", "sectPr")
_SITE = re.compile(f"{SITE_OPEN}(\\d+){SITE_CLOSE}")
_ANY_STRUCTURAL = re.compile(r"\{%(?:tr|tc|p)\s.*?%\}|\{\{p\s.*?\}\}")
_CONTAINERS = {"tr": "tr", "tc": "tc", "p": "p"}
_NBSP = str.maketrans("\u00a0\u3000", "  ")


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
    outline = Outline(root)
    for paragraph in list(root.iter(w("p"))):
        texts = _own_texts(paragraph)
        whole = "".join(text.text or "" for text in texts)
        if not _BROKEN.search(whole):
            continue
        place = outline.place(paragraph, part, story)
        rest = _TAG.sub("", whole)
        if broken := _BROKEN.search(rest):
            problems.append(_problem("template-broken-tag", place, text=_around(rest, broken)))
            # Half a tag would make sound tags behind it look wrong.
            for text in texts:
                text.text = ""
            continue
        problems.extend(_lost_text(paragraph, whole, place))
        if "{%tc " in whole:
            mark_grid(paragraph)
        if strange := _STRANGE.search(whole):
            problems.append(_problem("template-tag", place, tag=strange[0].strip()))
        if story and "{{p " in whole:
            problems.append(_problem("template-slot-place", place))
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


def _numbered(text: etree._Element, place: TemplatePlace, sites: Sites, outline: Outline) -> str:
    def numbered(match: re.Match[str]) -> str:
        tag = _plain(match.group())
        if tag.startswith("{#"):
            return tag
        number = len(sites.places)
        sites.places.append(place)
        if tag.startswith("{{p "):
            sites.slots[number] = outline.slot_model(text)
            tag = f"{{{{p ({tag[4:-2].strip()}) | _slot({number}) }}}}"
        opening = _OPENING.match(tag)
        end = opening.end() if opening else 2
        return f"{tag[:end]}{SITE_OPEN}{number}{SITE_CLOSE}{tag[end:]}"

    return _TAG.sub(numbered, text.text or "")


def _plain(tag: str) -> str:
    """The tag with one blank for each gap, and its texts in quotes out of docxtpl's reach.

    docxtpl rewrites signs in tags (``“``, ``%``, ``&``); as Jinja's escapes they stay themselves.
    """
    parts = _QUOTED.split(tag)
    outside = (re.sub(r"\s+", " ", part.translate(_NBSP)) for part in parts[::2])
    inside = (_ESCAPED.sub(lambda one: f"\\u{ord(one[0]):04x}", part) for part in parts[1::2])
    return "".join(a + b for a, b in zip_longest(outside, inside, fillvalue=""))


def _lost_text(paragraph: etree._Element, whole: str, place: TemplatePlace) -> list[Problem]:
    """Docxtpl drops the whole row, cell or paragraph around ``{%tr …%}``, ``{%tc``, ``{%p``."""
    structural = _STRUCTURAL.search(whole)
    if not structural:
        return []
    container = next(paragraph.iterancestors(w(_CONTAINERS[structural[2]])), None)
    if container is None or structural[2] == "p":
        container = paragraph
    around = text_of(container)
    lost = _ANY_STRUCTURAL.sub("", around).strip() or _carried(container)
    if lost or len(_ANY_STRUCTURAL.findall(around)) > 1:
        tag = _ANY_STRUCTURAL.search(whole)
        return [
            _problem("template-text-lost", place, text=lost or whole, tag=(tag or structural)[0])
        ]
    return []


def _carried(element: etree._Element) -> str:
    """What else than text the element has: a picture, a page break, the end of a section."""
    for name in _CARRIES:
        if next(element.iter(w(name)), None) is not None:
            return name
    breaks = (one.get(w("type")) for one in element.iter(w("br")))
    return "page break" if "page" in breaks else ""


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(match.start() - 12, 0) : match.end() + 12]


def numbered_lines(source: str) -> tuple[str, list[int]]:
    """The Jinja source with a new line at each tag, and the site of each line (``-1`` for none).

    ``lines[n - 1]`` is the site of line ``n``.
    """
    lines = [-1]

    def new_line(match: re.Match[str]) -> str:
        lines.append(int(match[1]))
        return "\n"

    return _SITE.sub(new_line, source.replace("\n", " ")), lines
