"""Finds the sections of a file that are new, gone, or on other paper.

A section of the edited file is the one that its first known block was in. So a break in the midst
of a section makes a new one behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.roundtrip.reading.docx_model import Block, DocxPaper, DocxSection

_ROUNDING = 1
"""Millimetres by which programs write the same paper differently."""


@dataclass(frozen=True)
class SectionChange:
    """One change: the blocks of the section before and after, and its paper before and after.

    A new section has no blocks before; its paper was that of the section that it was part of. One
    that is gone has none after; its paper is that of the section that it became part of.
    """

    old: tuple[Block, ...]
    new: tuple[Block, ...]
    papers: tuple[DocxPaper, DocxPaper]


def section_changes(
    ours: Sequence[DocxSection],
    theirs: Sequence[DocxSection],
    partners: Mapping[etree._Element, etree._Element],
) -> Iterator[SectionChange]:
    """Yields the changes in order; ``partners`` has blocks of theirs with the blocks of ours."""
    kept = dict[int, DocxSection]()
    for section, number in zip(theirs, _old_numbers(ours, theirs, partners), strict=False):
        old = ours[number]
        if number in kept:
            yield SectionChange((), section.blocks, (old.paper, section.paper))
        elif _differ(old.paper, section.paper):
            yield SectionChange(old.blocks, section.blocks, (old.paper, section.paper))
        kept.setdefault(number, section)
    for number, section in enumerate(ours):
        if number not in kept and kept:
            into = kept[max((other for other in kept if other < number), default=min(kept))]
            yield SectionChange(section.blocks, (), (section.paper, into.paper))


def _old_numbers(
    ours: Sequence[DocxSection],
    theirs: Sequence[DocxSection],
    partners: Mapping[etree._Element, etree._Element],
) -> Iterator[int]:
    """Yields the index of the section of ours that each section of theirs was, or was part of.

    One without a known block is part of the one before it, unless both have the same number.
    """
    numbers = {block.element: i for i, section in enumerate(ours) for block in section.blocks}
    last = 0
    for index, section in enumerate(theirs if ours else ()):
        elements = [block.element for block in section.blocks]
        known = (numbers.get(partners[element]) for element in elements if element in partners)
        same = index if len(ours) == len(theirs) else last
        last = next((number for number in known if number is not None), same)
        yield last


def _differ(one: DocxPaper, other: DocxPaper) -> bool:
    """Whether more than the rounding of a program differs."""
    sides = ((one.width, other.width), (one.height, other.height))
    return any(abs(before - after) > _ROUNDING for before, after in sides)
