"""``make truth``: how many of the planted defects are found, by kind, and what is told falsely.

python -m tests.truth.measure             the table
python -m tests.truth.measure --misses    and each miss, and each false problem
python -m tests.truth.measure --kind share --every 3
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

import click

from docgen.checking.claims.verdict import Status
from tests.truth.docs_table import write_table
from tests.truth.findings import Finding, Reader
from tests.truth.markdown_reading import claim_statuses, markdown_findings
from tests.truth.marks import MarkedText, marked_texts
from tests.truth.planting import SEED, planted
from tests.truth.trials import Trial, trial
from tests.truth.word_reading import word_findings

READERS: dict[str, Reader] = {"markdown": markdown_findings, "word": word_findings}
"""The ways in which a text is checked."""

_SHOWN = 60
"""Characters of a message in a list."""


@dataclass(frozen=True)
class Measured:
    """What was found and what was told.

    Attributes:
        trials: one for each planted defect.
        false: what is told of the texts without a defect, by text.
    """

    trials: list[Trial]
    false: dict[str, list[Finding]]

    @property
    def recall(self) -> dict[str, tuple[int, int]]:
        """How many of each kind are found, of how many; the worst kind first."""
        kinds = dict.fromkeys(trial.defect.kind for trial in self.trials)
        counts = {kind: [each.is_found for each in self.of_kind(kind)] for kind in kinds}
        pairs = {kind: (sum(found), len(found)) for kind, found in counts.items()}
        return dict(sorted(pairs.items(), key=lambda item: item[1][0] / item[1][1]))

    def of_kind(self, kind: str) -> list[Trial]:
        """The trials of a kind."""
        return [trial for trial in self.trials if trial.defect.kind == kind]

    @property
    def median(self) -> float:
        """The median of the kinds' recall."""
        return median(found / count for found, count in self.recall.values())

    @property
    def worst(self) -> float:
        """The recall of the worst kind."""
        return min(found / count for found, count in self.recall.values())

    def told_falsely(self, *, errors: bool) -> int:
        """How many errors or warnings the texts without a defect have."""
        every = (finding for told in self.false.values() for finding in told)
        return sum(finding.is_error == errors for finding in every)


def measured(
    texts: list[MarkedText], reader: Reader, seed: int = SEED, every: int = 1, kind: str = ""
) -> Measured:
    """Checks the clean texts, then every defect, or one of ``every``, or those of one kind."""
    clean = {text.name: reader(text.name, text.plain) for text in texts}
    by_name = {text.name: text for text in texts}
    defects = [each for each in planted(texts, seed) if kind in ("", each.kind)][::every]
    trials = [trial(each, by_name[each.text], clean[each.text], reader) for each in defects]
    return Measured(trials, clean)


def _table(result: Measured) -> Iterator[str]:
    for kind, (found, count) in result.recall.items():
        yield f"{kind:22}{found:4} of {count:3}{found / count:7.0%}"
    found = sum(each.is_found for each in result.trials)
    yield ""
    yield f"{found} of {len(result.trials)} found, {found / len(result.trials):.0%}"
    yield f"median of {len(result.recall)} kinds {result.median:.0%}, worst {result.worst:.0%}"
    errors, warnings = (result.told_falsely(errors=errors) for errors in (True, False))
    yield f"{len(result.false)} clean texts: {errors} false errors, {warnings} false warnings"


def _claims(texts: list[MarkedText]) -> str:
    statuses = sum((claim_statuses(text.name, text.plain) for text in texts), Counter[Status]())
    counts = ", ".join(f"{count} {status.value}" for status, count in statuses.most_common())
    return f"claims of the clean texts: {counts}"


def _misses(result: Measured) -> Iterator[str]:
    for each in result.trials:
        if not each.is_found:
            defect = each.defect
            yield f"{defect.kind}  {defect.text}.md:{defect.line}  {defect.old} → {defect.new}"
            yield from (f"    elsewhere: {_told(finding)}" for finding in each.told)


def _false(result: Measured) -> Iterator[str]:
    for name, told in result.false.items():
        yield from (f"false  {name}.md:{finding.line}  {_told(finding)}" for finding in told)


def _told(finding: Finding) -> str:
    grade = "error" if finding.is_error else "warning"
    said = finding.said if len(finding.said) <= _SHOWN else f"{finding.said[:_SHOWN]}…"
    return f"{grade} {finding.code}: {said}"


def _printed(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


@click.command()
@click.option("--markdown", "way", flag_value="markdown", default=True, help="as Markdown")
@click.option("--word", "way", flag_value="word", help="as the Word file of an office")
@click.option("--misses", is_flag=True, help="list each miss and each false problem")
@click.option("--seed", default=SEED, show_default=True)
@click.option("--every", default=1, show_default=True, help="one defect of so many")
@click.option("--kind", default="", help="the defects of one kind")
@click.option("--docs", is_flag=True, help="write the table into docs/*/checks.md")
def main(way: str, misses: bool, seed: int, every: int, kind: str, docs: bool) -> None:
    """Measures what the checks find in reports in the manner of published ones."""
    texts = marked_texts()
    result = measured(texts, READERS[way], seed, every, kind)
    if misses:
        _printed(_misses(result))
        _printed(_false(result))
        click.echo()
    _printed(_table(result))
    if docs:
        write_table(result.recall)
    click.echo(_claims(texts))


if __name__ == "__main__":
    main()
