"""Deliberate differences from docxtpl, each beside docxtpl's own output.

``templates.md`` in the docs says them for authors of templates. All else is equal:
:mod:`tests.unit.templates.test_like_docxtpl`.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate, InlineImage, RichText

from docgen.diagnostics import TemplatePlace
from docgen.word.xml import text_of, w
from docgen.wording.problem_texts import problem_text
from tests.likeness import by_docxtpl
from tests.support import SmallProject, audit, codes, entries
from tests.test_pictures import png
from tests.unit.templates.test_like_docxtpl import (
    W_AND_V,
    TemplateCase,
    by_docgen,
    runs,
    table,
    texts,
    with_notes,
)

PART = "word_templates/form/form.docx"


def both(
    project: SmallProject, write: Callable[[Document], object], **values: Any
) -> tuple[bytes, bytes]:
    """What docgen and docxtpl make of it."""
    own = by_docgen(project, TemplateCase(write, values))
    return own, by_docxtpl(project.pack / "form.docx", {"名称": "报告", **values})


def looks(data: bytes) -> list[list[tuple[str, bool, bool]]]:
    """Text, bold, italic of the runs of each paragraph."""
    return [
        [(run.text, bool(run.bold), bool(run.italic)) for run in paragraph.runs if run.text]
        for paragraph in docx.Document(io.BytesIO(data)).paragraphs
    ]


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


# Tags that docgen does not take.


@pytest.mark.parametrize(
    ("tag", "zh", "en"),
    [
        ("{{r 名称 }}", "Markdown", "{{p field }}"),
        ("前{{r 名称.无 }}后", "Markdown", "{{p field }}"),
        ("{{tr 名称 }}", "{%tr for … %}", "{%tr for … %}"),
        ("{{tc 名称 }}", "{%tc for … %}", "{%tc for … %}"),
        ("{% vm %}{{ 名称 }}", "{{ 字段 | merge }}", "{{ field | merge }}"),
        ("{{ 名称 }}{%vm%}", "{{ 字段 | merge }}", "{{ field | merge }}"),
        ("{% hm %}{{ 名称 }}", "{% colspan n %}", "{% colspan n %}"),
    ],
)
def test_a_refused_tag_is_named_with_its_place_and_what_to_use(
    project: SmallProject, tag: str, zh: str, en: str
) -> None:
    def write(document: Document) -> None:
        document.add_table(1, 1)
        runs_of = document.add_table(2, 2).rows[1].cells[1].paragraphs[0]
        for part in (tag[:4], tag[4:]):
            runs_of.add_run(part)

    project.part(write)
    (problem,) = project.render().all_problems()
    assert problem.code == "template-tag"
    assert problem.template == TemplatePlace(PART, table=2, row=2, cell=2)
    for language, instead in (("zh", zh), ("en", en)):
        message, hint = problem_text(problem, language).split("\n")  # type: ignore[arg-type]
        assert problem.words["tag"] in message
        assert problem.words["tag"] in tag
        assert instead in hint


def test_formatted_text_comes_from_markdown(project: SmallProject) -> None:
    """docxtpl's RichText is made in Python; a writer has Markdown."""
    project.template("{{p 文 }}", "末")
    project.schema(文={"contentMediaType": "text/markdown"})
    project.content("文: 前**粗体**中*斜体*后***粗斜***<5&\n")
    path = project.render().outcomes[0].docx
    assert path is not None
    rich = RichText("前")
    for text, look in (("粗体", "bold"), ("中", ""), ("斜体", "italic"), ("后", "")):
        rich.add(text, **({look: True} if look else {}))
    rich.add("粗斜", bold=True, italic=True)
    rich.add("<5&")
    project.template("{{r 文 }}", "末")
    assert looks(path.read_bytes()) == looks(by_docxtpl(project.pack / "form.docx", {"文": rich}))


def test_pictures_come_from_markdown(project: SmallProject) -> None:
    project.template("{{p 文 }}", "末")
    project.schema(文={"contentMediaType": "text/markdown"})
    project.content("文: '![](甲.png)'\n")
    (project.unit / "甲.png").write_bytes(png(30, 20))
    path = project.render().outcomes[0].docx
    assert path is not None
    project.template("{{ 图 }}", "末")
    template = DocxTemplate(str(project.pack / "form.docx"))
    image = InlineImage(template, str(project.unit / "甲.png"))
    template.render({"图": image}, autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    (own,), (peer,) = (docx.Document(file).inline_shapes for file in (str(path), buffer))
    assert (own.width, own.height) == (peer.width, peer.height)
    pictures = [
        [data for name, data in entries(package).items() if name.startswith("word/media/")]
        for package in (path.read_bytes(), buffer.getvalue())
    ]
    assert pictures[0] == pictures[1] == [png(30, 20)]


# Values.


def test_signs_in_values_and_constants_stay(project: SmallProject) -> None:
    def write(document: Document) -> None:
        texts(document, "{{ 甲 }}", "{{ '甲&“乙”' }}", "{% if 甲 == '{_{&}_}' %}同{% endif %}末")

    own, peer = both(project, write, 甲="{_{&}_}")
    assert lines(own) == ["{_{&}_}", "甲&“乙”", "同末"]
    assert lines(peer) == ["{{&}}", '甲&amp;"乙"', "末"]


@pytest.mark.parametrize("sign", ["\a", "\f"])
def test_signs_that_end_a_paragraph_are_told_to_the_writer(
    project: SmallProject, sign: str
) -> None:
    """Word cannot store them; docxtpl's Listing ends a paragraph or a page there."""
    project.template("{{ 甲 }}", "末")
    project.content(f'甲: "一{sign.encode("unicode_escape").decode()}二"\n')
    assert codes(project.render()) == ["control-character"]
    peer = by_docxtpl(project.pack / "form.docx", {"甲": f"一{sign}二"})
    assert len(lines(peer)) > 2
    project.template("{{p 甲 }}", "末")
    project.content('甲: "一\\n二"\n')
    assert [paragraph.text for paragraph in project.document().paragraphs] == ["一", "二", "末"]


@pytest.mark.parametrize("tag", ["{{ true }}", "{{ none }}", "{{ 0.1 }}", "{{ 列 }}", "{{ loop }}"])
def test_what_is_no_single_value_is_not_printed(project: SmallProject, tag: str) -> None:
    project.template("{% for 一 in 列 %}" + tag + "{% endfor %}")
    project.content("列: [一]\n")
    assert "template-failed" in codes(project.render())


def test_a_missing_field_is_an_error_with_its_place(project: SmallProject) -> None:
    project.template("{{ 名称 }}", "{{ 无 }}")
    (problem,) = project.render().all_problems()
    assert (problem.code, problem.template) == ("missing-field", TemplatePlace(PART, paragraph=2))
    assert lines(by_docxtpl(project.pack / "form.docx", {"名称": "甲"})) == ["甲", ""]


# Looks.


def test_text_behind_a_split_tag_keeps_its_look(project: SmallProject) -> None:
    def write(document: Document) -> None:
        runs(document, ("{{ 甲", "b"), (" }}尾", "i"))
        texts(document, "末")

    own, peer = both(project, write, 甲="一")
    assert looks(own)[0] == [("一", True, False), ("尾", False, True)]
    assert looks(peer)[0] == [("一尾", True, False)]


def test_text_beside_a_run_tag_keeps_its_look(project: SmallProject) -> None:
    def write(document: Document) -> None:
        runs(document, ("前{%r if 甲 %}甲{%r endif %}后", "b"))
        texts(document, "末")

    own, peer = both(project, write, 甲="一")
    assert [bold for _, bold, _ in looks(own)[0]] == [True, True, True]
    assert [bold for _, bold, _ in looks(peer)[0]] == [True, False, False]


# Structure.


def test_loops_over_nothing_leave_no_table_and_no_row(project: SmallProject) -> None:
    def write(document: Document) -> None:
        table(document, "{%tr for 一 in 列 %}", "{{ 一 }}", "{%tr endfor %}")
        table(document, "{%tc for 一 in 列 %}¦{{ 一 }}¦{%tc endfor %}", "甲")

    own, peer = both(project, write, 列=[])
    rows = [
        [len(table.rows) for table in docx.Document(io.BytesIO(data)).tables]
        for data in (own, peer)
    ]
    assert rows == [[1], [0, 2]]


def test_a_cell_of_which_nothing_is_left_has_a_paragraph(
    project: SmallProject, tmp_path: Path
) -> None:
    def write(document: Document) -> None:
        cell = table(document, "{%p for 一 in 列 %}").rows[0].cells[0]
        cell.add_paragraph("{{ 一 }}")
        cell.add_paragraph("{%p endfor %}")

    own, peer = both(project, write, 列=[])
    assert audit(own, tmp_path) == []
    assert audit(peer, tmp_path) != []


def test_spans_and_colours_stand_where_the_format_has_them(
    project: SmallProject, tmp_path: Path
) -> None:
    def write(document: Document) -> None:
        drawn = table(document, '{% colspan 2 %}{% cellbg "D9D9D9" %}甲¦乙', "丙¦丁")
        drawn.rows[0]._tr.remove(drawn.rows[0]._tr.tc_lst[1])

    own, peer = both(project, write)
    assert audit(own, tmp_path) == []
    assert audit(peer, tmp_path) != []


def test_a_repeated_drawing_has_a_number_of_its_own(project: SmallProject) -> None:
    def write(document: Document) -> None:
        texts(document, "{%p for 一 in 列 %}")
        document.add_picture(io.BytesIO(png(4, 3)))
        texts(document, "{%p endfor %}", "末")

    own, _ = both(project, write, 列=["一", "二", "三"])
    body = docx.Document(io.BytesIO(own)).element.body
    numbers = [drawing.get("id") for drawing in body.iter("{*}docPr")]
    assert len(set(numbers)) == len(numbers) == 3


@pytest.mark.parametrize("tag", ["", "{{ 甲 }}"])
def test_a_repeated_note_has_a_number_of_its_own(
    project: SmallProject, tmp_path: Path, tag: str
) -> None:
    def write(document: Document) -> None:
        texts(document, "{%p for 一 in 列 %}")
        with_notes(document, "footnote", f"注{tag}", "另注")
        texts(document, "{%p endfor %}", "末")

    own, _ = both(project, write, 列=["一", "二"], 甲="值")
    document = docx.Document(io.BytesIO(own))
    numbers = [
        reference.get(w("id")) for reference in document.element.body.iter(w("footnoteReference"))
    ]
    assert len(set(numbers)) == len(numbers) == 4
    notes = parse_xml(entries(own)["word/footnotes.xml"])
    note_texts = {note.get(w("id")): text_of(note) for note in notes}
    value = "值" if tag else ""
    assert [note_texts[number] for number in numbers] == [f"注{value}", "另注"] * 2
    assert audit(own, tmp_path) == []


def test_tracked_deletions_are_not_filled_in(project: SmallProject) -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("{{ 甲 }}")
        deletion = "<w:r><w:delText>旧</w:delText></w:r>"
        new = "<w:r><w:t>新{{ 甲 }}</w:t></w:r>"
        for kind, runs_in in (("del", deletion), ("ins", new)):
            mark = f'<w:{kind} {W_AND_V} w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z">'
            paragraph._p.append(parse_xml(f"{mark}{runs_in}</w:{kind}>"))
        texts(document, "末")

    own, peer = both(project, write, 甲="一")
    assert lines(own)[0] == "一新一"
    assert "<w:del " not in entries(own)["word/document.xml"].decode()
    assert "<w:del " in entries(peer)["word/document.xml"].decode()


def test_text_beside_a_row_tag_is_not_lost(project: SmallProject) -> None:
    def write(document: Document) -> None:
        table(document, "{%tr if 名称 %}¦合计", "{{ 名称 }}¦", "{%tr endif %}¦")

    project.part(write)
    assert codes(project.render()) == ["template-text-lost"]
    peer = docx.Document(io.BytesIO(by_docxtpl(project.pack / "form.docx", {"名称": "报告"})))
    assert [cell.text for row in peer.tables[0].rows for cell in row.cells] == ["报告", ""]


# Tags of docxtpl's that say more in docgen.


@pytest.mark.parametrize("tag", ["{% colspan 2 %}", '{% cellbg "FF0000" %}'])
def test_a_cells_tag_needs_a_cell(project: SmallProject, tag: str) -> None:
    project.template("{{ 名称 }}", tag)
    (problem,) = project.render().all_problems()
    assert problem.code == "merge-outside-table"
    assert problem.template == TemplatePlace(PART, paragraph=2)
    assert tag in problem_text(problem, "en")


@pytest.mark.parametrize(
    "tag",
    [
        "{% colspan 0 %}",
        "{% colspan 64 %}",
        "{% colspan 名称 %}",
        "{% colspan '' %}",
        "{% colspan 1.5 %}",
        "{% cellbg 名称 %}",
        '{% cellbg "#FF0000" %}',
        '{% cellbg "red" %}',
    ],
)
def test_what_is_no_number_of_columns_and_no_colour(project: SmallProject, tag: str) -> None:
    def write(document: Document) -> None:
        table(document, "甲¦乙", f"{{{{ 名称 }}}}¦{tag}")

    project.part(write)
    (problem,) = project.render().all_problems()
    assert problem.code == "template-failed"
    assert problem.template == TemplatePlace(PART, table=1, row=2, cell=2)


@pytest.mark.parametrize("tag", ["{% colspan 无 %}", "{% cellbg 无 %}"])
def test_a_missing_field_in_a_cells_tag(project: SmallProject, tag: str) -> None:
    def write(document: Document) -> None:
        table(document, f"甲{tag}¦乙")

    project.part(write)
    (problem,) = project.render().all_problems()
    assert (problem.code, problem.words["name"]) == ("missing-field", "无")
    assert problem.template == TemplatePlace(PART, table=1, row=1, cell=1)


def test_a_blank_colour_is_none(project: SmallProject, tmp_path: Path) -> None:
    def write(document: Document) -> None:
        table(document, "{% cellbg 色 %}甲¦乙")

    project.part(write)
    project.content("色:\n")
    cell = project.document().tables[0].rows[0].cells[0]
    assert [shading.get(w("fill")) for shading in cell._tc.iter(w("shd"))] == ["auto"]


# Notes.


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_wrong_tag_in_a_note_is_reported_with_its_place(project: SmallProject, kind: str) -> None:
    project.part(lambda document: with_notes(document, kind, "{{ 名称 }}", "{{ 名称 | 甲 }}"))
    (problem,) = project.render().all_problems()
    assert problem.code == "template-syntax"
    assert problem.template == TemplatePlace(PART, paragraph=2, story=f"{kind}s")


def test_endnotes_are_filled_like_footnotes(project: SmallProject, tmp_path: Path) -> None:
    """docxtpl prints their tags as they stand."""
    own, peer = both(
        project, lambda document: with_notes(document, "endnote", "见{{ 甲 }}"), 甲="一"
    )
    assert "见一" in entries(own)["word/endnotes.xml"].decode()
    assert "见{{ 甲 }}" in entries(peer)["word/endnotes.xml"].decode()
    assert audit(own, tmp_path) == []


def test_a_slot_has_no_place_in_a_note(project: SmallProject) -> None:
    project.part(lambda document: with_notes(document, "footnote", "{{p 名称 }}"))
    assert "template-slot-place" in codes(project.render())
