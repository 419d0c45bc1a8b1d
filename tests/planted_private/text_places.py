"""Places in the text of a report, its tables, notes and fields."""

from __future__ import annotations

import base64

from docgen.word.xml import w
from tests.planted_private.planting import Planting, element_of
from tests.planted_private.values import digits, identity

HIDDEN_STYLE = (
    '<w:style w:type="character" w:customStyle="1" w:styleId="Unseen"><w:name w:val="Unseen"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
)


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def in_runs(planting: Planting) -> None:
    planting.put(f"<w:p>{planting.runs(f'如有疑问，请与{planting.secret()}联系。')}</w:p>")


def beside_labels(planting: Planting) -> None:
    local = f"{planting.random.choice('2345678')}{digits(planting.random, 7)}"
    planting.values.append(local)
    rows = (("填报人", planting.name()), ("联系电话", local), ("电子邮箱", planting.number()))
    cells = "".join(
        f"<w:tr><w:tc><w:p><w:r><w:t>{label}</w:t></w:r></w:p></w:tc>"
        f"<w:tc><w:p>{planting.runs(value)}</w:p></w:tc></w:tr>"
        for label, value in rows
    )
    planting.put(f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{cells}</w:tbl>")


def below_labels(planting: Planting) -> None:
    local = f"{planting.random.choice('2345678')}{digits(planting.random, 6)}"
    planting.values.append(local)
    rows = (("单位", "姓名", "办公电话"), ("办公室", planting.name(), local))
    cells = "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row)
        + "</w:tr>"
        for row in rows
    )
    planting.put(f"<w:tbl><w:tblPr/><w:tblGrid/>{cells}</w:tbl>")


def in_boxes(planting: Planting) -> None:
    number = identity(planting.random)
    planting.values.append(number)
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{it}</w:t></w:r></w:p></w:tc>" for it in number)
    planting.put(
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>证件号码</w:t></w:r></w:p></w:tc>"
        f"{cells}</w:tr></w:tbl>"
    )


def signed(planting: Planting) -> None:
    name = planting.name()
    planting.names.remove(name)  # the label says that it is one
    planting.put(f"<w:p>{planting.runs(f'审核人（签字）：{name}　　2024年4月2日')}</w:p>")


def tracked(planting: Planting) -> None:
    who = f'w:id="7" w:author="{planting.unlisted()}" w:date="2024-04-01T09:00:00Z"'
    planting.put(
        f"<w:p><w:pPr><w:rPr><w:ins {who}/></w:rPr><w:pPrChange {who}><w:pPr/></w:pPrChange>"
        "</w:pPr>"
        f"<w:ins {who}><w:r><w:t>经核对无误。</w:t></w:r></w:ins>"
        f"<w:del {who}><w:r><w:delText>原联系{planting.unlisted()}</w:delText></w:r></w:del>"
        f'<w:moveFromRangeStart {who} w:name="m1"/><w:moveFrom {who}><w:r><w:t>{planting.number()}'
        f'</w:t></w:r></w:moveFrom><w:moveFromRangeEnd w:id="7"/>'
        f"<w:r><w:rPr><w:b/><w:rPrChange {who}>"
        f"<w:rPr/></w:rPrChange></w:rPr><w:t>已修改。</w:t></w:r></w:p>"
    )


def hidden(planting: Planting) -> None:
    styles = planting.entries["word/styles.xml"].decode()
    if "Unseen" not in styles:
        made = styles.replace("</w:styles>", f"{HIDDEN_STYLE}</w:styles>")
        planting.entries["word/styles.xml"] = made.encode()
    look = planting.random.choice(("<w:vanish/>", '<w:rStyle w:val="Unseen"/>'))
    planting.put(
        f"<w:p><w:r><w:t>以下为结论。</w:t></w:r><w:r><w:rPr>{look}</w:rPr>"
        f"<w:t>内部联系{planting.unlisted()}</w:t></w:r></w:p>"
    )


def in_fields(planting: Planting) -> None:
    def field(code: str, result: str) -> str:
        half = len(code) // 2
        return (
            '<w:r><w:fldChar w:fldCharType="begin"><w:fldData>'
            f"{coded(planting.unlisted() * 3)}</w:fldData></w:fldChar></w:r>"
            f'<w:r><w:instrText xml:space="preserve"> {code[:half]}</w:instrText></w:r>'
            f'<w:r><w:instrText xml:space="preserve">{code[half:]} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    name = planting.unlisted()
    planting.put(
        f"<w:p><w:r><w:t>本表由</w:t></w:r>{field('AUTHOR', name)}"
        f"{field(f'FILENAME C:/{planting.unlisted()}/报告.docx', '报告')}"
        f"{field(f'HYPERLINK mailto:{planting.unlisted()}', '写信')}"
        f'<w:fldSimple w:instr=" DOCPROPERTY LastSavedBy "><w:r><w:t>{name}</w:t></w:r>'
        "</w:fldSimple>"
        f"{field('PAGE', '1')}<w:r><w:t>填写。</w:t></w:r></w:p>"
    )


def in_forms(planting: Planting) -> None:
    planting.put(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData>'
        f'<w:name w:val="{planting.unlisted()}"/>'
        f'<w:helpText w:type="text" w:val="打{planting.number()}"/><w:textInput>'
        f'<w:default w:val="{planting.number()}"/></w:textInput></w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/>"
        "</w:r><w:r><w:t>已填</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    )


def in_notes(planting: Planting) -> None:
    if "word/footnotes.xml" in planting.entries:
        return
    note = f"<w:p>{planting.runs(f'数据由{planting.secret()}提供。')}</w:p>"
    names = " ".join(f'xmlns:w="{w("x")[1:-2]}"' for _ in "w")
    data = f'<w:footnotes {names}><w:footnote w:id="7">{note}</w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    planting.part("word/footnotes.xml", data, "footnotes", kind)
    planting.put('<w:p><w:r><w:t>见注</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>')


def in_header(planting: Planting) -> None:
    tag = planting.random.choice(("header", "footer"))
    root = "hdr" if tag == "header" else "ftr"
    text = f"<w:p>{planting.runs(f'值班{planting.secret()}')}</w:p>"
    namespace = w("x")[1:-2]
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{tag}+xml"
    name = f"word/{tag}9{planting.random.randrange(99)}.xml"
    xml = f'<w:{root} xmlns:w="{namespace}">{text}</w:{root}>'
    number = planting.part(name, xml, tag, kind)
    section = planting.body[-1]
    for old in section.findall(w(f"{tag}Reference")):
        if old.get(w("type")) == "first":
            section.remove(old)
    section.insert(0, element_of(f'<w:{tag}Reference w:type="first" r:id="{number}"/>'))
    if section.find(w("titlePg")) is None:
        grid = section.find(w("docGrid"))
        added = element_of("<w:titlePg/>")
        section.append(added) if grid is None else grid.addprevious(added)


def in_controls(planting: Planting) -> None:
    planting.put(
        f'<w:sdt><w:sdtPr><w:alias w:val="{planting.unlisted()}"/>'
        f'<w:tag w:val="{planting.number()}"/>'
        f'<w:dataBinding w:xpath="/a[@n=\'{planting.unlisted()}\']" w:storeItemID="{{1}}"/>'
        f'<w:dropDownList><w:listItem w:displayText="{planting.unlisted()}" w:value="1"/>'
        "</w:dropDownList></w:sdtPr><w:sdtContent><w:p><w:r><w:t>已选。</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    planting.put(
        f'<w:p><w:permStart w:id="4" w:ed="{planting.number()}"/>'
        f'<w:smartTag w:element="PersonName"><w:smartTagPr><w:attr w:name="n" '
        f'w:val="{planting.unlisted()}"/></w:smartTagPr><w:r><w:t>可改。</w:t></w:r></w:smartTag>'
        '<w:permEnd w:id="4"/></w:p>'
    )


def in_bookmarks(planting: Planting) -> None:
    name = planting.name()
    planting.put(
        f'<w:p><w:bookmarkStart w:id="91" w:name="{name}_1"/><w:r><w:t>见此处。</w:t></w:r>'
        f'<w:bookmarkEnd w:id="91"/><w:hyperlink w:anchor="{name}_1" '
        f'w:tooltip="{planting.number()}">'
        "<w:r><w:t>前文</w:t></w:r></w:hyperlink></w:p>"
    )


def in_text_box(planting: Planting) -> None:
    text = f"<w:txbxContent><w:p>{planting.runs(f'热线{planting.secret()}')}</w:p></w:txbxContent>"
    planting.put(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
        "<wp:extent cx='1800000' cy='400000'/>"
        f"<wp:docPr id='55' name='Text Box 1' descr='{planting.number()}'/>"
        "<a:graphic><a:graphicData "
        "uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>"
        "<wps:cNvSpPr txBox='1'/><wps:spPr><a:prstGeom prst='rect'/></wps:spPr>"
        f"<wps:txbx>{text}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style='width:140pt;height:30pt' "
        f"alt='{planting.name()}' o:gfxdata='{coded(planting.unlisted() * 5)}'>"
        f"<v:textbox>{text}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "</w:p>"
    )


def in_xml_comments(planting: Planting) -> None:
    made = planting.put("<w:p><w:r><w:t>下文同。</w:t></w:r></w:p>")
    from lxml import etree

    made.insert(0, etree.Comment(f" {planting.unlisted()} "))
    made.append(etree.ProcessingInstruction("editor", planting.number()))


TEXT_PLACES = (
    *(in_runs, beside_labels, below_labels, in_boxes, signed, tracked, hidden, in_fields),
    *(in_forms, in_notes, in_header, in_controls, in_bookmarks, in_text_box, in_xml_comments),
)
