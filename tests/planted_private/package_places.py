"""Places in the package of a report: other parts, properties, pictures and what is embedded."""

from __future__ import annotations

import io
import zipfile

from PIL import Image, PngImagePlugin

from docgen.word.part_relations import relations_file
from docgen.word.xml import W
from tests.planted_private.planting import DECLARED, Planting

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MS = "http://schemas.microsoft.com/office"
_PICTURE = (
    "<w:p><w:r><w:t>{text}</w:t></w:r><w:r><w:drawing><wp:inline>"
    "<wp:extent cx='900000' cy='600000'/>"
    "<wp:docPr id='77' name='{name}' descr='{descr}'/><a:graphic><a:graphicData "
    "uri='http://schemas.openxmlformats.org/drawingml/2006/picture'><pic:pic><pic:nvPicPr>"
    "<pic:cNvPr id='0' name='{file}'/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
    "<a:blip r:embed='{id}'/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
    "<a:off x='0' y='0'/><a:ext cx='900000' cy='600000'/></a:xfrm><a:prstGeom prst='rect'/>"
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def picture(planting: Planting, kind: str, secret: str) -> bytes:
    """A picture that says ``secret`` in its metadata."""
    made, image = io.BytesIO(), Image.new("RGB", (30, 20), (planting.random.randrange(255), 9, 9))
    if kind == "png":
        info = PngImagePlugin.PngInfo()
        info.add_itxt("Author", secret)
        info.add_text("Comment", secret, zip=planting.random.random() < 0.3)
        image.save(made, "PNG", pnginfo=info)
    elif kind == "gif":
        image.save(made, "GIF", comment=secret.encode())
    elif kind == "tiff":
        image.save(made, "TIFF", tiffinfo={270: secret.encode(), 315: secret.encode()})
    else:
        exif = Image.Exif()
        exif[0x013B] = secret
        exif[0x010E] = secret.encode()
        image.save(made, "JPEG", exif=exif, comment=secret.encode())
    return made.getvalue()


def in_pictures(planting: Planting) -> None:
    kind = planting.random.choice(("png", "jpeg", "gif", "tiff"))
    name = planting.unlisted() if planting.random.random() < 0.5 else "image9"
    name = f"word/media/{name}{planting.random.randrange(10**5)}.{kind}"
    number = planting.part(name, picture(planting, kind, planting.unlisted()), "image")
    words = {"name": "图片 1", "descr": f"由{planting.name()}拍摄", "text": "现场如图"}
    file = planting.random.choice(("D:\\{}\\现场.jpg", "{}")).format(planting.unlisted())
    planting.put(_PICTURE.format(**words, file=file, id=number))


def signature_picture(planting: Planting) -> None:
    data = picture(planting, "png", "x") + planting.number().encode()
    planting.values.append(secret := f"pixels{planting.random.randrange(10**9)}")
    data = data.replace(b"IEND\xaeB`\x82", b"IEND\xaeB`\x82" + secret.encode())
    number = planting.part(f"word/media/{planting.unlisted()}签名.png", data, "image")
    words = {"name": "图片 2", "descr": "", "text": "单位负责人（签字）："}
    planting.put(_PICTURE.format(**words, file="签名.png", id=number))


def in_comments(planting: Planting) -> None:
    if "word/comments.xml" in planting.entries:
        return
    xml = (
        f'<w:comments {DECLARED}><w:comment w:id="3" w:author="{planting.unlisted()}" '
        'w:initials="ab">'
        f"<w:p><w:r><w:t>请改为{planting.number()}</w:t></w:r></w:p></w:comment></w:comments>"
    )
    planting.part("word/comments.xml", xml, "comments", f"{_OFFICE}.wordprocessingml.comments+xml")
    people = (
        f'<w15:people xmlns:w15="{_MS}/word/2012/wordml">'
        f'<w15:person w15:author="{planting.unlisted()}"/></w15:people>'
    )
    kind = f"{_OFFICE}.wordprocessingml.people+xml"
    planting.part("word/people.xml", people, f"{_MS}/2011/relationships/people", kind)
    planting.put(
        '<w:p><w:commentRangeStart w:id="3"/><w:r><w:t>此处有批注。</w:t></w:r>'
        '<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r></w:p>'
    )


def in_properties(planting: Planting) -> None:
    core = planting.entries["docProps/core.xml"].decode()
    end = core.rindex("</")
    added = f"<cp:category>{planting.number()}</cp:category>"
    added += f"<cp:contentStatus>{planting.unlisted()}</cp:contentStatus>"
    planting.entries["docProps/core.xml"] = (core[:end] + added + core[end:]).encode()
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'extended-properties"><Manager>{planting.unlisted()}</Manager><Company>{planting.number()}'
        "</Company></Properties>"
    )
    planting.entries["docProps/app.xml"] = app.encode()


def in_thumbnail(planting: Planting) -> None:
    planting.part("docProps/thumbnail.jpeg", picture(planting, "jpeg", planting.unlisted()))
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    planting.relate("docProps/thumbnail.jpeg", kind, part="")


def in_custom_xml(planting: Planting) -> None:
    data = f"<root><person>{planting.unlisted()}</person><tel>{planting.number()}</tel></root>"
    planting.part("customXml/item9.xml", data, "customXml", "application/xml")


def in_settings(planting: Planting) -> None:
    settings = planting.entries["word/settings.xml"].decode()
    end = settings.rindex("</")
    added = (
        f'<w:docVars><w:docVar w:name="who" w:val="{planting.unlisted()}"/></w:docVars>'
        f'<w:rsids><w:rsidRoot w:val="00A077B1"/></w:rsids>'
    )
    planting.entries["word/settings.xml"] = (settings[:end] + added + settings[end:]).encode()
    target = f"file:///C:/Users/{planting.unlisted()}/normal.dotm"
    planting.relate(target, "attachedTemplate", "word/settings.xml", "External")


def in_links(planting: Planting) -> None:
    number = planting.relate(f"mailto:{planting.number()}", "hyperlink", mode="External")
    other = planting.relate(f"file:///D:/{planting.unlisted()}/a.doc", "hyperlink", mode="External")
    planting.put(
        f'<w:p><w:hyperlink r:id="{number}"><w:r><w:t>来信</w:t></w:r></w:hyperlink>'
        f'<w:hyperlink r:id="{other}"><w:r><w:t>附件</w:t></w:r></w:hyperlink></w:p>'
    )


def in_chart(planting: Planting) -> None:
    workbook = io.BytesIO()
    with zipfile.ZipFile(workbook, "w") as package:
        package.writestr("xl/sharedStrings.xml", f"<sst><t>{planting.unlisted()}</t></sst>")
    stem = f"chart9{planting.random.randrange(10**4)}"
    planting.entries[f"word/embeddings/{stem}.xlsx"] = workbook.getvalue()
    title = "".join(f"<a:r><a:t>{sign}</a:t></a:r>" for sign in planting.name())
    chart = (
        f"<c:chartSpace {DECLARED}><c:chart><c:title><c:tx><c:rich><a:bodyPr/>"
        f"<a:p>{title}</a:p></c:rich></c:tx></c:title><c:plotArea><c:layout/><c:pieChart><c:ser>"
        "<c:idx val='0'/><c:order val='0'/><c:cat><c:strRef>"
        f"<c:f>'D:\\{planting.unlisted()}\\[a.xlsx]Sheet1'!$A$1</c:f><c:strCache>"
        f"<c:ptCount val='1'/><c:pt idx='0'><c:v>{planting.secret()}</c:v></c:pt></c:strCache>"
        "</c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$B$1</c:f><c:numCache><c:ptCount val='1'/>"
        "<c:pt idx='0'><c:v>13800000000</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
        "</c:pieChart></c:plotArea></c:chart><c:externalData r:id='rId1'/></c:chartSpace>"
    )
    kind = f"{_OFFICE}.drawingml.chart+xml"
    name = f"word/charts/{stem}.xml"
    number = planting.part(name, chart, "chart", kind)
    planting.relate(f"../embeddings/{stem}.xlsx", "package", name)
    file = relations_file(name)
    data = planting.entries[file].decode()
    begin = data.index("rIdPlanted")
    planting.entries[file] = data.replace(data[begin : data.index('"', begin)], "rId1").encode()
    planting.put(
        "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='2000000' cy='1000000'/><wp:docPr id='78' "
        f"name='Chart' title='{planting.number()}'/><a:graphic><a:graphicData "
        f"uri='{DECLARED.split('xmlns:c=')[1].split(chr(34))[1]}'><c:chart r:id='{number}'/>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def in_object(planting: Planting) -> None:
    image = planting.part(
        f"word/media/image8{planting.random.randrange(10**5)}.png",
        picture(planting, "png", planting.unlisted()),
        "image",
    )
    data = b"\xd0\xcf\x11\xe0" + planting.unlisted().encode("utf-16-le")
    number = planting.part("word/embeddings/oleObject9.bin", data, "oleObject")
    planting.put(
        "<w:p><w:r><w:object><v:shape id='_x1' style='width:60pt;height:40pt' o:ole=''>"
        f"<v:imagedata r:id='{image}' o:title='{planting.unlisted()}'/></v:shape><o:OLEObject "
        f"Type='Embed' ProgID='Excel.Sheet.8' ShapeID='_x1' ObjectID='_1' r:id='{number}'/>"
        "</w:object></w:r></w:p>"
    )


def in_signature_line(planting: Planting) -> None:
    planting.put(
        "<w:p><w:r><w:pict><v:shape style='width:192pt;height:96pt'><o:signatureline v:ext='edit' "
        f"id='{{1}}' o:suggestedsigner='{planting.unlisted()}' o:suggestedsigneremail="
        f"'{planting.number()}' issignatureline='t'/></v:shape></w:pict></w:r></w:p>"
    )


def in_unknown_parts(planting: Planting) -> None:
    planting.part(
        "word/printerSettings9.bin", planting.unlisted().encode("utf-16-le"), "printerSettings"
    )
    planting.part(
        "word/webSettings.xml",
        f'<w:webSettings xmlns:w="{W}"><w:divs><w:div w:id="1"/>'
        f"<!-- {planting.unlisted()} --></w:divs></w:webSettings>",
        "webSettings",
        f"{_OFFICE}.wordprocessingml.webSettings+xml",
    )
    signature = f"<Signature><Object>{planting.number()}</Object></Signature>"
    planting.part("_xmlsignatures/sig1.xml", signature, "", "application/xml")
    planting.entries["mimetype.txt"] = planting.unlisted().encode()


def in_zip(planting: Planting) -> None:
    planting.comment = planting.unlisted().encode()


PACKAGE_PLACES = (
    *(in_pictures, signature_picture, in_comments, in_properties, in_thumbnail, in_custom_xml),
    *(in_settings, in_links, in_chart, in_object, in_signature_line, in_unknown_parts, in_zip),
)
