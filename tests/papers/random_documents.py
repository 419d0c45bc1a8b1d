"""Random documents with a table of contents that is stale at first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.papers.contents import BARE, LINKED, WORD, WPS_MANNER, Change, Entry, contents
from tests.papers.draft import Draft, Heading
from tests.papers.forms import LISTED, listed_head, listed_rows
from tests.papers.looks import LOOKS
from tests.papers.stale import cover

_MANNERS = (WORD, LINKED, BARE, WPS_MANNER)
_FRONTS = ("one section", "cover", "roman", "restarted")


@dataclass(frozen=True)
class RandomDocument:
    """A document whose table of contents is old.

    Attributes:
        seed: what it was made from.
        docx: the file.
        headings: all its headings, in order.
        levels: the levels that its table of contents asks for.
        front: how its pages are numbered: ``one section``; ``cover``, with a cover before;
            ``roman`` front matter; ``restarted``, the text begins with page 1.
    """

    seed: int
    docx: bytes
    headings: Sequence[Heading]
    levels: int
    front: str

    @property
    def titles(self) -> list[str]:
        """The titles of its headings in order, with the numbers that are printed."""
        return [heading.title for heading in self.headings]

    @property
    def listed(self) -> list[tuple[int, str]]:
        """Level and title of each entry that its table of contents should have."""
        return [
            (heading.level, heading.title)
            for heading in self.headings
            if heading.level <= self.levels
        ]

    @property
    def marks(self) -> dict[str, str]:
        """The titles by their bookmarks, to find their pages by."""
        return {heading.bookmark: heading.title for heading in self.headings}


def random_document(seed: int) -> RandomDocument:
    """A document of 4 to 60 pages; the same for the same seed."""
    dice = Random(seed)
    draft = Draft(dice.choice(LOOKS), {}, seed)
    front, levels = dice.choice(_FRONTS), dice.choice((2, 3, 3, 3))
    code = ""
    if draft.look.headings == "custom":
        names = ("章标题", "节标题", "条标题")[:levels]
        code = f'TOC \\h \\z \\t "{",".join(f"{name},{n}" for n, name in enumerate(names, 1))}"'
    if front == "cover":
        cover(draft, "2023年度", draft.prose.title())
        draft.end_section(footer=False)
    draft.title("财政绩效管理报告")
    contents(draft, dice.choice(_MANNERS), levels=levels, code=code, change=_staleness(dice))
    if front != "one section":
        draft.end_section(number_format="lowerRoman" if front == "roman" else "")
    starts = iter([1] if front in ("roman", "restarted") else [])
    _chapters(draft, dice, starts)
    docx = draft.save(start=next(starts, None))
    return RandomDocument(seed, docx, draft.headings, levels, front)


def _chapters(draft: Draft, dice: Random, starts: Iterator[int]) -> None:
    """Chapters with contents of less than a page, or of about three.

    ``starts`` has the first page's number, if it is not counted on, for the first section.
    """
    is_long = dice.random() < 0.3
    for _ in range(dice.randint(6, 9) if is_long else dice.randint(2, 4)):
        draft.heading(_title(draft, dice), ppr=dice.choice(("", "", "<w:pageBreakBefore/>")))
        draft.paragraphs(dice.randint(0, 1))
        for _ in range(dice.randint(2, 4) if is_long else dice.randint(0, 3)):
            _part(draft, dice)
        if dice.random() < 0.3:
            draft.table([listed_head(head=True), *listed_rows(draft.prose, 8)], *LISTED)
        if dice.random() < 0.15:
            draft.paragraphs(1)
            draft.end_section(start=next(starts, None))
            draft.table([listed_head(head=True), *listed_rows(draft.prose, 6)], *LISTED)
            draft.end_section(landscape=True)


def _part(draft: Draft, dice: Random) -> None:
    draft.heading(_title(draft, dice), 2)
    draft.paragraphs(dice.randint(1, 2), dice.randint(1, 5))
    for _ in range(dice.randint(0, 3)):
        draft.heading(_title(draft, dice), 3)
        draft.paragraphs(1, dice.randint(1, 4))


_SHAPES = (
    *("{}",) * 8,
    "2023年度{}",
    "“三保”{}",
    "{}（2022—2023）",
    "{}（IT类）",
    "A类项目{}",
    "{}：第1至3季度",
    "{}以及按照上级财政部门要求需要在报告中专门说明的其他有关事项的具体情况",
)
"""How titles look; the last is too long for a line of the contents."""


def _title(draft: Draft, dice: Random) -> str:
    return dice.choice(_SHAPES).format(draft.prose.title())


def _staleness(dice: Random) -> Change:
    """As a template's, as before the last edit, or empty but for a line."""
    kind = dice.choice(("template", "older", "shifted"))
    by, lost = dice.randint(1, 9), dice.random()

    def change(entries: list[Entry]) -> list[Entry]:
        if kind == "template":
            return [replace(entries[0], title="旧标题", page="99")]
        if kind == "older":
            kept = [entry for n, entry in enumerate(entries) if n != int(lost * len(entries))]
            return kept or entries
        return [replace(entry, page=str(number + by)) for number, entry in enumerate(entries)]

    return change
