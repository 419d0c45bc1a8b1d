"""Roots that declare the prefixes of two documents, and say which of them may be ignored.

``mc:Ignorable`` and ``mc:Choice`` name prefixes (ECMA-376 part 3, 7.2 and 7.3), which must be
declared wherever they stand; elements that move take only the prefixes along that they use.
"""

from __future__ import annotations

from typing import Any, Final, cast

from docx.oxml.parser import oxml_parser
from lxml import etree

_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_IGNORABLE: Final = f"{{{_MC}}}Ignorable"


def with_prefixes_of(root: etree._Element, other: etree._Element) -> etree._Element:
    """The same tree below a root that declares what both do; itself if nothing is missing.

    A prefix that both use for other namespaces stays that of ``root``.
    """
    missing: dict[Any, str] = {
        prefix: uri
        for prefix, uri in other.nsmap.items()
        if prefix is not None and prefix not in root.nsmap
    }
    ignorable = _ignorable(root, {})
    added = [
        prefix
        for prefix in _ignorable(other, missing | root.nsmap)
        if prefix not in ignorable and other.nsmap.get(prefix) == (missing | root.nsmap)[prefix]
    ]
    if not missing and not added:
        return root
    known: dict[Any, str] = dict(root.nsmap)
    declared = cast(Any, known | missing | ({"mc": _MC} if added else {}))
    renewed = oxml_parser.makeelement(root.tag, cast(Any, root.attrib), declared)
    renewed.text = root.text
    renewed.extend(list(root))
    if added:
        renewed.set(_IGNORABLE, " ".join([*ignorable, *added]))
    return renewed


def _ignorable(root: etree._Element, declared: dict[Any, str]) -> list[str]:
    """The prefixes that may be ignored, those in ``declared`` if any are."""
    words = root.get(_IGNORABLE, "").split()
    return [word for word in words if not declared or word in declared]
