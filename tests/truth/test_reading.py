"""A text is the same report as Markdown and as a Word file."""

from __future__ import annotations

import re

import pytest

from docgen.content.blocks import Document, Span
from docgen.diagnostics import Place
from docgen.roundtrip.reading.report_blocks import report_document
from docgen.word.package_file import open_package
from tests.truth.marks import MarkedText, marked_texts
from tests.truth.planting import planted
from tests.truth.trials import trial
from tests.truth.word_files import word_file
from tests.truth.word_reading import word_findings

TEXTS = marked_texts()


def read(data: bytes) -> Document:
    return report_document(open_package(data, Place("报告.docx")), "报告.docx", {})


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_each_part_of_a_word_file_is_known_by_its_line(text: MarkedText) -> None:
    made = word_file(text.name, text.plain)
    spans = [span for line in read(made.data).inlines() for span in line if isinstance(span, Span)]
    lines = {span.place.line: span.text for span in spans if span.place}
    assert sorted(lines) == list(range(1, len(made.origins) + 1))
    for count, printed in lines.items():
        assert printed in text.lines[made.origins[count - 1] - 1]
    typed = {number for number, line in enumerate(text.lines, 1) if re.search("[^| -]", line)}
    assert set(made.origins) == typed


@pytest.mark.parametrize("kind", ["english-mark", "column-total", "placeholder"])
def test_a_defect_of_a_word_file_is_told_at_its_line(kind: str) -> None:
    defect = next(defect for defect in planted(TEXTS) if defect.kind == kind)
    text = next(text for text in TEXTS if text.name == defect.text)
    assert trial(defect, text, word_findings(text.name, text.plain), word_findings).is_found
