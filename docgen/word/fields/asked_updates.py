"""What has Word ask, when a file is opened, whether its fields are to be updated.

``w:updateFields`` in the settings (ECMA-376 part 1, 17.15.1.81), and ``w:dirty`` of a field
(17.16.18): docgen works fields out, so that nobody need be asked.
"""

from __future__ import annotations

from lxml import etree

from docgen.word.xml import remove, w

SETTINGS = "word/settings.xml"
"""The file of the settings in a package."""
_UPDATE, _DIRTY = w("updateFields"), w("dirty")
_FIELDS = (w("fldChar"), w("fldSimple"))


def without_question(settings: bytes) -> bytes:
    """The file of the settings without the question; the same bytes if it has none."""
    if b"updateFields" not in settings:
        return settings
    try:
        root = etree.fromstring(settings)
    except etree.XMLSyntaxError:
        return settings
    for element in list(root.iter(_UPDATE)):
        remove(element)
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def make_clean(root: etree._Element) -> bool:
    """Takes the mark from fields below ``root`` that are to be updated; whether there were any."""
    dirty = [mark for mark in root.iter(*_FIELDS) if mark.get(_DIRTY) is not None]
    for mark in dirty:
        del mark.attrib[_DIRTY]
    return bool(dirty)
