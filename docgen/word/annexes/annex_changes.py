"""Tracked changes of an annex, accepted: what Word prints once nobody objects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from docx.oxml.parser import parse_xml

from docgen.word.accepted_changes import accept_changes
from docgen.word.part_relations import xml_bytes

_MARK: Final = re.compile(
    rb"<(?:\w+:)?(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+Change)[\s>/]"
)


def has_changes(entries: Mapping[str, bytes]) -> bool:
    """Whether something in a Word file is a tracked change."""
    return next(_changed(entries), None) is not None


def with_changes_accepted(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a package with all tracked changes accepted."""
    accepted = dict(entries)
    for name in _changed(entries):
        root = parse_xml(entries[name])
        accept_changes(root)
        accepted[name] = xml_bytes(root)
    return accepted


def _changed(entries: Mapping[str, bytes]) -> Iterator[str]:
    """Yields the entries with tracked changes."""
    for name, data in entries.items():
        if name.endswith(".xml") and _MARK.search(data):
            yield name
