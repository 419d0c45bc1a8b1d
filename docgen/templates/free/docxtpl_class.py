"""``docgen.DocxTemplate``: docxtpl's class with docgen's filling.

    from docxtpl import DocxTemplate, RichText
    from docgen import DocxTemplate, RichText          the one line to change

What is not about filling is docxtpl's own: it keeps the document, its subdocuments, pictures and
links, and saves. The templates of its parts are compiled once for all documents of a process.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import docxtpl
import jinja2
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml
from docxtpl import RP, InlineImage, Listing, R, RichText, RichTextParagraph, Subdoc
from jinja2 import Environment
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from docgen.diagnostics import Place, Problems, template_error
from docgen.packs.part import Part
from docgen.templates.chart_tags import chart_faults, with_chart_tags
from docgen.templates.dialect import Dialect
from docgen.templates.fill import TEMPLATE_STRUCTURE, printed_story
from docgen.templates.finishing import finish
from docgen.templates.free.chart_parts import add_charts, source_of
from docgen.templates.free.environment import lenient_environment
from docgen.templates.free.filling import NO_STYLES, FreeFilling, escaped_once
from docgen.templates.free.template_class import TemplateError
from docgen.templates.free.word_parts import address_of, part_of
from docgen.templates.part_file import mark_part
from docgen.templates.sites import Sites
from docgen.templates.template import DOCUMENT, Compiler, Story
from docgen.word.charts.chart_xml import c
from docgen.word.notes import NOTES, open_notes
from docgen.word.xml import text_of

_NO_PAGE = 1_000_000_000
"""Twips: no row is taller, so that rows break as the template says."""

_KEPT = 32
"""Templates that a process keeps compiled."""

_TAGGED = re.compile("{[{%#]")
__all__ = [
    "RP",
    "DocxTemplate",
    "InlineImage",
    "Listing",
    "R",
    "RichText",
    "RichTextParagraph",
    "Subdoc",
]

_STORIES = (RT.HEADER, RT.FOOTER, *NOTES)


class _Compiled:
    """The compiled stories of a document, by name; ``given`` is the user's environment."""

    def __init__(self, document: Document, name: str, given: Environment | None) -> None:
        problems, self.sites = Problems(), Sites([], {}, Dialect.FREE)
        self._given, self._environment = given, lenient_environment(given)
        mark_part(document, name, self.sites, problems)
        compiler = Compiler(self._environment, Place(name), self.sites, problems)
        part = Part(Path(name), name)
        self.stories: dict[str, Story] = {}
        for story, element in _stories(document).items():
            xml = with_chart_tags(etree.tostring(element, encoding="unicode"))
            is_document = story == DOCUMENT
            compiled = compiler.document(xml, [part]) if is_document else compiler.plain_story(xml)
            if compiled is None or problems.has_errors:
                raise WrongTagError(problems)
            self.stories[story] = compiled

    def refresh(self) -> None:
        """Takes filters that were added to the user's environment since."""
        if self._given is not None:
            self._environment.filters |= self._given.filters


class WrongTagError(TemplateError, jinja2.TemplateSyntaxError):
    """A tag is wrong; programs for docxtpl expect Jinja's own exception.

    Attributes:
        docx_context: lines about it, as those that docxtpl gives.
    """

    def __init__(self, problems: Problems) -> None:
        first = next(problem for problem in problems if problem.is_error)
        jinja2.TemplateSyntaxError.__init__(self, first.code, first.place.line or 1)
        self.problem, self.problems = first, tuple(problems)
        self.docx_context = str(self).splitlines()


class _Opened:
    """The document that values add files to: docxtpl's own."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def part(self, story: str) -> Any:
        """The part with that name in the package."""
        return part_of(self.document, story)

    def address(self, identifier: str) -> str | None:
        """Where the document's link with that id leads."""
        return address_of(self.document, identifier)


class DocxTemplate(docxtpl.DocxTemplate):  # type: ignore[misc]
    """docxtpl's template, filled by docgen: faster, escaped, and with merged cells."""

    def render(
        self,
        context: dict[str, Any],
        jinja_env: Environment | None = None,
        autoescape: bool = False,
    ) -> None:
        """Fills the document with ``context``.

        Texts are escaped in any case; without ``autoescape``, those that are XML stay as they are.

        Raises:
            TemplateError: a tag is wrong.
        """
        self.render_init()
        self.docx: Document
        open_notes(self.docx)
        compiled = self._compiled(jinja_env)
        compiled.refresh()
        parts = _Opened(self.docx)
        filling = FreeFilling(
            NO_STYLES, compiled.sites, images={}, parts=parts, none="None", files=(InlineImage,)
        )
        if not (autoescape or (jinja_env and jinja_env.autoescape)):
            filling.escape, filling.takes_xml = escaped_once, True
        for name, story in compiled.stories.items():
            self.current_rendering_part = parts.part(name)
            filling.story = name
            xml = printed_story(story, context, filling)
            root = _parsed(xml, _name(self.template_file))
            finish(root, xml, _NO_PAGE, whole_document=name == DOCUMENT)
            self._replace(root, name)
        self._draw_charts(filling)
        self.render_properties(context, jinja_env or SandboxedEnvironment())
        self.is_rendered = True

    def _draw_charts(self, filling: FreeFilling) -> None:
        """Adds the charts that were filled. Raises :class:`TemplateError` for data of no chart."""
        if not filling.charts:
            return
        problems = Problems()
        problems.extend(filling.problems)
        problems.extend(chart_faults(lambda use: source_of(self.docx, use).blob, filling.charts))
        if problems.has_errors:
            raise TemplateError(problems)
        add_charts(self.docx, [use for use, *_ in filling.charts])

    def _replace(self, root: Any, name: str) -> None:
        if name == DOCUMENT:
            self.map_tree(root.body)
        else:
            self.current_rendering_part._element = root

    def _compiled(self, given: Environment | None) -> _Compiled:
        """The compiled templates of the document's parts; its own tags are marked in doing so."""
        stories = _stories(self.docx).items()
        key = (given, tuple((name, etree.tostring(element)) for name, element in stories))
        if key not in _kept:
            try:
                compiled = _Compiled(self.docx, _name(self.template_file), given)
            except TemplateError:
                self.docx = cast(Any, None)  # its tags are marked
                raise
            while len(_kept) >= _KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = compiled
        return _kept[key]


_kept: dict[tuple[Environment | None, tuple[tuple[str, bytes], ...]], _Compiled] = {}


def _parsed(xml: str, name: str) -> Any:
    """The elements of a filled story. docxtpl leaves out what is no XML, without a word."""
    try:
        return parse_xml(xml)
    except etree.XMLSyntaxError as reason:
        problem = template_error(TEMPLATE_STRUCTURE, Place(name), reason=reason.msg or "")
        raise TemplateError(Problems([problem])) from None


def _stories(document: Document) -> dict[str, etree._Element]:
    """The roots of the document, and of its headers, footers and notes with tags, by name."""
    found: dict[str, etree._Element] = {DOCUMENT: document.element}
    for relation in document.part.rels.values():
        if relation.reltype in _STORIES and isinstance(relation.target_part, XmlPart):
            element = relation.target_part.element
            has_chart = next(element.iter(c("chart")), None) is not None
            if has_chart or _TAGGED.search(text_of(element)):
                found[str(relation.target_part.partname).lstrip("/")] = element
    return found


def _name(source: object) -> str:
    return str(source) if isinstance(source, (str, Path)) else "template.docx"
