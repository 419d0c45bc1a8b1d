"""Writes, in the language of the run, what the bundles of ``docgen bundle`` say of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.runs.recorded_unit import RecordedUnit
from docgen.runs.results import Outcome
from docgen.runs.sealed_files import sealed_page
from docgen.wording.bundle_list import bundle_list
from docgen.wording.check_page import CheckedReport, check_page


@dataclass(frozen=True)
class BundleWriter:
    """Writes pages and lists in ``language``."""

    language: Language

    def page(self, recorded: RecordedUnit) -> bytes:
        """The page on what was checked of a unit."""
        assert recorded.record is not None  # its report is fixed
        outcome = recorded.outcome
        report = CheckedReport(recorded.record, outcome.problems, outcome.silenced)
        return sealed_page(check_page([report], self.language))

    def listing(self, outcomes: Sequence[Outcome]) -> tuple[str, bytes]:
        """The list of all units as an Excel workbook, with the name of its file."""
        return phrases(self.language)["bundle-list-file"], bundle_list(outcomes, self.language)
