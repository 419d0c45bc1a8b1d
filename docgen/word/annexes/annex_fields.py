"""Fields of an annex that would show something else in a report: they keep what they show.

A table of contents would list the headings of the report, a caption would count its figures, a
title would be the report's (ECMA-376 part 1, 17.16.5). Page numbers and references stay fields:
pages run on, and what is referred to comes along.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from docgen.word.fields.field import fields_of, without_field

_OF_THE_DOCUMENT: Final = frozenset(
    (
        *("TOC", "INDEX", "TOA", "BIBLIOGRAPHY", "SEQ", "STYLEREF", "SECTION"),
        *("TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "LASTSAVEDBY", "INFO"),
        *("DOCPROPERTY", "DOCVARIABLE", "FILENAME", "FILESIZE", "TEMPLATE", "REVNUM"),
        *("NUMWORDS", "NUMCHARS", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME"),
    )
)
"""Fields whose result is of the whole document, its file or its properties."""


def keep_results(stories: Iterable[etree._Element]) -> None:
    """Leaves what such fields of an annex show, as words that were typed, in place."""
    for root in stories:
        for field in reversed(fields_of(root)):
            if field.kind in _OF_THE_DOCUMENT and field.is_whole:
                without_field(field)
