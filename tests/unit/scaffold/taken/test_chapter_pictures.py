"""Pictures of a chapter made by hand become files of the unit."""

from __future__ import annotations

import io
from collections.abc import Callable

from docx.document import Document
from docx.shared import Cm
from PIL import Image

from docgen.word.xml import WP, w
from tests.unit.scaffold.taken.chapter_files import line, made, taken


def image(colour: str = "red", kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(stream, kind)
    return stream.getvalue()


def picture(
    data: bytes, before: str = "", behind: str = "", width: float = 8, said: str = ""
) -> Callable[[Document], None]:
    """A paragraph with a picture between texts."""

    def added(document: Document) -> None:
        paragraph = document.add_paragraph(before)
        paragraph.add_run().add_picture(io.BytesIO(data), Cm(width))
        paragraph.add_run(behind)
        next(paragraph._p.iter(f"{{{WP}}}docPr")).set("descr", said)

    return added


def test_a_picture_alone_takes_its_caption_as_its_words() -> None:
    data = image()
    text = taken(made("前文。", picture(data), line("图1 园区全景", align=1), "后文。"), first=3)
    assert text.markdown == (
        "前文。\n\n![园区全景](images/图3.png){width=8cm}\n\n图1 园区全景\n\n后文。\n"
    )
    assert text.pictures == {"narrative/images/图3.png": data}
    assert text.left == ()


def test_a_picture_in_the_text_stays_there() -> None:
    text = taken(made(picture(image(kind="JPEG"), "左边", "右边", 20, "东门内的实训楼")))
    assert text.markdown == "左边![东门内的实训楼](images/图1.jpg){width=100%}右边\n"


def test_one_picture_is_one_file_and_two_are_two() -> None:
    first, second = image(), image("blue")
    text = taken(made(*map(picture, (first, second, first))))
    assert [text.pictures[name] for name in sorted(text.pictures)] == [first, second]
    assert text.markdown.count("图1.png") == 2


def test_words_that_say_nothing_or_are_markup_are_no_words() -> None:
    text = taken(made(picture(image(), said="图片 1"), picture(image(), said="甲[乙|*丙")))
    assert text.markdown.split("\n\n") == [
        "![](images/图1.png){width=8cm}",
        "![甲乙丙](images/图1.png){width=8cm}\n",
    ]


def test_a_picture_that_floats_stands_behind_its_paragraph() -> None:
    def floating(document: Document) -> None:
        picture(image(), "正文。")(document)
        inline = next(document.element.body.iter(f"{{{WP}}}inline"))
        inline.tag = f"{{{WP}}}anchor"

    assert taken(made(floating)).markdown == "正文。\n\n![](images/图1.png){width=8cm}\n"


def test_a_picture_that_docgen_cannot_show_is_left() -> None:
    def broken(document: Document) -> None:
        picture(image(), "正文。")(document)
        relation = next(rel for rel in document.part.rels.values() if "image" in rel.reltype)
        relation.target_part._blob = b"\x01\x00\x00\x00EMF"

    document = made(broken)
    text = taken(document)
    assert (text.markdown, text.pictures) == ("正文。\n", {})
    assert [(part.kind, part.element) for part in text.left] == [
        ("picture", next(document.element.body.iter(w("p"))))
    ]


def test_a_picture_in_a_cell_stands_there() -> None:
    def cell(document: Document) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).text = "项目"
        run = table.cell(1, 0).paragraphs[0].add_run("照片")
        run.add_picture(io.BytesIO(image()), Cm(2))

    assert "| 照片![](images/图1.png){width=2cm} |  |" in taken(made(cell)).markdown
