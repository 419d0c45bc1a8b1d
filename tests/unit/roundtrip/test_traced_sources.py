"""The sources of ours come from a document that was filled with a trace."""

from __future__ import annotations

from docgen.roundtrip.merging.traced_sources import TracedSources
from docgen.roundtrip.reading.docx_model import DocxFile, paragraphs
from tests.unit.roundtrip.models import file, paragraph, table, valued


def test_paragraphs_have_the_sources_of_those_that_read_the_same() -> None:
    ours = file(paragraph("甲乙"), paragraph("丙丁"), table("戊|己"))
    traced = file(valued("甲[乙]"), valued("[丙]新"), table("戊|己"))
    sources = TracedSources(ours, lambda: traced)
    found = [sources(each) for block in ours.body for each in paragraphs(block)]
    assert [[(stretch.start, stretch.stop) for stretch in each] for each in found] == [
        [(1, 2)],
        [],
        [],
        [],
    ]


def test_the_traced_document_is_filled_once_when_it_is_needed() -> None:
    ours, fills = file(paragraph("甲")), list[DocxFile]()

    def traced() -> DocxFile:
        fills.append(ours)
        return ours

    sources = TracedSources(ours, traced)
    assert fills == []
    (block,) = (each for outer in ours.body for each in paragraphs(outer))
    assert (sources(block), sources(block)) == ((), ())
    assert len(fills) == 1


def test_nothing_is_known_without_a_traced_document() -> None:
    ours = file(paragraph("甲"))
    (block,) = (each for outer in ours.body for each in paragraphs(outer))
    assert TracedSources(ours, lambda: None)(block) == ()
