"""The .docx package as bytes: the same files give the same bytes.

Zip times and the order of files are fixed, and the document properties have the date of the
report, not of the clock.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from lxml import etree
from markupsafe import escape

from docgen.templates.fill_context import FillContext
from docgen.word.fields.field import DOCUMENT
from docgen.word.fields.without_results import without_results
from docgen.word.package_file import CORE
from docgen.word.part_relations import (
    RELATION,
    relations_file,
    target_from,
    with_default_type,
    with_relations,
)
from docgen.word.zip import CompressedEntry, zip_file

CUSTOM = "docProps/custom.xml"
FINGERPRINT = "docgen.seal"
"""The custom property that holds the fingerprint of all other files in the package.

The names of these properties stand in every file that offices have; they cannot change.
"""

EDITION = "docgen.edition"
UNIT = "docgen.unit"
PACK = "docgen.pack"
DRAFT = "docgen.draft"
"""Stands in a draft alone, which may have blanks."""

_OWN = "docgen."
"""What the names of these properties begin with."""

_TYPES = "[Content_Types].xml"
_NUMBERING = "word/numbering.xml"
_ROOT_RELATIONS = "_rels/.rels"
_NOTHING: Mapping[str, CompressedEntry] = MappingProxyType({})
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CUSTOM_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


@dataclass(frozen=True)
class _PropertyPart:
    """A part that holds document properties, with its relationship and content type."""

    name: str
    identifier: str
    relation: str
    content_type: str


_PROPERTY_PARTS = (
    _PropertyPart(
        CORE,
        "rIdDocgenCore",
        f"{_PACKAGE}/relationships/metadata/core-properties",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    _PropertyPart(
        CUSTOM,
        "rIdDocgenCustom",
        f"{_OFFICE}/relationships/custom-properties",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    ),
)


@dataclass(frozen=True)
class DocumentProperties:
    """The document properties of an output.

    ``day`` is the date of creation and of change; ``draft`` says whether it may have blanks.
    """

    title: str
    author: str
    day: date
    edition: str
    unit: str
    pack: str
    draft: bool = False


def with_resources(entries: dict[str, bytes], filling: FillContext) -> dict[str, bytes]:
    """The package with the lists and pictures that were added while filling it."""
    result = dict(entries)
    if nums := "".join(filling.lists):
        result[_NUMBERING] = _with_instances(entries[_NUMBERING], nums)
    for (story, _), media in filling.drawings.stories.items():
        result[media.name] = media.data
        relation = f"{_OFFICE}/relationships/image"
        target = target_from(story, media.name)
        _relate(result, relations_file(story), media.identifier, relation, target)
        ending = media.name.rpartition(".")[2]
        result[_TYPES] = with_default_type(result[_TYPES], ending, media.content_type)
    return result


def _with_instances(numbering: bytes, nums: str) -> bytes:
    """Adds the ``w:num`` elements after the last existing one, in the order of the schema."""
    root = etree.fromstring(numbering)
    namespace = root.nsmap["w"]
    added = etree.fromstring(f'<w:numbering xmlns:w="{namespace}">{nums}</w:numbering>')
    last = root.findall(f"{{{namespace}}}num")[-1]
    index = root.index(last) + 1
    for offset, num in enumerate(list(added)):
        root.insert(index + offset, num)
    return _xml(root)


def pack(
    entries: dict[str, bytes],
    properties: DocumentProperties,
    static_entries: Mapping[str, CompressedEntry],
) -> tuple[bytes, str]:
    """The finished .docx with properties and fingerprint, as bytes; and the fingerprint."""
    result = dict(entries)
    result[CORE] = _core(properties)
    for part in _PROPERTY_PARTS:
        _ensure_part(result, part)
    fingerprint = content_fingerprint(result, static_entries)
    values = {
        EDITION: properties.edition,
        UNIT: properties.unit,
        PACK: properties.pack,
        FINGERPRINT: fingerprint,
    } | ({DRAFT: "yes"} if properties.draft else {})
    result[CUSTOM] = _custom(values)
    return zipped(result, static_entries), fingerprint


def sealed(
    entries: Mapping[str, bytes], static_entries: Mapping[str, CompressedEntry] = _NOTHING
) -> tuple[bytes, str]:
    """The .docx of ``entries`` with its fingerprint, as bytes; and the fingerprint.

    Its properties stay those of the form; the fingerprint is one more.
    """
    result = dict(entries)
    _ensure_part(result, _PROPERTY_PARTS[1])
    fingerprint = content_fingerprint(result, static_entries)
    result[CUSTOM] = _with_custom(entries.get(CUSTOM, b""), {FINGERPRINT: fingerprint})
    return zipped(result, static_entries), fingerprint


def content_fingerprint(
    entries: dict[str, bytes], static_entries: Mapping[str, CompressedEntry] = _NOTHING
) -> str:
    """SHA-256 of all files but the custom properties, in the order of their names, in hex.

    Those in ``static_entries`` are not digested again. What fields show in the text is left out.
    """
    total = hashlib.sha256()
    for name in sorted(entries):
        if name != CUSTOM:
            source, static = entries[name], static_entries.get(name)
            source = without_results(source) if name == DOCUMENT else source
            is_static = static is not None and static.source is source
            digest = static.sha256 if static and is_static else hashlib.sha256(source).digest()
            total.update(name.encode() + b"\0" + digest)
    return total.hexdigest()


def zipped(
    entries: Mapping[str, bytes], static_entries: Mapping[str, CompressedEntry] = _NOTHING
) -> bytes:
    """A zip file of ``entries`` by name, content types first, as Office writes them.

    Those in ``static_entries`` are not compressed again.
    """
    names = sorted(entries, key=lambda name: (name != _TYPES, name))
    return zip_file({name: entries[name] for name in names}, static_entries)


def rezipped(data: bytes) -> bytes:
    """The zip file ``data`` with the times and the order of :func:`zipped`."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return zipped({name: package.read(name) for name in package.namelist()})


def _core(properties: DocumentProperties) -> bytes:
    day = f"{properties.day.isoformat()}T00:00:00Z"
    title, author = escape(properties.title), escape(properties.author)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()


def _custom(values: dict[str, str], first: int = 2) -> bytes:
    properties = "".join(
        f'<property fmtid="{_CUSTOM_ID}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), first)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f"{properties}</Properties>"
    ).encode()


def _with_custom(properties: bytes, values: dict[str, str]) -> bytes:
    """The custom properties of a form with further values; those of docgen's are its own."""
    if not properties:
        return _custom(values)
    root = etree.fromstring(properties)
    for prop in list(root.iterchildren(etree.Element)):
        if prop.get("name", "").startswith(_OWN):
            root.remove(prop)
    numbers = (int(prop.get("pid", "1")) for prop in root.iterchildren(etree.Element))
    first = max(numbers, default=1) + 1
    root.extend(etree.fromstring(_custom(values, first)))
    return _xml(root)


def _ensure_part(entries: dict[str, bytes], part: _PropertyPart) -> None:
    """Adds the relationship and content type of the part, unless the template has them."""
    if part.relation.encode() not in entries[_ROOT_RELATIONS]:
        _relate(entries, _ROOT_RELATIONS, part.identifier, part.relation, part.name)
    types = etree.fromstring(entries[_TYPES])
    if not any(override.get("PartName") == f"/{part.name}" for override in types):
        tag = f"{{{_PACKAGE}/content-types}}Override"
        kind = part.content_type
        etree.SubElement(types, tag, PartName=f"/{part.name}", ContentType=kind)
        entries[_TYPES] = _xml(types)


def _relate(entries: dict[str, bytes], file: str, identifier: str, kind: str, target: str) -> None:
    relation = etree.Element(RELATION, Id=identifier, Type=kind, Target=target)
    entries[file] = with_relations(entries.get(file), [relation])


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
