"""Text boxes, of DrawingML and of VML, and pictures."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from tests.papers.wordml import NAMESPACES

EMU = 12700
"""EMU in a point."""

_BODY = '<wps:bodyPr wrap="square" lIns="36000" tIns="18000" rIns="36000" bIns="18000" anchor="t">'


def text_box(number: int, content: str, width: float, height: float, *, grows: bool = False) -> str:
    """A text box in line with the text, with a frame; ``content`` is paragraphs; points.

    It is as high as its text if it ``grows``.
    """
    fit = "<a:spAutoFit/>" if grows else "<a:noAutofit/>"
    size = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
    line = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="文本框 {number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{NAMESPACES["wps"]}"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{line}</wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>{_BODY}{fit}</wps:bodyPr>"
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback>{_pict(number, content, width, height)}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def vml_box(number: int, content: str, width: float, height: float) -> str:
    """The same as Word before 2010 and WPS write it."""
    return f"<w:r>{_pict(number, content, width, height)}</w:r>"


def _pict(number: int, content: str, width: float, height: float) -> str:
    return (
        f'<w:pict><v:rect id="_x0000_s{1000 + number}" '
        f'style="width:{width}pt;height:{height}pt;mso-wrap-style:square">'
        f'<v:textbox inset="1mm,0.5mm,1mm,0.5mm"><w:txbxContent>{content}</w:txbxContent>'
        "</v:textbox></v:rect></w:pict>"
    )


def chart(seed: int) -> bytes:
    """A picture of columns, as a PNG."""
    image = Image.new("RGB", (360, 160), "white")
    pen = ImageDraw.Draw(image)
    for number in range(6):
        height = 30 + (seed * 37 + number * 53) % 110
        pen.rectangle((20 + number * 56, 150 - height, 56 + number * 56, 150), fill="#4a6fa5")
    pen.line((10, 150, 350, 150), fill="black")
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def picture(number: int, relation: str, width: float, height: float, alt: str) -> str:
    """A picture in line with the text; points."""
    size = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
    name = f'id="{number}" name="图片 {number}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr {name} descr="{alt}"/><a:graphic><a:graphicData uri="{NAMESPACES["pic"]}">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
