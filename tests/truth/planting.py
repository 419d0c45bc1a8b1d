"""Plants one defect at a time; the seed decides which, and in which way."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.truth.mark_sites import mark_sites
from tests.truth.marks import MarkedText
from tests.truth.site import Site
from tests.truth.slip_sites import SLIPS, slip_sites
from tests.truth.table_sites import table_sites

SEED = 2023
"""The seed of ``make truth``."""

SLIPS_OF_A_KIND = 14
"""Slips that are planted of each kind, each into another text."""


@dataclass(frozen=True)
class Defect:
    """A text with one thing wrong.

    Attributes:
        kind: what is wrong, such as ``growth-rate``.
        text: the text's name.
        seed: the seed that it was planted by.
        source: the altered text, without marks.
        line: the altered line, from 1.
        old: what stood there.
        new: what stands there now.
    """

    kind: str
    text: str
    seed: int
    source: str
    line: int
    old: str
    new: str


def planted(texts: list[MarkedText], seed: int = SEED) -> list[Defect]:
    """Every defect that can be planted into the texts, one at each site."""
    in_place = [
        (text, [*mark_sites(text), *(site for table in text.tables for site in table_sites(table))])
        for text in texts
    ]
    defects = [
        _defect(text, site, number, seed)
        for text, sites in in_place
        for number, site in enumerate(sites)
    ]
    return [*defects, *_slips(texts, seed)]


def _slips(texts: list[MarkedText], seed: int) -> list[Defect]:
    by_text = {text.name: slip_sites(text) for text in texts}
    defects = []
    for kind in SLIPS:
        random = Random(f"{seed}/{kind}")
        able = [text for text in texts if by_text[text.name][kind]]
        for text in random.sample(able, min(SLIPS_OF_A_KIND, len(able))):
            site = random.choice(by_text[text.name][kind])
            defects.append(_defect(text, site, 0, seed))
    return defects


def _defect(text: MarkedText, site: Site, number: int, seed: int) -> Defect:
    random = Random(f"{seed}/{text.name}/{site.kind}/{number}")
    new = random.choice(random.choice(site.ways))
    lines = list(text.lines)
    line = lines[site.line - 1]
    end = site.start + len(site.old)
    assert line[site.start : end] == site.old, (text.name, site)
    lines[site.line - 1] = line[: site.start] + new + line[end:]
    return Defect(site.kind, text.name, seed, "\n".join(lines), site.line, site.old, new)
