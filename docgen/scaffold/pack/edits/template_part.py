"""The tags of a part, which can be changed without touching anything else of the file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.scaffold.pack.edits.field_chains import NameScope, Plain, steps_in
from docgen.scaffold.pack.form_fields import Spot
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.writing.tag_placement import control_row, type_in
from docgen.templates.tags import OPENING
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of, w

_BODY = "word/document.xml"
_STORIES = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_LOOP = re.compile(r"^\s*for\s+(\w+)\s+in\s+(.*)$", re.DOTALL)


@dataclass(frozen=True, eq=False)
class TagSpot:
    """A tag at its place.

    Attributes:
        spot: its characters.
        tag: the tag.
        begin: the first character of its expression, in the tag.
        scope: what its names mean.
    """

    spot: Spot
    tag: str
    begin: int
    scope: NameScope

    @property
    def expression(self) -> str:
        """What stands between its braces."""
        return self.tag[self.begin : -2]

    def with_expression(self, expression: str) -> str:
        """The tag with another expression."""
        return f"{self.tag[: self.begin]}{expression}{self.tag[-2:]}"


class TemplatePart:
    """A part whose tags are changed.

    Args:
        data: the .docx.
        known: the plain paths of all fields.
        loop: the variable and the list of a part that is repeated.
    """

    def __init__(
        self, data: bytes, known: frozenset[Plain], loop: tuple[str, str] | None = None
    ) -> None:
        self._data, self._known, self._loop = data, known, loop
        self._changed = False
        self._first = self.paragraphs

    def moved_paragraphs(self) -> dict[int, int]:
        """The number of each paragraph of the body by the one that it had at first."""
        now = {paragraph: number for number, paragraph in enumerate(self.paragraphs)}
        return {
            number: now[paragraph]
            for number, paragraph in enumerate(self._first)
            if paragraph in now
        }

    @cached_property
    def _entries(self) -> list[tuple[zipfile.ZipInfo, bytes]]:
        with zipfile.ZipFile(io.BytesIO(self._data)) as package:
            return [(info, package.read(info)) for info in package.infolist()]

    @cached_property
    def _roots(self) -> dict[str, etree._Element]:
        """The body, and other stories that have tags, by their names."""
        return {
            info.filename: parse_xml(data)
            for info, data in self._entries
            if _STORIES.fullmatch(info.filename)
            and (b"{{" in data or b"{%" in data or info.filename == _BODY)
        }

    @property
    def paragraphs(self) -> list[etree._Element]:
        """The paragraphs of the body."""
        return list(self._roots[_BODY].iter(w("p")))

    def tags(self) -> list[TagSpot]:
        """All tags, in reading order, story by story."""
        return [tag for root in self._roots.values() for tag in self._tags(root)]

    def _tags(self, root: etree._Element) -> Iterator[TagSpot]:
        bound = dict[str, Plain]()
        if self._loop:
            bound[self._loop[0]] = self._listed(self._loop[1], {})
        around = list[dict[str, Plain]]()
        for paragraph in root.iter(w("p")):
            for match in TAG.finditer(FormLine(paragraph).text):
                opening = OPENING.match(match[0])
                begin = opening.end() if opening else 2
                inner = match[0][begin:-2]
                scope = NameScope(self._known, (), bound)
                yield TagSpot(Spot(paragraph, match.start(), match.end()), match[0], begin, scope)
                if loop := _LOOP.match(inner):
                    around.append(bound)
                    bound = {**bound, loop[1]: self._listed(loop[2], bound)}
                elif inner.strip() == "endfor" and around:
                    bound = around.pop()

    def _listed(self, expression: str, bound: Mapping[str, Plain]) -> Plain:
        """The plain path of the list that a loop runs over; empty if it is none."""
        steps = list(steps_in(expression, NameScope(self._known, (), bound)))
        chain = list[Plain]()
        for step in steps:
            if step.is_first and chain:
                break
            chain.append(step.path)
        return chain[-1] if chain else ""

    def make_loop(self, row: etree._Element, variable: str, listed: str) -> None:
        """Puts a row into a loop."""
        table = row.getparent()
        assert table is not None
        width = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        row.addprevious(control_row(f"{{%tr for {variable} in {listed} %}}", width, row))
        row.addnext(control_row("{%tr endfor %}", width, row))
        self._changed = True

    def drop_loop(self, row: etree._Element) -> bool:
        """Takes a row out of its loop; ``False`` if it is not alone in it."""
        around = row.getprevious(), row.getnext()
        for each, tag in zip(around, ("{%tr for ", "{%tr endfor"), strict=True):
            if each is None or each.tag != w("tr") or not text_of(each).startswith(tag):
                return False
        for each in around:
            if each is not None and (table := each.getparent()) is not None:
                table.remove(each)
        self._changed = True
        return True

    def bound_at(self, paragraph: etree._Element) -> Mapping[str, Plain]:
        """The loops around a paragraph of the body: each variable with its list."""
        numbers = {each: number for number, each in enumerate(self.paragraphs)}
        bound: Mapping[str, Plain] = {}
        if self._loop:
            bound = {self._loop[0]: self._listed(self._loop[1], {})}
        for tag in self._tags(self._roots[_BODY]):
            if numbers[tag.spot.paragraph] > numbers[paragraph]:
                return tag.scope.bound
            is_end = tag.expression.strip() == "endfor"
            loop = _LOOP.match(tag.expression)
            bound = tag.scope.bound
            if loop:
                bound = {**bound, loop[1]: self._listed(loop[2], bound)}
            elif is_end:
                bound = dict(list(bound.items())[:-1])
        return bound

    def type(self, spot: Spot, text: str) -> None:
        """Types something in the place of characters; of an earlier place in a paragraph last."""
        type_in(spot, text)
        self._changed = True

    def replace(self, tags: list[tuple[TagSpot, str]]) -> None:
        """Types something in the place of each of these tags."""
        for tag, text in reversed(tags):
            if text != tag.tag:
                self.type(tag.spot, text)

    def data(self) -> bytes:
        """The .docx as it is now; the same bytes if nothing was changed."""
        if not self._changed:
            return self._data
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for info, data in self._entries:
                root = self._roots.get(info.filename)
                package.writestr(info, data if root is None else _xml(root))
        return buffer.getvalue()


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", standalone=True)
