"""Instances of numberings (``w:num``): each list of a unit and of the form has its own start.

1. 甲          instance 12 of the style's numbering, level 0, starts at 1
2) 乙          instance 13, level 1, which prints （2）, starts at 2
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from docgen.content.blocks import Item, Marker
from docgen.word.styles import Styles

_DEEPEST_LEVEL = 2


@dataclass
class ListNumbers:
    """Collects the instances that a unit adds to the numberings of the pack.

    Attributes:
        styles: the styles and numberings of the pack.
        report_missing: is called with a style's name if the pack has no numbering for it.
    """

    styles: Styles
    report_missing: Callable[[str], None]
    _instances: dict[tuple[int, int], tuple[int, str]] = field(default_factory=dict)
    """Id and XML, by slot and list; of the form's own lists, by negative id and turn."""

    def of_item(self, item: Item, slot: int) -> tuple[int, int]:
        """The numbering id and level of a list item; each list has its own instance and start.

        A list typed as ``1)`` is at the second level of the style's numbering, （1）.
        """
        shift = 1 if item.marker is Marker.PARENTHESIS and item.depth == 0 else 0
        level = min(item.depth + shift, _DEEPEST_LEVEL)
        key = (slot, item.list_id)
        if key not in self._instances:
            style = "list bullet" if item.marker is Marker.BULLET else "list number"
            abstract = self.styles.numberings.get(style)
            if abstract is None:
                self.report_missing(f"{style.title()} (numbering)")
            self._add(key, abstract or "0", {str(level): str(item.start)})
        return self._instances[key][0], level

    def restarted(self, number: int, turn: int) -> int:
        """The id of an instance of numbering ``number`` that restarts in each turn of a part."""
        abstract = self.styles.instances.get(str(number))
        if turn == 0 or abstract is None:
            return number
        key = (-number, turn)
        if key not in self._instances:
            self._add(key, abstract, self.styles.starts.get(abstract, {}))
        return self._instances[key][0]

    def _add(self, key: tuple[int, int], abstract: str, starts: dict[str, str]) -> None:
        number = self.styles.next_number + len(self._instances)
        levels = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level, start in starts.items()
        )
        xml = f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{levels}</w:num>'
        self._instances[key] = (number, xml)

    def __iter__(self) -> Iterator[str]:
        """The XML of each instance, in the order in which they were needed."""
        return (xml for _, xml in self._instances.values())
