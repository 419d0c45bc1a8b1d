"""What is known of a form serves all documents that have its styles, and no others."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import docx

from docgen.verify.finished_report import FinishedReport
from docgen.verify.known_forms import KnownForms
from docgen.verify.style_rule import StyleRule
from docgen.verify.word_file import word_file_deviations
from docgen.word.package_file import WordPackage, read_package
from docgen.word.zip import zip_file
from tests.unit.verify.formats import FORMAT, OUT, paragraph, said, word_file


def package(folder: Path, *words: str, size: int = 0) -> WordPackage:
    """A file of paragraphs in ``Body Text``, whose size may be another."""
    document = word_file(*(paragraph(text, "Body Text") for text in words))
    if size:
        document.styles["Body Text"].font.size = docx.shared.Pt(size)
    document.save(str(folder / "out.docx"))
    return WordPackage.read(folder / "out.docx", OUT)


def test_files_of_one_form_are_known_by_their_styles(tmp_path: Path) -> None:
    forms, one = KnownForms(), package(tmp_path, "甲")
    other, changed = package(tmp_path, "乙", "丙"), package(tmp_path, "甲", size=20)
    found = [forms.of(file, file.document(OUT)) for file in (one, other, changed)]
    assert found[0] is found[1]
    assert found[0] is not found[2]


def test_deviations_are_the_same_whatever_was_measured_before(tmp_path: Path) -> None:
    forms = KnownForms()
    strict = replace(FORMAT, styles={"body text": StyleRule(size=12)})
    loose = replace(FORMAT, styles={"body text": StyleRule(size=16)})
    files = [package(tmp_path, "甲"), package(tmp_path, "甲", size=12), package(tmp_path, "乙")]
    for official in (strict, loose, strict):
        for file in files:
            alone = FinishedReport(official, file, OUT)
            beside = FinishedReport(official, file, OUT, forms=forms)
            wanted = said(word_file_deviations(alone, OUT))
            assert said(word_file_deviations(beside, OUT)) == wanted


def test_files_whose_styles_have_another_name_are_told_apart(tmp_path: Path) -> None:
    """A part of a package may have any name (ECMA-376 part 2, 6.2); its type says what it is."""
    forms, found = KnownForms(), list[bool]()
    for size in (12, 20, 12):
        package(tmp_path, "甲", size=size)
        entries = read_package(tmp_path / "out.docx", OUT)
        renamed = {
            name.replace("/styles.xml", "/looks.xml"): data.replace(b"styles.xml", b"looks.xml")
            for name, data in entries.items()
        }
        (tmp_path / "out.docx").write_bytes(zip_file(renamed, {}))
        file = WordPackage.read(tmp_path / "out.docx", OUT)
        official = replace(FORMAT, styles={"body text": StyleRule(size=12)})
        report = FinishedReport(official, file, OUT, forms=forms)
        found.append(any("format-size" in line for line in said(word_file_deviations(report, OUT))))
    assert found == [False, True, False]


def test_only_some_forms_are_kept_and_none_is_sent(tmp_path: Path) -> None:
    forms = KnownForms()
    first = package(tmp_path, "甲", size=30)
    known = forms.of(first, first.document(OUT))
    for size in range(8, 16):
        file = package(tmp_path, "甲", size=size)
        forms.of(file, file.document(OUT))
    assert forms.of(first, first.document(OUT)) is not known
    assert isinstance(pickle.loads(pickle.dumps(forms)), KnownForms)
