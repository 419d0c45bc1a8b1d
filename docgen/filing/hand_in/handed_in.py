"""What a unit hands in with its report: its evidence, and what all files are called."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.content.unit import Unit
from docgen.diagnostics import Problems
from docgen.filing.hand_in.bundle_names import BundleNamer, BundleNames
from docgen.filing.hand_in.evidence_index import ListedEvidence, unit_evidence
from docgen.packs.pack import Pack


@dataclass(frozen=True)
class HandedIn:
    """What a unit hands in.

    Attributes:
        evidence: its evidence, in the order in which it is bound.
        names: what its bundle and the files in it are called.
    """

    evidence: tuple[ListedEvidence, ...]
    names: BundleNames


def handed_in(unit: Unit, pack: Pack, report: str, problems: Problems) -> HandedIn:
    """What a unit hands in; ``report`` is the name of its Word file, without its ending.

    What is wrong with it is added to ``problems`` as warnings: the report can be written before.
    """
    with problems.within(lambda found: (problem.as_warning() for problem in found)) as found:
        evidence = tuple(unit_evidence(unit, pack.evidence, found))
        namer = BundleNamer(pack.bundle, unit.data, unit.place, found)
        endings = [(each.name, each.file.path.suffix.lower()) for each in evidence]
        return HandedIn(evidence, namer.names(report, endings))
