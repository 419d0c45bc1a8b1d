"""Names of WordprocessingML and of relationships, in files of both kinds: transitional and strict.

A prefix says nothing: a file may call a namespace as it likes.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from docgen.word.xml import R, W

_STRICT = "http://purl.oclc.org/ooxml"
_WORD = (W, f"{_STRICT}/wordprocessingml/main")
_RELATIONS = (R, f"{_STRICT}/officeDocument/relationships")

VML: Final = "urn:schemas-microsoft-com:vml"
OFFICE: Final = "urn:schemas-microsoft-com:office:office"

NAMESPACES: Final = {"r": _RELATIONS[0], "s": _RELATIONS[1], "v": VML, "o": OFFICE}
"""For XPath: ``r`` and ``s`` are the relationships of transitional and of strict files."""

_RELATION_ID = f"{{{OFFICE}}}relid"


def word_names(*names: str) -> tuple[str, ...]:
    """The full names of these tags or attributes of WordprocessingML, in files of both kinds."""
    return tuple(f"{{{space}}}{name}" for space in _WORD for name in names)


def word_value(element: etree._Element, name: str) -> str:
    """The attribute ``name`` of WordprocessingML; empty if there is none."""
    return next((value for full in word_names(name) if (value := element.get(full))), "")


def is_word(element: etree._Element) -> bool:
    """Whether it is an element of WordprocessingML."""
    return _namespace(str(element.tag)) in _WORD


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return bare(str(element.tag))


def bare(name: str) -> str:
    """A full name without its namespace, or without a prefix that damaged XML does not explain."""
    return name.rpartition("}")[2].rpartition(":")[2]


def relation_ids(element: etree._Element) -> dict[str, str]:
    """The attributes of ``element`` that name a relationship, in files of both kinds."""
    return {
        str(name): str(value)
        for name, value in element.attrib.items()
        if name == _RELATION_ID or _namespace(str(name)) in _RELATIONS
    }


def _namespace(name: str) -> str:
    return name[1:].partition("}")[0] if name.startswith("{") else ""
