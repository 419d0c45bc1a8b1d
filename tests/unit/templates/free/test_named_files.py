"""Pictures and documents that values name: files in the folder of the data, and no others."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from docgen import Template, TemplateError
from docgen.messages.problem_words import message_and_hint
from tests.unit.templates.free.documents import form, opened

PICTURE, DOCUMENT = "{{ 名 | picture }}", "{{p 名 | document }}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of data with a picture and a document, between others that are outside of it."""
    inside = tmp_path / "数据"
    (inside / "照片").mkdir(parents=True)
    for file in (tmp_path / "私.png", inside / "印章.png", inside / "照片" / "张三.png"):
        Image.new("RGB", (4, 4)).save(file)
    for file in (tmp_path / "私.docx", inside / "附件.docx"):
        file.write_bytes(form(file.stem))
    (inside / "链接.png").symlink_to(tmp_path / "私.png")
    return inside


def refused(tag: str, name: Any, folder: Path) -> tuple[str, str]:
    """The code and the Chinese message of what is told of a file."""
    with pytest.raises(TemplateError) as raised:
        Template(form(tag), folder=folder).render({"名": name})
    problem = raised.value.problem
    return problem.words.get("refused", problem.code), message_and_hint(problem, "zh").message


@pytest.mark.parametrize(
    "name", ["印章.png", "照片/张三.png", "照片\\张三.png", "照片/../印章.png"]
)
def test_a_file_in_the_folder_of_the_data_is_taken(folder: Path, name: str) -> None:
    filled = Template(form(PICTURE), folder=folder).render({"名": name})
    assert len(opened(filled).inline_shapes) == 1
    filled = Template(form(DOCUMENT), folder=folder).render({"名": "附件.docx"})
    assert "附件" in [paragraph.text for paragraph in opened(filled).paragraphs]


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        (PICTURE, "../私.png"),
        (PICTURE, "{outside}/私.png"),
        (PICTURE, "链接.png"),
        (DOCUMENT, "../私.docx"),
        (DOCUMENT, "{outside}/私.docx"),
        (DOCUMENT, "../私.png"),
    ],
)
def test_a_text_names_no_file_outside_of_it(folder: Path, tag: str, name: str) -> None:
    kind, message = refused(tag, name.format(outside=folder.parent), folder)
    assert kind == "file-outside"
    assert "不在数据文件所在的文件夹里" in message


def test_a_path_of_a_program_names_any_file(folder: Path) -> None:
    for name in (folder.parent / "私.png", folder / "印章.png"):
        for where in (folder, None):
            filled = Template(form("{{ 名 }}"), folder=where).render({"名": name})
            assert len(opened(filled).inline_shapes) == 1


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("印张.png", "no-file-like", "是不是「印章.png」？"),
        ("合同扫描件.tiff", "no-file", "没有文件「合同扫描件.tiff」（"),
        ("长" * 300 + ".png", "no-file", "没有文件"),
        ("a\0b.png", "no-file", "没有文件"),
        ("照片", "no-file", "没有文件"),
        ("附件.docx", "no-image", "不是能用的图片"),
    ],
)
def test_a_file_that_is_not_there_is_told(folder: Path, name: str, kind: str, said: str) -> None:
    told, message = refused(PICTURE, name, folder)
    assert told == kind
    assert said in message


def test_a_document_comes_in_by_the_door_of_word_files(folder: Path) -> None:
    with (
        zipfile.ZipFile(folder / "炸弹.docx", "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w", force_zip64=True) as entry,
    ):
        for _ in range(300):
            entry.write(b"\0" * (1 << 20))
    (folder / "坏.docx").write_bytes((folder / "附件.docx").read_bytes()[:3000])
    assert refused(DOCUMENT, "炸弹.docx", folder)[0] == "docx-too-large"
    assert refused(DOCUMENT, "坏.docx", folder)[0] == "damaged-docx"
