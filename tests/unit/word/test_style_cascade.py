"""The effective look of text: defaults, styles and direct formatting combined."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from hypothesis import given, strategies
from lxml import etree

from docgen.word.style_cascade import (
    Cascade,
    ParagraphLook,
    TextLook,
    indent,
    is_on,
    last_value,
    length,
)
from docgen.word.xml import w
from tests.unit.word.elements import document_of, element

DEFAULTS = """<w:docDefaults>
  <w:rPrDefault><w:rPr><w:rFonts w:eastAsia="宋体" w:ascii="Arial"/></w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>"""


def style(identifier: str, inner: str = "", base: str = "", more: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}" {more}>'
        f'<w:name w:val="名 {identifier.upper()}"/>{based}{inner}</w:style>'
    )


STYLES = (
    DEFAULTS
    + style("c", '<w:rPr><w:color w:val="ff0000"/></w:rPr>', more='w:default="0"')
    + style("n", '<w:rPr><w:sz w:val="24"/></w:rPr>', more='w:default="1"')
    + style("root", '<w:rPr><w:sz w:val="30"/><w:b/></w:rPr><w:pPr><w:jc w:val="end"/></w:pPr>')
    + style("leaf", '<w:rPr><w:color w:val="00ff00"/></w:rPr>', "root")
    + style("loop", '<w:rPr><w:sz w:val="40"/></w:rPr>', "pool")
    + style("pool", '<w:rPr><w:sz w:val="50"/></w:rPr>', "loop")
    + style("list", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "root")
    + style("sublist", '<w:pPr><w:jc w:val="left"/></w:pPr>', "list")
    + style("deep", '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    + '<w:style w:styleId="bare"/>'
    + style("strong", '<w:rPr><w:b/><w:i/><w:rFonts w:ascii="Mono"/></w:rPr>')
)
NUMBERING = """<w:abstractNum w:abstractNumId="5">
  <w:lvl w:ilvl="0"><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="400"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="1"><w:lvlText w:val="（%2）"/></w:lvl><w:lvl w:ilvl="2"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"/>
<w:num w:numId="3"><w:abstractNumId w:val="99"/></w:num>"""


@cache
def cascade() -> Cascade:
    return Cascade(document_of("", STYLES, NUMBERING))


def para(name: str = "", properties: str = "", run: str = "") -> Any:
    used = f'<w:pStyle w:val="{name}"/>' if name else ""
    inner = f"<w:pPr>{used}{properties}</w:pPr>" if used or properties else ""
    return element(f"<w:p>{inner}<w:r><w:rPr>{run}</w:rPr></w:r></w:p>")


def look(name: str = "", run: str | None = None) -> TextLook:
    paragraph = para(name, run=run or "")
    return cascade().format_of(paragraph).text_look(None if run is None else paragraph[-1])


@pytest.mark.parametrize(
    ("name", "run", "wanted"),
    [
        ("", None, TextLook("宋体", "Arial", 12, "", ())),
        ("nowhere", None, TextLook("宋体", "Arial", 12, "", ())),
        ("bare", None, TextLook("宋体", "Arial", 10, "", ())),
        ("root", None, TextLook("宋体", "Arial", 15, "", ())),
        ("leaf", None, TextLook("宋体", "Arial", 15, "00FF00", ())),
        ("loop", None, TextLook("宋体", "Arial", 20, "", ())),
        ("leaf", '<w:color w:val="000000"/>', TextLook("宋体", "Arial", 15, "", ())),
        ("leaf", '<w:color w:val="auto"/>', TextLook("宋体", "Arial", 15, "", ())),
        ("", '<w:color w:val="00000a"/>', TextLook("宋体", "Arial", 12, "00000A", ())),
        ("", '<w:sz w:val="21"/>', TextLook("宋体", "Arial", 10.5, "", ())),
        ("", '<w:rStyle w:val="strong"/>', TextLook("宋体", "Mono", 12, "", ())),
        (
            "",
            '<w:rStyle w:val="strong"/><w:rFonts w:asciiTheme="minor" w:ascii="A"/>',
            TextLook("宋体", "minor", 12, "", ()),
        ),
        (
            "",
            '<w:rFonts w:eastAsiaTheme="m" w:eastAsia="黑体"/>',
            TextLook("m", "Arial", 12, "", ()),
        ),
        ("", '<w:rFonts w:eastAsia="黑体"/>', TextLook("黑体", "Arial", 12, "", ())),
    ],
)
def test_later_layers_win(name: str, run: str | None, wanted: TextLook) -> None:
    assert look(name, run) == wanted


@pytest.mark.parametrize(
    ("run", "extras"),
    [
        ("<w:strike/><w:shadow/>", ("strike", "shadow")),
        ('<w:outline w:val="0"/><w:dstrike w:val="1"/>', ("dstrike",)),
        ('<w:u w:val="single"/><w:em w:val="dot"/><w:outline/>', ("outline", "u", "em")),
        ('<w:u w:val="none"/><w:highlight w:val="yellow"/>', ("highlight",)),
        ('<w:u w:val="0"/><w:em w:val="off"/><w:highlight w:val="false"/><w:u/>', ()),
    ],
)
def test_decorations_are_told_by_their_tags(run: str, extras: tuple[str, ...]) -> None:
    assert look("", run).extras == extras


def test_the_layers_are_kept_for_other_properties() -> None:
    assert len(look("leaf", "<w:b/>").layers) == 4
    assert len(cascade().format_of(para("root", "<w:keepNext/>")).look.layers) == 3


@pytest.mark.parametrize(
    ("name", "run", "weight"),
    [
        ("", "", (False, False)),
        ("", "<w:b/>", (True, False)),
        ("", "<w:i/>", (False, True)),
        ("", '<w:b w:val="0"/><w:i w:val="1"/>', (False, True)),
        ("root", "<w:b/>", (False, False)),
        ("leaf", "<w:i/>", (False, True)),
        ("", '<w:rStyle w:val="strong"/>', (True, True)),
        ("", '<w:rStyle w:val="strong"/><w:b w:val="false"/>', (False, True)),
        ("root", '<w:rStyle w:val="strong"/>', (False, True)),
        ("root", '<w:b w:val="0"/>', (False, False)),
    ],
)
def test_a_run_is_bold_where_its_style_is_not(
    name: str, run: str, weight: tuple[bool, bool]
) -> None:
    paragraph = para(name, run=run)
    assert cascade().weight(paragraph, paragraph[-1]) == weight


@pytest.mark.parametrize(
    ("name", "properties", "wanted"),
    [
        ("", "", ParagraphLook("both", 0, 0, None)),
        ("root", "", ParagraphLook("right", 0, 0, None)),
        ("root", '<w:jc w:val="start"/>', ParagraphLook("left", 0, 0, None)),
        ("", '<w:jc w:val="distribute"/>', ParagraphLook("both", 0, 0, None)),
        ("", '<w:jc w:val="center"/>', ParagraphLook("center", 0, 0, None)),
        ("", '<w:ind w:firstLine="480" w:left="200"/>', ParagraphLook("both", 24, 10, None)),
        ("", '<w:ind w:hanging="480" w:start="200"/>', ParagraphLook("both", -24, 10, None)),
        ("", '<w:ind w:firstLineChars="200" w:firstLine="1"/>', ParagraphLook("both", 24, 0, None)),
        ("root", '<w:ind w:leftChars="150" w:left="1"/>', ParagraphLook("right", 0, 22.5, None)),
        (
            "",
            '<w:spacing w:line="560" w:lineRule="exact"/>',
            ParagraphLook("both", 0, 0, 28),
        ),
        ("", '<w:spacing w:line="560" w:lineRule="auto"/>', ParagraphLook("both", 0, 0, None)),
        ("", '<w:spacing w:lineRule="exact"/>', ParagraphLook("both", 0, 0, 12)),
        (
            "",
            '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
            ParagraphLook("both", 0, 20, None),
        ),
        ("", '<w:numPr><w:numId w:val="1"/></w:numPr>', ParagraphLook("both", 0, 20, None)),
        (
            "",
            '<w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="0"/>',
            ParagraphLook("both", 0, 0, None),
        ),
    ],
)
def test_the_look_of_a_paragraph(name: str, properties: str, wanted: ParagraphLook) -> None:
    assert cascade().format_of(para(name, properties)).look == wanted


def test_a_style_has_looks_without_direct_formatting() -> None:
    root = cascade().format_of_style("名 root")
    assert root.look == ParagraphLook("right", 0, 0, None)
    assert root.text_look(None) == look("root")
    bare = Cascade(document_of("", style("n"), NUMBERING))
    assert bare.format_of(para()).look.align == "left"


RUN_FORMATS = (
    "",
    "<w:b/>",
    '<w:rStyle w:val="strong"/>',
    '<w:sz w:val="24"/><w:u w:val="single"/>',
)
PARAGRAPH_FORMATS = (
    "",
    "<w:jc/>",
    '<w:ind w:firstLineChars="200"/>',
    "<w:numPr><w:ilvl/></w:numPr>",
)


@given(
    strategies.lists(
        strategies.tuples(
            strategies.sampled_from(("", "root", "leaf", "list", "loop", "unknown")),
            strategies.sampled_from(PARAGRAPH_FORMATS),
            strategies.sampled_from(RUN_FORMATS),
        ),
        max_size=12,
    )
)
def test_what_was_asked_before_changes_no_look(formats: list[tuple[str, str, str]]) -> None:
    """A look that is resolved once for many is the one that each of them alone would have."""
    shared = Cascade(document_of("", STYLES, NUMBERING))
    for name, properties, own in formats:
        paragraph, run = para(name, properties), element(f"<w:r><w:rPr>{own}</w:rPr></w:r>")
        fresh = Cascade(document_of("", STYLES, NUMBERING))
        found, wanted = shared.format_of(paragraph), fresh.format_of(paragraph)
        assert (found.style, found.look) == (wanted.style, wanted.look)
        assert xml_of(found.look.layers) == xml_of(wanted.look.layers)
        assert found.text_look(run) == wanted.text_look(run)
        assert xml_of(found.text_look(run).layers) == xml_of(wanted.text_look(run).layers)


def xml_of(layers: Iterable[etree._Element]) -> list[bytes]:
    return [etree.tostring(layer) for layer in layers]


@pytest.mark.parametrize(
    ("name", "properties", "number", "text"),
    [
        ("", "", ("", "0"), ""),
        ("root", "", ("", "0"), ""),
        ("list", "", ("1", "0"), "%1."),
        ("sublist", "", ("1", "0"), "%1."),
        ("deep", "", ("1", "1"), "（%2）"),
        ("deep", '<w:numPr><w:numId w:val="1"/></w:numPr>', ("1", "0"), "%1."),
        ("", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', ("1", "1"), "（%2）"),
        ("", '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>', ("1", "2"), ""),
        ("", '<w:numPr><w:numId w:val="2"/></w:numPr>', ("2", "0"), ""),
        ("", '<w:numPr><w:numId w:val="3"/></w:numPr>', ("3", "0"), ""),
        ("deep", '<w:numPr><w:ilvl w:val="0"/></w:numPr>', ("1", "1"), "（%2）"),
    ],
)
def test_a_number_is_the_paragraphs_or_its_styles(
    name: str, properties: str, number: tuple[str, str], text: str
) -> None:
    paragraph = para(name, properties)
    assert cascade().numbering(paragraph) == number
    assert cascade().number_text(paragraph) == text


OUTLINED = STYLES + "".join(
    style(identifier, f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>', base)
    for identifier, level, base in [
        ("h1", 0, ""),
        ("h2", 1, "h1"),
        ("none", 9, "h1"),
        ("o", "x", ""),
    ]
)


@pytest.mark.parametrize(
    ("name", "properties", "expected"),
    [
        ("h1", "", 1),
        ("h2", "", 2),
        ("h0", "", 0),
        ("o", "", 0),
        ("root", "", 0),
        ("", "", 0),
        ("h1", '<w:outlineLvl w:val="4"/>', 5),
        ("h1", '<w:outlineLvl w:val="9"/>', 0),
        ("root", '<w:outlineLvl w:val="8"/>', 9),
        ("root", '<w:outlineLvl w:val="99"/>', 0),
        ("root", '<w:outlineLvl w:val="-1"/>', 0),
        ("root", "<w:outlineLvl/>", 0),
        ("h2", "<w:outlineLvl/>", 2),
    ],
)
def test_the_outline_level_is_the_paragraphs_or_its_styles(
    name: str, properties: str, expected: int
) -> None:
    outlined = Cascade(document_of("", OUTLINED, NUMBERING))
    assert outlined.outline_level(para(name, properties)) == expected


@pytest.mark.parametrize(
    ("name", "properties", "expected"),
    [
        ("list", "", "%1."),
        ("sublist", "", "%1."),
        ("deep", "", "（%2）"),
        ("root", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', "（%2）"),
        ("root", '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>', ""),
        ("root", '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr>', None),
        ("root", '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>', None),
        ("root", '<w:numPr><w:numId w:val="2"/></w:numPr>', None),
        ("root", '<w:numPr><w:numId w:val="3"/></w:numPr>', None),
        ("list", '<w:numPr><w:numId w:val="0"/></w:numPr>', None),
        ("root", "", None),
    ],
)
def test_the_level_that_numbers_a_paragraph(
    name: str, properties: str, expected: str | None
) -> None:
    level, text = cascade().numbering_level(para(name, properties)), w("lvlText")
    found = None if level is None else level.find(text)
    assert (level is None) == (expected is None)
    assert (found.get(w("val")) if found is not None else "") == (expected or "")
    assert cascade().number_text(para(name, properties)) == (expected or "")


def without_numberings() -> Document:
    document = document_of("", STYLES)
    for key, relation in list(document.part.rels.items()):
        if relation.reltype == RT.NUMBERING:
            del document.part.rels[key]
    return document


def test_a_document_without_lists_has_no_levels() -> None:
    document = without_numberings()
    assert Cascade(document).number_text(para("list")) == ""
    assert all(relation.reltype != RT.NUMBERING for relation in document.part.rels.values())


def test_names_of_styles_are_lower_case() -> None:
    found = cascade()
    assert found.style_name(para("leaf")) == "名 leaf"
    assert found.style_name(para()) == "名 n"
    assert found.style_name(para("bare")) == ""
    named = found.named("名 leaf")
    assert named is not None
    assert found.named("名 x") is None
    nameless = Cascade(document_of("", '<w:style w:styleId="a"/>'))
    assert nameless.style_name(para()) == ""


@pytest.mark.parametrize(
    ("default", "kind", "is_default"),
    [
        ("1", "paragraph", True),
        ("true", "paragraph", True),
        ("0", "paragraph", False),
        ("1", "table", False),
    ],
)
def test_the_default_style_is_that_of_paragraphs(default: str, kind: str, is_default: bool) -> None:
    attributes = f'w:type="{kind}" w:default="{default}" w:styleId="a"'
    styles = f'<w:style {attributes}><w:name w:val="A"/></w:style>'
    name = Cascade(document_of("", styles)).style_name(para())
    assert name == ("a" if is_default else "")


def layers(*properties: str) -> list[Any]:
    return [element(f"<w:pPr>{inner}</w:pPr>") for inner in properties]


def test_the_last_value_is_that_of_the_last_layer_that_has_one() -> None:
    found = layers('<w:x w:a="1" w:b="2"/>', '<w:x w:b="3"/>', "<w:x/>", "")
    assert last_value(found, "x", "a", "b") == "3"
    assert last_value(found, "x", "a") == "1"
    assert last_value(found[:1], "x", "a", "b") == "1"
    assert last_value(found, "y", "a") == ""


@pytest.mark.parametrize(
    ("properties", "on"),
    [
        ([], False),
        (["<w:b/>"], True),
        (["<w:b/>", '<w:b w:val="off"/>'], False),
        (['<w:b w:val="0"/>', "<w:b/>", ""], True),
        (['<w:b w:val="on"/>'], True),
    ],
)
def test_a_toggle_is_that_of_the_last_layer(properties: list[str], on: bool) -> None:
    assert is_on(layers(*properties), "b") is on


@pytest.mark.parametrize(
    ("properties", "points"),
    [
        ([], 0),
        (['<w:ind w:firstLine="200"/>', "<w:ind/>", ""], 10),
        (['<w:ind w:firstLine="200"/>', '<w:ind w:hanging="100"/>'], -5),
        (['<w:ind w:firstLine="200" w:hanging="100"/>'], 10),
        (['<w:ind w:firstLine="200"/>', '<w:ind w:firstLine="0"/>'], 0),
        (['<w:ind w:firstLineChars="0" w:firstLine="200"/>'], 10),
        (['<w:ind w:firstLineChars="100"/>'], 16),
        (['<w:ind w:firstLineChars="0"/>', '<w:ind w:hangingChars="50"/>'], -8),
    ],
)
def test_a_first_line_is_indented_or_hangs(properties: list[str], points: float) -> None:
    assert indent(layers(*properties), "firstLine", "hanging", 16) == points


@pytest.mark.parametrize(
    ("properties", "points"),
    [
        ([], 0),
        (['<w:ind w:left="200"/>', "<w:ind/>", ""], 10),
        (['<w:ind w:left="200"/>', '<w:ind w:left="0"/>'], 0),
        (['<w:ind w:left="200"/>', '<w:ind w:leftChars="25"/>'], 4),
    ],
)
def test_an_indent_is_that_of_the_last_layer(properties: list[str], points: float) -> None:
    assert length(layers(*properties), "left", 16) == points
