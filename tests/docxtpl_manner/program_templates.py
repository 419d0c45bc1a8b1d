"""The templates that the programs of ``programs/`` open, by the program's name."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from tests.docxtpl_manner.forms import Form, picture
from tests.docxtpl_manner.pictures import PICTURE_NAME, stream
from tests.docxtpl_manner.subdocuments import styled_file

_PACKAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"


def order(folder: Path) -> None:
    form = Form()
    form.lines("{{ company_name }}", "Dear {{ customer_name }},")
    form.table(
        ["Description", "Quantity", "Price"],
        ["{%tr for item in items %}", "", ""],
        ["{{ item.desc }}", "{{ item.qty }}", "{{ item.price }}"],
        ["{%tr endfor %}", "", ""],
        ["Total", "", "{{ total_price }}"],
    )
    form.lines(
        "{%p if in_europe %}",
        "You live in Europe.",
        "{%p endif %}",
        "{% if is_paid %}Thank you.{% else %}Please pay.{% endif %}",
    )
    write(folder, "order", form)


def letters(folder: Path) -> None:
    form = Form()
    form.header("{{ 单位 }}")
    form.lines(
        "{{ 姓名 }}{{ '先生' if 性别 == '男' else '女士' }}：", "　　{{ 正文 }}", "{{ 今天 }}"
    )
    form.footer("致 {{ 姓名 }}")
    write(folder, "信函", form)
    people = (
        "姓名,性别,单位,正文",
        "张某,男,甲单位,请于三日内报到。",
        "李某,女,乙单位,你好",
        "王某,男,,",
    )
    (folder / "people.csv").write_text("\n".join(people), "utf-8")


def many_renderings(folder: Path) -> None:
    form = Form()
    form.document.add_picture(stream("yellow"))
    for properties in form.document.element.body.iter(PICTURE_NAME):
        properties.set("name", "dummy.png")
    form.lines("{{ name }}", "{%p for skill in skills %}", "{{ skill }}", "{%p endfor %}")
    form.header("badge of {{ name }}")
    write(folder, "badge", form)
    pictures(folder)


def report(folder: Path) -> None:
    form = Form()
    form.lines("{{r title }}", "{{p paragraphs }}", "{{p part }}", "{{p chapter }}", "{{ code }}")
    form.table(
        ["{%tr for frame in frames %}", ""],
        ["{{ frame.name|shout }}", "{{ frame.image }}"],
        ["{%tr endfor %}", ""],
    )
    form.lines("x{{r empty }}y")
    write(folder, "report", form)
    (folder / "chapter.docx").write_bytes(styled_file().getvalue())
    pictures(folder)


def variables(folder: Path) -> None:
    form = Form()
    form.header("{{ in_header }}")
    form.lines(
        "{{ customer }} owes {{ sum|euro }} to {{ office }}",
        "{%p for line in lines %}",
        "{{ line|euro(0) }} {{ remark }}",
        "{%p endfor %}",
        "{% if vip %}VIP{% endif %}",
    )
    write(folder, "variables", form)


def replacing(folder: Path) -> None:
    form = Form()
    form.lines("{{ name }}")
    form.document.add_picture(io.BytesIO(picture("red")))
    for properties in form.document.element.body.iter(PICTURE_NAME):
        properties.set("name", "red.png")
    for number, color in enumerate(("inner", "other")):
        inner = Form()
        inner.lines(f"document {number}")
        write(folder, color, inner)
    (folder / "other.xlsx").write_bytes(b"another sheet")
    for name, data in (
        ("inner.docx", (folder / "inner.docx").read_bytes()),
        ("sheet1.xlsx", b"a sheet"),
    ):
        part = Part(
            PackURI(f"/word/embeddings/{name}"),
            "application/octet-stream",
            data,
            form.document.part.package,
        )
        form.document.part.relate_to(part, _PACKAGE)
    write(folder, "packed", form)
    pictures(folder)


def module_name(folder: Path) -> None:
    form = Form()
    form.lines("{{r name }} of {{ office }}", "{{ text }}")
    write(folder, "letter", form)


def wrong_template(folder: Path) -> None:
    form = Form()
    form.lines("{% if customer_name %}", "never closed")
    write(folder, "wrong", form)
    order(folder)


def write(folder: Path, name: str, form: Form) -> None:
    (folder / f"{name}.docx").write_bytes(form.data())


def pictures(folder: Path) -> None:
    for color in ("red", "green", "blue"):
        (folder / f"{color}.png").write_bytes(picture(color))


TEMPLATES: dict[str, Callable[[Path], None]] = {
    "order": order,
    "letters": letters,
    "many_renderings": many_renderings,
    "report": report,
    "variables": variables,
    "changed_afterwards": order,
    "replacing": replacing,
    "module_name": module_name,
    "wrong_template": wrong_template,
}
