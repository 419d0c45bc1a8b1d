"""Figures with what binary arithmetic adds to them, as Excel gives them: 4612.150000000001."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.text_patterns import text_pattern
from docgen.content.numbers import without_noise
from docgen.content.values import Figure, Value
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

BINARY_NOISE = problem_code(
    "binary-noise",
    en=("「{text}」 has digits at its end that come of Excel's calculation", "write 「{wanted}」"),
    zh=("「{text}」的尾数是 Excel 计算带出来的误差", "写成「{wanted}」"),
)

_LONG = text_pattern(r"(?<![\d.A-Za-z])\d+\.\d{6,}(?![\d.]|[A-Za-z])", first=r"\d", signs=".")


@check(Finding(BINARY_NOISE, Severity.WARNING, en="4612.150000000001", zh="4612.150000000001"))
def binary_noise(unit: CheckedUnit) -> Iterator[Problem]:
    """Figures of the form, and numbers of the texts, that are a shorter number but for noise."""
    yield from _in_fields(value for _, value in unit.values)
    for paragraph, match in unit.matches(_LONG):
        wanted = without_noise(match[0])
        if wanted != match[0] and not paragraph.is_bound(match.start()):
            place = paragraph.place(match.start())
            problem = warning(BINARY_NOISE, place, text=match[0], wanted=wanted)
            yield paragraph.retyped(problem, *match.span(), wanted)


def _in_fields(values: Iterable[Value]) -> Iterator[Problem]:
    """Of figures the warnings alone: :mod:`docgen.checking.fixes` knows how they are typed."""
    for value in values:
        if isinstance(value, Figure) and value.place and _LONG.pattern.search(value.text):
            wanted = without_noise(value.text)
            if wanted != value.text:
                yield warning(BINARY_NOISE, value.place, text=value.text, wanted=wanted)
