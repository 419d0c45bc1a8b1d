"""A finding is registered under its code, once."""

from __future__ import annotations

import pytest

from docgen.checking import findings
from docgen.checking.checks.punctuation import REPEATED
from docgen.checking.checks.typos import NO_SUCH_DATE
from docgen.checking.findings import Finding, add_findings
from docgen.diagnostics import Severity


def test_findings_are_found_by_their_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "FINDINGS", {})
    twice = Finding(REPEATED, Severity.ERROR, en="。。")
    date = Finding(NO_SUCH_DATE, Severity.WARNING, en="2月30日", zh="没有的日期")
    add_findings(twice, date)
    assert {REPEATED: twice, NO_SUCH_DATE: date} == findings.FINDINGS
    assert (twice.zh, date.zh) == ("", "没有的日期")
    with pytest.raises(ValueError, match="the finding repeated is described twice"):
        add_findings(twice)
