"""Evidence: which files can be bound, and what the list of a report and the folder lack."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from docgen.content.unit import load_unit
from docgen.content.values import Text
from docgen.diagnostics import Place, Problems
from docgen.filing.hand_in.evidence_files import evidence_file
from docgen.filing.hand_in.evidence_folder import evidence_paths
from docgen.filing.hand_in.evidence_index import unit_evidence
from docgen.packs.filing_rules import EvidenceRule
from tests.evidence import encrypted, listed, only_adobe, pages, picture, signed, word

RULE = EvidenceRule(Text("佐证材料"))
A_PAGE = pages(["一"])


def signed_word() -> bytes:
    written = BytesIO(word("一"))
    with zipfile.ZipFile(written, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    return written.getvalue()


def told(path: Path) -> str:
    """The code of the problem that a file of evidence has; empty if it can be bound."""
    problems = Problems()
    file = evidence_file(path, path.parents[1], Place(path.name), problems)
    assert (file is None) == bool(problems)
    return next((problem.code for problem in problems), "")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", A_PAGE, ""),
        ("a.PDF", b"\n\n" + A_PAGE, ""),
        ("noname", A_PAGE, ""),
        ("a.jpg", picture((30, 20)), ""),
        ("a.jpeg", picture((30, 20), mode="CMYK"), ""),
        ("a.png", picture((30, 20), "PNG", "RGBA"), ""),
        ("a.tif", picture((30, 20), "TIFF"), ""),
        ("a.webp", picture((30, 20), "WEBP"), ""),
        ("a.bmp", picture((30, 20), "BMP"), ""),
        ("a.docx", word("一"), ""),
        ("a.pdf", encrypted(A_PAGE), "evidence-encrypted"),
        ("a.pdf", encrypted(A_PAGE, user=""), "evidence-encrypted"),
        ("a.pdf", signed(A_PAGE), "evidence-signed"),
        ("a.pdf", only_adobe(A_PAGE), "evidence-unseen"),
        ("a.pdf", A_PAGE[: len(A_PAGE) // 2], "evidence-damaged"),
        ("a.pdf", b"", "evidence-damaged"),
        ("a.pdf", b"no PDF at all", "evidence-damaged"),
        ("a.jpg", picture((300, 200))[:400], "evidence-damaged"),
        ("a.docx", signed_word(), "evidence-signed"),
        ("a.docx", word("一")[:900], "damaged-docx"),
        ("a.xlsx", b"PK\x03\x04", "evidence-kind"),
        ("a.txt", "说明".encode(), "evidence-kind"),
        ("a.zip", b"PK\x05\x06" + b"\0" * 18, "evidence-kind"),
    ],
)
def test_what_cannot_be_bound_is_told_by_its_kind(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / name).write_bytes(data)
    assert told(folder / name) == code


def test_a_pdf_that_is_cut_off_anywhere_is_not_bound(tmp_path: Path) -> None:
    path = tmp_path / "evidence" / "a.pdf"
    path.parent.mkdir()
    data = pages([f"第{number}页" for number in range(5)])
    for _ in range(20):
        path.write_bytes(data[: random.Random(_).randrange(len(data) - 40)])
        assert told(path) == "evidence-damaged"


def test_a_link_out_of_the_unit_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(A_PAGE)
    folder = tmp_path / "unit" / "evidence"
    folder.mkdir(parents=True)
    (folder / "a.pdf").symlink_to(tmp_path / "secret.pdf")
    assert told(folder / "a.pdf") == "link-outside"


def unit_with(root: Path, content: str, *names: str) -> Path:
    folder = root / "content" / "2023" / "one"
    (folder / "evidence").mkdir(parents=True)
    (folder / "report.yaml").write_text(f"模板: form\n{content}", "utf-8")
    for name in names:
        path = folder / "evidence" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(A_PAGE)
    return folder


def found(
    root: Path, content: str, *names: str, rule: EvidenceRule = RULE
) -> tuple[object, object]:
    """What is bound, by name and file, and what is told, by code and line."""
    folder = unit_with(root, content, *names)
    problems = Problems()
    unit = load_unit(folder, "2023", root, problems)
    assert not list(problems)
    evidence = unit_evidence(unit, rule, problems)
    return (
        [(each.name, each.file.path.name) for each in evidence],
        [(problem.code, problem.place.line) for problem in problems],
    )


def test_files_are_bound_in_the_order_of_the_list(tmp_path: Path) -> None:
    content = listed("会议纪要", "预算批复", "1.5亿元资金文件")
    names = "1-预算批复.pdf", "附件2 会议纪要.pdf", "1.5亿元资金文件.pdf"
    assert found(tmp_path, content, *names) == (
        [("会议纪要", names[1]), ("预算批复", names[0]), ("1.5亿元资金文件", names[2])],
        [],
    )


def test_without_a_list_they_are_bound_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = "10.合同.pdf", "2.批复.pdf", "（3）纪要.pdf", "2023年报表.pdf"
    bound, problems = found(tmp_path, "数: 1\n", *names, rule=EvidenceRule())
    assert sorted(bound) == sorted(  # type: ignore[call-overload]
        zip(("合同", "批复", "纪要", "2023年报表"), names, strict=True)
    )
    assert [name for name, _ in bound][:3] == ["批复", "合同", "2023年报表"]  # type: ignore[attr-defined]
    assert problems == []


def test_the_list_and_the_folder_are_compared_both_ways(tmp_path: Path) -> None:
    rows = ("名称: 批复", "文件: 批得.pdf"), ("名称: 纪要",), ("名称: 又一份", "文件: 纪要.pdf")
    content = "佐证材料:\n" + "".join("  - " + "\n    ".join(row) + "\n" for row in rows)
    bound, problems = found(tmp_path, content, "批复函.pdf", "纪要.pdf")
    assert bound == [("纪要", "纪要.pdf")]
    assert problems == [("evidence-missing", 4), ("evidence-twice", 7), ("evidence-unlisted", 0)]


def test_what_the_system_leaves_there_is_no_evidence(tmp_path: Path) -> None:
    folder = unit_with(tmp_path, "", "a.pdf", "~$a.docx", ".DS_Store", "Thumbs.db", "合同/b.pdf")
    assert [path.name for path in evidence_paths(folder)] == ["a.pdf", "b.pdf"]
