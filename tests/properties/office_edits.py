"""Random edits of a marked unit's Word file, each made in OOXML as Word makes it.

An edit notes the anchors of the paragraphs or rows that it changed. What it adds are markers.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import TypeAlias

from docx.document import Document
from docx.enum.text import WD_BREAK, WD_UNDERLINE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.oxml.text.paragraph import CT_P
from docx.shared import Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from docgen.word.xml import W, w
from tests.properties.marked_units import FIGURE, WHOLE, Words
from tests.properties.seen_words import anchors_in
from tests.scripted_edits import cells, fill, png, remove, tracked

Edit: TypeAlias = "Callable[[Editor], None]"
OFFICE_EDITS: dict[str, Edit] = {}
"""The edits by name."""


def office_edit(edit: Edit) -> Edit:
    OFFICE_EDITS[edit.__name__] = edit
    return edit


@dataclass
class Editor:
    """An open document, and where it was edited: anchors of the paragraphs and rows."""

    document: Document
    words: Words
    touched: set[str] = field(default_factory=set)

    @property
    def random(self) -> Random:
        return self.words.random

    def body(self) -> list[Paragraph]:
        """The paragraphs of the slot that have words."""
        found = [paragraph for paragraph in self.document.paragraphs if paragraph.text.strip()]
        stop = next(i for i, paragraph in enumerate(found) if paragraph.text == "收支表")
        return found[1:stop]

    def paragraph(self, *, plain: bool = False) -> Paragraph:
        """One of the slot that has words of the unit in runs; with ``plain``, no heading."""
        found = [
            paragraph
            for paragraph in self.body()
            if anchors_in(paragraph.text)
            and not (plain and str(paragraph.style.name).startswith("Heading"))  # type: ignore[union-attr]
        ]
        return self.touch(self.random.choice(found))

    def touch(self, paragraph: Paragraph) -> Paragraph:
        self.touched |= anchors_in(paragraph.text)
        return paragraph

    def run(self, *, plain: bool = False) -> Run:
        """A run of words."""
        for _ in range(100):
            found = [run for run in self.paragraph(plain=plain).runs if len(cuts(run.text)) > 3]
            if found:
                return self.random.choice(found)
        raise AssertionError("no run with words")

    def row(self) -> _Row:
        """A row of the list, which has figures."""
        table = self.document.tables[-1]
        found = [_Row(row, table) for row in table._tbl.tr_lst[1:]]
        return self.touch_row(self.random.choice(found))

    def touch_row(self, row: _Row) -> _Row:
        for cell in cells(row):
            self.touched |= anchors_in(cell.text)
        return row

    def marker(self) -> str:
        return next(self.words.markers)


def cuts(text: str) -> list[int]:
    """The offsets at which a text can be cut without cutting a whole word."""
    inside = {at for match in WHOLE.finditer(text) for at in range(match.start() + 1, match.end())}
    return [at for at in range(len(text) + 1) if at not in inside]


def part(random: Random, text: str) -> tuple[int, int]:
    """A part of a text of two to four places, none of it a whole word cut in two."""
    found = cuts(text)
    first = random.randrange(len(found) - 2)
    return found[first], found[min(first + random.randint(2, 4), len(found) - 1)]


def separated(editor: Editor) -> Run:
    """A few words in a run of their own."""
    run = editor.run()
    start, stop = part(editor.random, run.text)
    text = run.text
    middle, last = deepcopy(run._r), deepcopy(run._r)
    run._r.addnext(middle)
    middle.addnext(last)
    made, behind = Run(middle, run._parent), Run(last, run._parent)
    run.text, made.text, behind.text = text[:start], text[start:stop], text[stop:]
    return made


def copied(paragraph: Paragraph, text: str) -> Paragraph:
    """A new paragraph of the same kind behind it."""
    new = Paragraph(deepcopy(paragraph._p), paragraph._parent)
    paragraph._p.addnext(new._p)
    first, *rest = [child for child in new._p if child.tag != w("pPr")]
    for child in rest if first.tag == w("r") else (first, *rest):
        new._p.remove(child)
    run = new.runs[0] if new.runs else new.add_run()
    run.text, run.bold = text, None
    return new


@office_edit
def words_inserted(editor: Editor) -> None:
    run = editor.run()
    at = editor.random.choice(cuts(run.text))
    run.text = run.text[:at] + editor.marker() + run.text[at:]


@office_edit
def words_replaced(editor: Editor) -> None:
    run = editor.run()
    start, stop = part(editor.random, run.text)
    run.text = run.text[:start] + editor.marker() + run.text[stop:]


@office_edit
def words_deleted(editor: Editor) -> None:
    run = editor.run()
    start, stop = part(editor.random, run.text)
    run.text = run.text[:start] + run.text[stop:]


@office_edit
def a_sentence_added_at_the_end(editor: Editor) -> None:
    editor.paragraph(plain=True).add_run(f"另有{editor.marker()}一项。")


@office_edit
def words_made_bold(editor: Editor) -> None:
    separated(editor).bold = True


@office_edit
def words_made_italic(editor: Editor) -> None:
    separated(editor).italic = True


@office_edit
def a_size(editor: Editor) -> None:
    separated(editor).font.size = Pt(editor.random.choice((12, 14, 18)))


@office_edit
def a_colour(editor: Editor) -> None:
    separated(editor).font.color.rgb = RGBColor(0xC0, 0, editor.random.randint(0, 200))


@office_edit
def an_underline(editor: Editor) -> None:
    separated(editor).font.underline = WD_UNDERLINE.WAVY


@office_edit
def a_footnote(editor: Editor) -> None:
    run = separated(editor)
    number = _note_number(editor.document, editor.marker())
    xml = f'<w:r xmlns:w="{W}"><w:footnoteReference w:id="{number}"/></w:r>'
    run._r.addnext(parse_xml(xml))


_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def _note_number(document: Document, text: str) -> int:
    """Adds the text of a note; its number."""
    relations = document.part.rels.values()
    notes = next((found.target_part for found in relations if found.reltype == RT.FOOTNOTES), None)
    if notes is None:
        empty = f'<w:footnotes xmlns:w="{W}"/>'.encode()
        notes = Part(PackURI("/word/footnotes.xml"), _NOTES_TYPE, empty, document.part.package)
        document.part.relate_to(notes, RT.FOOTNOTES)
    root = etree.fromstring(notes.blob)
    number = 2 + max((int(note.get(w("id"), "0")) for note in root), default=0)
    note = f'<w:footnote xmlns:w="{W}" w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
    root.append(etree.fromstring(f"{note}</w:footnote>"))
    notes._blob = etree.tostring(root)
    return number


@office_edit
def a_comment(editor: Editor) -> None:
    run = separated(editor)
    editor.document.add_comment(run, text=f"请核实{editor.marker()}", author="审核员")


@office_edit
def a_tracked_insertion(editor: Editor) -> None:
    run = separated(editor)
    run._r.addnext(tracked("ins", f"<w:r><w:t>{editor.marker()}</w:t></w:r>"))


@office_edit
def a_tracked_deletion(editor: Editor) -> None:
    run = separated(editor)
    deletion = tracked("del", f"<w:r><w:delText>{run.text}</w:delText></w:r>")
    run._r.addnext(deletion)
    remove(run._r)


@office_edit
def a_picture(editor: Editor) -> None:
    editor.paragraph(plain=True).add_run().add_picture(io.BytesIO(png()))


@office_edit
def a_picture_of_its_own(editor: Editor) -> None:
    copied(editor.paragraph(plain=True), "").add_run().add_picture(io.BytesIO(png()))


@office_edit
def a_page_break(editor: Editor) -> None:
    editor.paragraph().insert_paragraph_before().add_run().add_break(WD_BREAK.PAGE)


@office_edit
def a_paragraph_split(editor: Editor) -> None:
    paragraph = editor.paragraph(plain=True)
    new = Paragraph(deepcopy(paragraph._p), paragraph._parent)
    places = [
        (index, at)
        for index, run in enumerate(paragraph.runs)
        for at in range(1, len(run.text))
        if run.text[at - 1] in "，；。"
    ]
    if not places:
        return
    paragraph._p.addnext(new._p)
    index, at = editor.random.choice(places)
    children = [child for child in paragraph._p if child.tag != w("pPr")]
    copies = [child for child in new._p if child.tag != w("pPr")]
    cut = children.index(paragraph.runs[index]._r)
    kept, moved = Run(children[cut], paragraph), Run(copies[cut], new)  # type: ignore[arg-type]
    kept.text, moved.text = kept.text[:at], kept.text[at:]
    for child in (*children[cut + 1 :], *copies[:cut]):
        remove(child)


@office_edit
def paragraphs_joined(editor: Editor) -> None:
    first = editor.paragraph(plain=True)
    second = first._p.getnext()
    if isinstance(second, CT_P) and not _is_heading(Paragraph(second, first._parent)):
        editor.touch(Paragraph(second, first._parent))
        first._p.extend([child for child in second if child.tag != w("pPr")])
        remove(second)


@office_edit
def a_paragraph_moved(editor: Editor) -> None:
    editor.paragraph(plain=True)._p.addnext(editor.paragraph(plain=True)._p)


@office_edit
def a_paragraph_added(editor: Editor) -> None:
    near = editor.paragraph()
    copied(near, f"补充{editor.marker()}如下：{editor.marker()}。")


@office_edit
def a_paragraph_removed(editor: Editor) -> None:
    if len(editor.body()) > 5:
        remove(editor.paragraph(plain=True)._p)


@office_edit
def a_paragraph_made_a_heading(editor: Editor) -> None:
    editor.paragraph(plain=True).style = editor.document.styles["Heading 2"]


@office_edit
def a_heading_renamed(editor: Editor) -> None:
    headings = [paragraph for paragraph in editor.body() if _is_heading(paragraph)]
    if headings:
        heading = editor.touch(editor.random.choice(headings))
        heading.runs[-1].text += editor.marker()


@office_edit
def a_heading_of_another_level(editor: Editor) -> None:
    headings = [paragraph for paragraph in editor.body() if _is_heading(paragraph)]
    if headings:
        heading = editor.touch(editor.random.choice(headings))
        heading.style = editor.document.styles["Heading 3"]


def _is_heading(paragraph: Paragraph) -> bool:
    return str(paragraph.style.name).startswith("Heading")  # type: ignore[union-attr]


def _items(editor: Editor) -> list[Paragraph]:
    return [
        paragraph
        for paragraph in editor.body()
        if paragraph._p.find(f"{w('pPr')}/{w('numPr')}") is not None
    ]


@office_edit
def an_item_added(editor: Editor) -> None:
    if items := _items(editor):
        copied(editor.touch(editor.random.choice(items)), f"新增{editor.marker()}一项；")


@office_edit
def an_item_removed(editor: Editor) -> None:
    if items := _items(editor):
        remove(editor.touch(editor.random.choice(items))._p)


@office_edit
def an_item_swapped_with_the_next(editor: Editor) -> None:
    if items := _items(editor):
        item = editor.touch(editor.random.choice(items))
        following = item._p.getnext()
        if following is not None and following.tag == w("p"):
            following.addnext(item._p)


@office_edit
def a_figure_in_one_place(editor: Editor) -> None:
    found = [
        run for paragraph in editor.body() for run in paragraph.runs if FIGURE.fullmatch(run.text)
    ]
    if found:
        run = editor.random.choice(found)
        editor.touch(Paragraph(run._r.getparent(), editor.document))  # type: ignore[arg-type]
        run.text = next(editor.words.figures)


@office_edit
def a_figure_in_all_places(editor: Editor) -> None:
    texts = list(editor.document.element.body.iter(w("t")))
    figures = [text.text for text in texts if FIGURE.fullmatch(text.text or "")]
    old, new = editor.random.choice(figures), next(editor.words.figures)
    for text in texts:
        if text.text == old:
            text.text = new
            outer = next(text.iterancestors(w("p")))
            editor.touch(Paragraph(outer, editor.document))


@office_edit
def a_cell_of_the_form(editor: Editor) -> None:
    cell = editor.random.choice(_form_table(editor).rows[:2]).cells[1]
    run = editor.touch(cell.paragraphs[0]).runs[0]
    at = editor.random.choice(cuts(run.text))
    run.text = run.text[:at] + editor.marker() + run.text[at:]


def _form_table(editor: Editor) -> Table:
    return editor.document.tables[-2]


@office_edit
def a_label_of_the_form(editor: Editor) -> None:
    _form_table(editor).rows[0].cells[0].paragraphs[0].runs[0].text += editor.marker()


@office_edit
def a_figure_of_a_row(editor: Editor) -> None:
    fill(cells(editor.row())[2], next(editor.words.figures))


@office_edit
def a_note_of_a_row(editor: Editor) -> None:
    cell = cells(editor.row())[3]
    fill(cell, cell.text + editor.marker())


@office_edit
def a_row_added(editor: Editor) -> None:
    row = editor.row()
    copy = deepcopy(row._tr)
    row._tr.addnext(copy)
    new = cells(_Row(copy, editor.document.tables[-1]))
    new[0]._tc.vMerge = "continue"
    fill(new[0], "")
    if cells(row)[0]._tc.vMerge is None:
        cells(row)[0]._tc.vMerge = "restart"
    for cell, text in zip(
        new[1:], (editor.marker(), next(editor.words.figures), editor.marker()), strict=True
    ):
        fill(cell, text)


@office_edit
def a_row_removed(editor: Editor) -> None:
    """The last of the rows with one kind, or a row that is merged with none."""
    rows = editor.document.tables[-1]._tbl.tr_lst
    if len(rows) > 3:
        row = editor.touch_row(_Row(rows[-1], editor.document.tables[-1]))
        remove(row._tr)


@office_edit
def rows_swapped(editor: Editor) -> None:
    """The texts of two rows, all but the merged cell."""
    first, second = editor.row(), editor.row()
    pairs = list(zip(cells(first)[1:], cells(second)[1:], strict=True))
    for one, other in [] if first._tr is second._tr else pairs:
        texts = (other.text, one.text)
        fill(one, texts[0])
        fill(other, texts[1])


def _markdown_table(editor: Editor) -> Iterator[_Row]:
    table = editor.document.tables[0]
    yield from (_Row(row, table) for row in table._tbl.tr_lst[1:])


@office_edit
def a_cell_of_a_markdown_table(editor: Editor) -> None:
    row = editor.touch_row(editor.random.choice(list(_markdown_table(editor))))
    cell = cells(row)[0]
    fill(cell, cell.text + editor.marker())


@office_edit
def a_row_of_a_markdown_table_added(editor: Editor) -> None:
    row = editor.touch_row(editor.random.choice(list(_markdown_table(editor))))
    copy = deepcopy(row._tr)
    row._tr.addnext(copy)
    for cell, text in zip(
        cells(_Row(copy, editor.document.tables[0])),
        (editor.marker(), next(editor.words.figures)),
        strict=True,
    ):
        fill(cell, text)


@office_edit
def a_row_of_a_markdown_table_removed(editor: Editor) -> None:
    rows = list(_markdown_table(editor))
    if len(rows) > 1:
        remove(editor.touch_row(editor.random.choice(rows))._tr)


@office_edit
def a_line_end(editor: Editor) -> None:
    run = editor.run(plain=True)
    at = editor.random.choice(cuts(run.text))
    run.text = run.text[:at] + "\n" + run.text[at:]


@office_edit
def an_empty_line(editor: Editor) -> None:
    editor.paragraph().insert_paragraph_before()


@office_edit
def runs_cut_up(editor: Editor) -> None:
    """As Word does at every save, without a change of words."""
    separated(editor)._r.set(w("rsidR"), "00A1B2C3")


@office_edit
def a_footer(editor: Editor) -> None:
    editor.document.sections[-1].footer.add_paragraph(f"送审{editor.marker()}")


@office_edit
def a_table_added(editor: Editor) -> None:
    table = editor.document.add_table(2, 2)
    table.cell(0, 0).text = editor.marker()
    near = editor.paragraph(plain=True)
    near._p.addnext(table._tbl)
    table._tbl.addnext(etree.fromstring(f'<w:p xmlns:w="{W}"/>'))
