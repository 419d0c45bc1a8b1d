"""RichText, RichTextParagraph and hyperlinks, made by the program."""

from __future__ import annotations

from typing import Any

from docxtpl import RP, R, RichText, RichTextParagraph

from tests.docxtpl_manner.cases import Filling, case
from tests.docxtpl_manner.forms import Form


@case("{{r }}", "RichText")
def rich_text_of_all_looks(form: Form) -> Filling:
    form.lines("before {{r example }} after", "{{r short }}", "and {{r shortest }}")
    text = RichText("an example of ")
    text.add("a rich text", style="Strong")
    text.add(" with ")
    text.add("some italic", italic=True)
    text.add(" and ")
    text.add("some violet", color="#ff00ff")
    text.add("some blue", color="0000ff")
    text.add("highlighted", highlight="#eeee00")
    text.add("some struck", strike=True)
    text.add("small", size=14)
    text.add("big", size=60)
    for line in ("single", "double", "thick", "dotted", "dash", "dotDash", "wave", "unknown"):
        text.add(line, underline=line)
    text.add("sub", subscript=True)
    text.add("super", superscript=True)
    text.add("bold", bold=True)
    text.add("font", font="Courier New")
    text.add("العربية", rtl=True, bold=True, italic=True)
    text.add("français", lang="fr-FR")
    return Filling(
        {"example": text, "short": R("shortcut", bold=True), "shortest": R("<&> escaped")}
    )


@case("{{r }}", "RichText", "nested RichText")
def rich_text_in_rich_text(form: Form) -> Filling:
    form.lines("{{r whole }}", "{% if whole %}{{r part }}{% endif %}")
    part = RichText("part ", italic=True)
    part.add(12, bold=True)
    whole = RichText("whole: ")
    whole.add(part)
    whole.add(RichText(" and more", color="FF0000"))
    return Filling({"whole": whole, "part": part})


@case("RichText", "\\n \\a \\t \\f in RichText")
def breaks_in_rich_text(form: Form) -> Filling:
    form.lines("start {{r text }} end", "{{r pages }}")
    form.table(["{{r text }}", "x{{r tabs }}y"])
    text = RichText("line one\nline two", bold=True)
    text.add("\tafter a tab\a")
    text.add("a new paragraph", italic=True)
    text.add("\n\n<two breaks>")
    return Filling(
        {"text": text, "pages": R("one\ftwo", size=40), "tabs": R(3 * "\t"), "spaces": R("   ")}
    )


@case("RichText", "fonts by region")
def rich_text_of_regions(form: Form) -> Filling:
    form.lines("{{r example }}")
    text = RichText("测试TEST", font="eastAsia:Microsoft YaHei")
    text.add("测试TEST", font="eastAsia:微软雅黑", size=32)
    text.add("宋体", font="宋体")
    return Filling({"example": text})


@case("hyperlinks", "build_url_id")
def links(form: Form) -> Filling:
    form.lines("You can {{r link }} here", "{%p for row in rows %}", "{{r row }}", "{%p endfor %}")

    def context(tpl: Any) -> dict[str, Any]:
        text = RichText("add a link to ")
        text.add("a search", url_id=tpl.build_url_id("http://example.org/?a=1&b=2"))
        text.add(" or ")
        text.add("this", url_id=tpl.build_url_id("http://example.com"), color="0000ff")
        rows = [
            R(name, url_id=tpl.build_url_id(f"http://{name}.example"), underline=True)
            for name in ("one", "two")
        ]
        return {"link": text, "rows": rows}

    return Filling(context, plain=False)


@case("{{r }}", "RichText", "{%tr %}")
def rich_text_in_tables_and_headers(form: Form) -> Filling:
    form.header("{{r title }}")
    form.table(
        ["name", "mark"],
        ["{%tr for row in rows %}", ""],
        ["{{r row.name }}", "{% if row.mark %}{{r row.mark }}{% else %}none{% endif %}"],
        ["{%tr endfor %}", ""],
    )
    return Filling(
        {
            "title": R("Title", bold=True),
            "rows": [
                {"name": R("Ann", color="FF0000"), "mark": R("A", size=30)},
                {"name": R("Bob"), "mark": None},
            ],
        }
    )


@case("{{r }}", "looks kept")
def rich_text_among_looks(form: Form) -> Filling:
    form.clean = True
    paragraph = form.document.add_paragraph()
    form.type("bold before ", paragraph, bold=True)
    form.type("{{r text }}", paragraph, italic=True)
    form.type(" bold after {{ name }}", paragraph, bold=True)
    other = form.document.add_paragraph()
    form.type("one run: {{r text }} goes on in the same run {{ name }}", other, underline=True)
    return Filling({"text": R("rich", color="00FF00"), "name": "Ann"}, same_look=False)


@case("RichTextParagraph", "{{p }}")
def rich_paragraphs(form: Form) -> Filling:
    form.lines("before", "{{p example }}", "between", "{{p single }}", "after")
    paragraph = RichTextParagraph()
    paragraph.add("First in a style", parastyle="Quote")
    text = RichText("some ")
    text.add("bold", bold=True)
    paragraph.add(text, parastyle="ListBullet")
    paragraph.add("Plain one")
    return Filling({"example": paragraph, "single": RP("one & only", parastyle="Heading1")})


@case("RichText", "{{ }} without r")
def rich_text_and_conditions(form: Form) -> Filling:
    form.lines(
        "{%p if text %}",
        "there is {{r text }}",
        "{%p endif %}",
        "{% if other is defined %}{{r other }}{% endif %}none",
        "{% for part in parts %}{{r part }}{% if not loop.last %}, {% endif %}{% endfor %}.",
    )
    parts = [R("a", bold=True), R("b", italic=True), R("c")]
    return Filling({"text": R("some", bold=True), "parts": parts})
