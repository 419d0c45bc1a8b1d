"""The numbers that pages print follow from their sections."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from docgen.word.fields.page_numbering import page_labels
from docgen.word.xml import w
from tests.unit.word.elements import element
from tests.unit.word.fields.documents import Pages, par, run


def section(numbers: str = "", kind: str = "") -> str:
    typed = f'<w:type w:val="{kind}"/>' if kind else ""
    return f"<w:sectPr>{typed}{f'<w:pgNumType {numbers}/>' if numbers else ''}</w:sectPr>"


ROMAN, START = 'w:fmt="upperRoman"', 'w:start="1"'


def labels(layout: str, count: int, *sections: str) -> str:
    """The labels of pages; ``layout`` has the pages of each section's paragraphs, 0 unknown."""
    body, pages = "", list[int]()
    for at, (group, properties) in enumerate(zip(layout.split("|"), sections, strict=True)):
        own = [int(page) for page in group.split()]
        pages += own
        is_last = at == len(sections) - 1
        for number in range(len(own)):
            ends = number == len(own) - 1 and not is_last
            body += par(run("字"), more=properties if ends else "")
        body += properties if is_last else ""
    root = element(f"<w:body>{body}</w:body>")
    known = zip(root.iter(w("p")), pages, strict=True)
    laid = Pages({paragraph: page for paragraph, page in known if page}, count)
    found = page_labels(root, laid)
    assert sorted(found.labels) == sorted(found.lengths) == list(range(1, count + 1))
    return " ".join(found.labels[page] for page in range(1, count + 1))


@pytest.mark.parametrize(
    ("layout", "count", "sections", "expected"),
    [
        ("1 2 3", 3, [section()], "1 2 3"),
        ("1 2 3", 3, [""], "1 2 3"),
        ("1 2 3", 3, [section('w:start="0"')], "0 1 2"),
        ("1 2|3 4", 4, [section(ROMAN), section(START)], "I II 1 2"),
        ("1 2|3 4", 4, [section(ROMAN), section()], "I II 3 4"),
        ("1 2|2 4", 4, [section(ROMAN), section(START)], "I II 1 2"),
        ("1 2|2 2", 4, [section(ROMAN), section(START)], "I II III IV"),
        ("1|2|3", 3, [section(), section('w:start="9"'), section()], "1 9 10"),
        ("1 2|3", 3, [section(), section(kind="oddPage")], "1 2 3"),
        ("1|2 3", 3, [section(), section(kind="oddPage")], "1 3 4"),
        ("1 2|3", 3, [section(), section(kind="evenPage")], "1 2 4"),
        ("1|2", 2, [section(), section(kind="evenPage")], "1 2"),
        ("1|2", 2, [section(), section(START, "oddPage")], "1 1"),
        ("0 2|3", 3, [section(ROMAN), section(START)], "I II 1"),
        ("1|2", 3, [section('w:start="x"'), section('w:start="-3"')], "1 2 3"),
        ("1", 1, [section('w:start="99999999999999999999999"')], "1"),
        ("1", 2, [section('w:start="999999999" w:fmt="lowerRoman"')], "999999999 1000000000"),
        ("1", 2, [section('w:fmt="numberInDash"')], "- 1 - - 2 -"),
        ("1", 2, [section('w:fmt="unheardOf"')], "1 2"),
        ("1", 1, [section(kind="x")], "1"),
    ],
)
def test_pages_are_numbered_by_sections(
    layout: str, count: int, sections: list[str], expected: str
) -> None:
    assert labels(layout, count, *sections) == expected


def test_pages_have_numbers_without_a_paragraph_of_known_place() -> None:
    root = element(f"<w:body>{par(run('字'))}{section()}</w:body>")
    assert page_labels(root, Pages({}, 2)).labels == {1: "1", 2: "2"}
    assert page_labels(element("<w:body></w:body>"), Pages({}, 2)).labels == {}


def test_the_length_of_a_section_is_that_of_its_pages() -> None:
    root = element(f"<w:body>{par(run('一'), more=section())}{par(run('二'))}{section()}</w:body>")
    pages = Pages(dict(zip(root.iter(w("p")), (1, 3), strict=True)), 7)
    assert page_labels(root, pages).lengths == {1: 2, 2: 2, **dict.fromkeys(range(3, 8), 5)}


def test_paragraphs_in_tables_and_controls_are_of_their_section() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{par(run('字'))}</w:tc></w:tr></w:tbl>"
    control = f"<w:sdt><w:sdtContent>{par(run('字'))}</w:sdtContent></w:sdt>"
    root = element(
        f"<w:body>{cell}{par('', more=section(ROMAN))}{control}{section(START)}</w:body>"
    )
    first, empty, second = root.iter(w("p"))
    found = page_labels(root, Pages({first: 1, second: 2}, 2))
    assert (found.labels, empty.tag) == ({1: "I", 2: "1"}, w("p"))


@given(
    strategies.lists(
        strategies.sampled_from((section(), section(START), section(kind="oddPage"), "")),
        min_size=1,
        max_size=6,
    ),
    strategies.lists(strategies.integers(0, 3), min_size=6, max_size=6),
)
def test_every_page_has_a_number_and_counts_on_within_its_section(
    sections: list[str], steps: list[int]
) -> None:
    page, layout = 1, list[str]()
    for step, _ in zip(steps, sections, strict=False):
        layout.append(str(page))
        page += step
    kinds = [properties or section() for properties in sections]
    found = labels("|".join(layout), page, *kinds).split()
    assert len(found) == page
    assert all(int(number) >= 1 for number in found)
    starts = {int(first) for first in layout}
    for at in range(2, page + 1):
        if at not in starts:
            assert int(found[at - 1]) == int(found[at - 2]) + 1
