"""Word files made by hand that link to outside: as little XML as LibreOffice opens."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

from docgen.word.xml import R, W
from docgen.word.zip import zip_file
from tests.test_pictures import png

DOCUMENT, SETTINGS = "word/document.xml", "word/settings.xml"
RELATIONS, SETTINGS_RELATIONS = "word/_rels/document.xml.rels", "word/_rels/settings.xml.rels"

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "urn:schemas-microsoft-com:office:office"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture" '
    f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:v="urn:schemas-microsoft-com:vml" '
    f'xmlns:o="{_OFFICE}" xmlns:c="{_DRAWING}/chart" '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
)

Entries = dict[str, bytes]


def relation(kind: str, target: str, mode: str = "External", number: str = "rId9") -> str:
    said = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="{number}" Type="{R}/{kind}" Target="{target}"{said}/>'


def relations(*inner: str) -> bytes:
    text = "".join(inner)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{text}</Relationships>'.encode()


def part(tag: str, inner: str, before: str = "") -> bytes:
    return f"{before}<w:{tag} {NAMES}>{inner}</w:{tag}>".encode()


def word_entries(
    body: str = "",
    *related: str,
    before: str = "",
    settings: str = "",
    of_settings: tuple[str, ...] = (),
    others: Mapping[str, bytes] | None = None,
) -> Entries:
    """The entries of a Word file whose body is ``body`` between two paragraphs."""
    defaults = {"xml": "application/xml", "png": "image/png", "svg": "image/svg+xml"}
    defaults |= {"rels": "application/vnd.openxmlformats-package.relationships+xml"}
    defaults |= {"html": "text/html", "docx": f"{_TYPE}.document"}
    types = "".join(
        f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items()
    )
    types += "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in ((DOCUMENT, "document.main"), (SETTINGS, "settings"))
    )
    whole = f"<w:body>{paragraph('前')}{body}{paragraph('后')}<w:sectPr/></w:body>"
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'.encode(),
        "_rels/.rels": relations(relation("officeDocument", DOCUMENT, "", "rId1")),
        DOCUMENT: part("document", whole, before),
        RELATIONS: relations(relation("settings", "settings.xml", "", "rId1"), *related),
        SETTINGS: part("settings", settings),
        SETTINGS_RELATIONS: relations(*of_settings),
        **(others or {}),
    }


def docx(entries: Mapping[str, bytes]) -> bytes:
    return zip_file(entries, {})


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def text(words: str) -> str:
    return run(f"<w:t>{words}</w:t>")


def paragraph(words: str) -> str:
    return f"<w:p>{text(words)}</w:p>"


def drawing(attribute: str, inner: str = "") -> str:
    size = 'cx="900000" cy="900000"'
    return run(
        f"<w:drawing><wp:inline><wp:extent {size}/><wp:docPr id='1' name='1'/><a:graphic>"
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr>'
        "<pic:cNvPr id='1' name='1'/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f"<a:blip {attribute}>{inner}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f"<pic:spPr><a:xfrm><a:off x='0' y='0'/><a:ext {size}/></a:xfrm><a:prstGeom prst='rect'>"
        "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing>"
    )


def shape(inner: str) -> str:
    return f"<v:shape id='s' style='width:80pt;height:80pt'>{inner}</v:shape>"


def mark(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def instruction(*words: str) -> str:
    return "".join(run(f'<w:instrText xml:space="preserve">{word}</w:instrText>') for word in words)


def field(words: str, result: str = "") -> str:
    """A field whose instruction is split within its name; without a result if that is empty."""
    shown = mark("separate") + result if result else ""
    return mark("begin") + instruction(words[:4], words[4:]) + shown + mark("end")


def ole(kind: str, picture: str = "") -> str:
    return run(
        f'<w:object>{shape(picture)}<o:OLEObject Type="{kind}" ProgID="Word.Document.12" '
        'ShapeID="s" DrawAspect="Content" ObjectID="_1" r:id="rId9"/></w:object>'
    )


def svg(target: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="90" height="90"><image xlink:href="{target}" width="90" height="90"/></svg>'
    ).encode()


def _in_paragraph(inner: str, *related: str, others: Mapping[str, bytes] | None = None) -> Entries:
    return word_entries(f"<w:p>{inner}</w:p>", *related, others=others)


def _with_svg(data: bytes) -> Entries:
    image = relation("image", "media/a.svg", "")
    return _in_paragraph(drawing('r:embed="rId9"'), image, others={"word/media/a.svg": data})


def linked_files(folder: str) -> dict[str, Entries]:
    """A Word file for each kind of link to a file in ``folder``, an address that ends with ``/``.

    The files are ``secret.png``, ``secret.txt``, ``secret.html``, ``secret.docx``, ``secret.xsl``.
    """
    picture, words, other = (f"{folder}secret.{end}" for end in ("png", "txt", "docx"))
    image = relation("image", picture)
    chunk = relation("aFChunk", "chunk.docx", "")
    linked = _in_paragraph(drawing('r:link="rId9"'), image)
    vml_picture = shape('<v:imagedata r:href="rId9"/>')
    sheet = f'<?xml-stylesheet type="text/xsl" href="{folder}secret.xsl"?>'
    preview = {"word/media/a.png": png(9, 9)}
    shown = relation("image", "media/a.png", "", "rId8")
    embedded = relation("package", "embeddings/a.docx", "")
    return {
        "picture": linked,
        "vml": _in_paragraph(run(f"<w:pict>{vml_picture}</w:pict>"), image),
        "INCLUDEPICTURE": _in_paragraph(field(f'INCLUDEPICTURE "{picture}" \\d')),
        "INCLUDETEXT": _in_paragraph(field(f'INCLUDETEXT "{words}"', text("上次"))),
        "LINK": _in_paragraph(field(f'LINK Word.Document.12 "{other}" "" \\a', text("上次"))),
        "DDE": _in_paragraph(field(f'DDEAUTO soffice "{words}" 甲', text("上次"))),
        "RD": _in_paragraph(field(f'RD "{other}"') + field("TOC \\o", text("目录"))),
        "ole": _in_paragraph(ole("Link"), relation("oleObject", other)),
        "subdocument": word_entries('<w:subDoc r:id="rId9"/>', relation("subDocument", other)),
        "chunk": word_entries(
            '<w:altChunk r:id="rId9"/>', chunk, others={"word/chunk.docx": docx(linked)}
        ),
        "template": word_entries(
            settings='<w:attachedTemplate r:id="rId9"/><w:linkStyles/>',
            of_settings=(relation("attachedTemplate", other),),
        ),
        "stylesheet": word_entries(before=sheet),
        "svg": _with_svg(svg(picture)),
        "packed svg": _with_svg(gzip.compress(svg(picture))),
        "embedded": _in_paragraph(
            ole("Embed", '<v:imagedata r:id="rId8"/>'),
            embedded,
            shown,
            others={"word/embeddings/a.docx": docx(linked), **preview},
        ),
        "damaged": linked | {DOCUMENT: linked[DOCUMENT].replace(b"<w:sectPr/>", b"<w:sectPr>")},
    }


def write_secrets(folder: Path) -> None:
    """Writes what the files of :func:`linked_files` name; the picture is 37 × 41 pixels."""
    folder.mkdir(parents=True)
    (folder / "secret.png").write_bytes(png(37, 41))
    (folder / "secret.txt").write_text("SECRET", "utf-8")
    (folder / "secret.html").write_text("<html><body>SECRET</body></html>", "utf-8")
    (folder / "secret.docx").write_bytes(docx(word_entries(paragraph("SECRET"))))
