"""What was found out about a figure, in words: for the page, and for comments in a Word file."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from docgen.checking.check_record import CheckRecord
from docgen.checking.claims.verdict import Status, Verdict
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import message_and_hint

SIGNS = {Status.VERIFIED: "✓", Status.ROUNDED: "≈", Status.WRONG: "✗", Status.SEEN: "○"}
"""What stands behind a figure beside its colour: many print in black, and some see no colours."""


def tally_lines(counts: Mapping[Status, int], language: Language) -> list[str]:
    """A line for each colour: its sign, how many figures have it, and what that means."""
    texts = phrases(language)
    return [
        texts["check-tally"].format(
            sign=SIGNS[status],
            count=count,
            name=texts[f"figure-{status.value}"],
            meaning=texts[f"figure-{status.value}-means"],
        )
        for status, count in counts.items()
    ]


def copy_comments(record: CheckRecord, language: Language) -> list[str]:
    """What a marked copy says of each figure; nothing of those of which its colour says all."""
    return [
        sum_text(verdict, language, record.waived.get(number, ""))
        if verdict.arithmetic or verdict.problem or number in record.waived
        else ""
        for number, verdict in enumerate(record.verdicts)
    ]


def copy_summary(record: CheckRecord, printed: Collection[int], language: Language) -> str:
    """What a marked copy says at its title; ``printed`` are the figures that stand in it."""
    lines = [phrases(language)["check-page-kind"], *tally_lines(record.counts, language)]
    if hidden := len(record.verdicts) - len(printed):
        lines.append(phrases(language)["check-not-printed"].format(count=hidden))
    return "\n".join(lines)


def sum_text(verdict: Verdict, language: Language, waived: str = "") -> str:
    """What was found out about a figure, in words: its status, the sum, and what is told of it."""
    texts = phrases(language)
    message = message_and_hint(verdict.problem, language).message if verdict.problem else ""
    told: list[str] = [texts[f"figure-{verdict.status.value}"]]
    told += [] if verdict.arithmetic in message else [verdict.arithmetic]
    told += [message]
    told += [texts["check-page-waived"].format(reason=waived)] if waived else []
    return texts["check-told"].join(filter(None, told))
