"""A pack's parts as one compiled template.

    parts -> sites marked -> joined (python-docx) -> patched (docxtpl) -> compiled (Jinja)

All of it depends on the pack alone and is done once, whatever the number of units. For each unit,
the compiled templates are run and their XML is put back into the package.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import CodeType
from typing import TYPE_CHECKING

from docx.document import Document
from docxtpl import DocxTemplate
from jinja2 import Environment, Template, TemplateSyntaxError
from lxml import etree

from docgen.content.values import Node
from docgen.diagnostics import Place, Problem, Problems, TemplatePlace, template_error
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import FAILURES, RefusalError, names_in, new_environment
from docgen.packs.expressions.failure_reasons import reason_words
from docgen.packs.expressions.filter_registry import form_filters, tag_filters
from docgen.packs.expressions.limits import limited
from docgen.packs.part import Part
from docgen.templates.chart_tags import with_chart_tags
from docgen.templates.dialect import Dialect
from docgen.templates.join import Joiner
from docgen.templates.marks import SITE_CLOSE, SITE_OPEN
from docgen.templates.part_file import mark_part, read_part, taken
from docgen.templates.printed_values import PreEscapedCodeGenerator, finalize
from docgen.templates.sites import Sites, numbered_lines
from docgen.templates.table_labels import FormLabels, form_labels
from docgen.templates.tags import BLOCK_ENDS
from docgen.templates.template_links import template_links, without_sources
from docgen.word.language import declare
from docgen.word.made_styles import make_styles
from docgen.word.package_file import CORE
from docgen.word.revisions import drop_bookmarks
from docgen.word.sections import close_last_section
from docgen.word.styles import Styles, read_styles
from docgen.word.zip import CompressedEntry, compressed

if TYPE_CHECKING:  # a form without a pack needs none of it
    from docgen.packs.pack import Pack

TEMPLATE_SYNTAX = problem_code(
    "template-syntax",
    en=(
        "the tag is wrong: {reason} ({template})",
        "correct it; loops and conditions need endfor and endif; a label with signs in it is "
        'written group["label"]; docs/en/templates.md lists the filters',
    ),
    zh=(
        "标签写法有误：{reason}（{template}）",
        '改正标签；循环和条件要有 endfor、endif；名称里有标点时写成 组["名称"]；可用的过滤器见 '
        "docs/zh/templates.md",
    ),
)

TEMPLATE_REFUSED = problem_code(
    "template-refused",
    en=("the tag is refused: {refused} ({template})", "{instead}"),
    zh=("标签不能这样写：{refused}（{template}）", "{instead}"),
    may_follow=True,
)

DOCUMENT = "word/document.xml"
_STORY = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")

_HAS_TAG = re.compile(f"{SITE_OPEN}|{{#")

_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
"""A tag that prints a value, in a Jinja source."""

_NUMBERING = re.compile(r'(<w:numId w:val=")([1-9][0-9]*)("/>)')
"""A numbered paragraph of the form; numbering restarts in each repetition of its part."""

_SEAM = "<!--docgen:seam-->"
"""The boundary of two parts in the joined document."""


@dataclass(frozen=True)
class Story:
    """A compiled XML file of the package: the document, a header, a footer, or notes.

    ``lines[n - 1]`` is the site of line ``n`` of its Jinja source; ``code`` is Jinja's byte code.
    """

    template: Template
    lines: list[int]
    code: CodeType


@dataclass(frozen=True)
class CompiledTemplate:
    """The template of a pack, which does not depend on a unit.

    Attributes:
        entries: the joined package's files by name.
        stories: the files that are templates.
        sites: the places of all tags.
        styles: the styles and numberings that Markdown blocks take.
        names: every name in the templates.
        form: the labels that its tables print.
    """

    entries: dict[str, bytes] = field(repr=False)
    stories: dict[str, Story]
    sites: Sites = field(repr=False)
    styles: Styles = field(repr=False)
    names: frozenset[str] = field(default_factory=frozenset)
    form: FormLabels = field(default_factory=FormLabels, repr=False)

    @cached_property
    def static_entries(self) -> dict[str, CompressedEntry]:
        """The files that are not templates, compressed."""
        static = self.entries.keys() - self.stories.keys()
        return {name: compressed(self.entries[name]) for name in static}


@dataclass(frozen=True)
class RequiredLook:
    """What the format of a pack requires of a document that is made.

    Attributes:
        styles: what it requires of a style, such as ``size``, by the style's name in lower case.
        language: of the text, such as ``zh-CN``; empty if the template's own is kept.
    """

    styles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    language: str = ""


def compile_template(pack: Pack, problems: Problems) -> CompiledTemplate | None:
    """The pack's template, or ``None`` after errors."""
    sites, template = Sites([], {}), None
    with problems.within() as found, taken(pack.place.file, found):
        documents = [(part, read_part(part, found)) for part in pack.parts]
        opened = [(part, document) for part, document in documents if document is not None]
        form = form_labels(document.element.body for _, document in opened)
        for part, document in opened:
            mark_part(document, part.name, sites, found)
            found.extend(problem for problem in template_links(part) if problem.is_error)
        if len(opened) == len(documents):
            compiler = Compiler(template_environment(), pack.place, sites, found)
            template = compiler.compiled(opened, form, required_look(pack))
    return None if found.has_errors else template


def template_environment() -> Environment:
    """The Jinja environment of templates."""
    environment = new_environment(autoescape=True, finalize=finalize)
    environment.filters |= {name: limited(own) for name, own in form_filters().items()}
    environment.filters |= tag_filters()
    environment.code_generator_class = PreEscapedCodeGenerator
    return environment


class Compiler:
    """Joins, patches and compiles opened parts, whose tags are marked as sites.

    ``place`` is that of the template in messages.
    """

    def __init__(
        self, environment: Environment, place: Place, sites: Sites, problems: Problems
    ) -> None:
        self._environment, self._place = environment, place
        self._sites, self._problems = sites, problems
        self._patch = DocxTemplate("").patch_xml
        self._names: set[str] = set()

    def compiled(
        self,
        parts: list[tuple[Part, Document]],
        form: FormLabels,
        required: RequiredLook | None = None,
    ) -> CompiledTemplate | None:
        """The template of all parts, or ``None`` after problems.

        ``required`` is what the format requires of what is made for Markdown; without it, nothing
        is made.
        """
        entries = without_sources(_joined(parts, required))
        stories = {}
        for name, data in entries.items():
            if name == DOCUMENT:
                stories[name] = self.document(
                    with_chart_tags(data.decode()), [part for part, _ in parts]
                )
            elif _STORY.fullmatch(name) and _HAS_TAG.search(text := data.decode()):
                stories[name] = self.plain_story(with_chart_tags(text))
            elif name == CORE and self._sites.dialect is Dialect.FREE and b"{" in data:
                stories[name] = self.plain_story(data.decode())
        if any(story is None for story in stories.values()):
            return None
        compiled = {name: story for name, story in stories.items() if story is not None}
        styles = read_styles(entries, self._place)
        names = frozenset(self._names)
        return CompiledTemplate(entries, compiled, self._sites, styles, names, form)

    def plain_story(self, source: str) -> Story | None:
        """The story of an XML file that is no joined document."""
        return self.story([self._patch(source)])

    def document(self, source: str, parts: list[Part]) -> Story | None:
        """The story of the document: a segment for each part, in a loop if it is repeated."""
        segments = source.split(_SEAM)
        pieces: list[str] = []
        for index, (segment, part) in enumerate(zip(segments, parts, strict=True)):
            patched = self._patch(segment)
            head, tail = "", ""
            if index == 0:
                start = patched.index(">", patched.index("<w:body")) + 1
                head, patched = patched[:start], patched[start:]
            if index == len(parts) - 1:
                end = patched.rindex("</w:body>")
                patched, tail = patched[:end], patched[end:]
            pieces.append(f"{head}{self.looped(patched, part)}{tail}")
        return self.story(pieces)

    def looped(self, segment: str, part: Part) -> str:
        """The segment of a part, in a loop if the part is repeated."""
        if part.loop is None:
            return segment
        number = len(self._sites.places)
        self._sites.places.append(TemplatePlace(part.name))
        opening = f"{{% for {part.loop[0]} in {part.loop[1]} {SITE_OPEN}{number}{SITE_CLOSE}%}}"
        counted, numbers = _NUMBERING.subn(r"\1{{ \2 | _again(_turn) }}\3", segment)
        turn = "{% set _turn = loop.index0 %}" if numbers else ""
        return f"{opening}{turn}{counted}{{% endfor %}}"

    def story(self, pieces: list[str]) -> Story | None:
        """Compiles the joined ``pieces``; each is checked alone, as a part must close its loops."""
        checked = [self.generated(*numbered_lines(piece)) for piece in pieces]
        if None in checked:
            return None
        source, lines = numbered_lines("".join(pieces))
        generated = checked[0] if len(checked) == 1 else self.generated(source, lines)
        if generated is None:
            return None
        code = compile(generated, "<template>", "exec")
        names = self._environment.make_globals(None)
        return Story(Template.from_code(self._environment, code, names), lines, code)

    def generated(self, source: str, lines: list[int]) -> str | None:
        """The Python that Jinja makes of ``source``; ``None`` after a problem."""
        try:
            tree = self._environment.parse(source)
            self._names |= names_in(tree)
            return self._environment.compile(tree, raw=True)
        except FAILURES as reason:  # also Python's own limits: nesting, constants
            first, values = self._problem(source, lines, reason), self._wrong_values(source, lines)
            is_value = any(value.template == first.template for value in values)
            self._problems.extend(values if is_value else [first, *values])
            return None

    def _wrong_values(self, source: str, lines: list[int]) -> list[Problem]:
        """The problem of each ``{{ … }}`` that is wrong alone: Jinja ends at the first."""
        found = list[Problem]()
        for tag in _VALUE.finditer(source):
            try:
                self._environment.compile(tag[0], raw=True)
            except FAILURES as reason:
                line = source.count("\n", 0, tag.end()) + 1
                found.append(self._problem_at(self._site(lines, line), reason))
        return found

    def _problem(self, source: str, lines: list[int], reason: Exception) -> Problem:
        line = 1
        if isinstance(reason, TemplateSyntaxError):
            is_of_block = "needs to be closed" in str(reason.message)
            unclosed = _unclosed(self._environment, source) if is_of_block else None
            line = unclosed or reason.lineno
        return self._problem_at(self._site(lines, line), reason)

    def _problem_at(self, site: TemplatePlace | None, reason: Exception) -> Problem:
        place = Place(site.part) if site else self._place
        return syntax_problem(reason, place, site)

    def _site(self, lines: list[int], line: int) -> TemplatePlace | None:
        """The site of ``line``, or of the next line that has one."""
        numbers = (number for number in lines[max(line, 1) - 1 :] if number >= 0)
        number = next(numbers, lines[-1])
        return self._sites.place(number)


def syntax_problem(
    reason: Exception, place: Place, site: TemplatePlace | None, /, **words: object
) -> Problem:
    """The problem of a tag that cannot be compiled."""
    if isinstance(reason, RefusalError):
        return template_error(TEMPLATE_REFUSED, place, site, **reason.words)
    return template_error(TEMPLATE_SYNTAX, place, site, **reason_words(reason), **words)


def _joined(parts: list[tuple[Part, Document]], required: RequiredLook | None) -> dict[str, bytes]:
    """The files of the package that holds all parts; the document has seams between them."""
    first, base = parts[0]
    body = base.element.body
    if len(parts) > 1 or first.loop:
        close_last_section(body)
    if first.loop:
        drop_bookmarks(body)
    joiner = Joiner(base)
    for part, document in parts[1:]:
        body.append(etree.Comment(_SEAM.removeprefix("<!--").removesuffix("-->")))
        for element in joiner.take(document, repeated=part.loop is not None):
            body.append(element)
    if required is not None:
        make_styles(base.styles.element, required.styles)
        if required.language:
            declare(base.styles.element, required.language)
    buffer = io.BytesIO()
    base.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist()}


def required_look(pack: Pack) -> RequiredLook:
    """What the format of a sound pack requires."""
    styles = pack.format.get("styles") if pack.format else None
    language = pack.format.get("language") if pack.format else None
    rules = styles.items() if isinstance(styles, Node) else ()
    required = {
        name.lower(): {key: str(value) for key, value in rule.items()}
        for name, rule in rules
        if isinstance(rule, Node)
    }
    return RequiredLook(required, str(language or ""))


def _unclosed(environment: Environment, source: str) -> int | None:
    """The line of the block tag without an end, which Jinja reports at the end of the source."""
    stack: list[tuple[str, int]] = []
    for line, name in _block_tags(environment, source):
        if name in BLOCK_ENDS and name != "set":  # ``set`` seldom opens a block
            stack.append((BLOCK_ENDS[name], line))
        elif stack and name == stack[-1][0]:
            stack.pop()
    return stack[-1][1] if stack else None


def _block_tags(environment: Environment, source: str) -> Iterator[tuple[int, str]]:
    previous = ""
    try:
        for line, kind, value in environment.lex(source):
            if kind == "name" and previous == "block_begin":
                yield line, value
            if kind != "whitespace":
                previous = kind
    except TemplateSyntaxError:
        return
