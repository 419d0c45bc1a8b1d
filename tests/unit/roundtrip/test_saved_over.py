"""A changed Word file keeps the bytes of all parts that were not changed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from docgen.diagnostics import Place
from docgen.roundtrip.merging.saved_over import saved_over
from docgen.word.package_file import open_package
from tests.support import PACK


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def written_otherwise(path: Path) -> bytes:
    """A Word file whose parts are written as no library writes them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in entries(path.read_bytes()).items():
            package.writestr(name, data.replace(b"?>", b" ?>\r\n", 1))
    return buffer.getvalue()


def test_only_what_was_changed_has_other_bytes() -> None:
    before = written_otherwise(PACK / "report.docx")
    document = open_package(before, Place("报告.docx"))
    document.add_paragraph("新的一段。")
    old, new = entries(before), entries(saved_over(before, document))
    assert {name for name in old if new[name] != old[name]} == {"word/document.xml"}
    assert new.keys() == old.keys()
    assert "新的一段。" in new["word/document.xml"].decode()


def test_a_new_part_comes_in() -> None:
    before = (PACK / "report.docx").read_bytes()
    document = open_package(before, Place("报告.docx"))
    document.add_comment(document.paragraphs[0].add_run("甲"), text="批注", author="审核员")
    new = entries(saved_over(before, document))
    assert "批注" in new["word/comments.xml"].decode()
