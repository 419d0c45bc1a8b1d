"""Files of evidence as offices have them, and a project whose report lists them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pikepdf
from PIL import Image, ImageDraw

from tests.support import SmallProject, small_project

RULES = """
evidence:
  list: 佐证材料
bundle:
  name: 2023年-{{ 单位 }}
  word: '{{ 单位 }}自评报告'
  pdf: '{{ 单位 }}自评报告（含佐证材料）'
"""
LIST = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"名称": {"type": "string"}, "文件": {"type": "string"}},
    },
}


def evidence_project(root: Path, first: int = 1) -> SmallProject:
    """A project whose report prints page numbers, from ``first``, and a list of its evidence."""
    project = small_project(root)
    pack = project.pack / "pack.yaml"
    pack.write_text(pack.read_text("utf-8") + RULES, "utf-8")
    project.schema(名称={"type": "string"}, 单位={"type": "string"}, 佐证材料=LIST)
    project.part(partial(numbered, first=first))
    project.content(
        "单位: 云岭市档案局\n佐证材料:\n  - 名称: 预算批复\n  - 名称: 会议纪要\n    文件: 2.docx\n"
    )
    (project.unit / "evidence").mkdir()
    write(project, "1-预算批复.pdf", pages(["批复一", "批复二"]))
    write(project, "2.docx", word("会议纪要全文"))
    return project


def write(project: SmallProject, name: str, data: bytes) -> Path:
    """Writes a file of evidence."""
    path = project.unit / "evidence" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def numbered(document: Any, first: int = 1) -> None:
    """Writes a report of two pages, with page numbers from ``first``, and a list of evidence."""
    document.add_paragraph("{{ 名称 }}")
    document.add_paragraph("{%p for 件 in 佐证材料 %}")
    document.add_paragraph("{{ loop.index }}.{{ 件.名称 }}")
    document.add_paragraph("{%p endfor %}")
    document.add_page_break()
    document.add_paragraph("2023")
    number = docx.oxml.OxmlElement("w:pgNumType")
    number.set(docx.oxml.ns.qn("w:start"), str(first))
    document.sections[0]._sectPr.append(number)
    document.settings.odd_and_even_pages_header_footer = False
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("text", "1"), ("end", "")):
        _field(paragraph.add_run(), kind, text)
    paragraph.add_run(" —")


def _field(run: Any, kind: str, text: str) -> None:
    if kind == "text":
        run.text = text
    elif kind:
        mark = docx.oxml.OxmlElement("w:fldChar")
        mark.set(docx.oxml.ns.qn("w:fldCharType"), kind)
        run._r.append(mark)
    else:
        code = docx.oxml.OxmlElement("w:instrText")
        code.text = text
        run._r.append(code)


def word(text: str) -> bytes:
    """A Word file with a paragraph."""
    document = docx.Document()
    document.add_paragraph(text)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


_PALE: dict[str, Any] = {"RGB": "lightblue", "RGBA": "lightblue", "CMYK": (40, 0, 0, 0), "1": 1}
_BLACK: dict[str, Any] = {"CMYK": (0, 0, 0, 255), "RGBA": (0, 0, 0, 255)}


def picture(size: tuple[int, int], kind: str = "JPEG", mode: str = "RGB", **options: Any) -> bytes:
    """A scan, black at its upper left corner."""
    image = Image.new(mode, size, _PALE.get(mode, 200))
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=_BLACK.get(mode, 0))
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def pages(
    texts: Sequence[str],
    size: tuple[float, float] = (595.3, 841.9),
    rotate: int = 0,
    at: float = 0.5,
) -> bytes:
    """A PDF with a black bar on each page, ``at`` a part of its height, and its text as a mark."""
    pdf, written = pikepdf.new(), BytesIO()
    width, height = size
    for text in texts:
        page = pdf.add_blank_page(page_size=size)
        page.obj.Contents = pdf.make_stream(
            f"% {text.encode().hex()}\n60 {height * at:.1f} {width - 120:.1f} 20 re f".encode()
        )
        page.obj.Rotate = rotate
    pdf.save(written, deterministic_id=True)
    return written.getvalue()


def encrypted(data: bytes, user: str = "secret") -> bytes:
    """The same PDF, locked; without a ``user`` password it opens, and may not be changed."""
    written = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="owner", user=user))
    return written.getvalue()


def signed(data: bytes) -> bytes:
    """The same PDF with a field that holds a signature."""
    written = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        signature = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Sig,
                Filter=pikepdf.Name("/Adobe.PPKLite"),
                ByteRange=[0, 1, 2, 3],
                Contents=pikepdf.String(b"\0" * 16),
            )
        )
        field = pdf.make_indirect(
            pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("s"), V=signature)
        )
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
        pdf.save(written, deterministic_id=True)
    return written.getvalue()


def only_adobe(data: bytes) -> bytes:
    """The same PDF as an XFA form."""
    written = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pdf.make_stream(b"<xdp/>"))
        pdf.save(written, deterministic_id=True)
    return written.getvalue()


def listed(*names: str) -> str:
    """The YAML of a list with these names."""
    rows = [{"名称": name} for name in names]
    return f"单位: 云岭市档案局\n佐证材料: {json.dumps(rows, ensure_ascii=False)}\n"
