"""Marks around printed values, and the stretches that they leave."""

from __future__ import annotations

from docgen.diagnostics import Place
from docgen.templates.marks import TRACE_END
from docgen.templates.provenance import Stretch, Trace, ValueSource


def test_marks_are_read_back_as_stretches_in_order() -> None:
    trace = Trace()
    first, second, third = (ValueSource(Place("a", line, 1)) for line in (1, 2, 3))
    a, b, c = (trace.opening(source) for source in (first, second, third))
    text = f"甲{a}乙{b}丙{TRACE_END}丁{TRACE_END}{c}{TRACE_END}戊"
    weights = "".join(str(number % 10) for number in range(len(text)))
    plain, plain_weights, stretches = trace.read(text, weights)
    assert plain == "甲乙丙丁戊"
    assert plain_weights == "".join(weights[text.index(sign)] for sign in plain)
    assert stretches == (Stretch(1, 4, first), Stretch(2, 3, second), Stretch(4, 4, third))


def test_stretches_that_begin_together_are_told_the_shorter_first() -> None:
    trace = Trace()
    outer, inner = ValueSource(None), ValueSource(None)
    text = f"{trace.opening(outer)}{trace.opening(inner)}甲{TRACE_END}乙{TRACE_END}"
    assert trace.read(text, " " * len(text))[2] == (Stretch(0, 1, inner), Stretch(0, 2, outer))


def test_an_end_without_a_beginning_is_removed() -> None:
    trace = Trace()
    opening = trace.opening(ValueSource(None))
    text = f"甲{TRACE_END}乙{opening}丙"
    assert trace.read(text, "b" * len(text)) == ("甲乙丙", "bbb", ())
    assert trace.read("甲", " ") == ("甲", " ", ())


def test_sources_are_compared_by_identity() -> None:
    assert ValueSource(None) != ValueSource(None)
