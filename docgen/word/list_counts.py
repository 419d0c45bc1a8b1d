"""The numbers that a word processor gives to the items of lists, in document order.

Instances (``w:num``) of one definition (``w:abstractNum``) count on together. An instance with a
``w:startOverride`` begins anew at its first item, and a level after an item of a higher one
(ECMA-376 part 1, 17.9.26 and 17.9.11).
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from lxml import etree

from docgen.word.numberings import numberings_of
from docgen.word.xml import w, whole


@dataclass(frozen=True)
class _Instance:
    """An instance: the id of its definition, and where its levels start, by level.

    ``restarts`` has the number of levels behind an item of which a level begins anew, where that
    is not all above it.
    """

    definition: str
    starts: dict[int, int]
    overrides: frozenset[int]
    restarts: dict[int, int]


class ListCounts:
    """Counts the items of a document; its paragraphs are to be asked for in order."""

    def __init__(self, document: Document) -> None:
        root = numberings_of(document)
        self._instances = dict(_instances(root)) if root is not None else {}
        self._last: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, identifier: str, level_text: str) -> int | None:
        """The number of the next item of an instance; ``None`` if it prints no number there.

        Both are as they stand in the file: ``w:numId`` and ``w:ilvl``.
        """
        instance, level = self._instances.get(identifier), whole(level_text) or 0
        if instance is None or level not in instance.starts:
            return None
        definition = instance.definition
        begins = level in instance.overrides and (identifier, level) not in self._begun
        self._begun.add((identifier, level))
        last = None if begins else self._last.get((definition, level))
        number = instance.starts[level] if last is None else last + 1
        deeper = [key for key in self._last if key[0] == definition and key[1] > level]
        for key in deeper:
            if level >= instance.restarts.get(key[1], key[1]):
                continue  # 17.9.10: this level is not high enough
            del self._last[key]
        self._last[definition, level] = number
        return number

    def counted(self, identifier: str, level_text: str) -> list[int]:
        """The numbers of all levels down to this one, as they stand behind the last item.

        A level of which no item has come counts as its first (17.9.11).
        """
        instance = self._instances.get(identifier)
        if instance is None:
            return []
        levels = range((whole(level_text) or 0) + 1)
        firsts = instance.starts
        return [
            self._last.get((instance.definition, level), firsts.get(level, 1)) for level in levels
        ]


def _instances(root: etree._Element) -> list[tuple[str, _Instance]]:
    definitions = {
        definition.get(w("abstractNumId"), ""): definition
        for definition in root.iterfind(w("abstractNum"))
    }
    made = []
    for instance in root.iterfind(w("num")):
        reference = instance.find(w("abstractNumId"))
        identifier = reference.get(w("val"), "") if reference is not None else ""
        definition = definitions.get(identifier)
        overrides = {
            _number(override, "ilvl"): _number(start, "val")
            for override in instance.iterfind(w("lvlOverride"))
            if (start := override.find(w("startOverride"))) is not None
        }
        starts = {
            level: overrides.get(level, start)
            for level, start in (_starts(definition) if definition is not None else {}).items()
        }
        restarts = _restarts(definition) if definition is not None else {}
        counted = _Instance(identifier, starts, frozenset(overrides), restarts)
        made.append((instance.get(w("numId"), ""), counted))
    return made


def _starts(definition: etree._Element) -> dict[int, int]:
    """Where each level of a definition starts, without those that print bullets or nothing."""
    starts = {}
    for level in definition.iterfind(w("lvl")):
        text, start = level.find(w("lvlText")), level.find(w("start"))
        if text is not None and "%" in text.get(w("val"), ""):
            starts[_number(level, "ilvl")] = _number(start, "val") if start is not None else 0
    return starts


def _restarts(definition: etree._Element) -> dict[int, int]:
    """Where ``w:lvlRestart`` says behind which levels a level begins anew; 0 for none."""
    return {
        _number(level, "ilvl"): _number(restart, "val")
        for level in definition.iterfind(w("lvl"))
        if (restart := level.find(w("lvlRestart"))) is not None
    }


def _number(element: etree._Element, name: str) -> int:
    return whole(element.get(w(name), "")) or 0
