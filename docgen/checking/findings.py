"""What checks find, as ``docs/en/checks.md`` lists it: code, severity, an example."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.diagnostics import Severity
from docgen.diagnostics.codes import Code


@dataclass(frozen=True)
class Finding:
    """A problem that a check may report, with an example of it in each language.

    The Chinese may be left out if the example needs no words. In the English one what is typed
    in Chinese stands in “…”, and what it means behind it, where that matters.
    """

    code: Code
    severity: Severity
    en: str
    zh: str = ""


FINDINGS: dict[Code, Finding] = {}
"""The findings of the modules that have been imported."""


def add_findings(*findings: Finding) -> None:
    """Registers findings; checks do so with their decorator, other steps call this.

    Raises:
        ValueError: a code is described already.
    """
    for finding in findings:
        if finding.code in FINDINGS:
            raise ValueError(f"the finding {finding.code} is described twice")
        FINDINGS[finding.code] = finding
