"""Pictures that the program puts in, and files that it puts in the place of others."""

from __future__ import annotations

import io
from typing import Any

from docx.shared import Cm, Inches, Mm, Pt
from docxtpl import InlineImage

from tests.docxtpl_manner.cases import Filling, case
from tests.docxtpl_manner.forms import Form, picture
from tests.support import ROOT

PHOTO = ROOT / "docs" / "images" / "form-blank.png"


def stream(color: str, width: int = 20) -> io.BytesIO:
    return io.BytesIO(picture(color, width))


@case("InlineImage")
def pictures_in_paragraphs(form: Form) -> Filling:
    form.lines(
        "{{ logo }}", "before {{ logo }} after {{ name }}", "{% if big %}{{ big }}{% endif %}"
    )

    def context(tpl: Any) -> dict[str, Any]:
        return {
            "logo": InlineImage(tpl, stream("red"), width=Mm(20), height=Mm(10)),
            "big": InlineImage(tpl, image_descriptor=stream("blue", width=90), width=Inches(2)),
            "name": "name",
        }

    return Filling(context, plain=False)


@case("InlineImage", "{%tr %}")
def pictures_in_tables(form: Form) -> Filling:
    form.table(
        ["name", "picture"],
        ["{%tr for frame in frames %}", ""],
        ["{{ frame.name }}", "{{ frame.image }}"],
        ["{%tr endfor %}", ""],
    )
    form.lines("{%p for frame in frames %}", "{{ frame.image }} {{ frame.name }}", "{%p endfor %}")

    def context(tpl: Any) -> dict[str, Any]:
        colors = ("red", "green", "blue")
        return {
            "frames": [
                {"name": color, "image": InlineImage(tpl, stream(color), height=Cm(1))}
                for color in colors
            ]
        }

    return Filling(context, plain=False)


@case("InlineImage", "headers")
def pictures_in_headers(form: Form) -> Filling:
    form.header("{{ logo }} {{ name }}")
    form.footer("{{ name }} {{ logo }}")
    form.lines("body {{ logo }}")

    def context(tpl: Any) -> dict[str, Any]:
        return {"logo": InlineImage(tpl, stream("red"), width=Pt(60)), "name": "Ann"}

    return Filling(context, plain=False)


@case("InlineImage", "anchor")
def pictures_with_links(form: Form) -> Filling:
    form.lines("{{ logo }}", "{{ other }}")

    def context(tpl: Any) -> dict[str, Any]:
        return {
            "logo": InlineImage(tpl, stream("red"), anchor="http://example.org/?a=1&b=2"),
            "other": InlineImage(tpl, stream("blue"), width=Mm(9)),
        }

    return Filling(context, plain=False, autoescape=True)


@case("InlineImage", "pictures by path")
def pictures_of_files(form: Form) -> Filling:
    form.lines("{{ photo }} {{ photo }}")

    def context(tpl: Any) -> dict[str, Any]:
        return {"photo": InlineImage(tpl, str(PHOTO), width=Mm(30))}

    return Filling(context, plain=False)


@case("replace_pic")
def replaced_pictures(form: Form) -> Filling:
    form.header("top {{ name }}")
    form.document.sections[0].header.paragraphs[0].add_run().add_picture(stream("red"))
    form.document.add_picture(stream("blue"))
    form.lines("{{ name }}")
    for number, properties in enumerate(form.document.element.body.iter(PICTURE_NAME)):
        properties.set("name", f"body{number}.png")
    for properties in form.document.sections[0].header._element.iter(PICTURE_NAME):
        properties.set("name", "dummy_header_pic.png")

    def replace(tpl: Any) -> None:
        tpl.replace_pic("dummy_header_pic.png", stream("green"))
        tpl.replace_pic("body0.png", stream("yellow"))

    return Filling({"name": "Ann"}, prepare=replace, plain=False)


PICTURE_NAME = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"


@case("replace_media")
def replaced_media(form: Form) -> Filling:
    form.header("{{ name }}")
    form.document.sections[0].header.paragraphs[0].add_run().add_picture(stream("red"))
    form.lines("{{ name }}")
    form.document.add_picture(stream("blue"))

    def replace(tpl: Any) -> None:
        tpl.replace_media(stream("red"), stream("green"))
        tpl.replace_media(stream("blue"), stream("yellow"))

    return Filling({"name": "Ann"}, prepare=replace, plain=False)


@case("new pictures and replaced ones")
def replaced_beside_new(form: Form) -> Filling:
    form.document.add_picture(stream("blue"))
    form.lines("{{ new }}", "{{ new }}")
    for properties in form.document.element.body.iter(PICTURE_NAME):
        properties.set("descr", "the one to replace")

    def context(tpl: Any) -> dict[str, Any]:
        return {"new": InlineImage(tpl, stream("red"))}

    def replace(tpl: Any) -> None:
        tpl.replace_pic("the one to replace", stream("yellow"))

    return Filling(context, prepare=replace, plain=False)
