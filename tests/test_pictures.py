"""Pictures in Markdown: only real ones, only from inside the unit's folder."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import docx
import pytest

from docgen.word.xml import w
from tests.support import SmallProject, audit, codes, entries, found


def png(width: int, height: int) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.fixture
def pictured(project: SmallProject) -> SmallProject:
    project.template("{{ 名称 }}", "{{p narrative['1'] }}", "末")
    markdown = {"contentMediaType": "text/markdown"}
    project.schema(narrative={"type": "object", "properties": {"1": markdown}})
    (project.unit / "images").mkdir()
    (project.unit / "images" / "甲.png").write_bytes(png(3000, 1500))
    return project


def test_a_picture_leaves_room_on_the_page_and_keeps_its_shape(
    pictured: SmallProject, tmp_path: Path
) -> None:
    pictured.content('![园区示意图](../images/甲.png "图1 园区")\n', "narrative/1.md")
    result = pictured.render()
    assert codes(result) == []
    path = result.outcomes[0].docx
    assert path is not None
    document = docx.Document(str(path))
    (shape,) = document.inline_shapes
    assert abs(shape.width - 8844 * 635 * 0.8) < 635
    assert abs(shape.height * 2 - shape.width) < 2
    assert [paragraph.text for paragraph in document.paragraphs] == ["报告", "", "图1 园区", "末"]
    drawing = next(document.element.body.iter(w("drawing")))
    assert [element.get("descr") for element in drawing.iter() if element.get("descr")] == [
        "园区示意图"
    ]
    assert audit(path.read_bytes(), tmp_path) == []


def test_the_same_picture_is_stored_once(pictured: SmallProject) -> None:
    pictured.content("![](../images/甲.png)\n\n![](../images/甲.png)\n", "narrative/1.md")
    path = pictured.render().outcomes[0].docx
    assert path is not None
    stored = [name for name in entries(path.read_bytes()) if name.startswith("word/media/")]
    assert stored == ["word/media/docgen1.png"]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("../../two/甲.png", "image-outside"),
        ("../../../../甲.png", "image-outside"),
        ("/etc/passwd", "image-outside"),
        ("http://example.org/甲.png", "image-from-web"),
        ("file:///etc/passwd", "image-from-web"),
        ("..\\images\\无.png", "image-missing"),
        ("../images/里/出.png", "image-outside"),
        ("../images", "image-missing"),
        ("../images/文.png", "not-an-image"),
        ("../images/断.png", "not-an-image"),
        ("../images/空.png", "not-an-image"),
    ],
)
def test_what_is_no_picture_of_the_unit_is_refused(
    pictured: SmallProject, tmp_path: Path, target: str, code: str
) -> None:
    images = pictured.unit / "images"
    (images / "文.png").write_text("文字", "utf-8")
    (images / "断.png").write_bytes(png(10, 10)[:20])
    (images / "空.png").write_bytes(b"")
    (images / "里").mkdir()
    (tmp_path / "外.png").write_bytes(png(1, 1))
    (images / "里" / "出.png").symlink_to(tmp_path / "外.png")
    other = pictured.unit.parent / "two"
    other.mkdir()
    (other / "甲.png").write_bytes(png(1, 1))
    pictured.content(f"文\n\n![]({target})\n", "narrative/1.md")
    result = pictured.render(units=["one"])
    assert found(result) == [(code, "content/2023/one/narrative/1.md", 3)]
    assert not pictured.output.exists()


def test_a_link_among_the_pictures_is_told_at_its_name(
    pictured: SmallProject, tmp_path: Path
) -> None:
    (tmp_path / "外.png").write_bytes(png(1, 1))
    (pictured.unit / "images" / "出.png").symlink_to(tmp_path / "外.png")
    pictured.content("文\n", "narrative/1.md")
    assert found(pictured.render()) == [("link-outside", "content/2023/one/images/出.png", 0)]
