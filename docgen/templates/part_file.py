"""Opens the parts of a pack: checks that they are safe .docx files, and marks their tags."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part as PackagePart
from docx.opc.part import XmlPart

from docgen.diagnostics import DocgenError, Place, Problems, template_error
from docgen.diagnostics.codes import problem_code
from docgen.packs.part import Part
from docgen.templates.chart_tags import mark_charts
from docgen.templates.dialect import Dialect
from docgen.templates.sites import Sites, mark_sites
from docgen.word.notes import NOTES
from docgen.word.package_file import PackageError, open_package
from docgen.word.prefixes import with_usual_prefixes
from docgen.word.revisions import strip_revisions
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of

TEMPLATE_TAG_PLACE = problem_code(
    "template-tag-place",
    en=("tags may not stand in {story}", "move tags from comments into the text"),
    zh=("{story} 里不能写标签", "批注里的标签移到正文"),
)

TEMPLATE_NOT_TAKEN = problem_code(
    "template-not-taken",
    en=(
        "docgen cannot work with this form: {reason}",
        "open it in Word or WPS, save it, and try again; if that does not help, send it to "
        "docgen's keepers",
    ),
    zh=(
        "这份表 docgen 处理不了：{reason}",
        "用 Word 或 WPS 打开保存后再试；还是不行，发给 docgen 的维护者",
    ),
    may_follow=True,
)

_STORIES = (RT.HEADER, RT.FOOTER, *NOTES)

MEGABYTES = 64
"""The most that a template may unpack to; a form has a hundredth of it."""


@contextmanager
def taken(name: str, problems: Problems) -> Iterator[None]:
    """Makes a problem of what docgen raises in the block over a form as no program writes it.

    ``name`` is the form in messages.
    """
    try:
        yield
    except DocgenError:
        raise
    except Exception as reason:
        text = f"{type(reason).__name__}: {reason}"[:200]
        problems.add(template_error(TEMPLATE_NOT_TAKEN, Place(name), reason=text))


def open_part(part: Part, sites: Sites, problems: Problems) -> Document | None:
    """The part with its tags marked as sites, or ``None`` after a problem."""
    document = read_part(part, problems)
    if document is not None:
        mark_part(document, part.name, sites, problems)
    return document


def read_part(part: Part, problems: Problems) -> Document | None:
    """The part with tracked changes accepted, or ``None`` after a problem."""
    return read_form(part.path, part.name, problems)


def read_form(source: Path | bytes, name: str, problems: Problems) -> Document | None:
    """A template with tracked changes accepted, or ``None`` after a problem."""
    try:
        document = open_package(source, Place(name), MEGABYTES)
    except PackageError as reason:
        problems.add(reason.problem.of_pack())
        return None
    document = with_usual_prefixes(document)
    strip_revisions(document.element)
    return document


def mark_part(document: Document, part: str, sites: Sites, problems: Problems) -> None:
    """Marks the tags of the part of that name as sites."""
    mark_charts(document.part, document.element.body, (part, ""), sites, problems)
    mark_sites(document.element.body, part, "", sites, problems)
    for relation in document.part.rels.values():
        if relation.reltype == RT.COMMENTS and _has_tag(relation.target_part):
            name = str(relation.target_part.partname).rpartition("/")[2]
            problem = template_error(TEMPLATE_TAG_PLACE, Place(part), story=name)
            problems.add(problem if sites.dialect is Dialect.PACK else problem.as_warning())
        if relation.reltype in _STORIES:
            story = relation.target_part
            name = str(story.partname).rpartition("/")[2].removesuffix(".xml")
            mark_charts(story, story.element, (part, name), sites, problems)
            mark_sites(story.element, part, name, sites, problems)


def _has_tag(part: PackagePart) -> bool:
    """Whether there is a tag in a part that is not filled."""
    return isinstance(part, XmlPart) and TAG.search(text_of(part.element)) is not None
