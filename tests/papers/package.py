"""The parts of a .docx around its text."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from docgen.word.zip import zip_file
from tests.papers.looks import Look, numbering_xml, styles_xml
from tests.papers.wordml import DECLARED, NAMESPACES, field, paragraph, run

_OFFICE = NAMESPACES["r"]
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed_parts(
    document: bytes,
    look: Look,
    notes: Sequence[str],
    pictures: Sequence[bytes],
    pages: Mapping[str, str],
) -> bytes:
    """A .docx, the same bytes for the same parts."""
    footers = _footers(look, pages.get("#", "1"))
    parts = {
        "styles": styles_xml(look),
        "numbering": numbering_xml(),
        "settings": _settings(look),
        "footnotes": _notes(notes),
        "fontTable": f"<w:fonts {DECLARED}/>",
        **{f"footer_{name}": xml for name, xml in footers.items()},
    }
    entries = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": document.decode(),
        "word/_rels/document.xml.rels": _relations(_targets(parts, len(pictures))),
        **{f"word/{name}.xml": _HEAD + xml for name, xml in parts.items()},
        "word/theme.xml": _theme(),
    }
    made = {name: text.encode() for name, text in entries.items()}
    media = {f"word/media/image{number}.png": data for number, data in enumerate(pictures, 1)}
    return zip_file(made | media, {})


def _targets(parts: Mapping[str, str], pictures: int) -> dict[str, tuple[str, str]]:
    targets = {"rIdTheme": ("theme", "theme.xml")}
    for name in parts:
        kind, _, which = name.partition("_")
        relation = f"rId{kind.title()}_{which}" if which else f"rId{kind.title()}"
        targets[relation] = (kind, f"{name}.xml")
    for number in range(1, pictures + 1):
        targets[f"rIdPicture{number}"] = ("image", f"media/image{number}.png")
    return targets


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def _content_types(parts: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml"'
        f' ContentType="{_TYPES}.{name.partition("_")[0]}+xml"/>'
        for name in parts
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
        '<Override PartName="/word/theme.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        f"{overrides}</Types>"
    )


@cache
def _theme() -> str:
    """The theme of python-docx's own template."""
    template = resources.files("docx") / "templates" / "default.docx"
    with template.open("rb") as file, zipfile.ZipFile(file) as package:
        return package.read("word/theme/theme1.xml").decode()


def _settings(look: Look) -> str:
    both = "<w:evenAndOddHeaders/>" if look.footer == "dash" else ""
    notes = (
        '<w:footnotePr><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    return f"<w:settings {DECLARED}>{both}{notes}</w:settings>"


def _notes(notes: Sequence[str]) -> str:
    kinds = {"separator": 0, "continuationSeparator": 1}
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
        for kind, number in kinds.items()
    )
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    texts = "".join(
        f'<w:footnote w:id="{number}">'
        f"{paragraph(mark, run(text), style='FootnoteText')}</w:footnote>"
        for number, text in enumerate(notes, 2)
    )
    return f"<w:footnotes {DECLARED}>{marks}{texts}</w:footnotes>"


def _footers(look: Look, total: str) -> dict[str, str]:
    page = field("PAGE", "1")
    right = '<w:ind w:right="280"/><w:jc w:val="right"/>'
    left = '<w:ind w:left="280"/><w:jc w:val="left"/>'
    middle = '<w:jc w:val="center"/>'
    dash = ("— ", page, " —")
    made = {
        "dash": {
            "default": paragraph(*dash, style="Footer", ppr=right),
            "even": paragraph(*dash, style="Footer", ppr=left),
        },
        "plain": {"default": paragraph(page, style="Footer", ppr=middle)},
        "of": {
            "default": paragraph(
                *("第", page, "页 共", field("NUMPAGES", total), "页"), style="Footer", ppr=middle
            )
        },
    }[look.footer]
    made["none"] = paragraph(style="Footer")
    return {name: f"<w:ftr {DECLARED}>{xml}</w:ftr>" for name, xml in made.items()}
