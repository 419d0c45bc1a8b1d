"""Merges new content into the file that the office has edited."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from docgen.diagnostics import EditsAtRiskError, ExitCode, Place, Problem, error, warning
from docgen.diagnostics.codes import LANGUAGES, problem_code
from docgen.roundtrip.comparing.diff import edits_between
from docgen.roundtrip.comparing.locations import Locations
from docgen.roundtrip.comparing.side_texts import side_text
from docgen.roundtrip.files.fingerprint import read_identity, set_fingerprint
from docgen.roundtrip.files.overwrite import UNREAD_OUTPUT
from docgen.roundtrip.merging.conflict_comments import (
    OpenComment,
    add_comments,
    drop_comments,
    holders,
    open_comments,
    quotation,
)
from docgen.roundtrip.merging.diff3 import Chunk
from docgen.roundtrip.merging.grafting import graft
from docgen.roundtrip.merging.paragraph_merge import merge_words
from docgen.roundtrip.merging.three_way import Conflict, Merge, merge_files
from docgen.roundtrip.merging.traced_sources import Traced, TracedSources
from docgen.roundtrip.reading.docx_model import DocxFile, DocxParagraph, every_paragraph
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.templates.package import rezipped
from docgen.templates.table_labels import FormLabels
from docgen.word.charts.unseen_charts import drop_unseen_charts
from docgen.word.package_file import DAMAGED_DOCX, PackageError, open_package
from docgen.word.tracked_changes import Author
from docgen.word.xml import w

EDIT_CONFLICT = problem_code(
    "edit-conflict",
    en=(
        "two different changes of one place{at}: in Word 「{theirs}」, in a new report 「{ours}」; "
        "Word's text stays, all else is merged",
        "open the Word file, make the place what it shall be and delete docgen's comment there; "
        "then docgen pull {edition}",
    ),
    zh=(
        "同一处两边改得不同{at}：Word 里「{theirs}」，新生成的报告里「{ours}」；"
        "这一处保留 Word 里的，其余都已并入",
        "打开 Word 文件，把这里改成最后的说法，删去 docgen 的批注，再运行 docgen pull {edition}",
    ),
)
MERGED_WORDS = problem_code(
    "merged-words",
    en=(
        "both sides changed other words of one paragraph{at}; they were merged: in Word "
        "「{theirs}」, in a new report 「{ours}」",
        "read the paragraph over in Word",
    ),
    zh=(
        "同一段里两边改了不同的字{at}，已合并：Word 里「{theirs}」，新生成的报告里「{ours}」",
        "在 Word 里把这一段通读一遍",
    ),
)
LAYOUT_NOT_MERGED = problem_code(
    "layout-not-merged",
    en=(
        "styles, headers or page setup of the template have changed; only words came into this "
        "edited file",
        "for the new layout: docgen pull {edition}, then docgen render {edition} --replace",
    ),
    zh=(
        "模板的样式、页眉页脚或页面设置变了；这个改过的文件只并入了文字",
        "要用新的版式：docgen pull {edition} 写回修改，再运行 docgen render {edition} --replace",
    ),
)


@dataclass(frozen=True)
class MergedFile:
    """The merged file.

    Attributes:
        data: its bytes.
        conflicts: what both sides changed in different ways; the file has the office's version of
            it, with a comment.
        warnings: the paragraphs into which words of both sides went; and whether styles, headers or
            page setup changed too, of which the file has the office's.
    """

    data: bytes
    conflicts: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


def merge_into(
    base: bytes,
    ours: bytes,
    theirs: bytes,
    place: Place,
    form: FormLabels,
    author: Author | None = None,
    *,
    traced: Traced = lambda: None,
) -> MergedFile:
    """Returns ``theirs`` with all changes from ``base`` to ``ours``; its new base is ``ours``.

    Args:
        base: the file as docgen wrote it, before the office edited it.
        ours: the file that the content gives now.
        theirs: the office's file.
        place: the office's file, for messages.
        form: the labels that its tables print.
        author: as whose tracked changes the new content goes into theirs; if not given, it replaces
            the old.
        traced: fills the content of ours with a trace. It is called only if both sides changed a
            paragraph; without it, no value is known, and all is merged by words.

    Raises:
        EditsAtRiskError: the office's file cannot be read as a .docx.
    """
    base_document, our_document = open_document(base), open_document(ours)
    our_file = read_document(our_document)
    identity = read_identity(ours, place)
    office, file = _opened(theirs, place, identity.fingerprint)
    base_file, sources = read_document(base_document), TracedSources(our_file, traced)
    merge = merge_files(base_file, our_file, file, sources=sources)
    conflicts, both = _problems(merge, Locations(file, form), place, identity.edition)
    earlier = open_comments(file)
    add_comments(office, merge.conflicts, identity.edition)
    graft(our_document, office, merge, author)
    drop_comments(office, _settled(earlier, merge, our_file, office, form))
    if _layout(base_document) != _layout(our_document):
        both = (*both, warning(LAYOUT_NOT_MERGED, place, edition=identity.edition))
    return MergedFile(rezipped(_saved(office, place)), conflicts, both)


def read_office(office: Document, place: Place) -> DocxFile:
    """The office's file as it reads. Raises :class:`EditsAtRiskError` if it is damaged."""
    try:
        return read_document(office)
    # It may come from any program; a damaged one raises exceptions of many kinds.
    except Exception as reason:
        raise EditsAtRiskError(UNREAD_OUTPUT, place, unread=DAMAGED_DOCX) from reason


def _opened(theirs: bytes, place: Place, fingerprint: str) -> tuple[Document, DocxFile]:
    """The office's file, which counts as edited from the base ``fingerprint`` from now on."""
    try:
        office = open_package(theirs, place)
        set_fingerprint(office, fingerprint)
    except PackageError as reason:
        raise EditsAtRiskError(UNREAD_OUTPUT, place, unread=reason.problem.code) from reason
    except Exception as reason:  # as above
        raise EditsAtRiskError(UNREAD_OUTPUT, place, unread=DAMAGED_DOCX) from reason
    return office, read_office(office, place)


def _settled(
    earlier: dict[str, OpenComment],
    merge: Merge,
    ours: DocxFile,
    office: Document,
    form: FormLabels,
) -> set[str]:
    """The comments of earlier merges that hold up no edit any more, or that a new one replaces."""
    if not earlier:
        return set()
    merged = read_document(office)
    held = {
        number
        for edit in edits_between(ours, merged, form)
        for number in holders(edit, open_comments(merged))
    }
    quoted = {tuple(quotation([item]) for item in conflict.ours) for conflict in merge.conflicts}
    return {
        number
        for number, comment in earlier.items()
        if number not in held or comment.quoted in quoted
    }


def _saved(office: Document, place: Place) -> bytes:
    """The office's file; raises :class:`EditsAtRiskError` if it has what cannot be written."""
    drop_unseen_charts(office)
    buffer = io.BytesIO()
    try:
        office.save(buffer)
    except Exception as reason:  # python-docx reads types and names that it cannot write
        raise EditsAtRiskError(UNREAD_OUTPUT, place, unread=DAMAGED_DOCX) from reason
    return buffer.getvalue()


def _layout(document: Document) -> tuple[object, ...]:
    """Returns the styles, headers, footers and last page setup of a document, for comparison."""
    package = document.part.package
    kinds = (RT.STYLES, RT.HEADER, RT.FOOTER)
    parts = {str(part.partname): part for part in package.iter_parts()}
    relations = document.part.rels.values()
    related = [relation.target_part for relation in relations if relation.reltype in kinds]
    blobs = {name: part.blob for name, part in parts.items() if part in related}
    sections = [etree.tostring(section) for section in document.element.body.iter(w("sectPr"))]
    return sorted(blobs.items()), sections[-1:]


def base_of(ours: bytes, derived: Mapping[int, DocxParagraph]) -> bytes:
    """The base of a file that has all of ``ours`` but some figures: ``ours`` with its figures.

    Args:
        ours: a file as docgen wrote it.
        derived: paragraphs of the other file, by their number among those of ours.
    """
    if not derived:
        return ours
    document = open_document(ours)
    own = list(every_paragraph(read_document(document)))
    found = (merge_words([own[at]], [other], [own[at]]) for at, other in sorted(derived.items()))
    graft(document, document, Merge(takes=[rewording for rewording in found if rewording]))
    buffer = io.BytesIO()
    document.save(buffer)
    return rezipped(buffer.getvalue())


def _problems(
    merge: Merge, locations: Locations, place: Place, edition: str
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The conflicts as errors, and as warnings the paragraphs that both sides changed."""
    conflicts = (
        replace(
            error(EDIT_CONFLICT, place, edition=edition, **_sides(conflict)),
            document=locations.of(next(iter(conflict.theirs), conflict.near)),
            exit_code=ExitCode.EDITS_AT_RISK,
        )
        for conflict in merge.conflicts
    )
    both = (
        replace(
            warning(MERGED_WORDS, place, **_sides(chunk)), document=locations.of(chunk.theirs[0])
        )
        for chunk in merge.both
    )
    return tuple(conflicts), tuple(both)


def _sides(chunk: Chunk | Conflict) -> dict[str, str]:
    """What both sides made of a chunk, in each language."""
    sides = {"ours": chunk.ours, "theirs": chunk.theirs}
    return {
        f"{name}_{language}": side_text(chunk.base, side, language)
        for name, side in sides.items()
        for language in LANGUAGES
    }
