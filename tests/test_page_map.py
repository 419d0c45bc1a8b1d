"""Each glyph of a report's PDF knows where it was typed, and what is typed knows its glyphs.

Laws over all glyphs of real PDFs: a place that is named holds the glyph, and none is named where
another glyph was typed. The samples of both packs, a draft that is nothing but blanks, and a form
that has nearly all that forms have.
"""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
from lxml import etree

from docgen.content.blocks import Heading, Item
from docgen.diagnostics import Place
from docgen.packs.content_index import path_name
from docgen.packs.expressions.paths import Steps
from docgen.pdf.pdfium import PDFIUM
from docgen.preview.page_map import PageBox, map_pages
from docgen.preview.printed_source import PrintedSource
from docgen.roundtrip.reading.docx_model import OBJECT
from docgen.runs.build import Packs
from docgen.scaffold.content.new_edition import start_unit
from docgen.word.xml import text_of, w
from tests.support import ROOT, UNIT, needs_libreoffice
from tests.unit.preview.mapped_units import (
    ROWS,
    MappedGlyph,
    MappedUnit,
    mapped_unit,
    pack_of,
    unit_of_pack,
    varied_project,
)

pytestmark = [pytest.mark.slow, needs_libreoffice]

HUNAN, CENTRAL = "hunan-self-evaluation", "central-project-form"
KINDS = ("hunan", "central", "draft", "varied")
GLYPHS = 200
LEAST = 0.99
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\s+")
NUMBER = re.compile(r"[\d一二三四五六七八九十（）().、•]")
REPORT = "content/2023/one/report.yaml"
CHAPTER = "content/2023/one/narrative/章.md"


@cache
def of_kind(kind: str, folder: Path) -> MappedUnit:
    root = folder / "project"
    match kind:
        case "hunan":
            unit_of_pack(root, HUNAN, UNIT)
        case "central":
            unit_of_pack(root, CENTRAL, ROOT / "content" / "2023" / "science-museum")
        case "draft":
            pack_of(root, HUNAN)
            (root / "content").mkdir()
            start_unit("2023", HUNAN, "new-office", root=root)
        case "varied":
            varied_project(root)
    return mapped_unit(root, folder, draft=kind == "draft")


def mapped(kind: str, factory: pytest.TempPathFactory) -> MappedUnit:
    folder = factory.getbasetemp() / f"mapped-{kind}"
    folder.mkdir(exist_ok=True)
    return of_kind(kind, folder)


@pytest.fixture(scope="module", params=KINDS)
def unit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MappedUnit:
    return mapped(request.param, tmp_path_factory)


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> MappedUnit:
    return mapped("varied", tmp_path_factory)


def places(unit: MappedUnit, glyph: MappedGlyph) -> tuple[Place | None, str]:
    """Where a glyph was typed, and what stands there."""
    place = glyph.source.glyph_place(glyph.offset) if glyph.source else None
    return place, unit.line(place.file, place.line)[place.column - 1] if place else ""


def is_typed(glyph: MappedGlyph) -> bool:
    """Whether somebody typed a glyph; numbers before headings are Word's."""
    kinds = ("typed", "text")
    return glyph.source is not None and glyph.source.kind in kinds and glyph.offset >= 0


def value_at(unit: MappedUnit, source: PrintedSource) -> object:
    """What the unit's data have under the keys of a source."""
    values = unit.built.unit.data.items()
    found = [value for steps, value in _leaves(dict(values)) if path_name(steps) == source.keys]
    return found[0] if found else None


def _leaves(value: object, steps: Steps = ()) -> Iterator[tuple[Steps, object]]:
    if isinstance(value, (dict, list)):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(child, (*steps, key))
    else:
        yield steps, value


def test_every_glyph_of_the_pdf_is_in_one_span_where_it_has_ink(unit: MappedUnit) -> None:
    ours = Counter((glyph.page, glyph.sign) for glyph in unit.glyphs)
    theirs = Counter[tuple[int, str]]()
    misplaced = []
    with PDFIUM, pypdfium2.PdfDocument(unit.pdf) as document:
        for number, page in enumerate(document):
            text, height = page.get_textpage(), page.get_height()
            signs = [text.get_text_range(at, 1) for at in range(text.count_chars())]
            theirs.update((number, sign) for sign in signs if sign.strip())
            for glyph in (glyph for glyph in unit.glyphs if glyph.page == number):
                x, y = (glyph.x + glyph.right) / 2, glyph.span.y + glyph.span.height / 2
                beside, above = (glyph.right - glyph.x) / 2, glyph.span.height / 2
                at = text.get_index(x, height - y, beside, above)
                if at is None or signs[at] != glyph.sign:
                    misplaced.append(glyph)
    assert ours == theirs
    assert misplaced == []


def test_every_glyph_has_a_source(unit: MappedUnit) -> None:
    assert [glyph.sign for glyph in unit.glyphs if glyph.source is None] == []


def test_of_200_glyphs_nearly_all_are_named_and_each_place_holds_its_glyph(
    unit: MappedUnit,
) -> None:
    typed = [glyph for glyph in unit.glyphs if is_typed(glyph)]
    chosen = random.Random(17).sample(typed, min(GLYPHS, len(typed)))
    found = [(glyph.sign, *places(unit, glyph)) for glyph in chosen]
    named = [(sign, held) for sign, place, held in found if place]
    assert len(named) >= LEAST * len(chosen)
    assert [pair for pair in named if pair[0] != pair[1]] == []


def test_no_glyph_is_named_at_a_wrong_place(unit: MappedUnit) -> None:
    """Of a value the glyphs stand one behind the other, as they were typed."""
    wrong = []
    for source in unit.page_map.sources:
        where = [source.glyph_place(at) for at in range(len(source.value))]
        named = [(place, sign) for place, sign in zip(where, source.value, strict=True) if place]
        wrong += [
            (place, sign)
            for place, sign in named
            if unit.line(place.file, place.line)[place.column - 1] != sign
        ]
        assert [place for place, _ in named] == sorted({place for place, _ in named})
        if source.kind not in ("typed", "text"):
            assert named == []
    assert wrong == []


def test_every_binding_is_named_where_its_braces_stand(unit: MappedUnit) -> None:
    """Also in a text that is folded or in quotes."""
    for source in unit.page_map.sources:
        if source.binding:
            line = unit.line(source.binding.file, source.binding.line)
            assert line.startswith("{{", source.binding.column - 1)
        if source.kind == "text" and source.value.strip() and source.glyph_place(0):
            assert source.place == source.glyph_place(0)


def test_what_is_typed_is_the_value_under_its_keys(unit: MappedUnit) -> None:
    """Keys that a form prints, and lines of a text, are part of what stands there."""
    for source in unit.page_map.sources:
        if source.kind == "typed":
            assert source.place
            line = unit.line(source.place.file, source.place.line)
            value = value_at(unit, source)
            is_key = line[source.place.column - 1 :].lstrip("'\"").startswith(source.value)
            assert is_key or source.value in str(value), (source, value)


def test_the_formula_is_that_of_the_field_and_its_inputs_are_typed(unit: MappedUnit) -> None:
    formulas = [source for source in unit.page_map.sources if source.formula]
    typed = unit.document.origins.drafts.value
    for source in formulas:
        parts = [typed(place) for place in source.inputs]
        if " = total(" in source.formula and None not in parts and not unit.edition.draft:
            assert sum(Decimal(part or 0) for part in parts) == Decimal(source.value)
        if source.keys:
            value = value_at(unit, source)
            assert getattr(value, "unfilled", value) is not None
            assert source.kind == "derived"
            assert str(value) == source.value or unit.edition.draft, source
            field = re.sub(r"\[\d+\]", "[]", source.keys)
            assert field.startswith(source.formula.split(" = ")[0]), source
        assert source.inputs or unit.edition.draft
        for place in source.inputs:
            assert unit.line(place.file, place.line)
    assert formulas


def test_a_total_of_groups_follows_from_the_same_row_of_each(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    central = mapped("central", tmp_path_factory)
    drafts, totals = central.document.origins.drafts, "项目资金.年度资金总额."
    found = [source for source in central.page_map.sources if totals in source.keys]
    for source in found:
        rows = [(drafts.keys(place) or ("",))[-1] for place in source.inputs]
        assert rows == [source.keys.rpartition(".")[2]] * 3
    assert len(found) == 6


def test_the_forms_own_text_stands_in_the_template(unit: MappedUnit) -> None:
    pack = unit.built.report.pack if unit.built.report else ""
    printed = set[str]()
    for part in (unit.root / "word_templates" / pack).glob("*.docx"):
        package = docx.Document(str(part)).part.package
        for file in package.iter_parts() if package else ():
            if str(file.partname).endswith(".xml") and "/word/" in str(file.partname):
                root = etree.fromstring(file.blob)
                for paragraph in root.iter(w("p")):
                    printed.add("".join(TAG.split(text_of(paragraph))))
                    printed.update(TAG.split(text_of(paragraph)))
    for source in unit.page_map.sources:
        if source.kind == "form":
            for piece in re.split(f"[{OBJECT}\\s]+", source.value):
                assert any(piece in text for text in printed), source.value


def test_the_boxes_of_what_is_typed_hold_its_glyphs(unit: MappedUnit) -> None:
    """Also those of each place within a Markdown text, which are those of its block."""
    for glyph in unit.glyphs[:: max(1, len(unit.glyphs) // 400)]:
        place = glyph.source.place if glyph.source else None
        if place:
            boxes = unit.page_map.boxes(place)
            assert any(_holds(box, glyph) for box in boxes), (glyph, boxes)


def _holds(box: PageBox, glyph: MappedGlyph) -> bool:
    beside, down = glyph.x + 0.01 - box.x, glyph.span.y + 0.01 - box.y
    return box.page == glyph.page and 0 <= beside <= box.width and 0 <= down <= box.height


def test_numbers_before_headings_and_items_belong_to_them(unit: MappedUnit) -> None:
    numbers = [glyph for glyph in unit.glyphs if glyph.offset < 0 and glyph.source]
    for glyph in numbers:
        assert glyph.source
        assert glyph.source.glyph_place(glyph.offset) is None
        block = unit.page_map.index.block(glyph.source.document, glyph.source.block)
        assert NUMBER.fullmatch(glyph.sign), glyph
        assert glyph.source.kind == "form" or isinstance(block, (Heading, Item))


def test_no_two_words_of_a_text_are_named_at_one_place(unit: MappedUnit) -> None:
    """Equal cells of a row have places of their own."""
    named = Counter(
        place
        for source in unit.page_map.sources
        if source.kind == "text" and source.document and source.document.file.endswith(".md")
        for place in map(source.glyph_place, range(len(source.value)))
    )
    assert [place for place, count in named.items() if place and count > 1] == []


def test_each_row_of_a_long_table_has_its_own_line(varied: MappedUnit) -> None:
    """Rows over many pages, of which figures look alike: none is taken for another."""
    lines = (varied.root / REPORT).read_text("utf-8").split("\n")
    for number in range(ROWS):
        (line,) = (at for at, line in enumerate(lines, 1) if f"名: 工程{number}号," in line)
        names = varied.sources(f"工程{number}号"), varied.sources_of(f"备注{number}：")
        figures = varied.sources(f"{1000 + 7 * number}.5{number % 10}")
        assert [len(found) for found in (*names, figures)] == [1, 1, 1]
        found = [source for group in (*names, figures) for source in group]
        assert {source.place.line for source in found if source.place} == {line}
        halves = [it for it in varied.page_map.sources if it.keys == f"行[{number}].一半"]
        assert [half.inputs for half in halves] == [(figures[0].place,)]
        (cell,) = {source.cell.row for source in (*found, *halves)}
        assert cell == number + 2


def test_the_head_of_a_table_and_what_pages_repeat_are_known_on_each_page(
    varied: MappedUnit,
) -> None:
    (unit,) = varied.sources("万'元")
    rows = {glyph.page for glyph in varied.glyphs if glyph.source and glyph.source.keys[:1] == "行"}
    heads = [glyph.page for glyph in varied.glyphs if glyph.source is unit and glyph.sign == "元"]
    assert sorted(heads) == sorted(rows)
    assert len(rows) > 3
    assert {box.page for box in varied.page_map.boxes(Place(REPORT, 3, 5))} == rows
    (header,) = (it for it in varied.sources("多样的报告") if len(pages_of(varied, it)) > 3)
    odd = range(0, len(varied.page_map.pages), 2)  # even pages have another header
    assert pages_of(varied, header) == set(odd)


def pages_of(unit: MappedUnit, source: PrintedSource) -> set[int]:
    return {glyph.page for glyph in unit.glyphs if glyph.source is source}


PRINTED = {
    "a value in quotes": ('a "引" b、c', REPORT, '"a ', 1),
    "a figure in the text": ("431.64", REPORT, "431.64", 0),
    "a line of a text": ("第二行，印两次", REPORT, "第二行", 0),
    "words of a block": ("，“引号”——破折号。", REPORT, "，“引号”", 0),
    "a folded text": ("元。", REPORT, "元。", 0),
    "italics in quotes": ("斜体", REPORT, "斜体", 0),
    "a heading": ("第一节", CHAPTER, "第一节", 0),
    "a wrapped line": ("接着写下去（含英文 two words", CHAPTER, "接着写", 0),
    "bold words of an item": ("要点。", CHAPTER, "要点。", 0),
    "a cell with a pipe": ("印刷费|装订", CHAPTER, "印刷费", 0),
    "what is behind the pipe": ("印刷费|装订", CHAPTER, "装订", 0),
}


@pytest.mark.parametrize("name", PRINTED)
def test_words_are_found_where_they_were_typed(varied: MappedUnit, name: str) -> None:
    value, file, typed, skipped = PRINTED[name]
    (line,) = (
        Place(file, number, line.index(typed) + 1 + skipped)
        for number, line in enumerate((varied.root / file).read_text("utf-8").split("\n"), 1)
        if typed in line
    )
    sources = varied.sources(value)
    assert sources
    offset = max(value.find(typed), 0)
    assert {source.glyph_place(offset) for source in sources} == {line}


def test_a_value_that_a_text_prints_is_typed_elsewhere(varied: MappedUnit) -> None:
    """It has the place of the value, and that of the braces."""
    bound = [it for it in varied.sources("431.64") if it.document and it.document.file == CHAPTER]
    assert len(bound) == 2
    for source in bound:
        assert source.kind == "typed"
        assert source.place == Place(REPORT, 4, 4)
        assert source.binding
        line = varied.line(CHAPTER, source.binding.line)
        assert line[source.binding.column - 1 :].startswith("{{ 甲 }}")
        assert varied.page_map.boxes(source.binding)
    (half,) = varied.sources("215.82")
    assert (half.kind, half.formula, half.inputs) == ("derived", "甲 / 2", (Place(REPORT, 4, 4),))


def test_a_group_has_the_boxes_of_all_that_is_in_it(varied: MappedUnit) -> None:
    data: Any = varied.built.unit.data
    found = {it for it in varied.page_map.sources if it.keys.startswith("行[") and it.place}
    for place in (data["行"].place, data.key_places["行"]):
        assert _inside(varied, place) >= found
        assert len({it.keys[:2] for it in _inside(varied, place)}) == 1


def test_a_place_in_a_text_has_the_boxes_of_its_block(varied: MappedUnit) -> None:
    parts = {(it.document, it.block) for it in varied.page_map.sources if it.value.strip()}
    for document, number in parts:
        block = varied.page_map.index.block(document, number)
        if block:
            place = block.place.shifted(block.lines - 1, block.place.column + 3)
            inside = _inside(varied, place)
            assert {(it.document, it.block) for it in inside} == {(document, number)}
            own = [it for it in varied.page_map.sources if it.document == document]
            assert inside >= {it for it in own if it.block == number and it.value.strip()}


def _inside(unit: MappedUnit, place: Place) -> set[PrintedSource]:
    """The sources of the glyphs in the boxes of a place."""
    boxes = unit.page_map.boxes(place)
    inside = (glyph for glyph in unit.glyphs if any(_holds(box, glyph) for box in boxes))
    return {glyph.source for glyph in inside if glyph.source}


def test_a_blank_can_be_found_and_filled_in(tmp_path_factory: pytest.TempPathFactory) -> None:
    draft = mapped("draft", tmp_path_factory)
    blanks = [source for source in draft.page_map.sources if source.kind == "blank"]
    assert len(blanks) > 20
    for source in blanks:
        assert source.place
        assert "待填" in source.value
        assert draft.page_map.boxes(source.place)


def test_a_pdf_without_tags_is_mapped_by_its_text_alone(varied: MappedUnit) -> None:
    with pikepdf.open(io.BytesIO(varied.pdf)) as file:
        del file.Root.StructTreeRoot
        file.save(data := io.BytesIO())
    packs = Packs(varied.edition.project)
    page_map = map_pages(data.getvalue(), varied.document, varied.built, packs)
    untagged = replace(varied, pdf=data.getvalue(), page_map=page_map)
    both = (Counter((glyph.page, glyph.sign) for glyph in it.glyphs) for it in (varied, untagged))
    assert len({frozenset(signs.items()) for signs in both}) == 1
    found = [places(untagged, glyph) for glyph in untagged.glyphs if is_typed(glyph)]
    named = [held for place, held in found if place]
    assert len(named) > 0.95 * sum(map(is_typed, varied.glyphs))
    test_no_glyph_is_named_at_a_wrong_place(untagged)


def test_only_pages_that_changed_have_another_digest(varied: MappedUnit, tmp_path: Path) -> None:
    """A new sign changes the fonts of the whole file, and the numbers of its objects."""
    project = varied_project(tmp_path / "project")
    text = (project.unit / "report.yaml").read_text("utf-8")
    last = f"名: 工程{ROWS - 1}号"
    (project.unit / "report.yaml").write_text(text.replace(last, f"{last}龘"), "utf-8")
    changed = mapped_unit(project.root, tmp_path)
    pairs = zip(varied.page_map.pages, changed.page_map.pages, strict=True)
    differ = [number for number, (one, other) in enumerate(pairs) if one.digest != other.digest]
    (page,) = {glyph.page for glyph in changed.glyphs if glyph.sign == "龘"}
    assert differ == [page]
