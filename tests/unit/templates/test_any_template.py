"""Generated templates, split into runs at random, are filled as docxtpl fills them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, pairwise
from typing import Any, NamedTuple

import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.peer import filled
from docgen.content.characters import FORBIDDEN
from docgen.content.values import Blank, Items, Node, Text, Value
from docgen.diagnostics import Place, Problems
from docgen.packs.expressions.conditions import SAYS_NO
from docgen.packs.pack import load_pack
from docgen.templates.template import compile_template
from tests.likeness import by_docxtpl, first_difference
from tests.support import small_project

pytestmark = pytest.mark.slow

NOWHERE = Place("report.yaml", 1, 1)


class Line(NamedTuple):
    """A paragraph's text, and where Word has split it; or what a tag of its own says there."""

    text: str
    splits: frozenset[int] = frozenset()
    is_tag: bool = False


texts = st.text(st.sampled_from("甲乙 ,<>&\"'“”　\t①ab"), min_size=1, max_size=6)
conditions = st.sampled_from(["甲", "not 乙", "列", "甲 == 乙", "'a' in 甲", "列 | length > 1"])
expressions = ["甲", "乙 | e", "组.丙", "组['丙'] | upper", "列 | join('、')", "甲 ~ 乙"]
printed = st.sampled_from([f"{{{{ {expression} }}}}" for expression in expressions])


def _around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(inner, min_size=1, max_size=3).map("".join)
    return st.one_of(
        st.builds("{{% if {} %}}{}{{% endif %}}".format, conditions, some),
        st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, conditions, some, some),
        st.builds("{{% for 一 in 列 %}}{}{{{{ 一 }}}}{{% endfor %}}".format, some),
    )


pieces = st.recursive(st.one_of(texts, printed), _around, max_leaves=6)
sentences = st.lists(pieces, min_size=1, max_size=4).map("".join)
splits = st.frozensets(st.integers(1, 60), max_size=6)
lines = st.tuples(sentences, splits).map(lambda pair: Line(*pair))


def _within(blocks: st.SearchStrategy[list[Line]]) -> st.SearchStrategy[list[Line]]:
    tags = st.sampled_from([("for 二 in 列", "endfor"), ("if 甲", "endif"), ("if not 列", "endif")])
    return st.builds(
        lambda tag, inner: [Line(tag[0], is_tag=True), *chain(*inner), Line(tag[1], is_tag=True)],
        tags,
        st.lists(blocks, min_size=1, max_size=2),
    )


blocks = st.recursive(lines.map(lambda line: [line]), _within, max_leaves=4)
values = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\n\t<>&{}%'\" ")),
    max_size=12,
).filter(
    lambda text: (
        not FORBIDDEN.search(text)
        and not re.search(r"\{_|_\}|%_|_%", text)
        and not SAYS_NO.fullmatch(text)
    )
)
"""docxtpl rewrites those signs in values, too; and it takes a bare ``0`` or 否 for true."""

contents = st.fixed_dictionaries(
    {
        "甲": values,
        "乙": values,
        "列": st.lists(values, max_size=3),
        "组": st.fixed_dictionaries({"丙": values}),
    }
)


@given(body=blocks, rows=blocks, header=sentences, content=contents)
def test_it_is_filled_as_docxtpl_fills_it(
    body: list[Line],
    rows: list[Line],
    header: str,
    content: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    def write(document: Document) -> None:
        _write(((document.add_paragraph(), line) for line in body), "p")
        table_rows = document.add_table(len(rows) + 1, 2).rows
        cells = (row.cells[0].paragraphs[0] for row in table_rows)
        _write(zip(cells, rows, strict=False), "tr")
        document.add_paragraph("末")
        document.sections[0].header.paragraphs[0].text = header

    project = small_project(tmp_path_factory.mktemp("any"))
    project.part(write)
    pack = load_pack(project.pack, project.root, Problems())
    template = compile_template(pack, Problems()) if pack else None
    assert template is not None
    data = _read(content)
    assert isinstance(data, Node)
    theirs = by_docxtpl(project.pack / "form.docx", content)
    assert first_difference(filled(template, data), theirs) == ""


def _write(places: Iterable[tuple[Paragraph, Line]], kind: str) -> None:
    for paragraph, line in places:
        text = f"{{%{kind} {line.text} %}}" if line.is_tag else line.text
        ends = sorted({0, len(text), *(split for split in line.splits if split < len(text))})
        for start, end in pairwise(ends):
            paragraph.add_run(text[start:end])


def _read(value: Any) -> Value:
    """A value as it is read from content."""
    if isinstance(value, dict):
        node = Node(NOWHERE)
        node.update((key, _read(entry)) for key, entry in value.items())
        return node
    if isinstance(value, list):
        items = Items(NOWHERE)
        items.extend(map(_read, value))
        return items
    return Text(value, NOWHERE) if value else Blank(NOWHERE)
