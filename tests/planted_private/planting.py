"""A Word file into which private values are planted, part by part."""

from __future__ import annotations

import io
import posixpath
import zipfile
from random import Random

from lxml import etree

from docgen.word.part_relations import (
    OVERRIDE,
    RELATION,
    TYPES,
    relations_file,
    with_default_type,
    with_relations,
    xml_bytes,
)
from docgen.word.xml import R, W, w
from tests.planted_private.values import any_number, person

DOCUMENT = "word/document.xml"
NAMESPACES = {
    "w": W,
    "r": R,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())


def element_of(xml: str) -> etree._Element:
    """The element of ``xml``, whose usual prefixes need no declaration."""
    (element,) = etree.fromstring(f"<x {DECLARED}>{xml}</x>")
    return element


class Planting:
    """The package, what was planted, and where the next thing goes."""

    def __init__(self, data: bytes, random: Random) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.entries = {name: package.read(name) for name in package.namelist()}
        self.random = random
        self.values = list[str]()
        self.names = list[str]()
        self.document = etree.fromstring(self.entries[DOCUMENT])
        self.comment = b""

    @property
    def body(self) -> etree._Element:
        return self.document[0]

    def number(self) -> str:
        """A number or an address that was planted."""
        self.values.append(any_number(self.random))
        return self.values[-1]

    def name(self) -> str:
        """The name of a person, which the pack lists."""
        self.names.append(person(self.random))
        self.values.append(self.names[-1])
        return self.names[-1]

    def unlisted(self) -> str:
        """The name of a person that no list has, as those of editors."""
        self.values.append(person(self.random))
        return self.values[-1]

    def secret(self) -> str:
        return self.number() if self.random.random() < 0.5 else self.name()

    def put(self, xml: str) -> etree._Element:
        """Adds a block somewhere in the body, in front of the last section's properties."""
        added = element_of(xml)
        blocks = [block for block in self.body if block.tag in (w("p"), w("tbl"))]
        blocks[self.random.randrange(len(blocks) - 1)].addnext(added)
        if added.tag == w("tbl"):
            added.addnext(element_of("<w:p/>"))
        return added

    def runs(self, text: str) -> str:
        """``text`` split over runs, as Word does where languages change or somebody corrected."""
        cuts = sorted(self.random.sample(range(1, len(text)), min(3, len(text) - 1)))
        pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        look = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        return "".join(
            f'<w:r w:rsidR="00A{number}77B1">{look if number % 2 else ""}'
            f'<w:t xml:space="preserve">{piece}</w:t></w:r><w:proofErr w:type="spellStart"/>'
            for number, piece in enumerate(pieces)
        )

    def part(self, name: str, data: str | bytes, kind: str = "", type_: str = "") -> str:
        """Adds a part to which the document refers. Returns the id of the relationship."""
        self.entries[name] = data.encode() if isinstance(data, str) else data
        if type_:
            types = etree.fromstring(self.entries[TYPES])
            etree.SubElement(types, OVERRIDE, PartName=f"/{name}", ContentType=type_)
            self.entries[TYPES] = xml_bytes(types)
        else:
            ending = name.rpartition(".")[2]
            self.entries[TYPES] = with_default_type(self.entries[TYPES], ending, f"image/{ending}")
        target = posixpath.relpath(name, "word")
        return self.relate(target, kind) if kind else ""

    def relate(self, target: str, kind: str, part: str = DOCUMENT, mode: str = "") -> str:
        number = f"rIdPlanted{len(self.entries)}x{self.random.randrange(10**6)}"
        attributes = {
            "Id": number,
            "Type": kind if "/" in kind else f"{R}/{kind}",
            "Target": target,
        }
        added = etree.Element(RELATION, attributes | ({"TargetMode": mode} if mode else {}))
        file = relations_file(part)
        self.entries[file] = with_relations(self.entries.get(file), [added])
        return number

    def packed(self) -> bytes:
        self.entries[DOCUMENT] = xml_bytes(self.document)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in self.entries.items():
                package.writestr(name, data)
            package.comment = self.comment
        return made.getvalue()
