"""``docs/checks.md``: what each check may report."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.findings import FINDINGS
from docgen.diagnostics import Severity
from docgen.diagnostics.codes import import_all
from tests.docs import both, section

_SEVERITIES = {Severity.ERROR: "error 错误", Severity.WARNING: "warning 警告"}


@section("docs/checks.md", "checks")
def checks() -> Iterator[str]:
    yield "| code | example 例 | |"
    yield "| --- | --- | --- |"
    import_all("docgen")
    for code, finding in sorted(FINDINGS.items()):
        example = both(finding.en, finding.zh, " ")
        yield f"| `{code}` | {example} | {_SEVERITIES[finding.severity]} |"
