"""A Word file and its PDF, each read once for all rules that ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from docx.document import Document
from lxml import etree

from docgen.diagnostics import DocumentPlace, Place
from docgen.pdf.document_language import document_language
from docgen.pdf.fonts import FETCHED
from docgen.verify.glyphs import Page, read_pages
from docgen.verify.known_forms import KnownForm, KnownForms
from docgen.verify.marked_glyphs import MarkedGlyphs
from docgen.verify.official_format import OfficialFormat
from docgen.verify.printed_paragraphs import PrintedParagraphs
from docgen.verify.walk import PlacedParagraph, Walk
from docgen.word.annexes.annex_marks import MARK, annex_blocks, cut_annexes
from docgen.word.fields.field import DOCUMENT, contents_paragraphs, has_fields
from docgen.word.fields.worked_out import WorkedOutFields
from docgen.word.package_file import WordPackage
from docgen.word.page_breaks import page_breaks
from docgen.word.style_cascade import Cascade
from docgen.word.xml import w

_HEIGHT, _RULE, _BOX = map(w, ("trHeight", "hRule", "txbxContent"))


class FinishedReport:
    """A finished Word file, its PDF, or both.

    Args:
        official: the format that they are measured by.
        package: the Word file.
        place: what messages call the Word file.
        pdf: the PDF; made from this Word file, if that is given too.
        fonts: the folder with the fonts of the project.
        lay_out: makes a PDF of a Word file without one, if that is needed; ``None`` if it cannot.
        forms: those that are known from other reports.

    What is asked of a file that is not given fails.
    """

    def __init__(
        self,
        official: OfficialFormat,
        package: WordPackage | None = None,
        place: Place | None = None,
        pdf: Path | None = None,
        fonts: Path = FETCHED,
        lay_out: Callable[[], bytes | None] | None = None,
        forms: KnownForms | None = None,
    ) -> None:
        self.official, self.package, self.pdf, self.fonts = official, package, pdf, fonts
        self._place, self._lay_out = place or Place(""), lay_out
        self._forms = forms or KnownForms()

    @cached_property
    def document(self) -> Document:
        """The Word file, opened, without annexes of the writer's own, which no form has.

        Raises :class:`PackageError`.
        """
        assert self.package is not None
        document = self.package.document(self._place)
        cut_annexes(document.element.body)
        return document

    @cached_property
    def body(self) -> etree._Element:
        """The ``w:body`` of the Word file."""
        body: etree._Element = self.document.element.body
        return body

    @cached_property
    def form(self) -> KnownForm:
        """The styles of the Word file, and what is known of others that have the same."""
        assert self.package is not None
        return self._forms.of(self.package, self.document)

    @property
    def cascade(self) -> Cascade:
        """The styles of the Word file."""
        return self.form.cascade

    @property
    def language(self) -> str:
        """The language that the PDF says it is in; empty if it says none."""
        assert self.pdf is not None
        return document_language(self.pdf)

    @cached_property
    def passages(self) -> list[PlacedParagraph]:
        """The paragraphs of the Word file with their places."""
        styles, annexes = self.official.styles, self.official.annexes
        levels = (name for name, rule in styles.items() if rule.level is not None)
        headings = frozenset((*levels, annexes.mark.lower()))
        return Walk(self.document, self.cascade, headings).paragraphs()

    @cached_property
    def places(self) -> dict[etree._Element, DocumentPlace]:
        """The place of each paragraph of the Word file, worked out when it is asked for."""
        return {passage.element: passage.place for passage in self.passages}

    @cached_property
    def _marked(self) -> MarkedGlyphs | None:
        """What takes the glyphs of the PDF as they come; ``None`` where there is no Word file."""
        if self.package is None:
            return None
        heights = self.body.iter(_HEIGHT)
        is_tight = any(height.get(_RULE) == "exact" for height in heights)
        return MarkedGlyphs(with_clips=is_tight or next(self.body.iter(_BOX), None) is not None)

    @cached_property
    def pages(self) -> list[Page]:
        """The pages of the PDF."""
        assert self.pdf is not None
        return read_pages(self.pdf, self._marked)

    @cached_property
    def own_pages(self) -> list[Page]:
        """The pages of the PDF before the annexes of the writer's own, which have other formats."""
        if self.package is None or self._marked is None or MARK.encode() not in self._xml:
            return self.pages
        pages, body = self.pages, self.package.document(self._place).element.body
        assert self.pdf is not None
        printed = PrintedParagraphs(body, self._marked, self.pdf, len(pages))
        of_annexes = (each for block, _ in annex_blocks(body) for each in block.iter(w("p")))
        first = next((found[0] for each in of_annexes if (found := printed.pages(each))), 0)
        return [page for page in pages if page.number < first] if first else pages

    @property
    def _xml(self) -> bytes:
        return self.package.entries.get(DOCUMENT, b"") if self.package else b""

    @cached_property
    def printed(self) -> PrintedParagraphs | None:
        """Where the paragraphs stand in the PDF; ``None`` unless both files are given."""
        if self.pdf is None or self._marked is None:
            return None
        return PrintedParagraphs(self.body, self._marked, self.pdf, len(self.pages))

    @cached_property
    def is_laid_out(self) -> bool:
        """Whether it is known where the paragraphs stand."""
        return self._layout is not None

    @cached_property
    def _layout(self) -> PrintedParagraphs | None:
        """Where the paragraphs stand, in the PDF or in one that is made for it."""
        if self.printed or self._lay_out is None:
            return self.printed
        pdf, marked = self._lay_out(), MarkedGlyphs()
        pages = read_pages(pdf, marked) if pdf else []
        return PrintedParagraphs(self.body, marked, pdf, len(pages)) if pdf else None

    @cached_property
    def begun_pages(self) -> set[int]:
        """The pages that a page break or a new section begins, where both files are given."""
        printed = self.printed
        if printed is None:
            return set()
        breaks = page_breaks(self.body)
        found = (printed.pages(paragraph) for paragraph in breaks)
        return {pages[0] for pages in found if pages}

    @cached_property
    def contents(self) -> set[etree._Element]:
        """The paragraphs that are entries of a table of contents."""
        return contents_paragraphs(self._fields.fields) if self._fields else set()

    @cached_property
    def _fields(self) -> WorkedOutFields | None:
        """The fields of the Word file, as far as words go; ``None`` if it has none."""
        package = self.package
        if package is None or not has_fields(package.entries.get(DOCUMENT, b"")):
            return None
        fields = WorkedOutFields(self.document, None, self.cascade)
        return fields if fields.fields else None

    @cached_property
    def fields(self) -> WorkedOutFields | None:
        """The fields of the Word file, laid out if one shows a page; ``None`` if it has none."""
        fields = self._fields
        layout = self._layout if fields and fields.are_paged else None
        return fields.laid_out(layout) if fields and layout else fields
