"""The papers: each a function, registered with its title and with what is wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.papers.draft import Draft, Pages
from tests.papers.looks import Look

Kind = Literal["cut", "stale", "boxed", "lacking", "alone"]


@dataclass(frozen=True)
class Defect:
    """What is wrong at a place.

    Attributes:
        kind: ``cut``, text that is not on paper; ``stale``, a field's result that is not what it
            would be; ``boxed``, a character that no font has; ``lacking``, one that the official
            font lacks and another has; ``alone``, what stands on a page without its fellows.
        words: what stands there: a message that quotes one of them names the place.
        cell: the table among those of the text (a nested one is not counted), its row, and the
            cell in the row, from 1; ``None`` where it is in no table. 0 says that the whole row,
            or table, is meant.
    """

    kind: Kind
    words: tuple[str, ...]
    cell: tuple[int, int, int] | None = None

    def is_quoted_in(self, message: str) -> bool:
        """Whether a message quotes what stands at the place; blanks do not count."""
        plain = "".join(message.split())
        return any("".join(word.split()) in plain for word in self.words)


@dataclass(frozen=True)
class Paper:
    """A document for a test.

    Attributes:
        title: what it is, and what is wrong or nearly wrong in it.
        look: the look of its bureau.
        write: writes it into a draft, and returns its .docx.
        defects: what is wrong; nothing in a sound one.
    """

    title: str
    look: Look
    write: Callable[[Draft], bytes]
    defects: tuple[Defect, ...] = ()

    @property
    def name(self) -> str:
        """The name of its file, without suffix."""
        return self.write.__name__

    def drafted(self, pages: Pages) -> tuple[bytes, Draft]:
        """Its .docx with the pages that are known, and the draft, which knows what is in it."""
        draft = Draft(self.look, pages, seed=sum(map(ord, self.name)))
        return self.write(draft), draft


PAPERS: dict[str, Paper] = {}
"""All papers, by their names."""


def paper(
    title: str, look: Look, *defects: Defect
) -> Callable[[Callable[[Draft], bytes]], Callable[[Draft], bytes]]:
    """Registers the function below."""

    def register(write: Callable[[Draft], bytes]) -> Callable[[Draft], bytes]:
        made = Paper(title, look, write, defects)
        assert made.name not in PAPERS, made.name
        PAPERS[made.name] = made
        return write

    return register
