"""``docgen doctor`` in words: what works, what is missing, what to type."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import own_words
from docgen.runs.machine import GROUPS, Machine, MachineFinding


def machine_lines(machine: Machine, language: Language) -> Iterator[str]:
    """Yields what was found, by groups; those that are empty are left out."""
    texts = phrases(language)
    for group in GROUPS:
        findings = [finding for finding in machine.findings if finding.group == group]
        if findings:
            yield texts[f"doctor-{group}"]
            yield from finding_lines(findings, language)
            yield ""
    yield texts["doctor-makes-pdf" if machine.makes_pdf else "doctor-makes-no-pdf"]


def finding_lines(findings: Iterable[MachineFinding], language: Language) -> Iterator[str]:
    """Yields a line for each finding, and what to type below those that it mends."""
    findings = list(findings)
    for number, finding in enumerate(findings, 1):
        sign = " " if finding.group == "works" else "!" if finding.group == "missing" else "-"
        yield f"{sign} {_said(finding, language)}"
        following = findings[number].command if number < len(findings) else ""
        if finding.command and finding.command != following:
            yield f"    {finding.command}"


def machine_json(machine: Machine, language: Language) -> str:
    """What was found, as JSON."""
    findings = [
        {
            "what": finding.what,
            "group": finding.group,
            "text": _said(finding, language),
            "command": finding.command,
        }
        for finding in machine.findings
    ]
    found = {"makes_pdf": machine.makes_pdf, "findings": findings}
    return json.dumps(found, ensure_ascii=False, indent=2)


def _said(finding: MachineFinding, language: Language) -> str:
    return phrases(language)[f"doctor-{finding.what}"].format(**own_words(finding.words, language))
