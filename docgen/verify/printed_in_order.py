"""Finds the paragraphs of a document in the contents of its PDF, if all of them are printed whole.

Contents are drawn in the order of the document, but for rows that go on overleaf: these have the
first part of each cell on one page, and the rest of each on the next. So each paragraph takes the
contents that it goes on with, and what is left of it the ones that are left. Nearly all documents
are found so, in a moment; what is not, the structure of the PDF has to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from docgen.pdf.aligned_text import without_blanks
from docgen.verify.marked_glyphs import MarkedContent

_AHEAD = 10
"""Contents that may stand before the next paragraph and belong to none: a number or a sign."""
_LABEL = 3
"""Characters that a number before a paragraph may have in one content; longer ones are text."""


def contents_of_paragraphs(
    contents: Sequence[MarkedContent], paragraphs: Sequence[str]
) -> list[list[MarkedContent]] | None:
    """The contents of each paragraph, whose characters are exactly its own that have ink.

    ``None`` if there is a paragraph of which anything is not found.
    """
    finder = _Finder([content.signs.lower() for content in contents], contents)
    for number, words in enumerate(paragraphs):
        if rest := without_blanks(words).lower():
            finder.take(number, rest)
    if not finder.is_whole():
        return None
    return [finder.found.get(number, []) for number in range(len(paragraphs))]


class _Finder:
    """Finds paragraphs one after the other; ``found`` has the contents of each."""

    def __init__(self, signs: Sequence[str], contents: Sequence[MarkedContent]) -> None:
        self.found = dict[int, list[MarkedContent]]()
        self._signs, self._contents = signs, contents
        self._next, self._used = 0, [False] * len(contents)
        self._rests = dict[int, str]()

    def take(self, paragraph: int, rest: str) -> None:
        """Takes the contents of the next paragraph; what is left of it goes on overleaf."""
        self._rests[paragraph] = self._taken(paragraph, rest)
        while self._rests[paragraph] and self._go_on():
            self._rests[paragraph] = self._taken(paragraph, self._rests[paragraph])
        if not self._rests[paragraph]:
            del self._rests[paragraph]

    def _taken(self, paragraph: int, rest: str) -> str:
        """Takes the contents from the next one on that ``rest`` goes on with; what is left."""
        while rest:
            first = self._signs[self._next] if self._next < len(self._signs) else ""
            if len(first) > _LABEL and rest.startswith(first):
                rest = self._use(paragraph, self._next, rest)
                self._next += 1
                continue
            ahead = range(self._next, min(self._next + _AHEAD, len(self._signs)))
            at = self._longest(ahead, rest)
            if at < 0:
                return rest
            rest = self._use(paragraph, at, rest)
            self._next = at + 1
        return rest

    def _go_on(self) -> bool:
        """Takes the next content for a paragraph of which something is left; whether there is one.

        The paragraph that was begun last is none of them.
        """
        *begun, _ = self._rests
        for paragraph in begun:
            rest = self._taken(paragraph, self._rests[paragraph])
            if rest != self._rests[paragraph]:
                self._rests[paragraph] = rest
                if not rest:
                    del self._rests[paragraph]
                return True
        return False

    def _longest(self, places: Sequence[int], rest: str) -> int:
        """The content that ``rest`` begins with, the first of the longest; -1 if there is none.

        The number before a paragraph may be a part of its first word.
        """
        signs = self._signs
        fitting = [at for at in places if signs[at] and rest.startswith(signs[at])]
        return max(fitting, key=lambda at: len(signs[at]), default=-1)

    def _use(self, paragraph: int, at: int, rest: str) -> str:
        self._used[at] = True
        self.found.setdefault(paragraph, []).append(self._contents[at])
        return rest[len(self._signs[at]) :]

    def is_whole(self) -> bool:
        """Takes the contents that are left for what is left; whether nothing is left then."""
        left = defaultdict[str, list[int]](list)
        for at, used in enumerate(self._used):
            if not used and self._signs[at]:
                left[self._signs[at][0]].append(at)
        for paragraph, words in self._rests.items():
            rest = words
            while rest:
                at = self._longest(left[rest[0]], rest)
                if at < 0:
                    return False
                left[rest[0]].remove(at)
                rest = self._use(paragraph, at, rest)
        return True
