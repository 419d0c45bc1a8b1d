"""``checks.md`` of both languages: what each check may report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.checking.findings import FINDINGS, Finding
from docgen.diagnostics import Severity
from docgen.diagnostics.codes import Language, import_all
from tests.docs import cell, in_each_language
from tests.docs.chinese_in_code import chinese_in_code

_HEADS = {"en": "| code | example | |", "zh": "| 代码 | 例 | |"}
_SEVERITIES: Mapping[Language, Mapping[Severity, str]] = {
    "en": {severity: severity.value for severity in Severity},
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "警告"},
}


@in_each_language("checks.md", "checks")
def checks(language: Language) -> Iterator[str]:
    yield _HEADS[language]
    yield "| --- | --- | --- |"
    import_all("docgen")
    for code, finding in sorted(FINDINGS.items()):
        example = cell(_example(finding, language))
        yield f"| `{code}` | {example} | {_SEVERITIES[language][finding.severity]} |"


def _example(finding: Finding, language: Language) -> str:
    """The example of a finding; the English one does where it needs no words."""
    if language == "zh":
        return finding.zh or finding.en
    return chinese_in_code(finding.en)
