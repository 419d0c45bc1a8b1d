"""The links of a part to outside, which no report can show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.diagnostics import Place, Problem, TemplatePlace
from docgen.packs.part import Part
from docgen.templates.part_file import MEGABYTES
from docgen.templates.part_outline import PartOutline
from docgen.word.fields.asked_updates import SETTINGS, without_question
from docgen.word.outside_links.link_problems import link_problems
from docgen.word.outside_links.names import word_names
from docgen.word.outside_links.outside_link import OutsideLink
from docgen.word.outside_links.package_links import outside_links, without_outside_links
from docgen.word.outside_links.part_xml import parsed
from docgen.word.outside_links.unpacking import Unpacking
from docgen.word.package_file import read_package
from docgen.word.revisions import strip_revisions

_DOCUMENT = "word/document.xml"
_SETTINGS = (SETTINGS, "word/_rels/settings.xml.rels")


def template_links(part: Part) -> Iterator[Problem]:
    """An error for each link that would print something, a warning for others.

    Raises :class:`PackageError` for a part that cannot be read.
    """
    entries = read_package(part.path, Place(part.name), MEGABYTES)

    def locate(link: OutsideLink) -> TemplatePlace:
        return _place(link, part.name, entries)

    for problem in link_problems(outside_links(entries), Place(part.name), locate):
        yield problem.of_pack() if problem.is_error else problem


def without_sources(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a report that names no template, style sheet or addresses of another machine.

    Nor does it have Word ask whether to update its fields, which docgen works out.
    """
    settings = {name: entries[name] for name in _SETTINGS if name in entries}
    without = without_outside_links(settings)
    asked = {name: without_question(without[name]) for name in (SETTINGS,) if name in without}
    return {**entries, **without, **asked}


def _place(link: OutsideLink, part: str, entries: Mapping[str, bytes]) -> TemplatePlace:
    """Where a person finds the link, who sees the part with its tracked changes accepted."""
    if not link.paragraph:
        return TemplatePlace(part)
    root = parsed(Unpacking().picture(entries[link.entry]))
    assert root is not None  # the link was found in it
    paragraph = list(root.iter(*word_names("p")))[link.paragraph - 1]
    strip_revisions(root)
    story = "" if link.entry == _DOCUMENT else link.entry.rpartition("/")[2].removesuffix(".xml")
    return PartOutline(root).place(paragraph, part, story)
