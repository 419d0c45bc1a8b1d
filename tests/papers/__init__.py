"""Documents in the manner of official papers, with one or two defects or with none.

Each is made by a function of its own, and :mod:`tests.papers.registry` has its title and what is
wrong in it. ``python -m tests.papers FOLDER`` writes them all.
"""

from tests.papers import (
    alone,
    alone_sound,
    contents_sound,
    cut,
    cut_sound,
    glyphs,
    references,
    sound,
    stale,
    traps,
)
from tests.papers.registry import PAPERS

MODULES = (
    *(cut, stale, references, glyphs, alone),
    *(sound, cut_sound, contents_sound, alone_sound, traps),
)
"""The modules that register papers: those with defects, then the sound ones."""

__all__ = ["MODULES", "PAPERS"]
