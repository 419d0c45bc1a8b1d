"""Where tags stand: headers, footers, footnotes, text boxes, properties, links, controls."""

from __future__ import annotations

import re

from docx.enum.section import WD_SECTION
from docx.oxml.parser import parse_xml
from docx.shared import Cm

from tests.docxtpl_manner.cases import Filling, case
from tests.docxtpl_manner.forms import NAMES, Form


@case("headers", "footers")
def headers_and_footers(form: Form) -> Filling:
    form.header("{{ company }} — {{ title }}", "{% if draft %}DRAFT{% else %}final{% endif %}")
    form.footer("{% for name in names %}{{ name }} {% endfor %}", "page of {{ title }}")
    form.lines("body {{ title }}")
    return Filling(
        {"company": "Société Générale 公司", "title": "T", "draft": 1, "names": ["a", "b"]}
    )


@case("headers", "footers", "sections")
def headers_of_kinds_and_sections(form: Form) -> Filling:
    section = form.document.sections[0]
    section.different_first_page_header_footer = True
    form.document.settings.odd_and_even_pages_header_footer = True
    form.header("odd {{ a }}")
    for story, text in (
        (section.first_page_header, "first {{ b }}"),
        (section.even_page_header, "even {{ a }}"),
        (section.first_page_footer, "foot {{ b|upper }}"),
    ):
        story.is_linked_to_previous = False
        form.type(text, story.paragraphs[0])
    form.lines("one {{ a }}")
    form.document.add_section(WD_SECTION.NEW_PAGE)
    form.header("second section {{ a }}{{ b }}")
    form.lines("two {{ b }}")
    return Filling({"a": "A", "b": "b"})


@case("headers", "tables", "{%tr %}")
def table_in_the_header(form: Form) -> Filling:
    form.header("top")
    header = form.document.sections[0].header
    table = header.add_table(3, 2, Cm(14))
    for row, texts in zip(
        table.rows,
        [
            ["{%tr for key, value in facts.items() %}", ""],
            ["{{ key }}", "{{ value }}"],
            ["{%tr endfor %}", ""],
        ],
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            form.type(text, cell.paragraphs[0])
    form.lines("{{ facts.a }}")
    return Filling({"facts": {"a": 1, "b": "zwei"}})


@case("footnotes")
def footnotes(form: Form) -> Filling:
    form.footnotes("see {{ book }}, {{ page }}", "no tag", "{% if page > 3 %}late{% endif %}")
    form.lines("end {{ page }}")
    return Filling({"book": "Books & more", "page": 7}, autoescape=True)


@case("text boxes")
def text_boxes(form: Form) -> Filling:
    form.lines("before {{ a }}")
    form.text_box("in the box {{ a }}", "{%p for b in bs %}", "{{ b }}", "{%p endfor %}", "last")
    form.lines("after {{ a }}")
    return Filling({"a": "A", "bs": [1, 2]})


@case("core properties")
def core_properties(form: Form) -> Filling:
    core = form.document.core_properties
    core.title = "Report of {{ year }}"
    core.author = "{{ author }}"
    core.subject = "{% if year > 2000 %}new{% else %}old{% endif %}"
    core.comments = "{{ names|join(', ') }}"
    core.identifier = "no-{{ year }}"
    core.language = "{{ language }}"
    core.keywords = "plain keywords"
    form.lines("{{ year }}")
    return Filling({"year": 2024, "author": "Ann", "names": ["a", "b"], "language": "fr"})


@case("tags broken by bookmarks", "hyperlinks", "fields")
def broken_by_marks(form: Form) -> Filling:
    paragraph = form.document.add_paragraph()
    for xml in BROKEN.split("\n"):
        paragraph._p.append(parse_xml(re.sub(r"^<[\w:]+", rf"\g<0> {NAMES}", xml)))
    part = form.document.part
    link = part.relate_to("http://example.org/{{ x }}", _LINK, is_external=True)
    other = form.document.add_paragraph("see ")
    other._p.append(
        parse_xml(
            f'<w:hyperlink {NAMES} r:id="{link}"><w:r><w:t>{{{{ person</w:t></w:r><w:r>'
            "<w:t>.name }}</w:t></w:r></w:hyperlink>"
        )
    )
    field = form.document.add_paragraph()
    field._p.append(
        parse_xml(
            f'<w:fldSimple {NAMES} w:instr=" PAGE "><w:r><w:t>{{{{ n }}}}</w:t></w:r></w:fldSimple>'
        )
    )
    return Filling({"person": {"name": "Ann"}, "n": 3}, same_look=False)


BROKEN = """\
<w:r w:rsidRPr="00AA11BB"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Name: {</w:t></w:r>
<w:r><w:rPr><w:b/></w:rPr><w:t>{</w:t></w:r>
<w:bookmarkStart w:id="5" w:name="here"/>
<w:proofErr w:type="spellStart"/>
<w:r w:rsidR="00112233"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> person</w:t></w:r>
<w:proofErr w:type="spellEnd"/>
<w:r><w:t>.name </w:t></w:r>
<w:bookmarkEnd w:id="5"/>
<w:r><w:rPr><w:i/></w:rPr><w:t>}</w:t></w:r>
<w:r><w:lastRenderedPageBreak/><w:t xml:space="preserve">} tail</w:t></w:r>"""
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


@case("content controls")
def content_controls(form: Form) -> Filling:
    form.lines("before")
    body = form.document.element.body
    body.insert(
        len(body) - 1,
        parse_xml(
            f"<w:sdt {NAMES}><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>{{{{ a }}}}</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>{%p if b %}</w:t></w:r></w:p><w:p><w:r><w:t>shown</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    paragraph = form.document.add_paragraph("inline ")
    paragraph._p.append(
        parse_xml(
            f"<w:sdt {NAMES}><w:sdtContent><w:r><w:t>{{{{ b }}}}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    return Filling({"a": "A", "b": "B"})
