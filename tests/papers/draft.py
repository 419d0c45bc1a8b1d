"""A paper being written: what stands in it, in order, and the .docx at the end."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypedDict, Unpack

from lxml import etree

from docgen.ordinals import NUMERALS
from tests.papers.looks import HEI, KAI, TITLE_FONT, Look, indent
from tests.papers.package import packed_parts
from tests.papers.prose import Prose
from tests.papers.wordml import (
    DECLARED,
    NAMESPACES,
    Row,
    bookmark,
    font,
    paragraph,
    run,
    table,
)

Pages = Mapping[str, str]
"""The page that is printed where a bookmark stands; of ``#`` how many pages there are."""

_W = f"{{{NAMESPACES['w']}}}"


@dataclass
class Heading:
    """A heading: its level, the number that is printed before it, its text, its bookmark."""

    level: int
    number: str
    text: str
    bookmark: str

    @property
    def title(self) -> str:
        return self.number + self.text


def elements(xml: str) -> list[etree._Element]:
    return list(etree.fromstring(f"<body {DECLARED}>{xml}</body>"))


class SectionLook(TypedDict, total=False):
    """What a section may have of its own.

    Attributes:
        landscape: its pages lie.
        footer: they have a number, unless ``False``.
        number_format: how it is written, as ``w:fmt``.
        start: the number of its first page.
        title_page: the first page has none.
    """

    landscape: bool
    footer: bool
    number_format: str
    start: int | None
    title_page: bool


@dataclass
class Draft:
    """A paper in the look of a bureau.

    Attributes:
        look: the look.
        pages: where bookmarks are printed, as far as it is known.
        prose: sentences that no paper repeats.
        headings: the headings so far.
        marks: the text that each bookmark stands at, to find its page by.
        captions: the captions, by their bookmarks.
    """

    look: Look
    pages: Pages
    seed: int = 0
    headings: list[Heading] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    captions: dict[str, str] = field(default_factory=dict)
    footnotes: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    counts: list[int] = field(default_factory=lambda: [0, 0, 0])
    section: str = ""
    _body: list[etree._Element] = field(default_factory=list)
    _late: list[tuple[int, Callable[[], str]]] = field(default_factory=list)
    _ids: int = 100

    def __post_init__(self) -> None:
        self.prose = Prose(self.seed)

    def identifier(self) -> int:
        """A number that nothing else in the paper has."""
        self._ids += 1
        return self._ids

    def add(self, xml: str) -> None:
        self._body += elements(xml)

    def later(self, made: Callable[[], str]) -> None:
        """Adds what can be written only when the rest is."""
        self._late.append((len(self._body), made))

    def page(self, name: str, by: int = 0) -> str:
        """The printed page of a bookmark, moved on by ``by``."""
        label = self.pages.get(name, "1")
        return str(int(label) + by) if label.isdigit() else label

    def title(self, *lines: str) -> None:
        for line in lines:
            self.add(paragraph(line, style="DocTitle"))
        self.blank()

    def blank(self, count: int = 1) -> None:
        self.add(paragraph() * count)

    def text(self, *pieces: str, ppr: str = "") -> None:
        """A paragraph of running text."""
        self.add(paragraph(*pieces, style="BodyText", ppr=ppr))

    def lines(self, count: int) -> None:
        """Paragraphs of one line each."""
        for _ in range(count):
            self.text(self.prose.short())

    def paragraphs(self, count: int, sentences: int = 4) -> None:
        for _ in range(count):
            self.text(self.prose.sentences(sentences))

    def heading(self, text: str, level: int = 1, *, ppr: str = "", listed: str = "") -> None:
        """Adds a heading."""
        self.add(self.heading_xml(text, level, ppr=ppr, listed=listed))

    def heading_xml(self, text: str, level: int = 1, *, ppr: str = "", listed: str = "") -> str:
        """A heading with a bookmark around it; ``listed`` is its text where that is not ``text``.

        Its number is printed by Word, or is typed, by the look.
        """
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (3 - level)
        made = Heading(
            level, self._number(level), listed or text, f"_Toc{1700 + self.identifier()}"
        )
        self.headings.append(made)
        self.marks[made.bookmark] = made.title
        look, direct = "", ppr
        if self.look.headings == "outline":
            look = font((HEI, KAI, self.look.font)[level - 1])
            direct = f'<w:keepNext/>{ppr}{indent(self.look)}<w:outlineLvl w:val="{level - 1}"/>'
        number = "" if self.look.headings == "word" else made.number
        if text.startswith("<"):
            inner = (run(number, look) if number else "") + text
        else:
            inner = run(number + text, look)
        marked = bookmark(made.bookmark, self.identifier(), inner)
        return paragraph(marked, style=self.look.heading_style(level), ppr=direct)

    def _number(self, level: int) -> str:
        count = self.counts[level - 1]
        numeral = NUMERALS[count - 1] if count <= 10 else f"十{NUMERALS[count - 11]}"
        return (f"{numeral}、", f"（{numeral}）", f"{count}.")[level - 1]

    def annex(self, number: str, title: str) -> None:
        """An annex's number and title, on a new page."""
        look = run(number, font(HEI))
        self.add(paragraph(look, ppr="<w:pageBreakBefore/>"))
        self.add(paragraph(run(title, font(TITLE_FONT, 18)), ppr='<w:jc w:val="center"/>'))

    def table(self, rows: Iterable[Row], *widths: int) -> None:
        self.add(table(rows, list(widths)))

    def signature(self, *lines: str) -> None:
        """A name and a date at the right, as at the end of a letter."""
        end = '<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'
        for line in lines:
            self.add(paragraph(line, ppr=end))

    def signed_below(self, text: str, ppr: str = "") -> None:
        """A line below a form: who filled it in, who signs."""
        self.add(paragraph(text, style="TableText", ppr=f'{ppr}<w:jc w:val="left"/>'))

    def footnote(self, text: str) -> str:
        """The mark of a note at the foot of the page."""
        self.footnotes.append(text)
        return (
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteReference w:id="{len(self.footnotes) + 1}"/></w:r>'
        )

    def picture(self, data: bytes) -> str:
        """The relation of a picture."""
        self.pictures.append(data)
        return f"rIdPicture{len(self.pictures)}"

    def end_section(self, following: str = "nextPage", **look: Unpack[SectionLook]) -> None:
        """Ends a section here; the *next* one begins by ``following`` (of its own ``w:sectPr``)."""
        section = self._section(**look)
        if not self._ends_with_paragraph():
            self.add(paragraph(ppr='<w:spacing w:line="20" w:lineRule="exact"/>'))
        last = self._body[-1]
        properties = last.find(f"{_W}pPr")
        if properties is None:
            properties = etree.SubElement(last, f"{_W}pPr")
            last.insert(0, properties)
        properties.append(section)
        self.section = following

    def _ends_with_paragraph(self) -> bool:
        """Whether a paragraph is last that ends no section yet."""
        if not self._body or (self._late and self._late[-1][0] == len(self._body)):
            return False
        last = self._body[-1]
        return last.tag == f"{_W}p" and last.find(f".//{_W}sectPr") is None

    def _section(self, **look: Unpack[SectionLook]) -> etree._Element:
        """The ``w:sectPr`` of the section that ends."""
        kind = self.section
        top, bottom, left, right = self.look.margins
        landscape = look.get("landscape", False)
        if landscape:
            top, bottom, left, right = left, max(right, 1800), bottom, top
        size = 'w:w="11906" w:h="16838"'
        if landscape:
            size = 'w:w="16838" w:h="11906" w:orient="landscape"'
        dash = self.look.footer == "dash"
        sides = ("default", "even") if dash else ("default",)
        has_number = look.get("footer", True)
        named = ((side, side if has_number else "none") for side in sides)
        references = "".join(
            f'<w:footerReference w:type="{side}" r:id="rIdFooter_{name}"/>' for side, name in named
        )
        if look.get("title_page"):
            references += '<w:footerReference w:type="first" r:id="rIdFooter_none"/>'
        number_format, start = look.get("number_format"), look.get("start")
        shape = f' w:fmt="{number_format}"' if number_format else ""
        first = f' w:start="{start}"' if start is not None else ""
        xml = (
            f"<w:sectPr>{references}"
            + (f'<w:type w:val="{kind}"/>' if kind else "")
            + f"<w:pgSz {size}/>"
            + f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
            + f' w:header="850" w:footer="{1400 if dash else 1000}" w:gutter="0"/>'
            + (f"<w:pgNumType{shape}{first}/>" if shape or first else "")
            + ("<w:titlePg/>" if look.get("title_page") else "")
            + (f"<w:docGrid {self.look.grid}/>" if self.look.grid else "")
            + "</w:sectPr>"
        )
        return elements(xml)[0]

    def save(self, **last_section: Unpack[SectionLook]) -> bytes:
        """The .docx."""
        body = etree.fromstring(f"<w:body {DECLARED}/>")
        written = list(self._body)
        for place, made in reversed(self._late):
            written[place:place] = elements(made())
        body.extend(copy.deepcopy(element) for element in written)
        body.append(self._section(**last_section))
        root = etree.fromstring(f'<w:document {DECLARED} mc:Ignorable=""/>')
        del root.attrib[f"{{{NAMESPACES['mc']}}}Ignorable"]
        root.append(body)
        etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r", "wps", "mc", "v"])
        document = etree.tostring(root, encoding="UTF-8", standalone=True)
        return packed_parts(document, self.look, self.footnotes, self.pictures, self.pages)
