"""Every link of a Word file to outside is found, and no other; the file without it is the same."""

from __future__ import annotations

import gzip
import random

import pytest
from lxml import etree

from docgen.word.outside_links import package_links, unpacking
from docgen.word.outside_links.outside_link import OutsideLink
from docgen.word.outside_links.package_links import (
    outside_links,
    separate_links,
    unlinked,
)
from docgen.word.package_file import PackageError
from docgen.word.xml import text_of, w
from tests.linked_files import (
    DOCUMENT,
    RELATIONS,
    SETTINGS,
    Entries,
    docx,
    drawing,
    field,
    instruction,
    linked_files,
    mark,
    ole,
    paragraph,
    part,
    relation,
    relations,
    run,
    shape,
    svg,
    text,
    word_entries,
)
from tests.support import entries as unpacked

FOLDERS = ("http://198.51.100.7/甲/", "file:///C:/Users/us/")
LINKED = drawing('r:link="rId9"')
IMAGE = relation("image", "http://x.example/1.png")
STRICT = "http://purl.oclc.org/ooxml"


def found(entries: Entries) -> list[tuple[str, str]]:
    return [(link.field or link.kind, link.target) for link in outside_links(entries)]


def in_paragraph(inner: str, *related: str) -> Entries:
    return word_entries(f"<w:p>{inner}</w:p>", *related)


def left(entries: Entries, name: str = DOCUMENT) -> str:
    return separate_links(entries).entries[name].decode()


EXPECTED = {
    "picture": ("picture", "secret.png"),
    "vml": ("picture", "secret.png"),
    "INCLUDEPICTURE": ("INCLUDEPICTURE", "secret.png"),
    "INCLUDETEXT": ("INCLUDETEXT", "secret.txt"),
    "LINK": ("LINK", "secret.docx"),
    "DDE": ("DDEAUTO", "secret.txt"),
    "RD": ("RD", "secret.docx"),
    "ole": ("ole", "secret.docx"),
    "subdocument": ("subdocument", "secret.docx"),
    "template": ("template", "secret.docx"),
    "stylesheet": ("stylesheet", "secret.xsl"),
    "svg": ("svg", "secret.png"),
    "packed svg": ("svg", "secret.png"),
    "embedded": ("embedded", "secret.png"),
    "damaged": ("picture", "secret.png"),
}


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("kind", [*EXPECTED, "chunk"])
def test_each_kind_is_found_and_is_gone_afterwards(folder: str, kind: str) -> None:
    entries = linked_files(folder)[kind]
    expected = ("chunk", "word/chunk.docx")
    if kind != "chunk":
        name, file = EXPECTED[kind]
        expected = (name, folder + file)
    assert found(entries) == [expected]
    separated = separate_links(entries)
    assert outside_links(separated.entries) == ()
    for name, data in separated.entries.items():
        assert b"secret" not in data, name
        assert (data is entries[name]) == (data == entries[name])


MERGE = '<w:mailMerge><w:connectString w:val="{}"/><w:dataSource r:id="rId9"/></w:mailMerge>'
SOURCE = relation("mailMergeSource", "file:///D:/名单.xlsx")
FRAME = "<w:frameset><w:frame><w:sourceFileName r:id='rId9'/></w:frame></w:frameset>"
OTHER = {
    "blip in the attribute of stored ones": (
        in_paragraph(drawing('r:embed="rId9"'), IMAGE),
        ("picture", "http://x.example/1.png"),
    ),
    "a hyperlink that is a picture": (
        in_paragraph(LINKED, relation("hyperlink", "http://x.example/1.png")),
        ("picture", "http://x.example/1.png"),
    ),
    "a picture that no element names": (
        word_entries("", IMAGE),
        ("other", "http://x.example/1.png"),
    ),
    "a picture of a part that cannot be read": (
        word_entries(others={"word/_rels/x.bin.rels": relations(IMAGE), "word/x.bin": b"x"}),
        ("picture", "http://x.example/1.png"),
    ),
    "svgBlip": (
        in_paragraph(drawing("", '<a:ext><asvg:svgBlip r:link="rId9"/></a:ext>'), IMAGE),
        ("picture", "http://x.example/1.png"),
    ),
    "relid": (
        in_paragraph(run(f'<w:pict>{shape("")}<v:fill o:relid="rId9"/></w:pict>'), IMAGE),
        ("picture", "http://x.example/1.png"),
    ),
    "src of a server": (
        in_paragraph(run(r'<w:pict><v:stroke src="\\server\a.png"/></w:pict>')),
        ("picture", r"\\server\a.png"),
    ),
    "o:href": (
        in_paragraph(run('<w:pict><v:fill o:href="ftp://x.example/a.png"/></w:pict>')),
        ("picture", "ftp://x.example/a.png"),
    ),
    "an embedded object that lies elsewhere": (
        in_paragraph(ole("Embed"), relation("package", "file:///D:/a.docx")),
        ("ole", "file:///D:/a.docx"),
    ),
    "a chunk that lies elsewhere": (
        word_entries("<w:altChunk r:id='rId9'/>", relation("aFChunk", "http://x.example/a.html")),
        ("chunk", "http://x.example/a.html"),
    ),
    "a chunk of HTML": (
        word_entries(
            "<w:altChunk r:id='rId9'/>",
            relation("aFChunk", "/word/A.html", ""),
            others={"word/a.html": b"<img src='http://x.example/1.png'>"},
        ),
        ("chunk", "word/A.html"),
    ),
    "addresses": (
        word_entries(settings=MERGE.format("Provider=1"), of_settings=(SOURCE,)),
        ("mail-merge", "file:///D:/名单.xlsx"),
    ),
    "addresses of a database": (
        word_entries(settings='<w:mailMerge><w:connectString w:val="DSN=甲"/></w:mailMerge>'),
        ("mail-merge", "DSN=甲"),
    ),
    "XSLT": (
        word_entries(
            settings='<w:saveThroughXslt r:id="rId9"/>',
            of_settings=(relation("transform", "file:///D:/a.xsl"),),
        ),
        ("stylesheet", "file:///D:/a.xsl"),
    ),
    "a frame": (
        word_entries(
            others={
                "word/webSettings.xml": part("webSettings", FRAME),
                "word/_rels/webSettings.xml.rels": relations(relation("frame", "b.html")),
            }
        ),
        ("frame", "b.html"),
    ),
    "the workbook of a chart": (
        word_entries(
            others={
                "word/charts/chart1.xml": part("x", '<c:externalData r:id="rId9"/>'),
                "word/charts/_rels/chart1.xml.rels": relations(
                    relation("oleObject", "file:///D:/a.xlsx")
                ),
            }
        ),
        ("chart", "file:///D:/a.xlsx"),
    ),
    "a video": (
        in_paragraph(run('<a:videoFile r:link="rId9"/>'), relation("video", "file:///D:/a.mp4")),
        ("media", "file:///D:/a.mp4"),
    ),
    "what nobody knows": (
        word_entries("", relation("xyz", "http://x.example/a")),
        ("other", "http://x.example/a"),
    ),
    "an address that says it is inside": (
        in_paragraph(drawing('r:embed="rId9"'), relation("image", "file:///etc/hosts", "Internal")),
        ("picture", "file:///etc/hosts"),
    ),
    "a path that leaves the package": (
        in_paragraph(drawing('r:embed="rId9"'), relation("image", "../../etc/hosts", "")),
        ("picture", "../../etc/hosts"),
    ),
    "such a path with signs of Windows": (
        in_paragraph(drawing('r:embed="rId9"'), relation("image", r"..\..\hosts", "")),
        ("picture", r"..\..\hosts"),
    ),
    "such a path with escapes": (
        in_paragraph(drawing('r:embed="rId9"'), relation("image", "%2e%2e/../a", "")),
        ("picture", "%2e%2e/../a"),
    ),
    "an unusual spelling of external": (
        in_paragraph(LINKED, relation("image", "media/a.png", "external")),
        ("picture", "media/a.png"),
    ),
    "an entity": (
        word_entries(before='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]>'),
        ("entity", "file:///etc/hosts"),
    ),
    "a parameter entity": (
        word_entries(before='<!DOCTYPE x [<!ENTITY % e PUBLIC "a" "http://x.example/e"> %e;]>'),
        ("entity", "http://x.example/e"),
    ),
    "a DTD": (
        word_entries(before='<!DOCTYPE x SYSTEM "http://x.example/d">'),
        ("entity", "http://x.example/d"),
    ),
    "the theme's picture": (
        word_entries(
            others={
                "word/theme/theme1.xml": part("x", '<a:blip r:link="rId9"/>'),
                "word/theme/_rels/theme1.xml.rels": relations(IMAGE),
            }
        ),
        ("picture", "http://x.example/1.png"),
    ),
    "names in other letters": (
        word_entries(
            others={
                "word/Header1.xml": part("hdr", f"<w:p>{LINKED}</w:p>"),
                "word/_RELS/header1.XML.rels": relations(IMAGE),
            }
        ),
        ("picture", "http://x.example/1.png"),
    ),
}


@pytest.mark.parametrize("name", OTHER)
def test_what_else_leads_outside(name: str) -> None:
    entries, expected = OTHER[name]
    assert found(entries) == [expected]
    separated = separate_links(entries)
    assert outside_links(separated.entries) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_prefixes_and_encodings_say_nothing(encoding: str) -> None:
    body = f"<w:p>{LINKED}{field('INCLUDETEXT a.docx')}</w:p>"
    entries = word_entries(body, IMAGE)
    source = entries[DOCUMENT].decode()
    for prefix in ("w", "r", "a"):
        source = source.replace(f"xmlns:{prefix}=", f"xmlns:{prefix}9=")
        source = source.replace(f"{prefix}:", f"{prefix}9:")
    said = encoding.removesuffix("-sig")
    entries[DOCUMENT] = f'<?xml version="1.0" encoding="{said}"?>{source}'.encode(encoding)
    assert found(entries) == [("picture", "http://x.example/1.png"), ("INCLUDETEXT", "a.docx")]


def test_a_strict_file() -> None:
    entries = in_paragraph(LINKED + field("RD a.docx"), IMAGE)
    for name, data in entries.items():
        strict = data.replace(b"http://schemas.openxmlformats.org/officeDocument/2006", b"%O")
        strict = strict.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006", b"%W")
        strict = strict.replace(b"%O", f"{STRICT}/officeDocument".encode())
        entries[name] = strict.replace(b"%W", f"{STRICT}/wordprocessingml".encode())
    assert found(entries) == [("picture", "http://x.example/1.png"), ("RD", "a.docx")]


PAGE = run('<w:fldChar w:fldCharType="begin"/>') + instruction("PAGE") + mark("end")
FIELDS = {
    "in one run": (
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>INCLUDETEXT a.txt</w:instrText>"
        "<w:fldChar w:fldCharType='separate'/><w:t>旧</w:t><w:fldChar w:fldCharType='end'/></w:r>",
        [("INCLUDETEXT", "a.txt")],
        "前旧后",
    ),
    "any case": (field(' includePicture "a b.png"', text("旧")), "a b.png", "前旧后"),
    "an alias": (field("INCLUDE a.txt", text("旧")), "a.txt", "前旧后"),
    "import": (field("IMPORT a.png"), "a.png", "前后"),
    "database": (field(r"DATABASE \d &quot;C:\\a.mdb&quot; \s x"), r"C:\a.mdb", "前后"),
    "a path of Windows": (
        field(r"LINK Excel.Sheet.12 C:\\表\\a.xlsx 甲!R1C1 \a \p", text("旧")),
        r"C:\表\a.xlsx",
        "前旧后",
    ),
    "too few arguments": (field("DDE soffice"), "soffice", "前后"),
    "curly quotes": (field("INCLUDETEXT “a b.txt”"), "a b.txt", "前后"),
    "simple": (
        f"<w:fldSimple w:instr='INCLUDETEXT a.txt'>{text('旧')}{text('值')}</w:fldSimple>",
        "a.txt",
        "前旧值后",
    ),
    "over paragraphs": (
        mark("begin")
        + instruction("INCLU", "DETEXT a")
        + "</w:p><w:p>"
        + mark("separate")
        + text("旧")
        + "</w:p><w:p>"
        + mark("end"),
        "a",
        "前旧后",
    ),
    "without an end": (mark("begin") + instruction("RD a.txt") + text("留"), "a.txt", "前留后"),
    "a field in its instruction": (
        mark("begin")
        + instruction("INCLUDETEXT ")
        + field("DOCPROPERTY x", text("甲"))
        + instruction("b.txt")
        + mark("separate")
        + text("旧")
        + mark("end"),
        "b.txt",
        "前旧后",
    ),
    "deleted": (
        mark("begin") + run("<w:delInstrText>RD a.docx</w:delInstrText>") + mark("end"),
        "a.docx",
        "前后",
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_goes_and_its_last_result_stays(name: str) -> None:
    inner, target, words = FIELDS[name]
    entries = in_paragraph(inner)
    assert [found_target for _, found_target in found(entries)] == [
        target if isinstance(target, str) else target[0][1]
    ]
    root = etree.fromstring(left(entries).encode())
    assert text_of(root) == words
    assert "instrText" not in left(entries)


def test_fields_in_and_around_another() -> None:
    inner = field("INCLUDETEXT b.txt", text("内"))
    outer = mark("begin") + instruction("IF 1 = 1 ") + inner + mark("separate")
    outer += text("外") + field("PAGE", text("3")) + field("RD c.docx") + mark("end")
    entries = in_paragraph(outer)
    assert found(entries) == [("INCLUDETEXT", "b.txt"), ("RD", "c.docx")]
    root = etree.fromstring(left(entries).encode())
    assert "".join(words.text or "" for words in root.iter(w("instrText"))) == "IF 1 = 1 PAGE"
    assert len(list(root.iter(w("fldChar")))) == 6
    assert text_of(root) == "前内外3后"


@pytest.mark.parametrize("story", ["header1", "footer2", "footnotes", "endnotes", "comments"])
def test_a_field_is_found_in_every_story(story: str) -> None:
    inner = f"<w:footnote><w:p>{field('INCLUDETEXT a.txt', text('旧'))}</w:p></w:footnote>"
    name = f"word/{story}.xml"
    (link,) = outside_links(word_entries(others={name: part("footnotes", inner)}))
    assert link == OutsideLink("field", "a.txt", name, 1, "INCLUDETEXT", stored=True)


def test_a_text_box_is_a_story_of_its_own() -> None:
    """A field around it is not ended by one in it, and none reaches out."""
    box = f"<w:txbxContent><w:p>{mark('begin')}{instruction('RD a')}</w:p></w:txbxContent>"
    inner = (
        mark("begin") + instruction("PAGE") + run(f"<w:pict>{shape(box)}</w:pict>") + mark("end")
    )
    entries = in_paragraph(inner)
    assert found(entries) == [("RD", "a")]
    assert left(entries).count("fldChar ") == 2


STYLES = {
    "href of SVG 2": ('<image href="a.png"/>', ["a.png"]),
    "a shape of another file": ('<use xlink:href="b.svg#x"/>', ["b.svg#x"]),
    "an attribute": ('<rect fill="url(http://x.example/p.svg#p)"/>', ["http://x.example/p.svg#p"]),
    "a style": ("<rect style=\"fill:url( 'p.svg#p' )\"/>", ["p.svg#p"]),
    "a style sheet": ("<style>@import 'a.css'; a {fill: url(b.svg)}</style>", ["a.css", "b.svg"]),
    "SVG in SVG": ('<image href="data:image/png;base64,PHN2Z"/>', ["data:image/png;base64,PHN2Z"]),
    "pixels": ('<image href="data:image/png;base64,iVBORw0KGgoAAA"/>', []),
    "a part of it": ('<use href="#a"/><rect fill="url(#a)" style="x:url(&quot;#b&quot;)"/>', []),
    "a hyperlink": ('<a xlink:href="http://x.example"><rect/></a>', []),
}


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("space", ['xmlns="http://www.w3.org/2000/svg"', ""])
def test_what_an_svg_takes_from_outside(name: str, space: str) -> None:
    inner, targets = STYLES[name]
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    data = (
        f'{doctype}<svg {space} xmlns:xlink="http://www.w3.org/1999/xlink">{inner}</svg>'.encode()
    )
    entries = word_entries(others={"word/media/a.svg": data})
    assert [link.target for link in outside_links(entries)] == targets
    assert all(target not in left(entries, "word/media/a.svg") for target in targets)
    assert (separate_links(entries).entries["word/media/a.svg"] is data) == (not targets)


EMZ = gzip.compress(b"\1\0\0\0 EMF")
UNTOUCHED = {
    "a hyperlink": in_paragraph(
        f'<w:hyperlink r:id="rId9">{text("网站")}</w:hyperlink>',
        relation("hyperlink", "http://x.example/"),
    ),
    "a picture with a hyperlink": in_paragraph(
        run('<w:drawing><a:hlinkClick r:id="rId9"/><a:hlinkMouseOver r:id="rId9"/></w:drawing>'),
        relation("hyperlink", "file:///D:/a.docx"),
    ),
    "hyperlinks of a part that cannot be read": word_entries(
        others={"word/_rels/x.bin.rels": relations(relation("hyperlink", "http://x.example/"))}
    ),
    "hyperlinks as fields": in_paragraph(field('HYPERLINK "http://x.example"', text("网站"))),
    "fields with such words": in_paragraph(
        field("REF INCLUDETEXT") + field("LINKED x") + field("INCLUDETEXT.x") + field("") + PAGE
    ),
    "a stored picture": in_paragraph(
        drawing('r:embed="rId9"'), relation("image", "media/../media/a.png", "")
    ),
    "a part above its folder": word_entries("", relation("customXml", "../customXml/1.xml", "")),
    "a mail merge without a source": word_entries(
        settings='<w:mailMerge><w:mainDocumentType w:val="formLetters"/></w:mailMerge>'
    ),
    "words that look like links": word_entries(paragraph("r:link=&quot;a&quot; INCLUDETEXT a")),
    "a damaged part": word_entries(others={"word/x.xml": b"<a><b>", "word/y.xml": b"<"}),
    "an embedded file": word_entries(others={"word/embeddings/a.docx": docx(word_entries())}),
    "a picture": word_entries(others={"word/a.png": b"\x89PNG\r\n", "word/a.emz": EMZ}),
}


@pytest.mark.parametrize("name", UNTOUCHED)
def test_all_else_stays_byte_for_byte(name: str) -> None:
    entries = UNTOUCHED[name]
    separated = separate_links(entries)
    assert separated.links == ()
    assert list(separated.entries) == list(entries)
    assert all(separated.entries[entry] is data for entry, data in entries.items())


def test_the_rest_of_a_changed_file_stays() -> None:
    kept = relation("hyperlink", "http://x.example/", number="rId7")
    site = text("网站")
    inner = f'{text("一")}<w:hyperlink r:id="rId7">{site}</w:hyperlink>{LINKED}'
    entries = in_paragraph(inner, kept, IMAGE)
    root = etree.fromstring(left(entries).encode())
    assert text_of(root) == "前一网站后"
    assert "extent" in left(entries)  # an empty frame holds its place
    assert left(entries, RELATIONS).count("<Relationship ") == 2


@pytest.mark.parametrize(
    ("inner", "stored"),
    [
        (LINKED, False),
        (drawing('r:link="rId9" r:embed="rId1"'), True),
        (run('<w:pict><v:imagedata r:id="rId9"/></w:pict>'), False),
        (run('<w:pict><v:imagedata r:href="rId9" r:id="rId1"/></w:pict>'), True),
        (drawing('r:embed="rId1"', '<asvg:svgBlip r:link="rId9"/>'), True),
        (ole("Link"), False),
        (ole("Link", '<v:imagedata r:id="rId1"/>'), True),
    ],
)
def test_whether_the_file_holds_the_picture_too(inner: str, stored: bool) -> None:
    (link,) = outside_links(in_paragraph(inner, IMAGE))
    assert link.stored is stored


def test_the_paragraph_of_a_link_is_counted() -> None:
    table = f"<w:tbl><w:tr><w:tc><w:p>{LINKED}</w:p></w:tc></w:tr></w:tbl>"
    body = paragraph("二") + table + '<w:altChunk r:id="rId8"/>' + f"<w:p>{field('RD a')}</w:p>"
    chunk = relation("aFChunk", "http://x.example/", number="rId8")
    links = outside_links(word_entries(body, IMAGE, chunk))
    assert [(link.kind, link.paragraph) for link in links] == [
        ("picture", 3),
        ("chunk", 3),  # between two paragraphs
        ("field", 4),
    ]


def test_embedded_files_are_looked_into_three_deep() -> None:
    entries = linked_files("http://x.example/")["picture"]
    for _ in range(3):
        entries = word_entries(others={"word/embeddings/a.docx": docx(entries)})
    (link,) = outside_links(entries)
    assert (link.kind, link.target) == ("embedded", "http://x.example/secret.png")
    assert link.entry == "word/embeddings/a.docx/" * 3 + DOCUMENT
    assert b"secret" not in b"".join(separate_links(entries).entries.values())
    deeper = separate_links(word_entries(others={"word/embeddings/a.docx": docx(entries)}))
    assert deeper.links == ()
    inner = deeper.entries
    for _ in range(3):
        inner = unpacked(inner["word/embeddings/a.docx"])
    assert "word/embeddings/a.docx" not in inner  # nobody looks into it


def test_an_embedded_file_that_cannot_be_read_goes() -> None:
    entries = word_entries(others={"word/embeddings/a.docx": b"PK\3\4 damaged"})
    assert "word/embeddings/a.docx" not in separate_links(entries).entries


def test_a_file_of_another_format_is_unlinked_as_far_as_it_is_known() -> None:
    picture = docx({"mimetype": b"odt", "Pictures/a.svg": svg("file:///etc/hosts")})
    assert b"hosts" not in unpacked(unlinked(picture))["Pictures/a.svg"]
    assert unlinked(docx(word_entries())) == docx(word_entries())
    assert unlinked(b"{\\rtf1 INCLUDEPICTURE}") == b"{\\rtf1 INCLUDEPICTURE}"


def test_a_zip_is_known_by_its_first_two_bytes() -> None:
    """Before its first file may stand the signature of a zip of one volume (APPNOTE 8.5.4)."""
    picture = b"PK00" + docx({"mimetype": b"odt", "Pictures/a.svg": svg("file:///etc/hosts")})
    assert b"hosts" not in unpacked(unlinked(picture))["Pictures/a.svg"]


SVG = svg("file:///etc/hosts")
PACKED = gzip.compress(SVG)
BEGINNING = SVG[: SVG.index(b">") + 1]
LATE = BEGINNING + b"<!--" + b" " * (3 << 20) + b"-->" + SVG[len(BEGINNING) :]


@pytest.mark.parametrize(
    ("data", "megabytes", "target"),
    [
        (PACKED, 4, "file:///etc/hosts"),
        (gzip.compress(BEGINNING) + gzip.compress(SVG[len(BEGINNING) :]), 4, "file:///etc/hosts"),
        (gzip.compress(LATE), 4, "file:///etc/hosts"),
        (gzip.compress(LATE), 2, ""),
        (PACKED[:-8] + b"\0" + PACKED[-7:], 4, ""),
        (PACKED[:-20], 4, ""),
    ],
)
def test_no_compressed_picture_stays_that_was_not_looked_into_to_its_end(
    monkeypatch: pytest.MonkeyPatch, data: bytes, megabytes: int, target: str
) -> None:
    """LibreOffice reads one whose checksum is wrong, and one of any length."""
    monkeypatch.setattr(unpacking, "MEGABYTES", megabytes)
    separated = separate_links(word_entries(others={"word/media/a.svg": data, "word/a.emz": EMZ}))
    assert [link.target for link in separated.links] == [target] * bool(target)
    assert separated.entries.get("word/media/a.svg") != data
    assert ("word/media/a.svg" in separated.entries) is bool(target)
    assert separated.entries["word/a.emz"] is EMZ


def test_embedded_files_unpack_to_no_more_than_a_word_file_in_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unpacking, "MEGABYTES", 1)
    large = docx({"a.bin": random.Random(1).randbytes(10 << 10) * 40})  # 400 kB
    within = docx({"a.docx": large, "b.docx": large, "c.docx": large})
    others = {f"word/embeddings/{name}.docx": large for name in "abc"}
    left_over = separate_links(word_entries(others=others)).entries
    assert [name for name in others if name in left_over] == [*others][:2]
    inner = separate_links(word_entries(others={"word/embeddings/a.docx": within})).entries
    assert list(unpacked(inner["word/embeddings/a.docx"])) == ["a.docx", "b.docx"]
    svgs = {
        f"word/media/{name}.svg": gzip.compress(BEGINNING + b" " * (400 << 10)) for name in "abc"
    }
    assert [name for name in svgs if name in separate_links(word_entries(others=svgs)).entries] == [
        *svgs
    ][:2]


def test_a_zip_that_is_too_large_is_not_unlinked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_links, "MEGABYTES", 1)
    with pytest.raises(PackageError) as caught:
        unlinked(docx({"mimetype": b"odt", "a.bin": bytes(2 << 20)}))
    assert caught.value.problem.code == "docx-too-large"


def test_settings_without_their_template() -> None:
    entries = linked_files("file:///D:/")["template"]
    assert "attachedTemplate" not in left(entries, SETTINGS)
    assert "linkStyles" in left(entries, SETTINGS)


@pytest.mark.parametrize(
    ("kind", "prints"),
    [("picture", True), ("field", True), ("chunk", True), ("template", False), ("embedded", False)],
)
def test_what_would_be_printed(kind: str, prints: bool) -> None:
    assert OutsideLink(kind, "x", DOCUMENT).prints is prints  # type: ignore[arg-type]
