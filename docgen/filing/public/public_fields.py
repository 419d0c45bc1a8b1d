"""The fields of a public copy: what is worked out from the document stays, of all else the result.

Codes may name files, servers and persons, and so may results (ECMA-376 part 1, 17.16.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from docgen.filing.public.private_words import SIGN, PrivateWords
from docgen.filing.public.redacted_text import Told, set_text
from docgen.word.xml import child_at, remove, text_of, w

_KEPT = frozenset(
    (
        *("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "SEQ", "REF", "PAGEREF"),
        *("NOTEREF", "STYLEREF", "HYPERLINK", "EQ", "SYMBOL", "LISTNUM", "="),
    )
)
_PERSONAL = re.compile(
    r"AUTHOR|USERNAME|USERINITIALS|USERADDRESS|LASTSAVEDBY|FILENAME|TEMPLATE|COMMENTS|KEYWORDS|"
    r"(?:DOCPROPERTY|INFO)\s+\"?(?:author|last ?saved ?by|last ?author|manager|file ?name|template|"
    r"comments|keywords|directory|hyperlink ?base).*",
    re.IGNORECASE,
)
_BOXES = {True: "☑", False: "☐"}
_OFF = ("0", "false", "off")


@dataclass(eq=False)
class ComplexField:
    """A field of several runs, as far as it was read.

    Attributes:
        marks: its ``w:fldChar``: begin, perhaps separate, end.
        codes: its ``w:instrText``.
        inner: what stands in its code: results of fields in it, and pictures.
        results: the texts of its result.
        in_code: whether its result has not begun.
    """

    marks: list[etree._Element] = field(default_factory=list)
    codes: list[etree._Element] = field(default_factory=list)
    inner: list[etree._Element] = field(default_factory=list)
    results: list[etree._Element] = field(default_factory=list)
    in_code: bool = True

    @property
    def code(self) -> str:
        """What it says."""
        return "".join(code.text or "" for code in self.codes).strip()


def public_fields(root: etree._Element, words: PrivateWords, told: Told) -> None:
    """Makes results of the fields that do not stay, in place."""
    for data in list(root.iter(w("fldData"))):
        remove(data)
    for found in list(_fields(root)):
        if not _stays(found.code, words):
            _flatten(found, told)
        elif (form := child_at(found.marks[0], w("ffData"))) is not None:
            remove(form)
    for simple in list(root.iter(w("fldSimple"))):
        _simple(simple, words, told)


def _stays(code: str, words: PrivateWords) -> bool:
    name = code.split(maxsplit=1)[0].upper() if code else ""
    is_known = name in _KEPT or name.startswith("=")
    is_private = words.spans(code) or words.spans(unquote(code))
    return is_known and not is_private and not re.search(r"mailto:|tel:|file:", code, re.I)


def _fields(root: etree._Element) -> Iterator[ComplexField]:
    """Yields the fields of a part, inner ones first."""
    open_fields = list[ComplexField]()
    for element in root.iter(w("fldChar"), w("instrText"), w("t"), w("drawing"), w("pict")):
        kind = element.get(w("fldCharType"), "") if element.tag == w("fldChar") else ""
        if kind == "begin":
            open_fields.append(ComplexField([element]))
        elif not open_fields:
            continue
        elif kind:
            open_fields[-1].marks.append(element)
            open_fields[-1].in_code = False
            if kind == "end":
                yield open_fields.pop()
        elif element.tag == w("instrText"):
            open_fields[-1].codes.append(element)
        else:
            for outer in open_fields:
                (outer.inner if outer.in_code else outer.results).append(element)


def _flatten(found: ComplexField, told: Told) -> None:
    told("field", found.code, found.marks[0])
    _form_value(found)
    if _PERSONAL.match(found.code):
        _hide([element for element in found.results if element.tag == w("t")])
    for element in (*found.codes, *found.inner, *found.marks):
        run = element.getparent()
        remove(element)
        if run is not None and run.tag == w("r") and all(child.tag == w("rPr") for child in run):
            remove(run)


def _form_value(found: ComplexField) -> None:
    """Prints what a form field draws by itself: a box (17.16.7), or a choice (17.16.9)."""
    data = child_at(found.marks[0], w("ffData"))
    if data is None:
        return
    box, choice = child_at(data, w("checkBox")), child_at(data, w("ddList"))
    text = ""
    if box is not None:
        said = child_at(box, w("checked"))
        said = child_at(box, w("default")) if said is None else said
        text = _BOXES[said is not None and said.get(w("val"), "1") not in _OFF]
    elif choice is not None and not any(element.text for element in found.results):
        said, entries = child_at(choice, w("result")), choice.findall(w("listEntry"))
        number = int(said.get(w("val"), "0")) if said is not None else 0
        text = entries[number].get(w("val"), "") if number < len(entries) else ""
    run = found.marks[0].getparent()
    if text and run is not None:
        printed = etree.Element(w("t"))
        printed.text = text
        found.marks[0].addnext(printed)


def _hide(texts: list[etree._Element]) -> None:
    for number, text in enumerate(texts):
        set_text(text, "" if number else SIGN)


def _simple(simple: etree._Element, words: PrivateWords, told: Told) -> None:
    code = simple.get(w("instr"), "").strip()
    if _stays(code, words):
        return
    told("field", code, simple)
    if _PERSONAL.match(code) and text_of(simple):
        _hide(list(simple.iter(w("t"))))
    unwrap(simple)


def unwrap(element: etree._Element) -> None:
    """Puts the children of an element in its place."""
    parent = element.getparent()
    if parent is not None:
        index = parent.index(element)
        parent[index : index + 1] = list(element)
