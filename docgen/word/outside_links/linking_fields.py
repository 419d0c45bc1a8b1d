"""Fields that show what lies in another file (ECMA-376 part 1, 17.16.5).

A field is ``w:fldSimple``, or a sequence in a story: begin, instruction, separator, last result,
end. The instruction may be split over several runs, and fields may stand in each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from docgen.word.outside_links.linked_part import LinkedPart
from docgen.word.outside_links.names import local_name, word_names, word_value
from docgen.word.xml import remove

_FILE_ARGUMENT = {
    **dict.fromkeys(("INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "RD"), 0),
    **dict.fromkeys(("LINK", "DDE", "DDEAUTO"), 1),
    "DATABASE": 0,
}
"""Which argument of each field names the file."""

_NAME = re.compile(r"\s*([A-Za-z]+)(?![\w:.-])")
_ARGUMENT = re.compile(r'["“”]([^"“”]*)["“”]|(\S+)')
_SHOWN = ("t", "drawing", "pict", "object")
_SHOWN_NAMES = word_names(*_SHOWN)
_SEQUENCE = (*word_names("fldChar", "instrText", "delInstrText"), *_SHOWN_NAMES)
_SIMPLE, _RUN, _LOOK = word_names("fldSimple"), word_names("r"), word_names("rPr")
_STORIES = word_names("txbxContent", "comment", "footnote", "endnote")
"""A field does not reach from one of these into another."""


@dataclass
class _Field:
    """A field as it is read.

    Attributes:
        elements: those that go with it: all but the result.
        instruction: the words of its instruction.
        in_result: whether the separator was read.
        stored: whether there is a result.
    """

    elements: list[etree._Element]
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    stored: bool = False


def take_fields(part: LinkedPart) -> None:
    """Takes out each field that shows another file; its last result stays as text."""
    for simple in list(part.root.iter(*_SIMPLE)):
        if _tell(part, simple, word_value(simple, "instr"), stored=len(simple) > 0):
            _unwrap(simple)
    for sequence in list(_sequences(part.root)):
        first, *_ = sequence.elements
        if _tell(part, first, "".join(sequence.instruction), stored=sequence.stored):
            for element in sequence.elements:
                _remove_from_run(element)


def _tell(part: LinkedPart, anchor: etree._Element, instruction: str, *, stored: bool) -> bool:
    """Tells the link of a field; whether it is one."""
    match = _NAME.match(instruction)
    name = match[1].upper() if match else ""
    if match is None or name not in _FILE_ARGUMENT:
        return False
    target = _target(name, instruction[match.end() :])
    part.tell(anchor, "field", target, field=name, stored=stored)
    return True


def _target(name: str, arguments: str) -> str:
    """The file that a field names; all its arguments if there are fewer than it takes.

    A backslash is written twice in a path, and a switch begins with one.
    """
    words = [quoted or plain for quoted, plain in _ARGUMENT.findall(arguments)]
    files = [word for word in words if not re.fullmatch(r"\\[a-z@#*!]", word, re.IGNORECASE)]
    number = _FILE_ARGUMENT[name]
    return (files[number] if number < len(files) else arguments).replace("\\\\", "\\")


def _sequences(root: etree._Element) -> Iterator[_Field]:
    """The fields of all stories below ``root`` that are more than an attribute; also open ones."""
    open_fields: dict[etree._Element, list[_Field]] = {}
    for element in root.iter(*_SEQUENCE):
        if element.tag in _SHOWN_NAMES and not any(open_fields.values()):
            continue  # as nearly all text does, it stands in no field
        story = next(element.iterancestors(*_STORIES), root)
        yield from _read(element, open_fields.setdefault(story, []))
    for fields in open_fields.values():
        for broken in fields:  # the text behind it is not its instruction
            marks = (mark for mark in broken.elements if local_name(mark) not in _SHOWN)
            yield replace(broken, elements=list(marks))


def _read(element: etree._Element, fields: list[_Field]) -> Iterator[_Field]:
    """Reads an element of a story; ``fields`` are those it is in, which change. Yields ended ones.

    What stands in an instruction goes with it, fields and their results too.
    """
    name = local_name(element)
    for outer in fields:
        if not outer.in_result:
            outer.elements.append(element)
        elif name in _SHOWN:
            outer.stored = True
    match word_value(element, "fldCharType") or name, fields[-1] if fields else None:
        case "begin", _:
            fields.append(_Field([element]))
        case "separate", _Field() as inner:
            inner.in_result = True
        case "end", _Field() as inner:
            inner.elements.append(element)
            yield fields.pop()
        case "instrText" | "delInstrText", _Field(in_result=False) as inner:
            inner.instruction.append(element.text or "")


def _unwrap(element: etree._Element) -> None:
    """Puts the children of ``element`` in its place."""
    parent = element.getparent()
    if parent is not None:
        index = parent.index(element)
        parent[index : index + 1] = list(element)


def _remove_from_run(element: etree._Element) -> None:
    """Removes an element, and its run if nothing but the look of the text is left in it."""
    run = element.getparent()
    remove(element)
    if run is not None and run.tag in _RUN and all(child.tag in _LOOK for child in run):
        remove(run)
