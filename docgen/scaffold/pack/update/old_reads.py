"""Which fields the tags of a pack's part read."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from lxml import etree

from docgen.diagnostics import Problems
from docgen.packs.pack import Pack
from docgen.packs.part import Part
from docgen.scaffold.pack.form_fields import Path
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.update.label_paths import FormBlank, FormPaths
from docgen.templates.lint.placeholder_uses import Use, pack_fields, part_tags, uses_in
from docgen.templates.placeholders import stories
from docgen.templates.tags import SIGNS
from docgen.word.tag_pattern import TAG
from docgen.word.xml import w

PRINTS = ("value", "slot", "merge")
"""The kinds of tags that print a field."""


def reads_of(pack: Pack, part: Part, document: Document, paths: FormPaths) -> dict[FormBlank, Path]:
    """The field that each blank of a part prints; none for one that prints the edition's year."""
    body = document.element.body
    uses = [use for use in _uses(pack, part, body) if use.placeholder.level != "part"]
    by_paragraph: dict[etree._Element, list[tuple[int, Use]]] = {}
    numbered = iter(uses)
    for paragraph in body.iter(w("p")):
        for tag in TAG.finditer(FormLine(paragraph).text):
            if not tag[0].startswith("{#") and tag[0] not in SIGNS:
                if (use := next(numbered, None)) is None:
                    return {}
                by_paragraph.setdefault(paragraph, []).append((tag.start(), use))
    found = {}
    for blank in paths.blanks:
        own = (
            use
            for line in blank.lines
            for at, use in by_paragraph.get(line.paragraph, ())
            if blank.stretch is None or blank.stretch.start <= at < blank.stretch.end
        )
        printed = [path for use in own if use.placeholder.kind in PRINTS for path in use.paths]
        read = next((path for path in printed if path != pack.checks.year), "")
        if read:
            found[blank] = tuple(read.split("."))
    return found


def _uses(pack: Pack, part: Part, body: etree._Element) -> Iterator[Use]:
    return uses_in(part_tags(body, part, ""), pack_fields(pack), Problems())


def story_tags(document: Document) -> Iterator[tuple[str, etree._Element, str]]:
    """The paragraphs with tags in headers, footers and notes: story, paragraph, text."""
    for root, story in stories(document):
        for paragraph in root.iter(w("p")) if story else ():
            text = FormLine(paragraph).text
            if TAG.search(text):
                yield story, paragraph, text
